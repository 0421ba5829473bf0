"""An invitation to join a territory on behalf of an organisation, by a link that works once."""

from django.db import models

from glocal_web.portal.models.role import RoleKind


class Invitation(models.Model):
    """An open invitation. Only a hash of the secret in the link is kept, never the secret."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    territory = models.ForeignKey("portal.Territory", on_delete=models.CASCADE)
    organisation = models.ForeignKey("portal.Organisation", on_delete=models.CASCADE)
    kind = models.CharField(max_length=20, choices=RoleKind)
    includes_below = models.BooleanField(default=False)
    invited_by = models.ForeignKey("portal.Person", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        "portal.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.email} · {self.territory}"
