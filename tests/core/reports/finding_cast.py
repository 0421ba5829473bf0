"""A finding by hand for every variant of every rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from glocal.loading.rules import rules
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, Finding, LegalStanding, Mend, Slot
from glocal.model.kinds import Axis
from glocal.model.provision import Period
from tests.core.reports.portfolio_cast import CHILDREN, IRREGULAR, group

CITY = "action=address bearer=city-hall"
FEAR = "action=enrolment reporter=registry authority=immigration"
# Rule and variant: parts with their provisions, and parameters (a plus sign stands for a space).
SETS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("C1", "duty-ban"): ("duty=must ban=ban", CITY),
    ("C1", "offer-ban"): ("promise=enrol ban=ban", "action=enrolment bearer=school"),
    ("C1", "data-firewall"): ("data=send firewall=keep", "action=enrolment bearer=school"),
    ("C1", "exhausted"): ("duty=must ban=ban ban=closed", CITY),
    ("C2", "full"): ("promise=enrol exclusion=closed", "action=permit bearer=school"),
    ("C2", "partial"): ("promise=enrol exclusion=closed", "action=permit bearer=school"),
    ("C2", "duty"): ("duty=must exclusion=closed", CITY),
    ("C2", "permission"): ("promise=may exclusion=closed", CITY),
    ("C3", "direct"): (
        "promise=enrol report=tell",
        f"{FEAR} organisation=registry reveals=guardian",
    ),
    ("C3", "passed-on"): (
        "promise=enrol share=send share=help report=tell",
        f"{FEAR} organisation=school reveals=household",
    ),
    ("C4", "barred"): ("promise=enrol exclusion=closed", "action=enrolment prerequisite=permit"),
    ("C4", "not-granted"): ("promise=enrol", "action=enrolment prerequisite=address"),
    ("C4b", "circle"): ("step=must step=full", "action=address chain=address+enrolment"),
    ("C5", "no-competence"): ("duty=must", f"{CITY} means=competence"),
    ("C5", "no-money"): ("duty=must", f"{CITY} means=money"),
    ("C5", "no-staff"): ("duty=must", f"{CITY} means=staff"),
    ("C6", "barrier"): ("promise=enrol", "action=enrolment barrier=proof-of-address recorded=yes"),
    ("C7", "silence"): ("", "action=enrolment"),
    ("C8", "duplicate"): ("first=enrol second=full", "action=enrolment"),
    ("C9", "person"): ("for=enrol against=full", "goal=attendance"),
    ("C9", "collective"): ("for=enrol against=full", "goal=attendance"),
    ("C10", "no-channel"): ("", "lower=puerto-lirio upper=estalia"),
    ("C11", "no-support"): ("claim=full", "goal=attendance support=none"),
    ("C11", "weak-support"): ("claim=full", "goal=attendance support=opinion"),
    ("C11", "opposite-sign"): ("claim=full", "goal=attendance support=none"),
    ("C11", "seen-against"): ("claim=full", "goal=attendance support=study matrix=Autumn"),
    ("C11", "seen-without-way"): ("claim=full", "goal=attendance support=study matrix=Autumn"),
    ("C12", "unaware"): (
        "provision=must",
        "policy=data-decree count=3 neighbours=education-act+migration-act+gone",
    ),
    ("C13", "gap"): ("promise=enrol", "action=enrolment transition=coming-of-age"),
    ("C14", "difference"): ("first=books second=books-less", "action=enrolment dimension=status"),
    ("C15", "counteracting"): ("", "policy=data-decree counterpart=education-act"),
    ("C15", "cancelling"): ("", "policy=data-decree counterpart=education-act"),
    ("S1", "shared-goal"): ("first=enrol second=full", "goal=attendance"),
    ("S2", "helping"): ("", "policy=data-decree counterpart=education-act"),
}
VARIANTS = tuple(SETS)
ON_THE_WHOLE = ("C10", "C15", "S2")
"""Rules on levels or policies as a whole: neither services nor people are compared."""


def finding(code: str, variant: str, **changes: object) -> Finding:
    """The finding of a variant, with whatever a test wants to be different."""
    parts, params = (
        [tuple(pair.replace("+", " ").split("=")) for pair in told.split()]
        for told in SETS[code, variant]
    )
    rule = rules()[code]
    women = group(status="refugee", age="18-24 25-59 60+", gender="female")
    values: dict[str, object] = {
        "id": f"{code}-{variant}",
        "rule": code,
        "variant": variant,
        "axis": Axis.VERTICAL,
        "severity": Severity.HIGH,
        "certainty": Certainty.POSSIBLE,
        "standing": LegalStanding.SUPERIOR,
        "provisions": tuple(name for _, name in parts),
        "parts": tuple(part for part, _ in parts),
        "territories": ("puerto-lirio",),
        "period": Period(date(2026, 1, 1), date(2027, 1, 1)),
        "hit": () if code in ON_THE_WHOLE else (CHILDREN, women),
        "revealed": (IRREGULAR,) if rule.restricted else (),
        "phases": ("arrival", "stay"),
        "matches": (Slot.TERRITORY, Slot.PERIOD)
        if code in ON_THE_WHOLE
        else (Slot.ACTION, Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        "clash": Slot.MODALITY,
        "params": dict(params),
        "mends": tuple(
            Mend(mend.key, mend.kind, "estalia", mend.effort, "closed", {"over": "closed"})
            for mend in rule.mends_of(variant)
        ),
        "indicators": rule.indicators,
        "sdg": rule.sdg,
        "reasons": ("not-sure",),
        "restricted": rule.restricted,
        "taxonomy": "1.0",
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]
