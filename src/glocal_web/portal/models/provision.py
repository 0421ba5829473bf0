"""A provision of a policy in a register: one norm, in slots that can be compared."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from glocal.model.provision import Modality
from glocal_web.portal.models.policy import LONGEST_KEY


class ModalityChoice(models.TextChoices):
    """What a provision does, in plain words."""

    ENTITLEMENT = Modality.ENTITLEMENT.value, _("Must be offered")
    DUTY = Modality.DUTY.value, _("Must be done")
    PROHIBITION = Modality.PROHIBITION.value, _("Must not be done")
    PERMISSION = Modality.PERMISSION.value, _("May be done")
    EXCLUSION = Modality.EXCLUSION.value, _("Some people are not eligible")
    REPORT = Modality.REPORT.value, _("Data must be reported")
    SHARE = Modality.SHARE.value, _("Data are passed on")
    FIREWALL = Modality.FIREWALL.value, _("Data must not be passed on")
    GRANT = Modality.GRANT.value, _("Competence, money or staff is given")
    SUPPORT = Modality.SUPPORT.value, _("People are helped to reach it")


class Provision(models.Model):
    """One norm.

    ``slots`` holds what was recorded, as in a portfolio file but for the id; a slot that is missing
    was not recorded. ``modality``, ``action``, ``bearer``, ``target`` and the two dates repeat
    slots, for searching and filtering. ``key`` is unique in the register, ``follows`` the provision
    whose place it took on the day it begins.
    """

    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="provisions"
    )
    policy = models.ForeignKey("portal.Policy", on_delete=models.CASCADE, related_name="provisions")
    key = models.CharField(max_length=LONGEST_KEY)
    position = models.PositiveIntegerField(default=0)
    slots = models.JSONField(default=dict)
    modality = models.CharField(max_length=20, choices=ModalityChoice)
    action = models.CharField(max_length=200)
    bearer = models.CharField(max_length=200)
    target = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors"
    )
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
        ordering = ("policy", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("territory", "key"), name="one_provision_a_key"),
            models.UniqueConstraint(fields=("policy", "token"), name="one_provision_a_form"),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="provision_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.key
