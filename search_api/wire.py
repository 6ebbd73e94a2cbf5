"""What leaves the service: the JSON of answers and records, and the same for a terminal."""

from collections.abc import Mapping
from typing import Any

import click

from graph.messages import Known
from graph.model import Document, Entity, Evidence, Passage, Section
from graph.schema import LABELS, PRACTICE_KINDS, RELATIONS, Kind
from search_api.search.absence import Nothing
from search_api.search.answer import Answer, Hit
from search_api.search.expand import Account, Practice
from search_api.search.similar import Similar

LABELS_OF_ROLE = {"practice": "practice 做法", "problems": "problems 问题", "next_steps": "next steps 下一步"}
DEGRADED = "The graph is away: places and practices are missing (图谱暂不可用)."
LEG_NAMES = {
    "words": "words of the question",
    "vector": "meaning (vector)",
    "concepts": "concepts of the vocabulary",
    "named": "named in the question",
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


def answer(item: Answer) -> dict[str, Any]:
    """Gives a whole answer."""
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
        },
        "nothing": nothing(item.nothing) if item.nothing else None,
        "legs": dict(item.legs),
        "degraded": item.degraded,
        "hits": [hit(each) for each in item.hits],
    }


def within(item: Answer) -> dict[str, str]:
    """Gives the places that all hits lie in, by ID, in the words of the question."""
    named = item.question.places
    return {n.entity_id: item.question.text[n.start : n.end] for n in named if n.entity_id in item.places}


def nothing(item: Nothing) -> dict[str, Any]:
    """Gives why the collection does not answer, and the nearest concepts that it speaks of."""
    return {
        "reason": item.reason, "names": list(item.names),
        "broader": [{"id": c.id, "zh": c.zh, "en": c.en} for c in item.broader],
    }  # fmt: skip


def hit(item: Hit) -> dict[str, Any]:
    """Gives one hit with its reasons; offsets of highlights and quote are within the passage's text."""
    return {
        "rank": item.rank, "score": item.score,
        "why": [{"leg": leg, "means": LEG_NAMES[leg], "share": share} for leg, share in sorted(item.shares.items(), key=lambda s: (-s[1], s[0]))],
        "passage": passage(item.passage), "document": document(item.document, whole=False),
        "locality": entity(item.locality) if item.locality else None,
        "practices": [practice(each) for each in item.practices],
        "highlights": [[h.start, h.end] for h in item.highlights],
        "quote": {"text": item.passage.text[item.quote.start : item.quote.end], "start": item.quote.start, "end": item.quote.end},
    }  # fmt: skip


def result_line(item: Hit) -> dict[str, Any]:
    """Gives a hit as the interface of `atlas search --jsonl` has it; offsets and text are those of the raw document."""
    span = item.passage.span
    shown = [e for e in item.entities if e.kind in PRACTICE_KINDS | {Kind.LOCALITY}]
    return {
        "rank": item.rank, "document": item.document.name, "passage_id": item.passage.id, "start": span.raw_start, "end": span.raw_end,
        "text": item.document.raw[span.raw_start : span.raw_end] or item.passage.text, "score": item.score, "entities": [{"id": e.id, "name": e.name} for e in shown],
    }  # fmt: skip


def for_people(item: Answer, *, color: bool) -> str:
    """Gives an answer for a terminal: practices, place, the passage with what matched in bold, and why."""
    if not item.hits:
        return _nothing_found(item.nothing)
    lines = [DEGRADED, ""] if item.degraded else []
    if item.places:
        lines += [f"Only what lies in (限于) {'、'.join(dict.fromkeys(within(item).values()))}:", ""]
    if item.nothing:
        lines += [_nothing_found(item.nothing), "Nearest (最接近的):", ""]
    for each in item.hits:
        place = (
            each.locality.properties.get("full_name", each.locality.name)
            if each.locality
            else "place not stated"
        )
        names = "、".join(p.entity.name for p in each.practices) or "—"
        text = each.passage.text
        for mark in reversed(each.highlights):
            marked = (
                click.style(text[mark.start : mark.end], bold=True, fg="yellow")
                if color
                else f"[{text[mark.start : mark.end]}]"
            )
            text = text[: mark.start] + marked + text[mark.end :]
        why = ", ".join(
            f"{LEG_NAMES[leg]} {share:.2f}" for leg, share in sorted(each.shares.items(), key=lambda s: -s[1])
        )
        head = f"{each.rank}. {names}  ({place})"
        title = each.document.title or each.document.name
        role = LABELS_OF_ROLE[each.passage.role.value]
        source = (
            f"   {title} · {' › '.join(each.passage.path) or '—'} · {role} · score {each.score:.3f}: {why}"
        )
        lines += [click.style(head, bold=True) if color else head, f"   {text}", source, ""]
    return "\n".join(lines).rstrip()


def _nothing_found(why: Nothing | None) -> str:
    lines = ["Nothing in this collection answers this (没有找到)."]
    if why and why.names:
        lines.append(f"It holds nothing about {'、'.join(why.names)} (没有这里的材料).")
    if why and why.broader:
        lines.append("It does speak of (相近主题): " + ", ".join(f"{c.zh} {c.en}" for c in why.broader))
    return "\n".join(lines)


def kinds() -> Mapping[str, dict[str, str]]:
    """Gives the labels of the kinds."""
    return {kind.value: {"zh": zh, "en": en} for kind, (zh, en) in LABELS.items()}
