"""The worked example: loaded whole, loaded once, put back as shipped, and safe on a real site."""

import re
import time
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from glocal.errors import GlocalError, KnowledgeError
from glocal.loading.catalogue import framework
from glocal.scoring.consolidate import consolidate
from glocal.scoring.scorecard import score
from glocal_web.portal.mappers.responses import response_values
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import (
    Action,
    Assessment,
    AuditEvent,
    EffectsCheck,
    Evidence,
    Person,
    Publication,
    Response,
    Role,
    Territory,
)
from glocal_web.portal.selectors.check_reading import check_result, wording_stamp
from glocal_web.portal.services.audit import first_broken_row
from glocal_web.portal.services.demo_checks import check_demo
from glocal_web.portal.services.demo_files import demo_folder, read_demo
from glocal_web.portal.services.load_demo import DemoOutcome, load_demo
from tests.cast import municipality, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def example(settings: Any) -> None:
    settings.GLOCAL_EXAMPLE_SITE = True
    load_demo()


def the_round(slug: str, year: int) -> Assessment:
    return Assessment.objects.get(territory__slug=slug, period_start__year=year, subject="")


def count_all() -> list[int]:
    models = (
        Territory, Person, Role, Assessment, Response, Evidence, Publication, Action, EffectsCheck,
    )  # fmt: skip
    return [model.objects.count() for model in models] + [
        Response.history.count(),
        Action.history.count(),
        EffectsCheck.history.count(),
        AuditEvent.objects.count(),
    ]


def test_the_example_loads_in_a_few_seconds_of_work(settings: Any) -> None:
    settings.GLOCAL_EXAMPLE_SITE = True
    start = time.process_time()
    loaded = load_demo()
    assert time.process_time() - start < 20
    assert loaded.outcome is DemoOutcome.LOADED
    assert (loaded.territories, loaded.assessments) == (8, 10)


def test_everything_in_it_is_marked_as_an_example(example: None) -> None:
    assert not Territory.objects.filter(is_example=False).exists()
    assert not Territory.objects.exclude(latitude=None, longitude=None, place=None).exists()
    assert not Person.objects.exclude(email__endswith="@example.org").exists()
    assert not Evidence.objects.exclude(url="").exclude(url__contains="://example.org/").exists()


def test_territories_stand_below_one_another(example: None) -> None:
    town = Territory.objects.get(slug="puerto-lirio")
    chain = [town.name]
    while town.parent:
        town = town.parent
        chain.append(town.name)
    assert chain == ["Puerto Lirio", "Vallemar", "Cordaluz", "Estalia"]
    assert Territory.objects.get(slug="norrhaven").parent.name == "Nordmark"
    partners = Territory.objects.get(slug="norrhaven").partners.values_list("name", flat=True)
    assert set(partners) == {"Vallemar", "Puerto Lirio", "Santa Brena"}


def test_loading_again_changes_nothing(example: None) -> None:
    before = count_all()
    assert load_demo().outcome is DemoOutcome.UNCHANGED
    assert count_all() == before


def test_a_reset_undoes_what_people_did_and_keeps_real_territories(example: None) -> None:
    before = count_all()
    own = municipality("Real Town", Territory.objects.get(slug="vallemar"))
    Response.objects.filter(indicator="A1.1").delete()
    Territory.objects.filter(slug="vallemar").update(name="Renamed")
    assert load_demo(reset=True).outcome is DemoOutcome.RESET
    own.refresh_from_db()
    assert own.parent.name == "Vallemar"
    own.delete()
    # The log keeps what was done: it has grown by the reset and its publications.
    assert count_all()[:-1] == before[:-1]
    assert first_broken_row() is None


def test_a_reset_gives_the_first_password_back(example: None) -> None:
    lucia = Person.objects.get(email="lucia.montero@example.org")
    lucia.set_password("something else")
    lucia.save()
    load_demo(reset=True)
    lucia.refresh_from_db()
    assert lucia.check_password("open-harbour-2026")


def test_on_a_real_site_nobody_can_sign_in_with_the_published_password() -> None:
    load_demo()
    assert not any(one.has_usable_password() for one in Person.objects.all())
    assert not Person.objects.filter(is_steward=True).exists()


def test_the_published_password_never_gets_among_real_people(settings: Any) -> None:
    settings.GLOCAL_EXAMPLE_SITE = True
    person("Real Person")
    with pytest.raises(GlocalError, match="people of its own"):
        load_demo()
    assert Person.objects.count() == 1


def test_a_site_with_open_accounts_is_not_served_as_a_real_one(example: None) -> None:
    with pytest.raises(CommandError, match="glocal demo"):
        call_command("load_demo", refuse_open_accounts=True)


def test_an_example_without_passwords_may_be_served() -> None:
    call_command("load_demo", refuse_open_accounts=True)
    assert not Territory.objects.exists()
    load_demo()
    call_command("load_demo", refuse_open_accounts=True)


