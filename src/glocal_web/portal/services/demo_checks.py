"""Check that the files of the worked example fit one another and the frameworks they answer."""

from collections.abc import Iterator

from glocal.errors import Problem, UnknownNameError
from glocal.loading.catalogue import framework
from glocal.loading.library import linkages
from glocal.loading.rules import rules
from glocal.loading.taxonomy import taxonomy
from glocal.loading.vocabulary import vocabulary_ids
from glocal.loading.yaml_file import KeyPath, YamlFile
from glocal.model.applicability import reason_not_asked
from glocal.model.framework import Framework
from glocal.model.kinds import CompetenceShare, Level, MobilityRole, Subject
from glocal.model.territory import Territory
from glocal_web.portal.selectors.check_reading import questions_of
from glocal_web.portal.services.demo_files import DemoFiles, DemoIndex, Entry, index, stop_at


def check_demo(files: DemoFiles) -> DemoIndex:
    """The names of an example in which everything fits; raises ``KnowledgeError`` otherwise."""
    names = index(files)
    problems = [
        *_territories(files.territories, names),
        *_people(files.people, names),
        *(problem for file in files.assessments for problem in _assessment(file, names)),
        *_actions(files.actions, names),
        *_effects_checks(files.effects_checks, names),
        *_findings(files.findings, names),
        *(problem for file in files.interactions for problem in _interactions(file, names)),
    ]
    stop_at(problems)
    return names


def _unknown(file: YamlFile, path: KeyPath, kind: str, name: str) -> Problem:
    return file.problem(path, f"There is no {kind} '{name}'.", "Check how it is written.")


def _territories(file: YamlFile, names: DemoIndex) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, entry in enumerate(file.value["territories"]):
        path: KeyPath = ("territories", number)
        parent = entry.get("parent")
        if parent is not None and parent not in seen:
            yield file.problem(
                (*path, "parent"),
                f"'{parent}' is not a territory named further up.",
                "Put the territory above before those below it.",
            )
        seen.add(entry["slug"])
        for partner in entry.get("partners", ()):
            if partner not in names.territories:
                yield _unknown(file, (*path, "partners"), "territory", partner)
        for competence in entry.get("competences", {}):
            if competence not in vocabulary_ids("competences"):
                yield _unknown(file, (*path, "competences", competence), "competence", competence)


def _people(file: YamlFile, names: DemoIndex) -> Iterator[Problem]:
    for number, entry in enumerate(file.value["people"]):
        for place, role in enumerate(entry.get("roles", ())):
            if role["organisation"] not in names.organisations:
                path = ("people", number, "roles", place, "organisation")
                yield _unknown(file, path, "organisation", role["organisation"])


def _assessment(file: YamlFile, names: DemoIndex) -> Iterator[Problem]:
    entry = file.value
    try:
        structure = framework(entry["framework"], entry["version"])
    except UnknownNameError as error:
        yield file.problem(("framework",), str(error), "Check identifier and version.")
        return
    if entry["territory"] not in names.territories:
        yield _unknown(file, ("territory",), "territory", entry["territory"])
        return
    if (structure.subject is Subject.TERRITORY) == ("subject" in entry):
        yield file.problem(
            ("subject",) if "subject" in entry else ("framework",),
            f"{structure.name} is about a {structure.subject.value}.",
            "Name a subject where the framework is not about the territory, and only there.",
        )
    yield from _heads(file, names)
    members = {entry["lead"], *entry.get("participants", ())}
    for member in sorted(members):
        found = names.organisations.get(member)
        if found is None or found.territory != entry["territory"]:
            yield _unknown(file, ("participants",), "organisation of this territory", member)
    territory = _value(names.territories[entry["territory"]])
    answered: set[tuple[str, str]] = set()
    agreed: set[str] = set()
    for number, sheet in enumerate(entry["answers"]):
        path: KeyPath = ("answers", number)
        if sheet["organisation"] not in members:
            yield _unknown(file, (*path, "organisation"), "participant", sheet["organisation"])
        elif sheet["by"] not in names.people:
            yield _unknown(file, (*path, "by"), "person", sheet["by"])
        elif sheet["organisation"] not in names.answers_for(sheet["by"]):
            yield file.problem(
                (*path, "by"),
                f"'{sheet['by']}' may not answer for '{sheet['organisation']}'.",
                "Give the person a role as coordinator or contributor of it.",
            )
        for code, response in sheet["responses"].items():
            here = (*path, "responses", code)
            yield from _response(file, here, structure, territory, response)
            yield from _documents(file, here, names, sheet, response)
            if (sheet["organisation"], code) in answered:
                yield file.problem(here, f"{code} is answered twice.", "Keep one of the answers.")
            answered.add((sheet["organisation"], code))
            if response.get("status", sheet["status"]) == "agreed":
                if code in agreed:
                    yield file.problem(here, f"{code} is agreed twice.", "Agree on one answer.")
                agreed.add(code)


