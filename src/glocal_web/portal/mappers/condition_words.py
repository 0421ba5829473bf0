"""The conditions in numbers that many laws name, so that two provisions name them alike."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Others may be written in; provisions are compared where their names are the same.
CONDITIONS: dict[str, Promise] = {
    "residence-months": _("Months of residence"),
    "legal-residence-months": _("Months of legal residence"),
    "work-months": _("Months of work"),
    "contribution-months": _("Months of contributions"),
    "permit-months-left": _("Months for which the permit still holds"),
    "income-a-month": _("Income of the household a month"),
    "household-size": _("Number of people in the household"),
    "age-years": _("Age in years"),
    "days-since-arrival": _("Days since arrival"),
    "distance-km": _("Distance in kilometres"),
}


def condition_word(name: str) -> str:
    """A condition in words; its own name where it is not one of the usual ones."""
    return str(CONDITIONS.get(name, name.replace("-", " ")))
