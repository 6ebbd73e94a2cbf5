"""How a named programme or method becomes a finding, whichever rule saw it."""

from typing import Any

from graph.names import bare
from graph.schema import Kind, Role
from graph.vocabulary.practices import Head
from ingest.extract.findings import Block, Finding

N = "一二三四五六七八九十两双百千万多"
"""The numerals that names are made of."""
OPENING_MARKS = ("“", "‘", "「", "『")
"""What opens words in marks."""
LONGEST_NAME = 26
"""Characters; longer words in quotation marks are speech."""


def named_finding(
    head: Head | None,
    span: tuple[int, int],
    name: str,
    rule: str,
    block: Block,
    aliases: tuple[str, ...] = (),
) -> Finding:
    """Gives a programme or method; one named in a paragraph on next steps is planned."""
    kind = head.kind if head else Kind.METHOD
    properties = practice_properties(kind, block) | ({"subtype": head.subtype} if head else {})
    others = tuple(a for a in aliases if a and bare(a) != bare(name))
    return Finding(kind, span[0], span[1], name, rule, block.part, others, properties)


def practice_properties(kind: Kind, block: Block) -> dict[str, Any]:
    """Gives the properties of a practice of which no more is known than its kind and where it stands."""
    return {
        "subtype": "working_method" if kind is Kind.METHOD else "campaign",
        "status": "planned" if block.role is Role.NEXT_STEPS else "in_use",
        "scope": "local",
    }
