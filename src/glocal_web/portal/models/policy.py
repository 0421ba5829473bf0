"""A policy that a territory keeps in its register: the header of an act."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from glocal.model.kinds import Level
from glocal.model.policy import PolicyKind, PolicyStatus, Tie

LONGEST_KEY = 80


class PolicyKindChoice(models.TextChoices):
    """Kind of act, from the strongest to the weakest."""

    CONSTITUTION = PolicyKind.CONSTITUTION.value, _("Constitution")
    TREATY = PolicyKind.TREATY.value, _("Treaty")
    LAW = PolicyKind.LAW.value, _("Law")
    REGULATION = PolicyKind.REGULATION.value, _("Regulation or decree")
    ORDINANCE = PolicyKind.ORDINANCE.value, _("Ordinance")
    AGREEMENT = PolicyKind.AGREEMENT.value, _("Agreement")
    BUDGET = PolicyKind.BUDGET.value, _("Budget")
    PLAN = PolicyKind.PLAN.value, _("Plan or strategy")
    PROGRAMME = PolicyKind.PROGRAMME.value, _("Programme")
    PROTOCOL = PolicyKind.PROTOCOL.value, _("Protocol")
    INSTRUCTION = PolicyKind.INSTRUCTION.value, _("Instruction or circular")


class PolicyStatusChoice(models.TextChoices):
    """Where an act stands; only acts in force are checked, drafts when they are asked for."""

    DRAFT = PolicyStatus.DRAFT.value, _("Draft")
    IN_FORCE = PolicyStatus.IN_FORCE.value, pgettext_lazy("status of an act", "In force")
    SUSPENDED = PolicyStatus.SUSPENDED.value, _("Suspended")
    REPEALED = PolicyStatus.REPEALED.value, _("Repealed")


class PolicyLevelChoice(models.TextChoices):
    """Level of the body that issued an act."""

    LOCAL = Level.LOCAL.value, pgettext_lazy("level of an act", "Local")
    INTERMEDIATE = Level.INTERMEDIATE.value, pgettext_lazy("level of an act", "Intermediate")
    NATIONAL = Level.NATIONAL.value, pgettext_lazy("level of an act", "National")
    INTERNATIONAL = Level.INTERNATIONAL.value, pgettext_lazy("level of an act", "International")


class TieChoice(models.TextChoices):
    """How one act refers to another."""

    AMENDS = Tie.AMENDS.value, _("amends")
    IMPLEMENTS = Tie.IMPLEMENTS.value, _("implements")
    REPEALS = Tie.REPEALS.value, _("repeals")
    CITES = Tie.CITES.value, _("cites")


class Policy(models.Model):
    """The header of an act; what it says stands in its provisions.

    ``key`` names it within its territory for good: files and findings refer to it. ``ties`` is a
    list of ``[how, reference]``, where a reference is the key of a policy of the same register, or
    ``territory/key`` for one of another. ``responsible`` refers to a body of the register or to a
    kind of body in the same way. ``valid_until`` is the first day on which it no longer holds.
    ``token`` comes from the form that made it, so that a form sent twice makes one row.
    """

    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="policies"
    )
    key = models.CharField(max_length=LONGEST_KEY)
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=20, choices=PolicyKindChoice)
    issuer = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1000), MaxValueValidator(2999)],
    )
    level = models.CharField(max_length=20, choices=PolicyLevelChoice)
    sectors = models.JSONField(default=list, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=20, choices=PolicyStatusChoice, default=PolicyStatusChoice.IN_FORCE
    )
    ties = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.CharField(max_length=40, null=True, blank=True)
    created_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ("title", "pk")
        verbose_name_plural = "policies"
        constraints = (
            models.UniqueConstraint(fields=("territory", "key"), name="one_policy_a_key"),
            models.UniqueConstraint(fields=("territory", "token"), name="one_policy_a_form"),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="policy_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.title
