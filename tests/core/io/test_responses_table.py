"""Responses are read from both forms of a table; a bad cell is named and the rest is kept."""

import pytest

from glocal.errors import TableError
from glocal.io.delimited import rows_of
from glocal.io.responses_table import ResponsesRead, read_responses
from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState, EvidenceLevel, StakeholderGroup
from glocal.model.response import Response
from glocal.model.scale import Scale
from tests.core.tiny import TINY, framework_of, indicator, said, silent

LONG = "territory,indicator,answer"
HALVES = framework_of([indicator("A1.1", scale=Scale("by-status", (0.0, 0.5, 1.0)))])


def read(text: str, framework: Framework = TINY) -> ResponsesRead:
    return read_responses(rows_of(text.encode(), "answers.csv"), framework)


def only_problem(text: str) -> tuple[int, str, str, str]:
    (problem,) = read(text).problems
    return problem.line, problem.key, problem.what, problem.mend


def refused(text: str) -> tuple[str, str]:
    with pytest.raises(TableError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.line == 1
    return problem.what, problem.mend


# ---------------------------------------------------------------- what is right
def test_a_long_table_gives_each_territory_its_responses_in_order() -> None:
    found = read(f"{LONG}\nPort,A1.2,3\nHill,A1.1,0\nPort,A1.1,4\n")
    assert found.by_territory == {
        "Port": [said("A1.2", 3), said("A1.1", 4)],
        "Hill": [said("A1.1", 0)],
    }
    assert (found.rows, found.problems) == (3, [])


def test_a_wide_table_gives_one_response_a_cell() -> None:
    found = read("territory,A1.1,A2.1\nPort,3,dk\nHill,,na\n")
    assert found.by_territory == {
        "Port": [said("A1.1", 3), silent("A2.1", "dont-know")],
        "Hill": [silent("A1.1", "not-answered"), silent("A2.1", "not-applicable")],
    }


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("", AnswerState.NOT_ANSWERED),
        ("not-answered", AnswerState.NOT_ANSWERED),
        ("NA", AnswerState.NOT_APPLICABLE),
        ("n/a", AnswerState.NOT_APPLICABLE),
        ("Not applicable", AnswerState.NOT_APPLICABLE),
        ("dk", AnswerState.DONT_KNOW),
        ("Don't know", AnswerState.DONT_KNOW),
    ],
)
def test_the_words_for_no_grade_are_states_and_never_a_zero(word: str, state: AnswerState) -> None:
    (response,) = read(f"{LONG}\nPort,A1.1,{word}\n").by_territory["Port"]
    assert (response.state, response.grade) == (state, None)


@pytest.mark.parametrize("typed", ['"0,5"', "0.5", ".5", '"٠٫٥"', "0.50"])
def test_a_half_is_read_however_the_world_writes_it(typed: str) -> None:
    found = read(f"{LONG}\nPort,A1.1,{typed}\n", HALVES)
    assert [response.grade for response in found.by_territory["Port"]] == [0.5]


def test_arabic_digits_are_grades() -> None:
    assert read(f"{LONG}\nصفاقس,A1.1,٣\n").by_territory == {"صفاقس": [said("A1.1", 3)]}


def test_the_optional_columns_are_read() -> None:
    found = read(
        "territory,indicator,answer,evidence,participant,group,agreed\n"
        "Port,A1.1,2,Cited,Union of arrivals,migrants-diaspora,\n"
        "Port,A1.1,3,checked,Town hall,,yes\n"
    )
    assert found.by_territory["Port"] == [
        Response(
            "A1.1",
            AnswerState.ANSWERED,
            2.0,
            EvidenceLevel.CITED,
            "Union of arrivals",
            StakeholderGroup.MIGRANTS_DIASPORA,
        ),
        said("A1.1", 3, "checked", participant="Town hall", agreed=True),
    ]


@pytest.mark.parametrize("word", ["yes", "TRUE", "1", "x", "sí", "oui", "نعم"])
def test_agreed_is_understood_in_the_languages_of_the_site(word: str) -> None:
    found = read(f"{LONG},agreed\nPort,A1.1,2,{word}\n")
    assert found.by_territory["Port"][0].agreed


def test_names_of_columns_and_codes_may_be_written_in_any_case_and_order() -> None:
    found = read("Answer,TERRITORY, Indicator \n4,Port,a1.1\n")
    assert found.by_territory == {"Port": [said("A1.1", 4)]}


def test_unnamed_columns_at_the_edge_of_a_sheet_are_no_columns() -> None:
    assert read("territory,A1.1,,\nPort,2,,\n").by_territory == {"Port": [said("A1.1", 2)]}


def test_cells_missing_at_the_end_of_a_row_are_not_answered() -> None:
    found = read("territory,A1.1,A1.2\nPort,2\n")
    assert found.by_territory == {"Port": [said("A1.1", 2), silent("A1.2", "not-answered")]}
    assert found.problems == []


def test_two_groups_of_one_territory_may_answer_the_same_indicator() -> None:
    found = read(f"{LONG},group\nPort,A1.1,3,authority\nPort,A1.1,1,migrants-diaspora\n")
    assert [response.grade for response in found.by_territory["Port"]] == [3.0, 1.0]
    assert found.problems == []


def test_long_work_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    rows = rows_of(f"{LONG}\nPort,A1.1,1\nHill,A1.1,1\n".encode(), "answers.csv")
    read_responses(rows, TINY, lambda done, of: told.append((done, of)))
    assert told[-1] == (2, 2)


# ---------------------------------------------------------------- what is wrong in a cell
def test_an_impossible_grade_names_the_grades() -> None:
    line, column, what, mend = only_problem(f"{LONG}\nPort,A1.1,5\n")
    assert (line, column, what) == (2, "answer", "'5' is no answer to A1.1.")
    assert mend == "Use one of 0, 1, 2, 3, 4, or not-applicable, or dont-know, or leave it empty."


