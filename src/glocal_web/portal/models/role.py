"""What a person may do in a territory; the rules for it stand in ``permissions.py`` alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleKind(models.TextChoices):
    """Roles in a territory; stewards of the platform are marked on the account."""

    COORDINATOR = "coordinator", _("Coordinator")
    CONTRIBUTOR = "contributor", _("Contributor")
    REVIEWER = "reviewer", _("Reviewer")
    READER = "reader", _("Reader")


class Role(models.Model):
    """A person's role in a territory, on behalf of an organisation.

    ``includes_below`` lets a coordinator, reviewer or reader of a province or country read (never
    write) the territories below it.
    """

    person = models.ForeignKey("portal.Person", on_delete=models.CASCADE, related_name="roles")
    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="people"
    )
    organisation = models.ForeignKey(
        "portal.Organisation", on_delete=models.PROTECT, related_name="people"
    )
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind)
    includes_below = models.BooleanField(_("may read the territories below"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("territory", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "territory", "organisation"), name="one_role_an_organisation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()} · {self.territory}"
