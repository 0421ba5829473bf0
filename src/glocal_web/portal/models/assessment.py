"""An assessment: one territory, one framework version, one period; who takes part in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssessmentStatus(models.TextChoices):
    """Where an assessment stands."""

    OPEN = "open", _("Open")
    PUBLISHED = "published", _("Published")


class Assessment(models.Model):
    """One round of answers.

    ``content_hash`` is the framework's at the opening, so that a score can be recomputed and a
    changed framework is noticed. ``subject`` names the body or partnership where the framework is
    about one of them, and is empty where it is about the territory. ``lead`` is the participant
    whose answers stand for the authority.
    """

    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="assessments"
    )
    framework_id = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    subject = models.CharField(_("what is assessed"), max_length=160, blank=True)
    name = models.CharField(_("name"), max_length=120)
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("to"))
    status = models.CharField(
        max_length=20, choices=AssessmentStatus, default=AssessmentStatus.OPEN
    )
    created_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-period_end", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="period_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=("territory", "framework_id", "subject", "period_start", "period_end"),
                name="one_assessment_a_period",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name of the round, after the body or partnership that it is about."""
        return f"{self.subject} · {self.name}" if self.subject else self.name


class Participant(models.Model):
    """An organisation that answers in an assessment."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="participants"
    )
    organisation = models.ForeignKey(
        "portal.Organisation", on_delete=models.PROTECT, related_name="participations"
    )
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_lead", "organisation__name")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "organisation"), name="takes_part_once"),
            models.UniqueConstraint(
                fields=("assessment",),
                condition=models.Q(is_lead=True),
                name="one_lead_an_assessment",
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation)


class Assignment(models.Model):
    """A person asked to answer a part of an assessment for a participant.

    ``scope`` is a sub-dimension code (A1) or an indicator code (A1.3).
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="assignments"
    )
    person = models.ForeignKey(
        "portal.Person", on_delete=models.CASCADE, related_name="assignments"
    )
    scope = models.CharField(max_length=20)
    due = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("scope", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("participant", "person", "scope"), name="assigned_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope} → {self.person}"
