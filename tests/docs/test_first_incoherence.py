"""What the tutorial on the first incoherence says of its two files is so."""

from collections import Counter
from datetime import date

import pytest

from glocal.coherence.check import check
from glocal.loading.portfolio import LoadedPortfolio, portfolio_of_bytes, read_portfolio
from glocal.model.finding import Certainty
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs" / "tutorial" / "first-incoherence.md"
FOLDER = ROOT / "docs" / "examples"
FIRST, MENDED = FOLDER / "first-portfolio.yaml", FOLDER / "first-portfolio-mended.yaml"
DAY = date(2026, 12, 1)


def found(loaded: LoadedPortfolio, *rules: str) -> list[str]:
    report = check(loaded.portfolio, loaded.taxonomy, as_of=DAY, rules=rules or None)
    return [finding.rule for finding in report.findings]


def test_what_the_page_quotes_stands_in_the_files() -> None:
    files = FIRST.read_text(encoding="utf-8") + MENDED.read_text(encoding="utf-8")
    quoted = blocks(PAGE, "yaml")
    assert len(quoted) == 3
    assert [block for block in quoted if block not in files] == []


def test_no_two_of_the_three_provisions_show_anything() -> None:
    text = FIRST.read_text(encoding="utf-8")
    places, _, rest = text.partition("\npolicies:\n")
    policies = rest.split("\n\n")
    assert len(policies) == 3
    for left_out in policies:
        two = "\n\n".join(policy for policy in policies if policy is not left_out)
        smaller = portfolio_of_bytes(f"{places}\npolicies:\n{two}\n".encode(), "two.yaml")
        assert len(smaller.portfolio.provisions) == 2
        assert set(found(smaller)) <= {"C7"}


def test_the_whole_file_has_one_finding_and_ten_silences() -> None:
    assert Counter(found(read_portfolio(FIRST))) == {"C3": 1, "C7": 10}


def test_the_silences_are_possible_only() -> None:
    loaded = read_portfolio(FIRST)
    report = check(loaded.portfolio, loaded.taxonomy, as_of=DAY, rules=["C7"])
    assert {finding.certainty for finding in report.findings} == {Certainty.POSSIBLE}


def test_the_mend_that_forgets_the_old_rule_is_the_next_incoherence() -> None:
    forgetful = "".join(
        line for line in MENDED.read_text(encoding="utf-8").splitlines(True) if "over:" not in line
    )
    packs = {FIRST.name: FIRST.read_bytes()}
    loaded = portfolio_of_bytes(forgetful.encode(), "mended.yaml", packs=packs)
    assert found(loaded, "C1", "C3") == ["C1"]


@pytest.mark.parametrize("rule", ["C1", "C3"])
def test_the_mended_file_has_neither(rule: str) -> None:
    assert found(read_portfolio(MENDED), rule) == []
