"""What the public may see of an assessment: a copy made at the moment of publishing."""

from django.db import models


class Publication(models.Model):
    """A frozen copy of the agreed answers and scores. The public page reads nothing else.

    ``snapshot`` holds territory, framework name and hash, answers and scorecard; see
    ``services/publishing.py`` for its form. ``withdrawn_at`` hides it.
    """

    assessment = models.ForeignKey(
        "portal.Assessment", on_delete=models.CASCADE, related_name="publications"
    )
    snapshot = models.JSONField()
    published_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return f"{self.assessment} · {self.published_at:%Y-%m-%d}"