def _heads(file: YamlFile, names: DemoIndex) -> Iterator[Problem]:
    entry = file.value
    for key in ("opened", "published"):
        if key in entry and entry[key]["by"] not in names.people:
            yield _unknown(file, (key, "by"), "person", entry[key]["by"])
    for number, assignment in enumerate(entry.get("assignments", ())):
        person = assignment["person"]
        if person not in names.people:
            yield _unknown(file, ("assignments", number, "person"), "person", person)
        elif assignment["organisation"] not in names.answers_for(person):
            yield file.problem(
                ("assignments", number),
                f"'{person}' may not answer for '{assignment['organisation']}'.",
                "Ask somebody who answers for this organisation.",
            )


def _response(
    file: YamlFile, path: KeyPath, structure: Framework, territory: Territory, response: Entry
) -> Iterator[Problem]:
    code = str(path[-1])
    if code not in structure:
        yield _unknown(file, path, f"indicator in {structure.name}", code)
        return
    indicator = structure.indicator(code)
    reason = reason_not_asked(indicator, territory)
    if reason is not None:
        yield file.problem(
            path, f"{code} is not asked of this territory ({reason.reason}).", "Take it out."
        )
    grade = response.get("grade")
    if (grade is None) == ("state" not in response):
        yield file.problem(path, "Either a grade or a state is needed.", "Give one of the two.")
    if grade is not None and grade not in indicator.scale.grades:
        grades = ", ".join(f"{one:g}" for one in indicator.scale.grades)
        yield file.problem(
            (*path, "grade"), f"{grade} is not a grade of {code}.", f"Use one of: {grades}."
        )
    not_applicable = response.get("state") == "not-applicable"
    if not_applicable != ("reason" in response) or (
        not_applicable and response["reason"] not in vocabulary_ids("not-applicable-reasons")
    ):
        reasons = ", ".join(vocabulary_ids("not-applicable-reasons"))
        yield file.problem(
            path,
            "A known reason goes with 'not-applicable' and with no other answer.",
            f"Reasons: {reasons}.",
        )


def _documents(
    file: YamlFile, path: KeyPath, names: DemoIndex, sheet: Entry, response: Entry
) -> Iterator[Problem]:
    for number, document in enumerate(response.get("evidence", ())):
        checker = document.get("checked", {}).get("by")
        here = (*path, "evidence", number)
        if checker is not None and checker not in names.people:
            yield _unknown(file, here, "person", checker)
        elif checker == sheet["by"] or (
            checker is not None and file.value["territory"] not in names.reviews_in(checker)
        ):
            yield file.problem(
                here, f"'{checker}' may not check this.", "Name a second person who reviews here."
            )
    for number, note in enumerate(response.get("notes", ())):
        if note["by"] not in names.people:
            yield _unknown(file, (*path, "notes", number), "person", note["by"])
    status = response.get("status", sheet["status"])
    if status == "returned" and not any(
        note["step"] == "returned" for note in response.get("notes", ())
    ):
        yield file.problem(path, "It is sent back without a note.", "Say what is missing.")