def test_a_real_territory_with_the_same_address_is_left_alone() -> None:
    own = municipality("Puerto Lirio")
    with pytest.raises(GlocalError, match="puerto-lirio"):
        load_demo()
    assert list(Territory.objects.all()) == [own]


def test_another_version_of_the_example_is_left_alone(example: None, tmp_path: Path) -> None:
    copy = copytree(demo_folder(), tmp_path / "demo")
    (copy / "actions.yaml").write_text("actions: []\n")
    before = count_all()
    assert load_demo(read_demo(copy)).outcome is DemoOutcome.OLDER
    assert count_all() == before


def test_published_rounds_carry_the_date_of_the_files(example: None) -> None:
    found = {
        (one.assessment.territory.slug, one.published_at.date())
        for one in Publication.objects.select_related("assessment__territory")
    }
    assert found == {
        ("vallemar", date(2025, 1, 28)),
        ("puerto-lirio", date(2025, 2, 20)),
        ("santa-brena", date(2025, 12, 16)),
        ("cordaluz", date(2026, 2, 10)),
        ("estalia", date(2025, 10, 14)),
    }
    assert Assessment.objects.filter(status="published").count() == 5


def test_answers_keep_their_own_dates(example: None) -> None:
    row = Response.objects.get(
        participant__assessment=the_round("vallemar", 2024), indicator="A1.1"
    )
    assert row.updated_at.date() == date(2024, 9, 18)
    assert row.history.get().history_date.date() == date(2024, 9, 18)
    assert row.evidence.get().added_at.date() == date(2024, 9, 18)


def test_the_province_says_three_and_the_association_says_one(example: None) -> None:
    values = response_values(the_round("vallemar", 2026))
    answer = consolidate(framework("local-pcmd", "1.1"), values)["A2.3"]
    by_group = {group.value: score for group, score in answer.by_group.items()}
    # Grades 3, 1 and 2 on a scale from 0 to 4.
    assert by_group == {"authority": 0.75, "migrants-diaspora": 0.25, "displaced-people": 0.5}


def test_groups_differ_on_at_least_eight_indicators_of_one_round(example: None) -> None:
    values = response_values(the_round("vallemar", 2026))
    answers = consolidate(framework("local-pcmd", "1.1"), values).values()
    apart = [one.indicator for one in answers if len(set(one.by_group.values())) > 1]
    assert len(apart) >= 8


def test_the_town_says_three_and_the_association_says_one_about_fear(example: None) -> None:
    values = response_values(the_round("puerto-lirio", 2026))
    answer = consolidate(framework("local-pcmd", "1.1"), values)["B1.2"]
    by_group = {group.value: score for group, score in answer.by_group.items()}
    # Grades 3, 3, 1 and 2 on a scale from 0 to 4.
    assert by_group == {
        "authority": 0.75, "sector-department": 0.75,
        "migrants-diaspora": 0.25, "civil-society": 0.5,
    }  # fmt: skip


def test_both_versions_of_the_main_framework_live_side_by_side(example: None) -> None:
    rounds = Assessment.objects.filter(framework_id="local-pcmd").order_by("territory__slug")
    versions = set(rounds.values_list("territory__slug", "framework_version"))
    assert versions == {
        ("cordaluz", "1.0"), ("los-alcores", "1.0"), ("santa-brena", "1.0"),
        ("puerto-lirio", "1.1"), ("vallemar", "1.1"),
    }  # fmt: skip


@pytest.mark.parametrize("slug", ["puerto-lirio", "vallemar"])
def test_a_total_is_printed_for_every_round_of_the_newest_version(example: None, slug: str) -> None:
    for year in (2024, 2026):
        row = the_round(slug, year)
        structure = framework("local-pcmd", "1.1")
        card = score(structure, response_values(row), territory_value(row.territory))
        assert card.total.withheld is None
        assert set(card.sub_dimensions) == {"A1", "A2", "A3", "B1", "B2"}


def test_one_assessment_is_about_a_body_and_half_answered(example: None) -> None:
    row = Assessment.objects.get(subject="Council of Residents")
    assert row.framework_id == "coordination-mechanism"
    given = Response.objects.filter(participant__assessment=row, participant__is_lead=True)
    asked = len(framework(row.framework_id, row.framework_version).indicators)
    assert 0 < given.count() < asked


def test_one_effects_check_is_closed_and_one_shows_risks(example: None) -> None:
    closed = EffectsCheck.objects.get(status="done")
    assert (closed.territory.slug, closed.sector) == ("puerto-lirio", "housing")
    assert closed.conclusion
    assert closed.changed_at.date() == date(2026, 6, 29)
    assert closed.history.get().history_date.date() == date(2026, 6, 29)
    under_way = EffectsCheck.objects.get(status="open")
    assert (under_way.territory.slug, under_way.sector) == ("vallemar", "work")
    assert check_result("work", under_way.answers).risks
    for check in (closed, under_way):
        assert check.wording == wording_stamp(check.sector)


