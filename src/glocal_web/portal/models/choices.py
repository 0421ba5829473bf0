"""The core's closed sets as choices of model fields, with words for translation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glocal.model.kinds import (
    AnswerState,
    CompetenceShare,
    Level,
    MobilityRole,
    StakeholderGroup,
)


class LevelChoice(models.TextChoices):
    """Level of government."""

    LOCAL = Level.LOCAL.value, _("Local (municipality, district)")
    INTERMEDIATE = Level.INTERMEDIATE.value, _("Intermediate (province, region)")
    NATIONAL = Level.NATIONAL.value, _("National")


class RoleChoice(models.TextChoices):
    """Mobility role of a territory."""

    ORIGIN = MobilityRole.ORIGIN.value, _("Origin: people leave from here")
    TRANSIT = MobilityRole.TRANSIT.value, _("Transit: people pass through")
    DESTINATION = MobilityRole.DESTINATION.value, _("Destination: people come to stay")
    RETURN = MobilityRole.RETURN.value, _("Return: people come back")
    DISPLACEMENT = (
        MobilityRole.DISPLACEMENT.value,
        _("Displacement: people were forced to move here or from here"),
    )


class CompetenceChoice(models.TextChoices):
    """How much of a competence a territory holds."""

    OWN = CompetenceShare.OWN.value, _("own")
    SHARED = CompetenceShare.SHARED.value, _("shared")
    NONE = CompetenceShare.NONE.value, _("none")


class GroupChoice(models.TextChoices):
    """Stakeholder group an organisation answers for."""

    AUTHORITY = StakeholderGroup.AUTHORITY.value, _("Local authority")
    SECTOR_DEPARTMENT = StakeholderGroup.SECTOR_DEPARTMENT.value, _("Sector department")
    MIGRANTS_DIASPORA = StakeholderGroup.MIGRANTS_DIASPORA.value, _("Migrants and diaspora")
    DISPLACED_PEOPLE = StakeholderGroup.DISPLACED_PEOPLE.value, _("Displaced people")
    CIVIL_SOCIETY = StakeholderGroup.CIVIL_SOCIETY.value, _("Civil society")
    ACADEMIA = StakeholderGroup.ACADEMIA.value, _("Academia")
    PRIVATE_SECTOR = StakeholderGroup.PRIVATE_SECTOR.value, _("Private sector")
    HIGHER_LEVEL = StakeholderGroup.HIGHER_LEVEL.value, _("Higher level of government")
    PARTNER_TERRITORY = StakeholderGroup.PARTNER_TERRITORY.value, _("Partner territory")


class StateChoice(models.TextChoices):
    """State of a response."""

    NOT_ANSWERED = AnswerState.NOT_ANSWERED.value, _("Not answered")
    ANSWERED = AnswerState.ANSWERED.value, _("Answered")
    NOT_APPLICABLE = AnswerState.NOT_APPLICABLE.value, _("Not applicable")
    DONT_KNOW = AnswerState.DONT_KNOW.value, _("Don't know")


class ConsentChoice(models.TextChoices):
    """What the territory above says to being named as the one above."""

    AGREED = "agreed", _("Agreed")
    ASKED = "asked", _("Not answered yet")
    DECLINED = "declined", _("Declined")
