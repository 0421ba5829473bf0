"""What a register holds besides policies: named bodies, channels, agreements to coordinate."""

from django.db import models
from simple_history.models import HistoricalRecords

from glocal_web.portal.models.policy import LONGEST_KEY, PolicyLevelChoice


class RegisterBody(models.Model):
    """A body with a name of its own, such as one school or one office, below a kind of body.

    ``kind`` is a kind of the taxonomy; ``key`` is what provisions refer to. ``level`` and
    ``public`` are those of its kind unless said; ``inherent`` are actions for which it is competent
    without a grant.
    """

    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="register_bodies"
    )
    key = models.CharField(max_length=LONGEST_KEY)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=80)
    level = models.CharField(max_length=20, choices=PolicyLevelChoice, blank=True)
    public = models.BooleanField(null=True, blank=True)
    inherent = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "pk")
        verbose_name_plural = "register bodies"
        constraints = (
            models.UniqueConstraint(fields=("territory", "key"), name="one_body_a_key"),
            models.UniqueConstraint(fields=("territory", "name"), name="one_body_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class Channel(models.Model):
    """A way by which ``territory``, which keeps it, is regularly heard by ``target``."""

    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="channels"
    )
    target = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="channels_heard"
    )
    by = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("target__name", "by", "pk")
        constraints = (
            models.UniqueConstraint(fields=("territory", "target", "by"), name="one_channel_a_way"),
        )

    def __str__(self) -> str:
        return f"{self.territory} → {self.target}"


class CoordinationAgreement(models.Model):
    """Two bodies work out together what they do, on one action and what lies below or on all.

    ``first`` and ``second`` refer to a body or a kind of body as the slots of a provision do;
    ``action`` is empty for all.
    """

    territory = models.ForeignKey(
        "portal.Territory", on_delete=models.CASCADE, related_name="coordination_agreements"
    )
    first = models.CharField(max_length=200)
    second = models.CharField(max_length=200)
    action = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("first", "second", "action", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("territory", "first", "second", "action"), name="one_agreement_a_pair"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} ↔ {self.second}"
