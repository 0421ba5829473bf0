"""That an answer was entered from paper: of which day, and by whom."""

from django.db import models

from glocal_web.portal.models.response import Response


class PaperEntry(models.Model):
    """The last time that an answer was typed in from paper.

    ``version`` is that of the response which it made: a response that was changed since has a
    higher one, and is not from paper any more. ``on_paper`` is the day that stands on the paper.
    """

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="paper")
    version = models.PositiveIntegerField()
    on_paper = models.DateField()
    entered_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.response} · {self.on_paper}"
