"""A territory's row as the core's value."""

from glocal.model.kinds import CompetenceShare, Level, MobilityRole
from glocal.model.territory import Territory as TerritoryValue
from glocal_web.portal.models import Territory


def territory_value(row: Territory) -> TerritoryValue:
    """What the calculators need of a territory."""
    return TerritoryValue(
        id=row.slug,
        name=row.name,
        level=Level(row.level),
        roles=frozenset(MobilityRole(role) for role in row.mobility_roles),
        competences={
            competence: CompetenceShare(share) for competence, share in row.competences.items()
        },
    )
