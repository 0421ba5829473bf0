"""The audit log: who did what, in a chain that shows when a row was changed or taken out."""

from django.db import models


class AuditEvent(models.Model):
    """One deed. ``hash`` covers the row and the hash of the row before it.

    Rows are only ever added, by ``services/audit.py``, in the transaction of the deed itself.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=160)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    subject_name = models.CharField(max_length=200)
    territory = models.ForeignKey(
        "portal.Territory", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    territory_slug = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("territory", "-id")),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.subject_name}"
