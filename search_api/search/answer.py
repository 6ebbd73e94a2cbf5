"""The spine of QUERY IN: understand, retrieve, fuse, expand; every hit says why it is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.messages import Found, Scored, Topics, Want
from graph.model import Document, Entity, Passage
from graph.open import Views
from graph.schema import Kind
from graph.vocabulary.concepts import Concept, lineage
from search_api.search.absence import LEAST, Nothing, holds
from search_api.search.expand import Practice, practices_at
from search_api.search.fuse import Fused, fuse, weights
from search_api.search.highlight import Highlight, highlights, quote_of
from search_api.search.recall import Recall
from search_api.search.retrieve import Fixed, fixed_by, retrieve
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
    entities: tuple[Entity, ...]
    highlights: tuple[Highlight, ...]
    quote: Highlight


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole reply to a question."""

    question: Question
    hits: tuple[Hit, ...]
    legs: Mapping[str, int]
    places: tuple[str, ...] = ()
    """IDs of the places named in the question that all hits lie in."""
    quoted: tuple[str, ...] = ()
    """Parts in quotation marks of which each hit holds one."""
    nothing: Nothing | None = None
    """Set where the collection does not answer; the hits are what comes nearest."""
    degraded: bool = False
    """The graph did not answer: places, practices and names are missing."""


def answer(asked: Asked, views: Views) -> Answer:
    """Gives the passages that answer best, with practices, places and reasons.

    Raises:
        QuestionError: the question cannot be answered as put.
        StoreError: a store let us down.
    """
    graph = Recall(views.graph)
    question = understand(asked.text, graph)
    fixed = fixed_by(question, views)
    legs = retrieve(question, fixed, asked.mode, asked.facets, views)
    ranked = fuse(legs, _weights(question, asked.mode))
    looked_at = len(ranked) if fixed.quoted else max(4 * asked.limit, 40)
    reach = views.passages.found([fused.passage_id for fused in ranked[:looked_at]])
    ranked = [f for f in ranked if f.passage_id in reach and fixed.holds(reach[f.passage_id])]
    chosen = _spread(ranked, reach, asked.limit)
    nothing = _nothing(question, fixed, legs, [reach[fused.passage_id] for fused in chosen], views)
    hits = _hits(question, chosen, reach, graph)
    lengths = {name: len(leg) for name, leg in legs.items()}
    return Answer(question, hits, lengths, fixed.places, fixed.quoted, nothing, graph.away)


def _weights(question: Question, mode: Mode) -> Mapping[str, float]:
    solid = mode is Mode.LEXICAL or 2 * len(question.solid) >= max(1, len(question.about))
    return weights(chinese=question.chinese, carries=question.carries, solid=solid)


def _nothing(
    question: Question,
    fixed: Fixed,
    legs: Mapping[str, Sequence[Scored]],
    found: Sequence[Found],
    views: Views,
) -> Nothing | None:
    if fixed.lacking:
        lacking = set(fixed.lacking)
        named = [n for n in question.places if n.entity_id in lacking]
        names = dict.fromkeys(question.text[n.start : n.end] for n in named)
        return Nothing("place", tuple(names), _spoken_of(question, views))
    if holds(question, found, fixed.places) < LEAST and not _near(question, legs, views):
        return Nothing("subject", (), _spoken_of(question, views))
    return None


def _near(question: Question, legs: Mapping[str, Sequence[Scored]], views: Views) -> bool:
    nearest = max((scored.score for scored in legs.get("vector", ())), default=0.0)
    return question.chinese and views.embedder.sure is not None and nearest >= views.embedder.sure


def _spoken_of(question: Question, views: Views) -> tuple[Concept, ...]:
    """Gives, for each concept of the question, it or the nearest broader one that the collection speaks of."""
    chains = {asked.concept.id: lineage(asked.concept) for asked in question.concepts}
    legs = {concept.id: Topics((concept.id,)) for chain in chains.values() for concept in chain}
    told = views.passages.best(legs, Want(limit=1)) if legs else {}
    nearest = (next((c for c in chain if told[c.id]), None) for chain in chains.values())
    return tuple({concept.id: concept for concept in nearest if concept}.values())


def _hits(
    question: Question, chosen: Sequence[Fused], reach: Mapping[str, Found], graph: Recall
) -> tuple[Hit, ...]:
    found = [reach[fused.passage_id] for fused in chosen]
    documents = graph.documents({each.passage.document_id for each in found})
    # A document may be replaced while the answer is made; without the graph, the index tells what it knows.
    found = [each for each in found if graph.away or each.passage.document_id in documents]
    practices = practices_at(found, documents, graph)
    entities = graph.entities(
        {each for one in found for each in one.entity_ids}
        | {one.passage.locality_id for one in found if one.passage.locality_id}
    )
    scores = {fused.passage_id: fused for fused in chosen}
    hits = []
    for rank, one in enumerate(found, start=1):
        passage, fused = one.passage, scores[one.passage.id]
        marked = highlights(passage, question)
        hits.append(
            Hit(
                rank, fused.score, fused.shares, passage, documents.get(passage.document_id, one.source), _place(passage, entities),
                practices[passage.id], tuple(entities[each] for each in one.entity_ids if each in entities), marked, quote_of(passage, marked),
            )
        )  # fmt: skip
    return tuple(hits)


def _place(passage: Passage, entities: Mapping[str, Entity]) -> Entity | None:
    """Gives the place that the passage's section or document is about."""
    place = entities.get(passage.locality_id) if passage.locality_id else None
    return place if place and place.kind is Kind.LOCALITY else None


def _spread(ranked: Sequence[Fused], reach: Mapping[str, Found], limit: int) -> list[Fused]:
    """Gives the first hits, at most `A_DOCUMENT` of a document before the others have had their turn."""
    seen: dict[str, int] = {}
    first: list[Fused] = []
    later: list[Fused] = []
    for fused in ranked:
        document_id = reach[fused.passage_id].passage.document_id
        seen[document_id] = seen.get(document_id, 0) + 1
        (first if seen[document_id] <= A_DOCUMENT else later).append(fused)
    return (first + later)[:limit]
