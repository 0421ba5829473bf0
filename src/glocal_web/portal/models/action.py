"""A planned step of a territory that raises an indicator."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class ActionStatus(models.TextChoices):
    """Where an action stands."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under-way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Action(models.Model):
    """Something to be done, by whom and by when.

    ``owner`` is a person with an account, ``owner_name`` anybody else (an office, a partner).
    ``target_grade`` is the grade of ``indicator`` that the action is meant to reach.
    """

    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="actions"
    )
    assessment = models.ForeignKey(
        "portal.Assessment",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions",
    )
    framework_id = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=20)
    indicator = models.CharField(max_length=20)
    target_grade = models.FloatField(null=True, blank=True)
    title = models.CharField(_("what is to be done"), max_length=200)
    description = models.TextField(_("how"), blank=True, max_length=4000)
    owner = models.ForeignKey(
        "portal.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="actions",
    )
    owner_name = models.CharField(_("who does it"), max_length=160, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=ActionStatus, default=ActionStatus.PLANNED
    )
    outcome = models.TextField(_("what came of it"), blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.title
