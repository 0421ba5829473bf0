"""A finding in words: whole sentences in every language, whatever is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from glocal.errors import UnknownNameError
from glocal.loading.coherence_words import REASONS
from glocal.loading.families import LANGUAGES
from glocal.loading.rules import rules
from glocal.model.finding import Certainty, EditKind, LegalStanding, Mend, Slot, Who
from glocal.model.population import Group
from glocal.model.provision import Period
from glocal.reports.finding_words import FindingWords, competent_for, finding_words
from glocal.text.sentences import END, ISOLATE, plain
from tests.core.reports.finding_cast import VARIANTS, finding
from tests.core.reports.portfolio_cast import PORTFOLIO, TAXONOMY, group, names


def words(code: str, variant: str, language: str = "en", **changes: object) -> FindingWords:
    told = finding(code, variant, **changes)
    at = "puerto-lirio"
    return finding_words(told, PORTFOLIO, TAXONOMY, language, at=at, names=names(language))


def sentences(told: FindingWords) -> list[str]:
    found = [told.lead, *told.steps, told.standing, told.certainty, *told.reasons]
    found += [text for mend in told.mends for text in (mend.do, mend.competent, mend.who_words)]
    return [*found, *(part.sentence for part in told.parts)]


def names_in(told: FindingWords) -> list[str]:
    found = [told.title, *told.hit, *told.revealed, *told.vanishes, *told.where, told.when]
    return (
        found + [slot.value for slot in told.matches] + [mend.effort_words for mend in told.mends]
    )


def test_the_cast_has_a_finding_for_every_variant():
    assert set(VARIANTS) == {
        (code, name) for code, rule in rules().items() for name in rule.variants
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "variant"), VARIANTS)
def test_every_variant_is_told_in_whole_sentences(code, variant, language):
    told = words(code, variant, language)
    for text in sentences(told):
        assert re.search("[.]\u00a0?[”»]?$", plain(text)), text
        assert not re.search(r"[{}\[\]]|  | [,.]|\.\.", text), text
        assert text.count(ISOLATE) == text.count(END), text
    for text in names_in(told):
        assert text
        assert not re.search(r"[{}\[\]]|  ", text), text
    assert told.language == language
    assert len(told.mends) == len(told.vanishes) == len(rules()[code].mends_of(variant))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "variant"), VARIANTS)
def test_a_narrative_does_not_break_on_what_is_missing(code, variant, language):
    bare = {
        "params": {},
        "hit": (),
        "revealed": (),
        "territories": (),
        "period": Period(),
        "provisions": ("gone",) * len(finding(code, variant).provisions),
    }
    told = words(code, variant, language, **bare)
    nothing = words(code, variant, language, **bare | {"provisions": (), "parts": (), "mends": ()})
    for text in (*sentences(told), *sentences(nothing), told.title, nothing.title):
        assert text
        assert not re.search(r"[{}\[\]]|  | [,.]|\.\.", text), text


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
@pytest.mark.parametrize(("code", "variant"), VARIANTS)
def test_no_sentence_of_another_language_stays_in_english(code, variant, language):
    english = set(sentences(words(code, variant))) | set(names_in(words(code, variant)))
    own = words(code, variant, language)
    told = [text for text in (*sentences(own), *names_in(own)) if not text.startswith(ISOLATE)]
    assert not english & set(told)


def test_the_school_case_is_told_along_the_way_of_the_data():
    told = words("C3", "passed-on", hit=(group(age="6-17"),), revealed=(group(status="irregular"),))
    assert plain(told.title) == "School enrolment: data may reach a body that must report"
    promise, contact, share, other, report, none = (plain(step) for step in told.steps)
    assert promise.startswith("In Estalia, the school must offer school enrolment to children")
    assert contact == "First, all in their household become known to the school."
    assert "from the school to the municipal registry – Data Decree, art. 12." in share
    assert "City Hall" in other
    assert "must report to the immigration authority" in report
    assert none.startswith("No text was written against children (6 to 17 years)")
    assert told.hit == ("children (6 to 17 years)",)
    assert told.revealed == ("people (in an irregular situation)",)


def test_every_step_of_a_circle_is_told_once():
    told = words("C4b", "circle")
    assert sum("must see to address registration" in step for step in told.steps) == 1
    assert sum("must offer school enrolment" in step for step in told.steps) == 1
    assert "address registration, then school enrolment" in told.steps[0]


def test_amounts_are_set_side_by_side():
    told = words("C14", "difference", clash=Slot.BENEFIT)
    amounts = "1,250.5 EUR a month (months: 6), against 300 EUR a month (months: 12)"
    assert amounts in plain(told.lead)
    assert plain(told.clash.value) == amounts


def test_slots_say_what_stands_in_them():
    told = words(
        "C2",
        "full",
        matches=(Slot.BEARER, Slot.ACTION, Slot.PERIOD, Slot.TERRITORY),
        clash=Slot.MODALITY,
    )
    assert [plain(slot.value) for slot in told.matches] == [
        "the school",
        "the work permit",
        "From 1 January 2026 until 31 December 2026",
        "Puerto Lirio",
    ]
    assert told.clash.value == "people must be offered it; people are not eligible"
    told = words("C3", "direct", matches=(Slot.TARGET,), clash=Slot.REQUIREMENT)
    assert told.matches[0].value == "the immigration authority"
    assert told.clash.value == ""


def test_reasons_are_told_only_when_a_finding_is_possible():
    assert words("C7", "silence", certainty=Certainty.CERTAIN).reasons == ()
    told = words("C7", "silence", reasons=("absence", "not-sure"))
    assert len(told.reasons) == 2  # the rule gives absence once more, and it is told once
    assert len(words("C7", "silence", reasons=REASONS).reasons) == len(REASONS)


@pytest.mark.parametrize(
    ("territory", "at", "who"),
    [
        ("puerto-lirio", "puerto-lirio", Who.SELF),
        ("estalia", "puerto-lirio", Who.ASK_ABOVE),
        ("vallemar", "puerto-lirio", Who.ASK_ABOVE),
        ("puerto-lirio", "estalia", Who.ASK_BELOW),
        ("norrhaven", "puerto-lirio", Who.ASK_PARTNER),
    ],
)
def test_who_decides_is_seen_from_where_one_stands(territory, at, who):
    assert competent_for(territory, at, PORTFOLIO) is who


def test_a_mend_names_its_text_and_who_must_decide():
    mend = Mend("cut-share", EditKind.NARROW, "puerto-lirio", 2, "send")
    told = words("C3", "passed-on", mends=(mend,)).mends[0]
    assert plain(told.do).startswith("In Data Decree, art. 12, write: “Data from school enrolment")
    assert plain(told.competent) == "To be decided in Puerto Lirio, by Council of Puerto Lirio."
    assert told.who is Who.SELF
    unseen = finding_words(
        finding("C3", "passed-on", mends=(mend,)), PORTFOLIO, TAXONOMY, "en", names=names()
    )
    assert unseen.mends[0].who is None
    assert unseen.mends[0].who_words == ""


def test_which_text_prevails_is_told_only_where_texts_ask_for_different_things():
    none = {"standing": LegalStanding.NONE}
    assert words("C2", "full", **none).standing.startswith("No rule of precedence")
    assert words("C8", "duplicate", clash=Slot.BEARER, **none).standing == ""
    assert words("C4", "not-granted", clash=Slot.PREREQUISITE, **none).standing == ""
    assert "higher rank" in words("C8", "duplicate", clash=Slot.BEARER).standing


def test_the_clash_of_a_circle_is_its_chain():
    told = words("C4b", "circle", clash=Slot.PREREQUISITE)
    assert told.clash.value == "address registration, then school enrolment"


def test_a_quoted_sentence_begins_with_a_capital():
    told = words("C2", "full", hit=(group(age="6-17"),))
    assert "write: “Children (6 to 17 years) are not excluded" in plain(told.mends[0].do)


def test_a_mend_without_words_is_told_by_its_kind():
    told = words("C3", "direct", mends=(Mend("other", EditKind.FILL_IN, "", 1),)).mends[0]
    assert told.short == "Record what is missing"
    assert told.do == "Record what is missing."
    assert told.who is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "variant"), VARIANTS)
def test_a_mend_that_stands_alone_names_its_service_its_text_or_its_place(code, variant, language):
    for mend in words(code, variant, language).mends:
        short, separator, about = plain(mend.name).partition(" · ")
        assert (short, separator) == (plain(mend.short), " · ")
        assert about
        assert about[0] == about[0].upper()


def test_the_hurdle_and_the_service_stand_in_the_name_of_a_mend():
    told = words("C6", "barrier").mends[0]
    service = plain(words("C6", "barrier").title).partition(":")[0]
    hurdle = r"Add a measure that helps people over the hurdle \([a-z ,]+\)"
    assert re.fullmatch(f"{hurdle} · {service}", plain(told.name))
    assert re.fullmatch(hurdle, plain(told.short))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "variant"),
    [
        *(("C9", one) for one in rules()["C9"].variants),
        *(("C11", one) for one in rules()["C11"].variants),
        *(("S1", one) for one in rules()["S1"].variants),
    ],
)
def test_a_finding_about_a_goal_names_the_policies_in_its_title(code, variant, language):
    title = plain(words(code, variant, language).title)
    for name in finding(code, variant).provisions:
        policy = PORTFOLIO.policies[PORTFOLIO.provisions[name].policy]
        assert policy.title in title


def test_what_raters_see_is_told_with_its_value_its_voices_and_a_way_through_others():
    told = [plain(step) for step in words("C15", "counteracting").steps]
    rated, back, way, *rest = told
    assert rated == (
        "Progress on “Data Decree” works against progress on “Education Act”. On the scale from −3"
        " to +3: −2.25. Voices: 6, groups: 3. Reason given: Parents stay away."
    )
    assert back == (
        "Progress on “Education Act” makes no difference to progress on “Data Decree”. On the scale"
        " from −3 to +3: 0. Voices: 4, groups: 2."
    )
    assert way == (
        "Progress on “Data Decree” works against “children in school”, which in turn brings"
        " “Education Act” with it: together this holds “Education Act” back."
    )
    assert rest == [
        "Both hold at the same time, and no coordination between their bodies is recorded.",
        "This is what people judge who were asked, not what a text says.",
    ]


def test_a_claim_that_raters_contradict_is_told_with_what_they_see():
    told = [plain(step) for step in words("C11", "seen-against").steps]
    assert told[2].startswith("Progress on “Data Decree” works against progress on “children in")
    assert "the raters of “Autumn” see more harm than help" in told[3]


def test_a_judgement_that_is_gone_leaves_the_rest_of_the_narrative():
    bare = replace(PORTFOLIO, interactions=())
    told = finding_words(finding("C15", "counteracting"), bare, TAXONOMY, "en")
    assert len(told.steps) == 2


def test_a_variant_without_words_is_told_by_its_rule_and_its_provisions():
    told = words("C2", "full")
    strange = finding_words(
        replace(finding("C2", "full"), variant="strange"), PORTFOLIO, TAXONOMY, "en", names=names()
    )
    assert strange.title == told.rule_title
    assert list(strange.steps) == [part.sentence for part in told.parts]


def test_an_unknown_rule_is_refused():
    with pytest.raises((UnknownNameError, KeyError)):
        words("C2", "full", rule="X9")


def test_indicators_and_targets_come_with_their_titles():
    told = words("C3", "direct", language="es")
    assert [item.code for item in told.indicators] == list(rules()["C3"].indicators)
    assert all(item.title != item.code for item in (*told.indicators, *told.sdg))


def test_a_synergy_is_an_opportunity_and_nothing_else_is():
    assert {code for code, variant in VARIANTS if words(code, variant).opportunity} == {"S1", "S2"}


def test_the_same_finding_is_told_the_same_way():
    unordered = Group({"status": frozenset({"refugee", "irregular", "student"})})
    again = Group({"status": frozenset({"student", "irregular", "refugee"})})
    assert words("C2", "full", hit=(unordered,)) == words("C2", "full", hit=(again,))


def test_a_period_without_ends_is_any_time():
    assert words("C7", "silence", period=Period()).when == "at present"
    assert words("C7", "silence", period=Period(date(2026, 5, 1))).when == "From 1 May 2026"
