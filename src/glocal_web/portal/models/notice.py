"""What somebody was told to look at, and how they want to be told."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeKind(models.TextChoices):
    """What there may be to look at."""

    ANSWERS = "answers-due", _("Questions you were asked to answer, near their date")
    RETURNED = "sent-back", _("Answers that were sent back")
    REVIEWS = "reviews", _("Answers that wait for your review")
    EVIDENCE = "evidence-aged", _("Evidence that has grown old")
    ACTIONS = "actions-due", _("Your actions, near their date")
    DECISIONS = "decisions-expire", _("Accepted findings whose time runs out")
    RATINGS = "ratings-asked", _("Interactions that you are invited to rate")


class Rhythm(models.TextChoices):
    """How often a kind comes by e-mail."""

    DAILY = "daily", pgettext_lazy("how often letters come", "At most once a day")
    WEEKLY = "weekly", pgettext_lazy("how often letters come", "At most once a week")
    NEVER = "never", pgettext_lazy("how often letters come", "Never")


class Notice(models.Model):
    """One thing that one person was told of; deleted once there is nothing to look at any more.

    ``key`` names the thing and its stage, so that a date that has passed is told anew and the same
    thing is not. ``letter_at`` is when it was put into a letter: it is never put into another.
    """

    person = models.ForeignKey("portal.Person", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    key = models.CharField(max_length=120)
    first_seen = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("person", "key"), name="one_notice_a_person_and_key"),
        )

    def __str__(self) -> str:
        return self.key


class NoticeChoice(models.Model):
    """How one person wants to be told.

    ``rhythms`` holds a rhythm by kind; one not named has that of ``default_rhythm``. ``daily_on``
    and ``weekly_on`` are the days of the last letters. Of the secret in the address of the person's
    calendar only a hash is kept.
    """

    person = models.OneToOneField(
        "portal.Person", on_delete=models.CASCADE, primary_key=True, related_name="notice_choice"
    )
    rhythms = models.JSONField(default=dict, blank=True)
    daily_on = models.DateField(null=True, blank=True)
    weekly_on = models.DateField(null=True, blank=True)
    calendar_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return str(self.person_id)

    def rhythm(self, kind: NoticeKind) -> Rhythm:
        """How often this kind comes by e-mail."""
        chosen = self.rhythms.get(kind.value)
        return Rhythm(chosen) if chosen in Rhythm.values else default_rhythm(kind)


# What can wait a week.
SLOW = (NoticeKind.EVIDENCE, NoticeKind.ACTIONS, NoticeKind.DECISIONS)


def default_rhythm(kind: NoticeKind) -> Rhythm:
    """How often a kind comes by e-mail while nobody chose."""
    return Rhythm.WEEKLY if kind in SLOW else Rhythm.DAILY
