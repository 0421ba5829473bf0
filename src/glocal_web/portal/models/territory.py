"""A territory: a place with a government, its level, mobility roles and competences."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from glocal_web.portal.models.choices import ConsentChoice, LevelChoice


class Territory(models.Model):
    """A municipality, district, province, region or country.

    ``mobility_roles`` is a list of role ids; ``competences`` maps a competence id to ``own``,
    ``shared`` or ``none`` (a competence not named counts as held). ``version`` counts saves, so
    that two people who edit at once are told. ``register_version`` counts the changes of its
    register of policies, each in the transaction of the change; ``channels_complete`` says that all
    ways in which it is heard above are recorded there, so that a missing one is a fact.
    ``taxonomy_additions`` are the actions and kinds of bodies that a country has added to the
    taxonomy for its registers, each as an entry of ``extends`` in a file, with its ``kind``.
    ``uses_ratings`` says that its check may read matrices of interactions: others need not look.

    Anybody may say what their territory is part of; ``parent_consent`` is what the one above says
    to it. Only when it agreed is its register read below. What the site sets up by itself, such as
    the worked example, is agreed; a person's choice goes through ``services/territories.py``.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    local_name = models.CharField(_("name in the local script"), max_length=160, blank=True)
    level = models.CharField(_("level of government"), max_length=20, choices=LevelChoice)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    parent_consent = models.CharField(
        max_length=10, choices=ConsentChoice, default=ConsentChoice.AGREED
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    place = models.ForeignKey(
        "portal.Place", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    latitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("year of the figure"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    population_source = models.CharField(_("source of the figure"), max_length=200, blank=True)
    mobility_roles = models.JSONField(_("mobility roles"), default=list)
    competences = models.JSONField(_("competences"), default=dict, blank=True)
    partners = models.ManyToManyField("self", blank=True)
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    register_version = models.PositiveIntegerField(default=0)
    channels_complete = models.BooleanField(default=False)
    taxonomy_additions = models.JSONField(default=list, blank=True)
    uses_ratings = models.BooleanField(default=False)
    history = HistoricalRecords(
        m2m_fields=(),
        excluded_fields=[
            "parent_consent",
            "register_version",
            "channels_complete",
            "taxonomy_additions",
            "uses_ratings",
        ],
    )

    class Meta:
        ordering = ("name", "pk")
        verbose_name_plural = "territories"

    def __str__(self) -> str:
        return self.name