def test_every_state_and_place_in_the_review_can_be_seen(example: None) -> None:
    rows = Response.objects.filter(participant__assessment__status="open")
    assert set(rows.values_list("state", flat=True)) == {
        "answered", "not-answered", "not-applicable", "dont-know",
    }  # fmt: skip
    assert set(rows.values_list("status", flat=True)) == {
        "draft", "submitted", "returned", "agreed",
    }  # fmt: skip
    assert not rows.filter(status="returned", notes=None).exists()


def test_the_red_line_is_crossed_in_los_alcores(example: None) -> None:
    row = Response.objects.get(
        participant__assessment=the_round("los-alcores", 2026),
        participant__is_lead=True,
        indicator="A1.3",
    )
    assert (row.grade, row.status) == (0, "agreed")


def test_the_red_line_holds_the_score_of_los_alcores_down(example: None) -> None:
    alcores = the_round("los-alcores", 2026)
    structure = framework("local-pcmd", "1.0")
    territory = territory_value(alcores.territory)
    a1 = score(structure, response_values(alcores), territory).sub_dimensions["A1"]
    # Grades 3 3 0 3 2 3 3 1 are 18 of 32 points, 56 %; the red line allows 50 %.
    assert a1.value == 0.5
    assert a1.cap is not None


def test_no_two_rationales_are_alike(example: None) -> None:
    texts = list(Response.objects.exclude(rationale="").values_list("rationale", flat=True))
    assert len(texts) == len(set(texts)) > 250


def test_actions_are_planned_under_way_overdue_done_and_dropped(example: None) -> None:
    assert set(Action.objects.values_list("status", flat=True)) == {
        "planned", "under-way", "done", "dropped",
    }  # fmt: skip
    late = Action.objects.filter(due__lt=date(2026, 11, 1), status__in=("planned", "under-way"))
    assert late.count() >= 3


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_demo")
    assert capsys.readouterr().out.startswith("Example: loaded (8 territories, 10 assessments")
    call_command("load_demo")
    assert "already there" in capsys.readouterr().out


def test_the_command_reports_errors_without_a_trace() -> None:
    municipality("Vallemar")
    with pytest.raises(CommandError, match="real territory"):
        call_command("load_demo")


MISTAKES = [
    ("territories.yaml", "parent: estalia", "parent: nowhere", "'nowhere' is not a territory"),
    ("territories.yaml", "name: Estalia", "nome: Estalia", "Did you mean 'name'"),
    ("people.yaml", "vallemar-raices", "vallemar-raises", "no organisation 'vallemar-raises'"),
    ("people.yaml", "@example.org", "@example.com", "addresses at example.org"),
    ("actions.yaml", "indicator: A1.5", "indicator: A9.9", "no indicator 'A9.9'"),
    ("assessments/vallemar-2026.yaml", "A1.1:", "A1.11:", "no indicator in local-pcmd@1.1"),
    ("assessments/vallemar-2026.yaml", "grade: 3", "grade: 7", "7 is not a grade of A1.1"),
    ("assessments/vallemar-2026.yaml", "by: tomas", "by: nobody", "no person 'nobody'"),
    ("assessments/vallemar-2026.yaml", "by: tomas", "by: amina", "may not answer for"),
    ("assessments/vallemar-2026.yaml", "by: rafael", "by: tomas", "may not check this"),
    ("assessments/vallemar-2026.yaml", "status: returned", "status: sent", "not one of the"),
    ("assessments/vallemar-2026.yaml", "step: returned", "step: agreed", "without a note"),
    ("assessments/vallemar-2026.yaml", "reason: no-competence", "reason: why", "A known reason"),
    ("assessments/vallemar-2026.yaml", "https://example.org/", "https://a.example/", "right form"),
    ("assessments/vallemar-2026.yaml", "name: Co", "subject: X\nname: Co", "about a territory"),
    ("assessments/puerto-lirio-council-2026.yaml", "subject: ", "# ", "about a body"),
    ("effects-checks.yaml", "sector: housing", "sector: castles", "no linkage of a sector"),
    ("effects-checks.yaml", "left-out:", "left-in:", "no question 'left-in'"),
    ("effects-checks.yaml", "by: pau", "by: nobody", "no person 'nobody'"),
    ("effects-checks.yaml", "status: done", "status: open", "A closed check has a conclusion"),
    ("effects-checks.yaml", 'left-out: "no"', "left-out: no", "one of the"),
    ("assessments/los-alcores-2026.yaml", "A3.3:", "A2.9:", "not asked of this territory"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "right", "wrong", "message"), MISTAKES)
def test_a_mistake_in_a_file_is_named_with_its_line(
    tmp_path: Path, file: str, right: str, wrong: str, message: str
) -> None:
    copy = copytree(demo_folder(), tmp_path / "demo")
    text = (copy / file).read_text()
    assert right in text
    (copy / file).write_text(text.replace(right, wrong, 1))
    with pytest.raises(KnowledgeError, match=message) as error:
        check_demo(read_demo(copy))
    assert any(
        problem.file == f"demo/{file}" and problem.line > 0 and re.search(message, str(problem))
        for problem in error.value.problems
    )
