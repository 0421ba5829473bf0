"""An organisation that answers: its stakeholder group belongs to it, never to a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.models.choices import GroupChoice


class Organisation(models.Model):
    """An authority, department, association, university or company of a territory."""

    name = models.CharField(_("name"), max_length=160)
    group = models.CharField(_("stakeholder group"), max_length=30, choices=GroupChoice)
    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="organisations"
    )

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("territory", "name"), name="one_organisation_a_name"),
        )

    def __str__(self) -> str:
        return self.name
