"""Short forms: what the sequence model takes for a name of its own may shorten one that the text tells in full."""

import re
from collections.abc import Sequence

from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Finding
from ingest.extract.labelled import LABELLED
from ingest.extract.naming import OPENING_MARKS, N

LEAST = 2
"""Characters of a piece of a shortened name: 山里娃 and 电台夏令营, of “山里娃走进电台”夏令营."""
LONG = 6
"""Characters of a name that may be put together of two pieces of another."""
_NUMBERS = re.compile(rf"[{N}\d]")


def call_in_full_form(text: str, found: Sequence[Finding]) -> None:
    """Gives a name that only the model sees the name and kind of the only one in the text that it shortens."""
    names: dict[str, Finding] = {}
    for finding in found:
        names.setdefault(finding.name, finding)
    short = {f.name: f for f in reversed(found) if f.rule == LABELLED}
    for name in sorted(short, key=lambda n: (-len(n), n)):
        marked = text.startswith(OPENING_MARKS, short[name].start)
        fuller = {names[n].name for n in names if len(n) > len(name) and shortens(name, n, whole=marked)}
        if len(fuller) == 1:
            one = names[fuller.pop()]
            for finding in found:
                if finding.name == name and finding.rule == LABELLED:
                    finding.name, finding.kind = one.name, one.kind
                    finding.properties |= {key: one.properties[key] for key in ("subtype", "scope")}
                    finding.aliases = (*finding.aliases, name)


def shortens(name: str, other: str, *, whole: bool) -> bool:
    """Tells whether a name is a piece of another, or, unless it must be `whole`, two pieces with something left out between them.

    >>> shortens("公益市集", "“邻里乐”公益市集活动", whole=True)
    True
    >>> shortens("邻里节", "邻里文化艺术节", whole=False)
    False
    """
    if name[:1] not in other or _NUMBERS.findall(name) != _NUMBERS.findall(other):
        return False
    if name in other:
        return _only_closes(other.rpartition(name)[2])
    splits = range(LEAST, len(name) - LEAST + 1) if not whole and len(name) >= LONG else ()
    return any(other.startswith(name[:at]) and other.endswith(name[at:]) for at in splits)


def _only_closes(rest: str) -> bool:
    """Tells whether what is behind a piece is its head noun; the council of a shop, or what it does elsewhere, is another thing."""
    head = practice_words().by_word.get(rest)
    return not rest or (head is not None and head.subtype != "organisation_form")
