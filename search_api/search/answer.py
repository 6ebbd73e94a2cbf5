"""The spine of QUERY IN: understand, retrieve, fuse, expand; every hit says why it is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.model import Document, Entity, Passage
from graph.open import Views
from graph.ports import Known
from search_api.search.expand import (
    Highlight,
    Practice,
    highlights,
    locality_of,
    practices_in,
    practices_near,
    quote_of,
)
from search_api.search.fuse import Fused, fuse
from search_api.search.recall import RecallingGraph
from search_api.search.retrieve import WEIGHTS, retrieve
from search_api.search.understand import Mode, Question, understand

A_DOCUMENT = 2
"""Passages of one document among the first hits, so that one does not crowd out the others; the rest follow."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the words, how many hits, by which legs, and which passages are allowed."""

    text: str
    limit: int = 10
    mode: Mode = Mode.HYBRID
    facets: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage in an answer, with its score and reasons."""

    rank: int
    score: float
    shares: Mapping[str, float]
    passage: Passage
    document: Document
    locality: Entity | None
    practices: tuple[Practice, ...]
    entities: tuple[Known, ...]
    highlights: tuple[Highlight, ...]
    quote: Highlight


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole reply to a question."""

    question: Question
    hits: tuple[Hit, ...]
    legs: Mapping[str, int]
    degraded: bool = False
    """The graph did not answer: places, practices and names are missing."""


def answer(asked: Asked, views: Views) -> Answer:
    """Gives the passages that answer best, with practices, places and reasons.

    Raises:
        QuestionError: the question cannot be answered as put.
        StoreError: a store let us down.
    """
    graph = RecallingGraph(views.graph)
    views = replace(views, graph=graph)
    question = understand(asked.text, views.graph)
    legs = retrieve(question, asked.mode, asked.facets, views)
    ranked = fuse(legs, WEIGHTS)
    reach = [fused.passage_id for fused in ranked[: max(4 * asked.limit, 40)]]
    passages = {passage.id: passage for passage in views.passages.passages(reach)}
    chosen = _spread([fused for fused in ranked if fused.passage_id in passages], passages, asked.limit)
    entities = views.passages.entities_in([fused.passage_id for fused in chosen])
    graph.known({each for ids in entities.values() for each in ids} | _places(chosen, passages))
    hits: list[Hit] = []
    sources: Mapping[str, Document] = {}
    for fused in chosen:
        passage = passages[fused.passage_id]
        document = views.graph.document(passage.document_id)
        if graph.away:
            sources = sources or views.passages.sources([each.passage_id for each in chosen])
            document = sources.get(passage.id)
        if document is not None:  # it may be replaced while the answer is made
            hits.append(_hit(len(hits) + 1, fused, passage, document, entities[passage.id], question, views))
    return Answer(question, tuple(hits), {name: len(leg) for name, leg in legs.items()}, graph.away)


def _places(chosen: Sequence[Fused], passages: Mapping[str, Passage]) -> set[str]:
    places = (passages[fused.passage_id].locality_id for fused in chosen)
    return {place for place in places if place}


def _spread(ranked: Sequence[Fused], passages: Mapping[str, Passage], limit: int) -> list[Fused]:
    """Gives the first hits, at most `A_DOCUMENT` of a document before the others have had their turn."""
    seen: dict[str, int] = {}
    first: list[Fused] = []
    later: list[Fused] = []
    for fused in ranked:
        document_id = passages[fused.passage_id].document_id
        seen[document_id] = seen.get(document_id, 0) + 1
        (first if seen[document_id] <= A_DOCUMENT else later).append(fused)
    return (first + later)[:limit]


def _hit(
    rank: int,
    fused: Fused,
    passage: Passage,
    document: Document,
    entity_ids: Sequence[str],
    question: Question,
    views: Views,
) -> Hit:
    known = tuple(k for entity_id in entity_ids if (k := views.graph.entity(entity_id)))
    marked = highlights(passage, question, question.concepts)
    return Hit(
        rank, fused.score, fused.shares, passage, document, locality_of(passage, views),
        tuple(practices_in(known, views) or practices_near(passage, document, views)), known, marked, quote_of(passage, marked),
    )  # fmt: skip
