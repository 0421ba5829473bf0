"""A provision said back: one sentence, with what was recorded and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from glocal.loading.families import LANGUAGES
from glocal.loading.taxonomy import extended, taxonomy
from glocal.model.population import EVERYBODY, Group, GroupBasis
from glocal.model.provision import Modality, Period, Provision, Range
from glocal.reports.echo import echo, echo_details
from glocal.reports.group_words import group_words, groups_words
from glocal.reports.names import names_of
from glocal.text.sentences import END, ISOLATE, plain
from tests.core.reports.portfolio_cast import PORTFOLIO, PROVISIONS, group, names

BY_ID = {item.id: item for item in PROVISIONS}


def told(name: str, *, source: bool = False) -> str:
    return plain(echo(BY_ID[name], names(), source=source))


def test_a_right_is_said_back_with_all_its_slots():
    assert told("enrol", source=True) == (
        "In Estalia, the school must offer school enrolment to children (6 to 17 years), "
        "from 1 September 2015, if they show proof of address – Education Act, art. 3."
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "send",
            "In Puerto Lirio, data about all people from school enrolment pass from the school to "
            "the municipal registry.",
        ),
        (
            "tell",
            "In Estalia, the municipal registry must report to the immigration authority what "
            "becomes known through school enrolment about people (in an irregular situation).",
        ),
        (
            "give",
            "In Estalia, for the work permit, a transfer of the competence and the money goes from "
            "the immigration authority to City Hall.",
        ),
        (
            "help",
            "In Puerto Lirio, people (in an irregular situation) get help from City Hall to reach "
            "school enrolment (help with the language).",
        ),
    ],
)
def test_each_modality_has_its_own_sentence(name, sentence):
    assert told(name) == sentence


def test_what_is_not_recorded_is_left_out():
    bare = Provision("bare", "gone", Modality.ENTITLEMENT, "school", "enrolment")
    assert plain(echo(bare, names())) == "The school must offer school enrolment to all people."
    to_nobody = Provision("bare", "gone", Modality.REPORT, "registry", "enrolment")
    assert "report what becomes known" in echo(to_nobody, names())


def test_a_last_day_is_told_as_the_last_on_which_it_holds():
    assert "until 31 December 2029" in told("full")
    assert "from 1 January 2027" in told("full")


@pytest.mark.parametrize(
    ("article", "told"), [("12", "art. 12"), ("12(a)", "art. 12(a)"), ("Measure 4", "Measure 4")]
)
def test_only_a_number_is_called_an_article(article, told):
    named = replace(BY_ID["send"], article=article)
    assert plain(echo(named, names(), source=True)).endswith(f"– Data Decree, {told}.")


def test_the_days_of_a_provision_fall_back_to_those_of_its_policy_one_by_one():
    own = Provision(
        "own",
        "education-act",
        Modality.DUTY,
        "school",
        "enrolment",
        period=Period(None, date(2020, 1, 1)),
    )
    assert "from 1 September 2015 until 31 December 2019" in plain(echo(own, names()))


def test_everybody_silent_and_unsaid_are_told_apart():
    phrases = {
        basis: group_words(Group({}, basis), names())
        for basis in GroupBasis
        if basis is not GroupBasis.NAMED
    }
    assert len(set(phrases.values())) == 3
    assert phrases[GroupBasis.EVERYBODY] == group_words(EVERYBODY, names()) == "all people"


@pytest.mark.parametrize(
    ("limits", "phrase"),
    [
        ({"age": "0-5 6-17"}, "children"),
        ({"age": "6-17", "gender": "female"}, "girls (6 to 17 years)"),
        (
            {"age": "18-24 25-59 60+", "gender": "female", "status": "refugee asylum-seeker"},
            "women (asylum seekers or refugees)",
        ),
        (
            {"gender": "female", "status": "irregular"},
            "women and girls (in an irregular situation)",
        ),
        (
            {"age": "6-17", "status": "irregular"},
            "children (in an irregular situation; 6 to 17 years)",
        ),
        (
            {"status": "student asylum-seeker refugee irregular"},
            "people (legal status: all except citizens)",
        ),
        ({"age": "6-17 18-24"}, "people (6 to 17 years or 18 to 24 years)"),
        ({"age": "0-5 6-17 18-24 25-59 60+"}, "all people"),
        ({"age": ""}, "nobody"),
        ({"gender": "female other"}, "people (women and girls or of another gender)"),
        ({"colour": "blue"}, "people (blue)"),
    ],
)
def test_a_group_is_told_by_a_noun_and_what_the_noun_does_not_say(limits, phrase):
    assert plain(group_words(group(**limits), names())) == phrase


def test_many_groups_become_a_few_and_a_number():
    groups = [group(status=status) for status in ("citizen", "student", "refugee", "irregular")]
    assert groups_words(groups, names(), listed=2).endswith("and 2 more")
    assert (
        groups_words(groups[:2] + groups[:1], names()) == "people (citizens) and people (students)"
    )


def test_everything_else_that_was_recorded_is_told_in_sentences_of_its_own():
    said = [plain(sentence) for sentence in echo_details(BY_ID["full"], names())]
    assert said == [
        "Nothing is required of them.",
        "Means for it: the competence (yes) and the money (no).",
        "Only within these limits: income: up to 1,200.5 and months of residence: 6 or more.",
        "Expected effects: children in school (+2) and children in school (−2, in Norrhaven), "
        "made up for.",
        "It is assumed to serve: children in school (support: a study; A study).",
        "It goes before this, or is an exception to it: Migration Act and gone.",
        "Stated ground: Need.",
        "Phase of the migratory cycle: Stay.",
        "Whoever recorded this is fairly sure of it.",
        "The text says: “Every child”.",
        "Note: Read twice.",
    ]


def test_nothing_required_and_not_recorded_are_different():
    unsaid = replace(BY_ID["enrol"], requirements=None)
    assert "not recorded" in echo_details(unsaid, names())[0]
    assert "not recorded" not in echo_details(BY_ID["full"], names())[0]
    assert not any("required" in line for line in echo_details(BY_ID["enrol"], names()))


def test_nobody_asks_what_a_rule_on_data_requires_of_people():
    assert "not recorded" not in echo_details(BY_ID["send"], names())[0]


def test_a_quote_that_ends_in_a_full_stop_does_not_end_in_two():
    quoted = replace(BY_ID["send"], quote="Schools send the list.", note="Ask again.")
    said = " ".join(echo_details(quoted, names()))
    assert "“\u2068Schools send the list\u2069”." in said
    assert ".." not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda item: item.id)
def test_every_sentence_is_whole_in_every_language(provision, language):
    spoken = names(language)
    for text in (echo(provision, spoken, source=True), *echo_details(provision, spoken)):
        assert text.endswith("."), text
        assert not re.search(r"[{}\[\]]|  | [,.;]", text), text
        assert text.count(ISOLATE) == text.count(END)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_users_stand_in_isolation_and_ours_do_not(language):
    text = echo(BY_ID["help"], names(language))
    assert f"{ISOLATE}City Hall{END}" in text
    assert f"{ISOLATE}Puerto Lirio{END}" in text
    school = names(language).organisation("school")
    assert school in echo(BY_ID["enrol"], names(language))
    assert ISOLATE not in school


def test_marks_of_direction_in_a_name_cannot_leave_it():
    area = PORTFOLIO.areas["puerto-lirio"]
    wicked = type(area)(area.id, "Puerto\u202e\u2069 Lirio", area.level, area.parent)
    spoken = names()
    spoken = type(spoken)(
        type(PORTFOLIO)("x", {area.id: wicked}, PORTFOLIO.policies, PORTFOLIO.provisions),
        spoken.taxonomy,
        spoken.of_taxonomy,
        spoken.words,
    )
    assert f"{ISOLATE}Puerto Lirio{END}" in echo(BY_ID["must"], spoken)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "1 September 2015"),
        ("es", "1 de septiembre de 2015"),
        ("fr", "1er septembre 2015"),
        ("ar", "1 سبتمبر 2015"),
    ],
)
def test_dates_are_written_as_the_language_does(language, day):
    assert day in echo(BY_ID["enrol"], names(language))


def test_a_usual_condition_is_told_in_words_and_another_by_its_name():
    item = replace(
        BY_ID["enrol"],
        conditions={"residence-months": Range(6, None), "income-below": Range(None, 900)},
    )
    limits = {
        language: plain(
            next(one for one in echo_details(item, names(language)) if "900" in plain(one))
        )
        for language in LANGUAGES
    }
    assert limits["en"] == (
        "Only within these limits: income below: up to 900 and months of residence: 6 or more."
    )
    assert "meses de residencia: 6 o más" in limits["es"]
    assert "mois de résidence" in limits["fr"]
    assert "أشهر الإقامة" in limits["ar"]


def test_what_a_country_added_is_called_as_the_country_wrote_it():
    wider = extended(
        taxonomy(),
        {
            "actions": [
                {
                    "id": "parish-registration",
                    "parent": "registration-of-residence",
                    "name": {"en": "registration with the parish", "es": "el registro parroquial"},
                },
                {"id": "guild-list", "parent": "parish-registration"},
            ],
            "organisations": [
                {"id": "parish", "parent": "public-body", "name": {"en": "the parish"}}
            ],
        },
    )
    item = replace(BY_ID["enrol"], bearer="parish", action="parish-registration")
    own = replace(item, action="guild-list")
    for language, words in (
        ("en", "the parish must offer registration with the parish to children"),
        ("es", "el registro parroquial"),
        # Without words in a language, those in English.
        ("fr", "registration with the parish"),
    ):
        spoken = names_of(PORTFOLIO, wider, language)
        assert words in plain(echo(item, spoken))
        assert f"{ISOLATE}{spoken.of_taxonomy.actions['parish-registration'].name}{END}" in echo(
            item, spoken
        )
    assert "guild list" in plain(echo(own, names_of(PORTFOLIO, wider, "en")))
    known = replace(item, action="school-enrolment")
    assert "must offer school enrolment" in echo(known, names_of(PORTFOLIO, wider, "en"))
