"""What of a model's answer is believed: facts whose words stand in the text and that fit the schema; numbers are read by our own rules."""

from collections.abc import Mapping
from typing import Any

from graph.names import bare
from graph.schema import PRACTICE_KINDS, Kind, Role
from ingest.extract.figures import figures_in
from ingest.extract.findings import Block, Finding
from ingest.llm.prompt import CATEGORIES, KINDS, ROLES

LONGEST_QUOTE = 200
MARKS = '“”‘’"「」'


def accepted(
    text: str, block: Block, answer: Mapping[str, Any], rule: str
) -> tuple[list[Finding], list[str]]:
    """Gives the findings of an answer on one paragraph, and why each other fact was refused."""
    found: list[Finding] = []
    refused: list[str] = []
    facts = answer.get("facts")
    if not isinstance(facts, list):
        return [], ["the answer has no list of facts"]
    for fact in facts:
        finding = _finding(text, block, fact, rule)
        if isinstance(finding, str):
            refused.append(finding)
        else:
            found.append(finding)
    return found, refused


def _finding(text: str, block: Block, fact: object, rule: str) -> Finding | str:
    if not isinstance(fact, Mapping):
        return f"{fact!r} is no fact"
    quote, name = str(fact.get("quote") or ""), str(fact.get("name") or "").strip(MARKS)
    kind = next((k for k in KINDS if k.value == fact.get("kind")), None)
    if kind is None:
        return f"{quote!r}: there is no kind {fact.get('kind')!r}"
    start = text.find(quote, block.start, block.end) if quote.strip() else -1
    if start < 0 or len(quote) > LONGEST_QUOTE:
        return f"{quote!r}: these words do not stand in the text"
    end = start + len(quote)
    if kind in PRACTICE_KINDS and (len(bare(name)) < 2 or bare(name) not in bare(quote)):
        return f"{quote!r}: the name {name!r} is not in it"
    properties = _properties(text, block, kind, fact, (start, end))
    if isinstance(properties, str):
        return f"{quote!r}: {properties}"
    return Finding(
        kind, start, end, name if kind in PRACTICE_KINDS else quote, rule, block.part, properties=properties
    )


def _properties(
    text: str, block: Block, kind: Kind, fact: Mapping[str, Any], span: tuple[int, int]
) -> dict[str, Any] | str:
    if kind in PRACTICE_KINDS:
        status = "planned" if block.role is Role.NEXT_STEPS else "in_use"
        return {
            "subtype": "working_method" if kind is Kind.METHOD else "campaign",
            "status": status,
            "scope": "local",
        }
    if kind is Kind.PROBLEM:
        category = fact.get("category")
        return (
            {"category": category, "explicit": True}
            if category in CATEGORIES
            else f"there is no category {category!r}"
        )
    if kind is Kind.OUTCOME:
        values = [figure.value for figure in figures_in(text, *span)]
        role = fact.get("role")
        if role not in ROLES:
            return f"there is no role {role!r}"
        return (
            {"indicator": text[span[0] : span[1]][:20], "values": values, "role": role}
            if values
            else "there is no figure in it"
        )
    return {"action": text[span[0] : span[1]]} if kind is Kind.MEASURE else {}
