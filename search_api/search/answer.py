"""The spine of QUERY IN: understand, retrieve, fuse, expand; every hit says why it is there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from graph.messages import Found, Scored, Tally, Topics, Want
from graph.model import Document, Entity, Passage
from graph.open import Views
from graph.schema import Kind
from graph.vocabulary.concepts import Concept, lineage
from search_api.search.absence import LEAST, LOOKED_AT, Nothing, holds
from search_api.search.beside import Beside
from search_api.search.expand import Practice, practices_at
from search_api.search.fixed import WHOLE, Fixed
from search_api.search.fuse import Fused
from search_api.search.highlight import Highlight, highlights, quote_of
from search_api.search.ranking import Asked, Ranking
from search_api.search.reasons import Reasons, Share
from search_api.search.retrieve import tallies
from search_api.search.understand import Question


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage in an answer, with its score and reasons."""

    rank: int
    score: float
    why: tuple[Share, ...]
    passage: Passage
    document: Document
    names: tuple[str, ...]
    """All names that the document came under: it may lie in several files."""
    locality: Entity | None
    practices: tuple[Practice, ...]
    entities: tuple[Entity, ...]
    highlights: tuple[Highlight, ...]
    quote: Highlight


AnyHit = TypeVar("AnyHit")


@dataclass(frozen=True, slots=True)
class Answer(Generic[AnyHit]):
    """The whole reply to a question: its hits, passages or practices, and what is said of all of them."""

    question: Question
    hits: tuple[AnyHit, ...]
    legs: Mapping[str, int]
    places: tuple[str, ...] = ()
    """IDs of the places named in the question that all hits lie in."""
    quoted: tuple[str, ...] = ()
    """Parts in quotation marks of which each hit holds one."""
    nothing: Nothing | None = None
    """Set where the collection does not answer; the hits are what comes nearest."""
    degraded: bool = False
    """The graph did not answer: places, practices and names are missing."""
    more: bool = False
    """There are hits after these."""
    total: int | None = None
    """Where facets were counted, how many passages of the collection the question and all filters allow."""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """By family of facets that was to be counted, the passages allowed by all other filters, by value."""


def answer(asked: Asked, views: Views) -> Answer[Hit]:
    """Gives the passages that answer best, with practices, places and reasons.

    Raises:
        QuestionError: the question cannot be answered as put.
        StoreError: a store let us down.
    """
    with views.passages.steady(), Beside(remote=views.passages.remote) as beside:
        ranking = Ranking(asked, views, beside)
        last = asked.offset + asked.limit
        chosen = ranking.first(last + 1)
        collected = beside.begin(of_the_collection, asked, ranking, views, ranking.first(LOOKED_AT))
        hits = hits_of(chosen[asked.offset : last], ranking, first=asked.offset + 1)
        return answered(hits, ranking, collected.result(), more=len(chosen) > last)


Collected: TypeAlias = tuple[Nothing | None, Mapping[str, Tally]]
"""What the collection lacks, and how many passages there are with what was to be counted."""


def of_the_collection(
    asked: Asked, ranking: Ranking, views: Views, first: Sequence[tuple[Fused, Found]]
) -> Collected:
    """Gives what is said of a whole answer, by its `first` passages, whichever of them a page shows."""
    found = [one for _, one in first]
    nothing = _nothing(ranking.question, ranking.fixed, ranking.legs, found, views)
    return nothing, tallies(asked.counted, ranking.fixed, asked.filters, views)


def answered(
    hits: tuple[AnyHit, ...], ranking: Ranking, collected: Collected, *, more: bool
) -> Answer[AnyHit]:
    """Gives hits with what is said of all of them."""
    nothing, counted = collected[0], dict(collected[1])
    legs, fixed = ranking.legs, ranking.fixed
    return Answer(
        ranking.question, hits, {name: len(leg) for name, leg in legs.items()}, fixed.places, fixed.quoted, nothing, ranking.graph.away, more,
        counted.pop(WHOLE).total if counted else None, counted,
    )  # fmt: skip


def _nothing(
    question: Question,
    fixed: Fixed,
    legs: Mapping[str, Sequence[Scored]],
    found: Sequence[Found],
    views: Views,
) -> Nothing | None:
    if not legs and not views.passages.count():
        return Nothing("empty", (), ())
    if fixed.lacking:
        lacking = set(fixed.lacking)
        named = [n for n in question.places if n.entity_id in lacking]
        names = dict.fromkeys(question.text[n.start : n.end] for n in named)
        return Nothing("place", tuple(names), *_spoken_of(question, views))
    if holds(question, found, fixed.places) < LEAST and not _near(question, legs, views):
        return Nothing("subject", (), *_spoken_of(question, views))
    return None


def _near(question: Question, legs: Mapping[str, Sequence[Scored]], views: Views) -> bool:
    nearest = max((scored.score for scored in legs.get("vector", ())), default=0.0)
    return question.chinese and views.embedder.sure is not None and nearest >= views.embedder.sure


def _spoken_of(question: Question, views: Views) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    """Gives, for each concept of the question, it or the nearest broader one that the collection speaks of; and the problems that it tells nothing of."""
    chains = {asked.concept.id: lineage(asked.concept) for asked in question.concepts}
    legs = {concept.id: Topics((concept.id,)) for chain in chains.values() for concept in chain}
    told = views.passages.best({each: (leg, Want(limit=1)) for each, leg in legs.items()}) if legs else {}
    nearest = (next((c for c in chain if told[c.id]), None) for chain in chains.values())
    asked = {asked.concept.id: asked.concept for asked in question.concepts if asked.concept.problem}
    known = views.passages.tally({"problem": Want(0)})["problem"].values if asked else {}
    untold = tuple(concept for identity, concept in sorted(asked.items()) if not known.get(identity))
    return tuple({concept.id: concept for concept in nearest if concept}.values()), untold


def hits_of(
    chosen: Collection[tuple[Fused, Found]],
    ranking: Ranking,
    *,
    first: int = 1,
    practices: Mapping[str, tuple[Practice, ...]] | None = None,
) -> tuple[Hit, ...]:
    """Gives passages with what is known around them, in their order; what the graph knows is asked for all of them at once.

    `practices` are those of each passage, where they are known already.
    """
    question, graph = ranking.question, ranking.graph
    wanted = {each for _, one in chosen for each in (*one.entity_ids, one.passage.locality_id) if each}
    documents = graph.read({found.passage.document_id for _, found in chosen}, wanted)
    # A document may be replaced while the answer is made; without the graph, the index tells what it knows.
    chosen = [each for each in chosen if graph.away or each[1].passage.document_id in documents]
    found = [one for _, one in chosen]
    entities = graph.entities(wanted)
    practices = practices or practices_at(found, documents, graph)
    reasons = Reasons(question, ranking.legs, graph)
    hits = []
    for rank, (fused, one) in enumerate(chosen, start=first):
        passage = one.passage
        marked = highlights(passage, question)
        document = documents.get(passage.document_id, one.source)
        hits.append(
            Hit(
                rank, fused.score, reasons.of(fused, one), passage, document, graph.names(document), _place(passage, entities),
                practices[passage.id], tuple(entities[each] for each in one.entity_ids if each in entities), marked, quote_of(passage, marked),
            )
        )  # fmt: skip
    return tuple(hits)


def _place(passage: Passage, entities: Mapping[str, Entity]) -> Entity | None:
    """Gives the place that the passage's section or document is about."""
    place = entities.get(passage.locality_id) if passage.locality_id else None
    return place if place and place.kind is Kind.LOCALITY else None
