"""That a territory uses what the raters of a matrix agree on in its check of coherence."""

from django.db import models

from glocal_web.portal.models.interaction import Matrix


class MatrixUse(models.Model):
    """A coordinator agreed to use a closed matrix; taking it back removes the row.

    ``pairs`` are the agreed interactions as they were on that day, each as a stored value whose
    ends are ``policy:<reference>`` or ``goal:<id>``: answers given later count only when it is
    agreed anew. ``goals`` are those that items without a policy stood for, by item.
    ``with_reasons`` says that reasons which raters gave go along.
    """

    matrix = models.OneToOneField(Matrix, on_delete=models.CASCADE, related_name="use")
    pairs = models.JSONField(default=list)
    goals = models.JSONField(default=dict, blank=True)
    with_reasons = models.BooleanField(default=False)
    agreed_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.matrix)