def _actions(file: YamlFile, names: DemoIndex) -> Iterator[Problem]:
    for number, entry in enumerate(file.value["actions"]):
        path: KeyPath = ("actions", number)
        assessment = names.assessments.get(entry["assessment"])
        if entry["territory"] not in names.territories:
            yield _unknown(file, path, "territory", entry["territory"])
        elif assessment is None or assessment["territory"] != entry["territory"]:
            yield _unknown(file, path, "assessment of this territory", entry["assessment"])
        else:
            structure = framework(assessment["framework"], assessment["version"])
            target = entry.get("target_grade")
            if entry["indicator"] not in structure:
                yield _unknown(file, path, "indicator", entry["indicator"])
            elif (
                target is not None
                and target not in structure.indicator(entry["indicator"]).scale.grades
            ):
                yield file.problem(path, f"{target} is no grade.", "Use a grade of the scale.")
        for key in ("by", "owner"):
            if key in entry and entry[key] not in names.people:
                yield _unknown(file, (*path, key), "person", entry[key])


def _effects_checks(file: YamlFile, names: DemoIndex) -> Iterator[Problem]:
    for number, entry in enumerate(file.value["checks"]):
        path: KeyPath = ("checks", number)
        if entry["territory"] not in names.territories:
            yield _unknown(file, (*path, "territory"), "territory", entry["territory"])
        if entry["by"] not in names.people:
            yield _unknown(file, (*path, "by"), "person", entry["by"])
        if entry["sector"] not in linkages():
            yield _unknown(file, (*path, "sector"), "linkage of a sector", entry["sector"])
            continue
        asked = {question.key for question in questions_of(entry["sector"])}
        for part in ("answers", "remarks"):
            for key in entry.get(part, {}):
                if key not in asked:
                    yield _unknown(file, (*path, part, key), "question", key)
        if (entry["status"] == "done") != ("conclusion" in entry):
            yield file.problem(
                (*path, "status"),
                "A closed check has a conclusion, an open one has none.",
                "Write what was decided, or leave the check open.",
            )


def _findings(file: YamlFile, names: DemoIndex) -> Iterator[Problem]:
    for number, entry in enumerate(file.value["findings"]):
        path: KeyPath = ("findings", number)
        if entry["territory"] not in names.territories:
            yield _unknown(file, (*path, "territory"), "territory", entry["territory"])
        if entry["rule"] not in rules():
            yield _unknown(file, (*path, "rule"), "rule", entry["rule"])
        for part in ("decision", "verdict", "action"):
            for key in ("by", "owner"):
                name = entry.get(part, {}).get(key)
                if name is not None and name not in names.people:
                    yield _unknown(file, (*path, part, key), "person", name)
        decision = entry.get("decision", {})
        if ("days" in decision) != (decision.get("workflow") == "accepted"):
            yield file.problem(
                (*path, "decision"),
                "An accepted finding, and no other, says in how many days it is looked at again.",
                "Write 'days', or take it out.",
            )


def _interactions(file: YamlFile, names: DemoIndex) -> Iterator[Problem]:
    if file.value["territory"] not in names.territories:
        yield _unknown(file, ("territory",), "territory", file.value["territory"])
    items = {entry["id"] for entry in file.value["items"]}
    for number, entry in enumerate(file.value["ratings"]):
        for end in ("from", "to"):
            if entry[end] not in items:
                yield _unknown(file, ("ratings", number, end), "item", entry[end])
    used = file.value.get("used")
    if used is None:
        return
    if file.value.get("state") != "closed":
        yield file.problem(
            ("used",), "Only a closed matrix is used.", "Write 'state: closed', or take it out."
        )
    if used["by"] not in names.people:
        yield _unknown(file, ("used", "by"), "person", used["by"])
    for item, goal in used.get("goals", {}).items():
        if item not in items:
            yield _unknown(file, ("used", "goals", item), "item", item)
        if goal not in taxonomy().goals:
            yield _unknown(file, ("used", "goals", item), "goal", goal)


def _value(entry: Entry) -> Territory:
    return Territory(
        id=entry["slug"],
        name=entry["name"],
        level=Level(entry["level"]),
        roles=frozenset(map(MobilityRole, entry["roles"])),
        competences={
            key: CompetenceShare(share) for key, share in entry.get("competences", {}).items()
        },
    )
