"""Random portfolio documents over the tiny taxonomy: mostly right, here and there with an error."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from glocal.loading.provision_checks import NEEDED, ONLY
from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.provision import Modality
from tests.core.coherence.tiny import TINY
from tests.core.loading.slots import TEXTS, TITLES, lists, policy_slots, provision_slots

TAXONOMY = replace(TINY, version="1.0")
"""The tiny one under a name that a file can have."""

TERRITORIES = ("nation", "region", "city", "town", "1e3")
BODIES = ("city-school", "its-branch", "private-clinic")
LEVELS = ("national", "intermediate", "local", "local", "local")
DIMENSIONS = {item.id: item.values for item in TAXONOMY.population.dimensions}


def names(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


GROUPS = st.one_of(
    names("everybody", "silent", "unsaid"),
    st.fixed_dictionaries(
        {}, optional={key: lists(names(*values), 1) for key, values in DIMENSIONS.items()}
    ).filter(bool),
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A portfolio file as plain values."""
    territory = names(*TERRITORIES)
    organisation = names(*TAXONOMY.organisations, *BODIES)
    action = names(*TAXONOMY.actions)
    provision = provision_slots(
        organisations=organisation,
        actions=action,
        territories=territory,
        barriers=names(*TAXONOMY.cannot),
        goals=names(*TAXONOMY.goals),
        phases=names(*vocabulary_ids("phases")),
        groups=GROUPS,
    )
    header = policy_slots(
        territories=territory,
        organisations=organisation,
        sectors=names(*vocabulary_ids("sectors")),
        levels=names("national", "national", "local"),
    )
    document: dict[str, Any] = {
        "portfolio": draw(TITLES),
        "taxonomy": "1.0",
        "territories": [
            {"id": name, "name": draw(TITLES), "level": level, **_parent(draw, number)}
            for number, (name, level) in enumerate(zip(TERRITORIES, LEVELS, strict=True))
        ],
        "organisations": [_body(draw, name) for name in BODIES],
        "links": draw(st.lists(st.lists(territory, min_size=2, max_size=2), max_size=2)),
        "channels": draw(
            st.lists(
                st.fixed_dictionaries({"from": territory, "to": territory}, optional={"by": TEXTS}),
                max_size=2,
            )
        ),
        "channels_complete": draw(lists(territory)),
        "coordination": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"between": st.lists(organisation, min_size=2, max_size=2)},
                    optional={"on": action},
                ),
                max_size=2,
            )
        ),
        "interactions": [],
        "policies": [
            {**draw(header), "provisions": draw(st.lists(provision, min_size=1, max_size=3))}
            for _ in range(draw(st.integers(1, 3)))
        ],
    }
    _refer(draw, document)
    document["interactions"] = draw(st.lists(_rated(document), max_size=3))
    return document


def _rated(document: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    ends = names(*(item["id"] for item in document["policies"]), *TAXONOMY.goals)
    return st.fixed_dictionaries(
        {
            "from": ends,
            "to": ends,
            "value": st.one_of(st.integers(-3, 3), st.floats(-3, 3)),
            "voices": st.integers(3, 9),
            "groups": st.integers(1, 3),
            "sure": st.one_of(st.sampled_from([0, 1]), st.floats(0, 1)),
        },
        optional={"matrix": TITLES, "rationale": TEXTS, "offset": names("yes", "no")},
    )


def _parent(draw: st.DrawFn, number: int) -> dict[str, str]:
    return {"parent": draw(names(*TERRITORIES[:number]))} if number and draw(st.booleans()) else {}


def _body(draw: st.DrawFn, name: str) -> dict[str, Any]:
    kind = {"its-branch": "city-school", "private-clinic": "charity"}.get(name, "school")
    return draw(
        st.fixed_dictionaries(
            {"id": st.just(name), "name": TITLES, "kind": st.just(kind)},
            optional={
                "territory": names(*TERRITORIES),
                "level": names("local", "national"),
                "public": st.sampled_from(["yes", "no", True, False]),
                "inherent": lists(names(*TAXONOMY.actions)),
            },
        )
    )


def _refer(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """Let ties and exceptions lead to what is there, most of the time."""
    policies = document["policies"]
    provisions = [item for policy in policies for item in policy["provisions"]]
    for policy in policies:
        others = [item["id"] for item in policies if item["id"] != policy["id"]] or ["none"]
        for key in policy.get("ties", {}):
            policy["ties"][key] = draw(lists(names(*others)))
    for index, provision in enumerate(provisions):
        if "over" in provision:  # only earlier ones: no circle
            before = [item["id"] for item in provisions[:index]] or ["none"]
            provision["over"] = draw(lists(names(*before)))
        if draw(st.integers(0, 4)):
            _fit(provision)


def _fit(provision: dict[str, Any]) -> None:
    """Leave only what the modality has, and no dates of its own."""
    modality = Modality(provision["modality"])
    for key, modalities in ONLY.items():
        if modality not in modalities:
            provision.pop(key, None)
    for key in NEEDED.get(modality, {}):
        provision.setdefault(key, ["money"] if key == "gives" else "school")
    if provision.get("until", "") <= provision.get("from", ""):
        provision.pop("until", None)
