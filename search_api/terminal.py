"""Answers for a terminal: practices, places, quotes, and why they are there."""

from dataclasses import replace
from typing import Any

import click

from graph.model import Entity
from search_api.facets import OF_VALUES
from search_api.search.absence import Nothing
from search_api.search.answer import Answer, Hit
from search_api.search.coverage import Coverage, Covered
from search_api.search.practices import PracticeHit
from search_api.search.reasons import Share
from search_api.wire import LEG_NAMES, within

TOLD = {
    "problems": "addresses (针对)", "measures": "measures (举措)", "outcomes": "reported (报告成效)", "targets": "targets (目标)",
    "inputs": "inputs (投入)", "context": "background (背景)",
}  # fmt: skip
EMPTY = "Nothing is loaded yet; load documents first: atlas ingest PATH (尚未载入任何材料)."
DEGRADED = "The graph is away: places and practices are missing (图谱暂不可用)."


def for_people(item: Answer[Any], *, color: bool) -> str:
    """Gives an answer in practices or passages, with what matched in bold, and why it is there."""
    if not item.hits:
        return nothing_found(item.nothing)
    lines = [DEGRADED, ""] if item.degraded else []
    if item.places:
        lines += [f"Only what lies in (限于) {'、'.join(dict.fromkeys(within(item).values()))}:", ""]
    if item.nothing:
        lines += [nothing_found(item.nothing), "Nearest (最接近的):", ""]
    shown: dict[str, int] = {}
    for each in item.hits:
        lines += (
            _practice(each, shown, color=color)
            if isinstance(each, PracticeHit)
            else _passage(each, color=color)
        )
        lines.append("")
    return "\n".join(lines).rstrip()


def nothing_found(told: Nothing | None) -> str:
    """Says that nothing answers, and what comes near."""
    if told and told.reason == "empty":
        return EMPTY
    lines = ["Nothing in this collection answers this (没有找到)."]
    if told and told.names:
        lines.append(f"It holds nothing about {'、'.join(told.names)} (没有这里的材料).")
    if told and told.untold:
        lines.append("No evidence yet (尚无材料): " + ", ".join(f"{c.zh} {c.en}" for c in told.untold))
    if told and told.broader:
        lines.append("It does speak of (相近主题): " + ", ".join(f"{c.zh} {c.en}" for c in told.broader))
    return "\n".join(lines)


LEAST_SHARE = 0.005
"""A share that would be shown as 0.00 is no reason."""
LONGEST_BAR = 30
"""Characters of the bar of what is told most."""


def covered(item: Coverage) -> str:
    """Gives what a collection tells of, problems and provinces, each with a bar; what it tells nothing of stands apart."""
    if not item.passages:
        return "Nothing is loaded yet (尚未载入材料): run `atlas ingest`, or wait for the first load to end."
    lines = []
    for title, rows in (("Problems (问题)", item.problems), ("Provinces (省份)", item.provinces)):
        most = max((row.passages for row in rows), default=0) or 1
        lines += [title, *(_bar(row, most) for row in rows if row.passages)]
        none = "、".join(row.zh for row in rows if not row.passages)
        lines += [*([f"  no evidence yet (尚无材料): {none}"] if none else []), ""]
    return "\n".join([*lines, f"{item.passages} passages (段落)"])


def _bar(row: Covered, most: int) -> str:
    return f"  {'█' * max(1, round(LONGEST_BAR * row.passages / most))} {row.passages}  {row.zh} {row.en}".rstrip()


def _practice(hit: PracticeHit, shown: dict[str, int], *, color: bool) -> list[str]:
    """Gives a practice with its passages; `shown` tells under which rank one stands already, and is told of those that stand here."""
    if hit.practice is None:
        alone = [replace(each, rank=hit.rank, score=hit.score, why=hit.why) for each in hit.passages]
        return [line for each in alone for line in _passage(each, color=color)]
    places = "、".join(_place(place) for place in hit.practice.localities) or "place not stated"
    nearby = " · named elsewhere in the source (同一来源)" if hit.practice.nearby else ""
    head = f"{hit.rank}. {hit.practice.entity.name}  ({places}){nearby}"
    lines = [click.style(head, bold=True) if color else head]
    for sort, label in TOLD.items():
        if told := hit.told.get(sort):
            lines.append(f"   {label}: {'; '.join(each.entity.name for each in told)}")
    for passage in hit.passages:
        rank = shown.setdefault(passage.passage.id, hit.rank)
        if rank == hit.rank:
            lines += [f"   {_marked(passage, color=color)}", f"     {_source(passage)}"]
    above = {shown[p.passage.id]: None for p in hit.passages if shown[p.passage.id] != hit.rank}
    if above:
        lines.append(f"   same passage as in no. (段落同) {', '.join(map(str, above))}")
    more = hit.passages_found - len(hit.passages)
    return [*lines, f"   {f'{more} more passages · ' if more else ''}score {hit.score:.3f}: {_why(hit)}"]


def _passage(hit: Hit, *, color: bool) -> list[str]:
    place = _place(hit.locality) if hit.locality else "place not stated"
    head = f"{hit.rank}. {'、'.join(p.entity.name for p in hit.practices) or '—'}  ({place})"
    return [
        click.style(head, bold=True) if color else head,
        f"   {_marked(hit, color=color)}",
        f"   {_source(hit)} · score {hit.score:.3f}: {_why(hit)}",
    ]


def _place(place: Entity) -> str:
    return str(place.properties.get("full_name", place.name))


def _source(hit: Hit) -> str:
    title, (zh, en) = hit.document.title or hit.document.name, OF_VALUES[hit.passage.role.value]
    return f"{title} · {' › '.join(hit.passage.path) or '—'} · {en} {zh}"


def _why(hit: Hit | PracticeHit) -> str:
    told = (each for each in hit.why if each.share >= LEAST_SHARE)
    return ", ".join(f"{LEG_NAMES[each.leg]} {each.share:.2f}{_details(each)}" for each in told)


def _details(share: Share) -> str:
    """Gives what of the question is held, or else which place among the nearest a hit has."""
    held = "、".join(each.text for each in share.held)
    return f" ({held or f'no. {share.rank}'})" if held or share.rank else ""


def _marked(hit: Hit, *, color: bool) -> str:
    text = hit.passage.text
    for mark in reversed(hit.highlights):
        word = text[mark.start : mark.end]
        shown = click.style(word, bold=True, fg="yellow") if color else f"[{word}]"
        text = text[: mark.start] + shown + text[mark.end :]
    return text
