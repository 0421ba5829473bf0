"""An effects check: what a draft policy would do to people on the move, asked before the vote."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class EffectsCheckStatus(models.TextChoices):
    """Where a check stands."""

    OPEN = "open", _("Under way")
    DONE = "done", _("Closed")


class EffectsCheck(models.Model):
    """The answers to the questions of one sector about one draft.

    ``answers`` maps the key of a question to ``yes``, ``no`` or ``unknown``, ``remarks`` to what
    was written beside it. Keys are stable; a question that came later is simply still open.
    ``wording`` is the fingerprint of the questions at the last save, so that a change of theirs can
    be told.
    """

    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="effects_checks"
    )
    sector = models.CharField(max_length=60)
    title = models.CharField(_("name of the draft"), max_length=200)
    summary = models.TextField(_("what it changes"), blank=True, max_length=4000)
    answers = models.JSONField(default=dict)
    remarks = models.JSONField(default=dict)
    conclusion = models.TextField(_("what was decided"), blank=True, max_length=4000)
    status = models.CharField(
        _("status"), max_length=20, choices=EffectsCheckStatus, default=EffectsCheckStatus.OPEN
    )
    wording = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("-changed_at", "-pk")

    def __str__(self) -> str:
        return self.title
