"""A document, figure or account that supports a response."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    """Kinds of evidence; ``data`` and ``testimony`` are outcome or users' data."""

    LAW = "law", _("Law, ordinance or decision")
    PLAN = "plan", _("Plan, strategy or programme")
    BUDGET = "budget", _("Budget or accounts")
    MINUTES = "minutes", _("Minutes or attendance")
    REPORT = "report", _("Report, study or evaluation")
    DATA = "data", _("Figures or statistics")
    TESTIMONY = "testimony", _("Account of users or associations")
    WEB = "web", _("Web page")
    OTHER = "other", _("Something else")


class Evidence(models.Model):
    """One piece of evidence, with a link or a file, its date and who says so.

    ``checked_by`` is a second person who opened the document and found what is claimed.
    ``file_name`` is the name the person gave the file; the stored name is random.
    """

    response = models.ForeignKey(
        "portal.Response", on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind)
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(upload_to="evidence/", blank=True, max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    file_size = models.PositiveIntegerField(null=True, blank=True)
    date = models.DateField(_("date of the document"), null=True, blank=True)
    said_by = models.CharField(_("who says so"), max_length=160, blank=True)
    added_by = models.ForeignKey(
        "portal.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(
        "portal.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return self.title
