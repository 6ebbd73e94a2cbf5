"""What of a model's answer is believed: facts whose words stand in the text and that fit the schema; numbers are read by our own rules."""

import re
from collections.abc import Mapping
from typing import Any

from graph.names import bare, fold
from graph.schema import PRACTICE_KINDS, Kind
from ingest.extract.figures import figures_in
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import LONGEST_NAME, practice_properties
from ingest.llm.prompt import CATEGORIES, KINDS, ROLES

LONGEST_QUOTE = 200
SHORTEST_QUOTE = 3
SHORTEST_NAME = 2
MOST_FACTS = 200
MARKS = '“”‘’"「」『』《》'
_MARKED = fold(MARKS)
_ENDS_WITHIN = re.compile(r"[。!！?？\n](?!$)")


def accepted(
    text: str, block: Block, answer: Mapping[str, Any], rule: str
) -> tuple[list[Finding], list[str]]:
    """Gives the findings of an answer on one paragraph, and why each other fact was refused."""
    found: list[Finding] = []
    refused: list[str] = []
    for fact in answer["facts"][:MOST_FACTS]:
        try:
            finding = _finding(text, block, fact, rule)
        except ValueError as error:
            refused.append(str(error))
            continue
        if finding not in found:
            found.append(finding)
    if (more := len(answer["facts"]) - MOST_FACTS) > 0:
        refused.append(f"{more} facts more than a paragraph can hold")
    return found, refused


def _finding(text: str, block: Block, fact: object, rule: str) -> Finding:
    """Gives a fact as a finding, or raises why it is not believed."""
    if not isinstance(fact, Mapping):
        raise ValueError(f"{fact!r} is no fact")
    quote, name = fact.get("quote"), fact.get("name") or ""
    if not isinstance(quote, str) or not isinstance(name, str):
        raise ValueError(f"{quote!r}: quote and name must be words")
    kind = next((k for k in KINDS if k.value == fact.get("kind")), None)
    if kind is None:
        raise ValueError(f"{quote!r}: there is no kind {fact.get('kind')!r}")
    start = text.find(quote, block.start, block.end) if quote.strip() else -1
    if start < 0 or len(quote) > LONGEST_QUOTE:
        raise ValueError(f"{quote!r}: these words do not stand in the text")
    if len(bare(quote)) < SHORTEST_QUOTE or _ENDS_WITHIN.search(quote):
        raise ValueError(f"{quote!r}: a quote is some words of one sentence")
    end = start + len(quote)
    if kind in PRACTICE_KINDS:
        name = name.strip(MARKS)
        fits = len(bare(name)) >= SHORTEST_NAME and len(name) <= LONGEST_NAME
        if not fits or _unmarked(name) not in _unmarked(quote):
            raise ValueError(f"{quote!r}: the name {name!r} is not in it, or no name")
        return Finding(kind, start, end, name, rule, block.part, properties=practice_properties(kind, block))
    properties = _properties(text[start:end], kind, fact)
    return Finding(kind, start, end, quote, rule, block.part, properties=properties)


def _unmarked(words: str) -> str:
    """Gives the words without quotation marks, which a name may leave out (“春雨”行动); commas it may not."""
    return "".join(character for character in fold(words) if character not in _MARKED)


def _properties(quote: str, kind: Kind, fact: Mapping[str, Any]) -> dict[str, Any]:
    if kind is Kind.PROBLEM:
        if fact.get("category") not in CATEGORIES:
            raise ValueError(f"{quote!r}: there is no category {fact.get('category')!r}")
        return {"category": fact["category"], "explicit": True}
    if kind is Kind.OUTCOME:
        if fact.get("role") not in ROLES:
            raise ValueError(f"{quote!r}: there is no role {fact.get('role')!r}")
        values = [figure.value for figure in figures_in(quote, 0, len(quote))]
        if not values:
            raise ValueError(f"{quote!r}: there is no figure in it")
        return {"indicator": quote[:20], "values": values, "role": fact["role"]}
    return {"action": quote} if kind is Kind.MEASURE else {}
