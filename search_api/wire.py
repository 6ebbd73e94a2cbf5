"""What leaves the service: the JSON of answers and records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from graph.messages import Known
from graph.model import Document, Entity, Evidence, Passage, Section
from graph.schema import LABELS, PRACTICE_KINDS, RELATIONS, Kind
from search_api.search.absence import Nothing
from search_api.search.answer import Answer, Hit
from search_api.search.coverage import Coverage, Covered
from search_api.search.expand import Account, Practice
from search_api.search.practices import SORTS, PracticeHit
from search_api.search.profiles import Similar
from search_api.search.reasons import Share

LEG_NAMES = {
    "words": "words of the question",
    "vector": "meaning (vector)",
    "concepts": "concepts of the vocabulary",
    "named": "named in the question",
    "graph": "addresses the problem (graph)",
    "figures": "figures of the size asked for",
    "years": "of the year asked for",
    "reranker": "read together with the question (reranker)",
}


def entity(item: Entity) -> dict[str, Any]:
    """Gives an entity: ID, kind, name, aliases and what only its kind has."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "name": item.name,
        "aliases": list(item.aliases),
        **item.properties,
    }


def evidence(item: Evidence) -> dict[str, Any]:
    """Gives a quote with its document, passage and both pairs of offsets."""
    span = item.span
    return {
        "document_id": item.document_id, "passage_id": item.passage_id, "quote": item.quote,
        "start": span.raw_start, "end": span.raw_end, "text_start": span.start, "text_end": span.end,
    }  # fmt: skip


def known(item: Known) -> dict[str, Any]:
    """Gives an entity with where each document speaks of it first."""
    return entity(item.entity) | {"quotes": [evidence(quote) for quote in item.quotes]}


def practice(item: Practice) -> dict[str, Any]:
    """Gives a practice: its name and places."""
    return entity(item.entity) | {
        "localities": [entity(place) for place in item.localities],
        "nearby": item.nearby,
    }


def account(item: Account) -> dict[str, Any]:
    """Gives a practice or place with all that sources report of it, by relation."""
    return practice(item.practice) | {
        "quotes": [evidence(quote) for quote in item.known.quotes],
        "related": [
            {
                "relation": each.relation.value, "zh": RELATIONS[each.relation].zh, "en": RELATIONS[each.relation].en,
                "outgoing": each.outgoing, "basis": sorted({claim.basis for claim in each.claims}), "entity": known(each.other),
                "evidence": [evidence(one) for claim in each.claims for one in claim.evidence],
            }
            for each in item.related
        ],
    }  # fmt: skip


REASONS = {
    "same_problem": ("同一问题", "same problem"), "same_method": ("同一做法", "same method elsewhere"), "shared_measures": ("相同举措", "shared measures"),
    "same_topics": ("相同主题", "same topics"), "similar_place": ("同级地方", "place of the same rank"), "similar_text": ("文字相近", "similar text"),
}  # fmt: skip


def similar(item: Similar) -> dict[str, Any]:
    """Gives a practice like another, with the share of each reason in its score."""
    return {
        "practice": practice(item.practice), "score": item.score,
        "reasons": [
            {"code": code.value, "zh": REASONS[code][0], "en": REASONS[code][1], "share": share}
            for code, share in sorted(item.reasons.items(), key=lambda reason: (-reason[1], reason[0]))
        ],
    }  # fmt: skip


def passage(item: Passage) -> dict[str, Any]:
    """Gives a passage with both pairs of offsets."""
    return {
        "id": item.id, "document_id": item.document_id, "text": item.text, "section": list(item.path), "role": item.role.value,
        "start": item.span.raw_start, "end": item.span.raw_end, "text_start": item.span.start, "text_end": item.span.end,
    }  # fmt: skip


def document(item: Document, *, whole: bool) -> dict[str, Any]:
    """Gives a document's own data; when `whole`, also its texts and sections."""
    row = {
        "id": item.id, "name": item.name, "title": item.title, "date": item.date, "author": list(item.author), "source": item.source,
        "genre": item.genre, "locality_id": item.locality_id,
    }  # fmt: skip
    return row | (
        {"raw": item.raw, "text": item.text, "sections": [section(s) for s in item.sections]} if whole else {}
    )


def section(item: Section) -> dict[str, Any]:
    """Gives a section with its place and how that is known."""
    return {
        "heading": item.heading, "path": list(item.path), "text_start": item.span.start, "text_end": item.span.end,
        "locality_id": item.locality_id, "basis": item.locality_basis,
    }  # fmt: skip


