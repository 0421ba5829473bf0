"""Where a finding stands and where it is mended, on the portfolio of the tutorial."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from glocal.coherence.check import Report, check
from glocal.loading.portfolio import read_portfolio
from glocal.model.finding import Finding
from glocal.model.kinds import Level
from glocal.model.portfolio import Area

FILE = Path(__file__).parents[3] / "docs" / "examples" / "first-portfolio.yaml"
DAY = date(2026, 11, 28)


def report(*towns: str) -> Report:
    """The portfolio of the tutorial with further towns beside Puerto Lirio."""
    loaded = read_portfolio(FILE)
    portfolio = loaded.portfolio
    (state,) = [area.id for area in portfolio.areas.values() if area.parent is None]
    areas = {name: Area(name, name, Level.LOCAL, state) for name in towns}
    whole = replace(portfolio, areas={**portfolio.areas, **areas})
    return check(whole, loaded.taxonomy, as_of=DAY)


def the(rule: str, found: Report, **params: str) -> Finding:
    (one,) = [
        item
        for item in found.findings
        if item.rule == rule and params.items() <= dict(item.params).items()
    ]
    return one


def test_a_danger_stands_only_in_the_town_whose_schools_pass_data_on() -> None:
    assert the("C3", report("los-alcores")).territories == ("puerto-lirio",)


def test_the_firewall_is_decided_where_the_data_are_kept() -> None:
    (wall,) = [m for m in the("C3", report("los-alcores")).mends if m.key == "add-firewall"]
    assert wall.territory == "puerto-lirio"


def test_silence_is_mended_where_it_is() -> None:
    silent = the("C7", report("los-alcores"), action="legal-aid")
    assert silent.territories == ("estalia",)
    assert [mend.territory for mend in silent.mends] == ["estalia"]


def test_a_duty_to_report_whatever_the_service_says_nothing_of_core_services() -> None:
    """Of eleven core services only school enrolment is spoken of."""
    coverage = report().coverage
    assert (coverage.core_services, coverage.core_addressed) == (11, 1)
