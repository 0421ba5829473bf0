"""What the coherence check found in a territory, what people decided, and what became of it."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FindingWorkflow(models.TextChoices):
    """Where a finding stands; independent of its certainty, severity and legal standing."""

    OPEN = "open", pgettext_lazy("state of a finding", "Open")
    ADDRESSED = "being-addressed", _("Being addressed")
    ACCEPTED = "accepted", _("Accepted for now")
    RESOLVED = "resolved", _("Resolved")
    DISMISSED = "dismissed", _("Dismissed")


class FindingVerdict(models.TextChoices):
    """What a reviewer says of a finding: whether the rule was right to show it."""

    RIGHT = "right", _("Right: the provisions do not fit together")
    WRONG = "wrong", _("Wrong: they fit together")
    UNCLEAR = "unclear", _("Unclear: it cannot be told from what is recorded")


# Fifteen digits, never fewer: also the length of a key says nothing, and every program that reads
# one as a number holds it exactly.
LOWEST_KEY, HIGHEST_KEY = 10**14, 10**15 - 1


def random_key() -> int:
    """A key that tells nothing about other findings.

    Keys stand in addresses. Counted up, their gaps would tell whoever may not see restricted
    findings how many there are, and of which rule.
    """
    return LOWEST_KEY + secrets.randbelow(HIGHEST_KEY - LOWEST_KEY + 1)


class FindingRecord(models.Model):
    """One finding in one territory, from its first appearance on.

    ``finding`` is the stable id of the core, ``snapshot`` the finding as it was last seen and
    ``excerpt`` the part of the register that tells it, so that it can be read when it is gone.
    ``policies``, ``sectors`` and ``indicators`` are what it touches, with a comma before and after
    each; ``in_own_hands`` says that the territory can decide one of its mends by itself.
    ``appeared_at`` is the last time it came up, which differs from ``first_seen`` for one that had
    vanished; ``gone_since`` is set while the register shows it no more. ``expires_on`` is the day
    on which an accepted finding opens again.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="findings"
    )
    finding = models.CharField(max_length=64)
    rule = models.CharField(max_length=10)
    variant = models.CharField(max_length=40)
    axis = models.CharField(max_length=20)
    severity = models.CharField(max_length=10)
    certainty = models.CharField(max_length=10)
    restricted = models.BooleanField(default=False)
    cause = models.TextField(blank=True)
    policies = models.TextField(blank=True)
    sectors = models.TextField(blank=True)
    indicators = models.TextField(blank=True)
    in_own_hands = models.BooleanField(default=False)
    snapshot = models.JSONField(default=dict)
    excerpt = models.JSONField(default=dict)
    taxonomy = models.CharField(max_length=40, blank=True)
    rules = models.CharField(max_length=40, blank=True)
    first_seen = models.DateTimeField()
    appeared_at = models.DateTimeField()
    last_seen = models.DateTimeField()
    gone_since = models.DateTimeField(null=True, blank=True)
    workflow = models.CharField(
        _("workflow"), max_length=20, choices=FindingWorkflow, default=FindingWorkflow.OPEN
    )
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    expires_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "portal.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    action = models.ForeignKey(
        "portal.Action",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="findings",
    )
    verdict = models.CharField(
        _("verdict"), max_length=10, choices=FindingVerdict, blank=True, default=""
    )
    verdict_note = models.TextField(_("why"), blank=True, max_length=2000)
    verdict_by = models.ForeignKey(
        "portal.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-appeared_at", "finding")
        constraints = (
            models.UniqueConstraint(
                fields=("territory", "finding"), name="one_record_a_finding_and_territory"
            ),
        )
        indexes = (models.Index(fields=("territory", "gone_since")),)

    def __str__(self) -> str:
        # The log shows it to people who may not see what a restricted finding says.
        return f"{self.rule} {self.finding[:8]}"


class FindingEventKind(models.TextChoices):
    """What happened to a finding."""

    APPEARED = "appeared", _("Appeared")
    CHANGED = "changed", _("Told otherwise")
    VANISHED = "vanished", _("Vanished from the register")
    CAME_BACK = "came-back", _("Came back")
    DECIDED = "decided", _("Decided")
    EXPIRED = "expired", _("Opened again: the time was over")
    RESOLVED = "resolved", _("Resolved: the register shows it no more")
    REOPENED = "reopened", _("Opened again: it came back")
    VERDICT = "verdict", _("Verdict given")
    ACTION = "action", _("Turned into an action")


class FindingEvent(models.Model):
    """One line of a finding's history; only ever added. ``actor`` is empty for the check itself."""

    record = models.ForeignKey(FindingRecord, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=FindingEventKind)
    actor = models.ForeignKey(
        "portal.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=160, blank=True)
    workflow = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True, max_length=2000)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.record_id} {self.kind} {self.at:%Y-%m-%d}"


class CoherenceState(models.Model):
    """How the register of a territory was checked last, and what its coordinators chose.

    ``stamp`` says what the check read: the version of its own register and of each one it inherits
    from, of the taxonomy and of the rules, and the day. ``coverage`` is what was compared and what
    is not recorded. ``rules_off`` are codes of rules that are not run here, ``baseline_at`` the
    moment after which a finding counts as new.
    """

    territory = models.OneToOneField(
        "portal.Territory", on_delete=models.CASCADE, related_name="coherence", primary_key=True
    )
    stamp = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True, blank=True)
    duration_ms = models.PositiveIntegerField(default=0)
    coverage = models.JSONField(default=dict)
    rules_off = models.JSONField(default=list)
    baseline_at = models.DateTimeField(null=True, blank=True)
    baseline_by = models.ForeignKey(
        "portal.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.territory_id}"
