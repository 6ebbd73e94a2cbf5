"""The things that are known: documents, passages, mentions, entities and claims, all frozen and comparable.

Offsets come in two kinds. `start` and `end` point into `Document.text`, the settled text that is stored, searched and
shown; `raw_start` and `raw_end` point into `Document.raw`, the file decoded and otherwise untouched.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graph.errors import SchemaError
from graph.schema import Kind, Relation, Role, may_join

Json: TypeAlias = Any
"""What JSON can hold; the schema of a kind says more."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text by both its offsets."""

    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: under a heading, one turn of an interview, or one place's report."""

    ordinal: int
    heading: str
    path: tuple[str, ...]
    span: Span
    locality_id: str | None = None
    locality_basis: str = ""
    """`stated`, `inferred` or `document`; empty where the text does not settle the place."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document (段落), the unit that is found."""

    id: str
    document_id: str
    ordinal: int
    span: Span
    text: str
    path: tuple[str, ...]
    role: Role
    locality_id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source (文献): its raw text, its settled text, and what it says of itself."""

    id: str
    name: str
    raw: str
    text: str
    title: str | None = None
    date: str | None = None
    author: tuple[str, ...] = ()
    source: str | None = None
    genre: str = "article"
    locality_id: str | None = None
    boilerplate: tuple[Span, ...] = ()
    sections: tuple[Section, ...] = ()
    corrections: tuple[str, ...] = ()
    """IDs of people's corrections that changed what it says."""
    metadata: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something (提及), as the text says it; `entity_id` is None where one candidate could not be settled."""

    span: Span
    surface: str
    kind: Kind
    rule: str
    entity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing known by one ID (实体), of one kind; `properties` holds what only its kind has."""

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    properties: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage and offsets under a claim (依据); `quote` stands verbatim in the raw text."""

    document_id: str
    passage_id: str | None
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A subject, a relation and an object, with the evidence that says so (论断)."""

    id: str
    subject: str
    relation: Relation
    object: str
    basis: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        """Refuses a claim without evidence."""
        if not self.evidence:
            raise SchemaError(f"claim {self.id}: no evidence; a claim needs at least one quote")


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """All that one document says; loading it replaces all it said before."""

    document: Document
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    quotes: Mapping[str, Evidence]
    """Entity ID to the first place where the document speaks of it."""

    def entities_by_passage(self) -> dict[str, tuple[str, ...]]:
        """Gives the IDs of the entities that each passage names, or holds the quote of, sorted."""
        starts = [passage.span.start for passage in self.passages]
        found: dict[str, set[str]] = {passage.id: set() for passage in self.passages}
        for mention in self.mentions:
            at = bisect_right(starts, mention.span.start) - 1
            if mention.entity_id and at >= 0 and mention.span.start < self.passages[at].span.end:
                found[self.passages[at].id].add(mention.entity_id)
        for entity_id, evidence in self.quotes.items():
            if evidence.passage_id in found:
                found[evidence.passage_id].add(entity_id)
        return {key: tuple(sorted(ids)) for key, ids in found.items()}

    def lacking(self) -> tuple[str, ...]:
        """Gives the IDs of passages that evidence points to and that are not there: a store has lost them."""
        there = {passage.id for passage in self.passages}
        evidence = (*self.quotes.values(), *(each for claim in self.claims for each in claim.evidence))
        return tuple(sorted({each.passage_id for each in evidence if each.passage_id} - there))

    def check(self) -> None:
        """Proves the graph against the schema.

        Raises:
            SchemaError: a relation joins wrong kinds or unknown entities, or a quote does not stand in the raw text.
        """
        kinds = {entity.id: entity.kind for entity in self.entities}
        for claim in self.claims:
            ends = kinds.get(claim.subject), kinds.get(claim.object)
            if ends[0] is None or ends[1] is None or not may_join(ends[0], claim.relation, ends[1]):
                raise SchemaError(
                    f"claim {claim.id}: {ends[0]} {claim.relation} {ends[1]} is not in the schema; mend the rule"
                )
        for evidence in (*self.quotes.values(), *(e for claim in self.claims for e in claim.evidence)):
            if (
                self.document.raw[evidence.span.raw_start : evidence.span.raw_end] != evidence.quote
                or not evidence.quote
            ):
                raise SchemaError(
                    f"quote {evidence.quote!r} does not stand at its offsets in {self.document.name!r}; mend the rule"
                )
