"""What the knowledge base rests on: real and invented examples, sources opened and not."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.loading.catalogue import MAIN_FRAMEWORK, framework_text
from glocal.loading.library import crosswalks, framework_of, linkage_text, linkages, practices


@dataclass(frozen=True)
class KnowledgeSources:
    """Counts over the newest main framework, the linkages, the practices and the crosswalks.

    ``sources_opened`` were read themselves; of the others a fact file told what they carry.
    """

    indicators: int
    real_examples: int
    invented_examples: int
    resources: int
    linkages: int
    check_questions: int
    sourced_facts: int
    practices: int
    countries: int
    sources: int
    sources_opened: int
    crosswalk_links: int


def knowledge_sources() -> KnowledgeSources:
    """The counts for the knowledge that is installed."""
    main = framework_of(MAIN_FRAMEWORK)
    texts = framework_text(main.id, main.version, main.original_language).indicators
    own = [texts[item.code] for item in main.indicators]
    kinds = [text.example.kind for text in own if text.example]
    cases = practices().values()
    sources = [source for case in cases for source in case.sources]
    return KnowledgeSources(
        indicators=len(own),
        real_examples=kinds.count("real"),
        invented_examples=kinds.count("invented"),
        resources=sum(len(text.resources) for text in own),
        linkages=len(linkages()),
        check_questions=sum(len(item.questions) for item in linkages().values()),
        sourced_facts=sum(len(linkage_text(sector, "en").facts) for sector in linkages()),
        practices=len(cases),
        countries=len({place.country for case in cases for place in case.places}),
        sources=len(sources),
        sources_opened=sum(source.opened for source in sources),
        crosswalk_links=sum(len(walk.links) for walk in crosswalks()),
    )
