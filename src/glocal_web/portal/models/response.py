"""One participant's answer to one indicator, its place in the review, and what reviewers said."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from glocal_web.portal.models.choices import StateChoice


class ResponseStatus(models.TextChoices):
    """Place of a response in the review."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Sent back")
    AGREED = "agreed", _("Agreed")


class Response(models.Model):
    """A participant's answer.

    ``grade`` is a grade of the indicator's scale and only there when ``state`` is answered;
    ``reason`` only when it is not applicable. ``version`` counts saves: a form that was opened
    before somebody else saved is recognised by it.
    """

    participant = models.ForeignKey(
        "portal.Participant", on_delete=models.CASCADE, related_name="responses"
    )
    indicator = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=StateChoice, default=StateChoice.NOT_ANSWERED)
    grade = models.FloatField(null=True, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    rationale = models.TextField(_("why this answer"), blank=True, max_length=4000)
    status = models.CharField(max_length=20, choices=ResponseStatus, default=ResponseStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("indicator", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("participant", "indicator"), name="one_response_an_indicator"
            ),
            models.CheckConstraint(
                condition=models.Q(state="answered", grade__isnull=False)
                | (~models.Q(state="answered") & models.Q(grade__isnull=True)),
                name="grade_only_when_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} · {self.participant}"


class ReviewNote(models.Model):
    """What a reviewer or contributor said about a response, kept for good."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    step = models.CharField(max_length=20, choices=ResponseStatus)
    text = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.response} · {self.step}"
