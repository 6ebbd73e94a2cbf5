"""Mentions become entities: one thing for all its names within its place, and the same name in two places two things."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.ids import content_id
from graph.names import core
from graph.schema import Kind
from ingest.extract.findings import Finding


@dataclass(slots=True)
class Named:
    """A programme or method as it comes together from its mentions."""

    id: str
    kind: Kind
    name: str
    scope: str
    aliases: set[str] = field(default_factory=set)
    properties: dict[str, Any] = field(default_factory=dict)
    mentions: list[Finding] = field(default_factory=list)


def join_named(findings: Iterable[Finding], scope_of: dict[int, str]) -> list[Named]:
    """Gives the programmes and methods of a document, in the order of their first mention.

    `scope_of` tells each part's scope: the ID of its place, or of the part itself where its place is open.
    """
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        national = finding.properties["scope"] == "national"
        scope = "" if national else scope_of[finding.part]
        key = next((k for k in _keys(finding, scope) if k in groups), None)
        if key is None:
            key = _keys(finding, scope)[0]
            groups[key] = []
        groups[key].append(finding)
        for other in _keys(finding, scope)[1:]:
            groups.setdefault(other, groups[key])
    joined: list[Named] = []
    seen: set[int] = set()
    for (_, scope), mentions in groups.items():
        if id(mentions) not in seen:
            seen.add(id(mentions))
            joined.append(_named(mentions, scope))
    return joined


def _keys(finding: Finding, scope: str) -> list[tuple[str, str]]:
    names = [finding.name, *finding.aliases]
    names += [initials for name in names if (initials := _initials(name))]
    cores = dict.fromkeys(core(name) for name in names)
    return [(name, scope) for name in cores if name]


def _initials(name: str) -> str:
    """Gives the first characters of a name of three phrases or more, as texts shorten it; empty for others.

    >>> _initials("走基层、找问题、想办法、促发展")
    '走找想促'
    """
    phrases = re.split("[、,，]", name)
    return "".join(phrase[:1] for phrase in phrases) if len(phrases) >= 3 else ""


def _named(mentions: list[Finding], scope: str) -> Named:
    # The fullest form tells most: “督查落实年”活动 rather than “督查落实年”.
    full = max(mentions, key=lambda f: (f.rule != "national" and f.aliases != (), -f.start))
    name = full.name
    named = Named(content_id("practice", full.kind.value, core(name), scope), full.kind, name, scope)
    named.aliases = {alias for f in mentions for alias in (f.name, *f.aliases)} - {name}
    named.properties = {**full.properties}
    spelled = next((f.properties["components"] for f in mentions if f.properties.get("components")), None)
    if spelled:
        named.properties["components"] = spelled
    if any(f.properties["status"] == "in_use" for f in mentions):
        named.properties["status"] = (
            "continuing" if any(f.properties["status"] == "planned" for f in mentions) else "in_use"
        )
    named.mentions = sorted(mentions, key=lambda f: f.start)
    return named