def answer(item: Answer[Any], facets: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Gives a whole answer, in passages or in practices; `facets` are the counted values with their labels."""
    return {
        "question": {
            "text": item.question.text,
            "concepts": [
                {"id": a.concept.id, "zh": a.concept.zh, "en": a.concept.en, "start": a.start, "end": a.end}
                for a in item.question.concepts
            ],
            "named": sorted({n.entity_id for n in item.question.named}),
            "places": [{"id": each, "text": text} for each, text in within(item).items()],
            "quoted": list(item.quoted),
            "years": list(item.question.years),
            "figures": [
                {
                    "unit": f.unit,
                    "min": f.least,
                    "max": f.most,
                    "change": [change.value for change in f.changes],
                }
                for f in item.question.figures
            ],
        },
        "nothing": nothing(item.nothing) if item.nothing else None,
        "legs": dict(item.legs),
        "degraded": item.degraded,
        "more": item.more,
        "total": item.total,
        "facets": dict(facets),
        "hits": [practice_hit(each) if isinstance(each, PracticeHit) else hit(each) for each in item.hits],
    }


def practice_hit(item: PracticeHit) -> dict[str, Any]:
    """Gives a practice with its reasons, what is told of it by sort, and the passages that it was found by."""
    sorts = [sort for by_role in SORTS.values() for sort in by_role.values()]
    told = {
        sort: [entity(each.entity) | {"evidence": evidence(each.quote)} for each in item.told.get(sort, ())]
        for sort in sorts
    }
    return {
        "rank": item.rank, "score": item.score, "why": why(item.why),
        "practice": practice(item.practice) if item.practice else None, **told,
        "passages": [hit(each) for each in item.passages], "passages_found": item.passages_found,
    }  # fmt: skip


def why(shares: Sequence[Share]) -> list[dict[str, Any]]:
    """Gives each leg's share of a score, the greatest first, with the hit's place in that leg and what of the question it holds."""
    return [
        {
            "leg": each.leg, "means": LEG_NAMES[each.leg], "share": each.share, "rank": each.rank, "value": each.value,
            "held": [{"text": held.text, "en": held.en, "id": held.id} for held in each.held],
        }
        for each in shares
    ]  # fmt: skip


def within(item: Answer[Any]) -> dict[str, str]:
    """Gives the places that all hits lie in, by ID, in the words of the question."""
    named = item.question.places
    return {n.entity_id: item.question.text[n.start : n.end] for n in named if n.entity_id in item.places}


def nothing(item: Nothing) -> dict[str, Any]:
    """Gives why the collection does not answer, and the nearest concepts that it speaks of."""
    return {
        "reason": item.reason, "names": list(item.names),
        "broader": [{"id": c.id, "zh": c.zh, "en": c.en} for c in item.broader],
        "without_evidence": [{"id": c.id, "zh": c.zh, "en": c.en} for c in item.untold],
    }  # fmt: skip


def hit(item: Hit) -> dict[str, Any]:
    """Gives one hit with its reasons; offsets of highlights and quote are within the passage's text."""
    return {
        "rank": item.rank, "score": item.score,
        "why": why(item.why),
        "passage": passage(item.passage), "document": document(item.document, whole=False) | {"names": list(item.names)},
        "locality": entity(item.locality) if item.locality else None,
        "practices": [practice(each) for each in item.practices],
        "highlights": [[h.start, h.end] for h in item.highlights],
        "quote": {"text": item.passage.text[item.quote.start : item.quote.end], "start": item.quote.start, "end": item.quote.end},
    }  # fmt: skip


def result_lines(hits: Iterable[Hit], limit: int) -> Iterator[dict[str, Any]]:
    """Gives hits as the interface of `atlas search --jsonl` has them, so many lines at most; offsets and text are those of the raw document.

    A text that lies in several files is a result of each of them, under its name.
    """
    named = ((name, item) for item in hits for name in item.names)
    for rank, (name, item) in enumerate(islice(named, limit), start=1):
        span = item.passage.span
        shown = [e for e in item.entities if e.kind in PRACTICE_KINDS | {Kind.LOCALITY}]
        yield {
            "rank": rank, "document": name, "passage_id": item.passage.id, "start": span.raw_start, "end": span.raw_end,
            "text": item.document.raw[span.raw_start : span.raw_end] or item.passage.text, "score": item.score,
            "entities": [{"id": e.id, "name": e.name} for e in shown],
        }  # fmt: skip


def coverage(item: Coverage) -> dict[str, Any]:
    """Gives what a collection tells of; 0 passages means that there is no evidence yet."""

    def rows(covered: Sequence[Covered]) -> list[dict[str, Any]]:
        return [{"id": c.id, "zh": c.zh, "en": c.en or c.zh, "passages": c.passages} for c in covered]

    return {"passages": item.passages, "problems": rows(item.problems), "provinces": rows(item.provinces)}


def kinds() -> Mapping[str, dict[str, str]]:
    """Gives the labels of the kinds."""
    return {kind.value: {"zh": zh, "en": en} for kind, (zh, en) in LABELS.items()}
