"""A matrix of interactions: its items, who may rate by link, the raters and what they said."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glocal.model.interaction import HIGHEST, LOWEST, ItemKind
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.models.finding import random_key

LONGEST_ITEM_KEY = 80
LONGEST_RATIONALE = 4000


class MatrixState(models.TextChoices):
    """Where a matrix stands: items are chosen, raters answer, or neither changes any more."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", pgettext_lazy("state of a matrix", "Open for answers")
    CLOSED = "closed", pgettext_lazy("state of a matrix", "Closed")


class MatrixAsks(models.TextChoices):
    """Which pairs raters are led to."""

    WORTH = "worth-asking", _("First the pairs that have something in common")
    ALL = "all", _("All pairs")


class ItemKindChoice(models.TextChoices):
    """What a row and column stands for."""

    POLICY = ItemKind.POLICY.value, _("Policy of the register")
    OBJECTIVE = ItemKind.OBJECTIVE.value, _("Objective in own words")
    INDICATOR = ItemKind.INDICATOR.value, _("Indicator")
    SDG_TARGET = ItemKind.SDG_TARGET.value, _("SDG target")


class Matrix(models.Model):
    """The question how progress on one thing influences progress on another, for many things.

    ``screened`` is written when the matrix is opened: for every ordered pair worth asking the
    positions of its two items and the reasons. It stays as it was, so that "12 of 40" does not
    move while people answer because somebody changed the register. ``token`` comes from the form
    that made it, so that a form sent twice makes one row.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="matrices"
    )
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("what it is for"), blank=True, max_length=2000)
    state = models.CharField(max_length=10, choices=MatrixState, default=MatrixState.DRAFT)
    asks = models.CharField(
        _("which pairs are asked"), max_length=20, choices=MatrixAsks, default=MatrixAsks.WORTH
    )
    screened = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.CharField(max_length=40, null=True, blank=True)
    created_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at", "pk")
        verbose_name_plural = "matrices"
        constraints = (
            models.UniqueConstraint(fields=("territory", "token"), name="one_matrix_a_form"),
        )

    def __str__(self) -> str:
        return self.title


class MatrixItem(models.Model):
    """A row and column.

    ``key`` names it in files; ``ref`` is the key of a policy (``territory.key`` for one of another
    register), the code of an indicator or of a target; of an objective the goal of the taxonomy
    that it stands for, or nothing.
    """

    matrix = models.ForeignKey(Matrix, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=LONGEST_ITEM_KEY)
    kind = models.CharField(max_length=20, choices=ItemKindChoice)
    title = models.CharField(max_length=500)
    ref = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True, max_length=1000)

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("matrix", "key"), name="one_item_a_key"),)

    def __str__(self) -> str:
        return self.title


class MatrixLink(models.Model):
    """A link by which people of one stakeholder group rate without an account.

    Many use the same one, as in a workshop. Only a hash of its secret is kept.
    """

    matrix = models.ForeignKey(Matrix, on_delete=models.CASCADE, related_name="links")
    group = models.CharField(_("stakeholder group"), max_length=30, choices=GroupChoice)
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_group_display()} · {self.matrix_id}"


GUEST = "guest-"
"""How names of guests begin in files, and what is kept of a guest who comes back by a file."""

OF_GUESTS = (
    models.Q(rater__link__isnull=False)
    | models.Q(rater__return_hash__isnull=False)
    | models.Q(rater__file_hash__startswith=GUEST)
)
"""The answers of guests, also of those who come back by a file."""


class MatrixRater(models.Model):
    """Somebody who answers, known to others by a number alone.

    ``person`` is empty for guests, who come back by a personal link of which the hash is kept, and
    for raters of an imported file. ``is_meeting`` marks the one row that holds what a meeting
    agreed on; its ``group`` is empty. ``file_hash`` tells the raters of an imported file again when
    it is imported once more, without keeping what the file called them; that of a guest begins so.
    """

    matrix = models.ForeignKey(Matrix, on_delete=models.CASCADE, related_name="raters")
    number = models.PositiveIntegerField()
    group = models.CharField(max_length=30, choices=GroupChoice, blank=True)
    person = models.ForeignKey(
        "portal.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    link = models.ForeignKey(
        MatrixLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="raters"
    )
    return_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    is_meeting = models.BooleanField(default=False)
    language = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("matrix", "number"), name="one_rater_a_number"),
            models.UniqueConstraint(
                fields=("matrix", "person", "group"), name="one_rater_a_person_and_group"
            ),
            models.UniqueConstraint(
                fields=("matrix",),
                condition=models.Q(is_meeting=True),
                name="one_meeting_a_matrix",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_guest(self) -> bool:
        """Whether they answered by a link, here or where a file comes from."""
        return bool(self.link_id or self.return_hash) or self.file_hash.startswith(GUEST)

    @property
    def name(self) -> str:
        """What files and pages call the rater: never a person's name.

        That of a guest says so, also in a file: only coordinators read what guests wrote.
        """
        if self.is_meeting:
            return "meeting"
        return f"{GUEST if self.is_guest else 'r'}{self.number}"


class InteractionRating(models.Model):
    """One rater's answer to one ordered pair; without a value the rater does not know.

    A pair without a row was not assessed. ``version`` counts saves, so that two windows of one
    rater overwrite nothing.
    """

    rater = models.ForeignKey(MatrixRater, on_delete=models.CASCADE, related_name="ratings")
    source = models.ForeignKey(MatrixItem, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(MatrixItem, on_delete=models.CASCADE, related_name="+")
    value = models.SmallIntegerField(null=True, blank=True)
    rationale = models.TextField(blank=True, max_length=LONGEST_RATIONALE)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("rater", "source", "target"), name="one_rating_a_pair_and_rater"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="no_item_is_rated_with_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True)
                | models.Q(value__gte=LOWEST, value__lte=HIGHEST),
                name="value_is_on_the_scale",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