@pytest.mark.parametrize("typed", ["-1", "2.5", "nan", "inf", "three", "1e9", "=2+1"])
def test_no_number_beside_the_scale_becomes_a_grade(typed: str) -> None:
    found = read(f"{LONG}\nPort,A1.1,{typed}\nPort,A1.2,3\n")
    assert found.by_territory == {"Port": [said("A1.2", 3)]}
    assert [problem.line for problem in found.problems] == [2]


def test_a_mistyped_indicator_is_answered_with_the_nearest() -> None:
    assert only_problem(f"{LONG}\nPort,A11,2\n") == (
        2,
        "indicator",
        "tiny@1.0 has no indicator 'A11'.",
        "Did you mean 'A1.1'?",
    )


def test_an_unknown_indicator_is_answered_with_an_example() -> None:
    assert only_problem(f"{LONG}\nPort,health,2\n")[3] == "Use a code such as A1.1."


def test_a_missing_territory_is_named() -> None:
    assert only_problem(f"{LONG}\n,A1.1,2\n")[:2] == (2, "territory")


def test_an_unknown_level_of_evidence_is_answered_with_the_nearest() -> None:
    assert only_problem(f"{LONG},evidence\nPort,A1.1,2,cite\n") == (
        2,
        "evidence",
        "'cite' is not known here.",
        "Did you mean 'cited'?",
    )


def test_an_unknown_group_is_answered_with_all_groups() -> None:
    line, column, _, mend = only_problem(f"{LONG},group\nPort,A1.1,2,zzz\n")
    assert (line, column) == (2, "group")
    assert mend.startswith("Use one of: authority, sector-department")


def test_agreed_must_be_yes_or_no() -> None:
    assert only_problem(f"{LONG},agreed\nPort,A1.1,2,perhaps\n") == (
        2,
        "agreed",
        "'perhaps' is neither yes nor no.",
        "Write yes or no.",
    )


def test_the_same_response_twice_is_named_with_both_lines_and_the_first_is_kept() -> None:
    found = read(f"{LONG}\nPort,A1.1,2\nPort,A1.1,4\n")
    assert found.by_territory == {"Port": [said("A1.1", 2)]}
    assert found.problems[0].line == 3
    assert found.problems[0].what == "This response appears twice (first on line 2)."


def test_a_row_longer_than_the_header_is_left_out_since_its_values_have_moved() -> None:
    found = read("territory,A1.1,A1.2\nPort, the old one,3,2\nHill,1,1\n")
    assert list(found.by_territory) == ["Hill"]
    assert found.problems[0].line == 2
    assert "4 cells, the header 3" in found.problems[0].what


def test_a_half_wrong_file_keeps_the_right_half() -> None:
    found = read(
        f"{LONG},evidence\n"
        "Port,A1.1,2,cited\n"
        "Port,A1.2,9,\n"
        "Port,Z9,1,\n"
        "Hill,A1.1,1,made up\n"
        "Hill,A1.2,dk,\n"
    )
    assert found.by_territory == {
        "Port": [said("A1.1", 2, "cited")],
        "Hill": [silent("A1.2", "dont-know")],
    }
    assert [(problem.line, problem.key) for problem in found.problems] == [
        (3, "answer"),
        (4, "indicator"),
        (5, "evidence"),
    ]


def test_a_bad_cell_of_a_wide_table_is_named_by_its_column() -> None:
    found = read("territory,A1.1,A1.2\nPort,x,2\n")
    assert found.by_territory == {"Port": [said("A1.2", 2)]}
    assert [(problem.line, problem.key) for problem in found.problems] == [(2, "A1.1")]


def test_a_territory_twice_in_a_wide_table_keeps_the_first() -> None:
    found = read("territory,A1.1\nPort,1\nPort,4\n")
    assert found.by_territory == {"Port": [said("A1.1", 1)]}
    assert [(problem.line, problem.key) for problem in found.problems] == [(3, "territory")]


def test_a_row_of_a_wide_table_without_territory_is_named() -> None:
    found = read("territory,A1.1\n,1\n")
    assert found.by_territory == {}
    assert [(problem.line, problem.key) for problem in found.problems] == [(2, "territory")]


def test_a_column_that_is_no_indicator_is_left_out_and_named() -> None:
    line, column, what, _ = only_problem("territory,A1.1,population\nPort,1,9000\n")
    assert (line, column) == (1, "population")
    assert what == "This column is no indicator; it was left out."


# ---------------------------------------------------------------- what is wrong in the columns
def test_a_table_without_territories_is_refused() -> None:
    what, mend = refused("place,A1.1\nPort,1\n")
    assert what == "There is no column 'territory'."
    assert mend == "Add the column 'territory'. Found: place, a1.1."


def test_a_column_with_nearly_the_right_name_is_suggested() -> None:
    assert refused("territories,A1.1\nPort,1\n")[1] == (
        "Rename the column 'territories' to 'territory'?"
    )


def test_a_long_table_without_answers_is_refused() -> None:
    assert refused("territory,indicator,grade\nPort,A1.1,1\n")[0] == (
        "There is no column 'answer'."
    )


def test_a_table_of_another_framework_is_refused_with_a_code_to_go_by() -> None:
    what, mend = refused("territory,D1.1\nPort,1\n")
    assert "neither a column 'indicator' nor a column named after an indicator" in what
    assert mend.endswith("as in A1.1.")


def test_two_columns_of_one_name_are_refused() -> None:
    assert refused("territory,A1.1,a1.1\nPort,1,2\n")[0] == "Two columns have the same name."
