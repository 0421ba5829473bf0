"""How well a response is supported, from its rationale and its evidence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from glocal.model.kinds import EvidenceLevel
from glocal_web.portal.models import Evidence, Response
from glocal_web.portal.models.evidence import EvidenceKind

# Figures, and what users themselves say: they show an effect, not only an intention.
OUTCOME_KINDS = frozenset({EvidenceKind.DATA.value, EvidenceKind.TESTIMONY.value})


@dataclass(frozen=True)
class Document:
    """What counts about one piece of evidence: its kind, whether it can be found, who checked it.

    ``added_by`` and ``checked_by`` are keys of persons, None once an account is gone.
    """

    kind: str
    can_be_found: bool
    added_by: int | None = None
    checked_by: int | None = None
    checked: bool = False

    def checked_by_another(self, answered_by: int | None) -> bool:
        """Whether somebody checked it who neither added it nor gave the answer."""
        if not self.checked:
            return False
        return self.checked_by is None or self.checked_by not in {self.added_by, answered_by}


def evidence_level(
    rationale: str, documents: Iterable[Document], answered_by: int | None = None
) -> EvidenceLevel:
    """The level of support of one response, weakest first: none, declared, cited, checked, outcome.

    A document is cited once it can be found: by a link, a file, or a title with a date.
    """
    found = list(documents)
    checked = [one for one in found if one.checked_by_another(answered_by)]
    if any(one.kind in OUTCOME_KINDS for one in checked):
        return EvidenceLevel.OUTCOME
    if checked:
        return EvidenceLevel.CHECKED
    if any(one.can_be_found for one in found):
        return EvidenceLevel.CITED
    if rationale.strip() or found:
        return EvidenceLevel.DECLARED
    return EvidenceLevel.NONE


def document(row: Evidence) -> Document:
    """A row of evidence as far as the level of support needs it."""
    return Document(
        kind=row.kind,
        can_be_found=bool(row.url or row.file or (row.title and row.date)),
        added_by=row.added_by_id,
        checked_by=row.checked_by_id,
        checked=row.checked_at is not None or row.checked_by_id is not None,
    )


def evidence_levels(responses: Iterable[Response]) -> dict[int, EvidenceLevel]:
    """The level of support of each response by its key: one query, whatever their number."""
    rows = list(responses)
    documents: defaultdict[int, list[Document]] = defaultdict(list)
    for row in Evidence.objects.filter(response_id__in=[response.pk for response in rows]):
        documents[row.response_id].append(document(row))
    return {
        response.pk: evidence_level(
            response.rationale, documents[response.pk], response.updated_by_id
        )
        for response in rows
    }
