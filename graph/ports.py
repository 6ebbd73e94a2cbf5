"""What the two flows ask of the stores and of an embedder; adapters stand in `stores`, `passages` and `embedders`.

Reading and writing are apart, so that the service, which receives only the views, cannot write.
Sequences come back by score, then by ID, so that the same question has the same answer.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from graph.model import Claim, Document, DocumentGraph, Entity, Evidence, Json, Passage
from graph.schema import Kind

Vector: TypeAlias = npt.NDArray[np.float32]
"""One row of `dimension` numbers, of unit length."""


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of a long listing."""

    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class NamedIn:
    """An entity whose name or alias stands in a text, with the span in the folded text."""

    entity_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as all documents together tell it, with where each speaks of it first."""

    entity: Entity
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Want:
    """How many passages are wanted, and which: each group of facets must be met by at least one of its members."""

    limit: int = 100
    facets: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage and how well it fits, in the terms of the leg that found it."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage as it is indexed: what its vector is made of, the entities it names, and the facets it can be filtered by."""

    passage: Passage
    embedded_text: str
    entity_ids: tuple[str, ...]
    facets: tuple[str, ...]
    vector: Vector


@dataclass(frozen=True, slots=True)
class Held:
    """A passage as the index holds it, to be compared with what it should hold."""

    passage: Passage
    text_key: str
    """Key of the text that its vector is made of."""
    entity_ids: tuple[str, ...]
    facets: tuple[str, ...]
    version: str
    """Of the rules that read its document."""
    findable: bool
    """By its words and by its vector."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text came from, and the name and metadata it came with."""

    origin: str
    name: str
    metadata: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that one document says, where it came from, and the version of the rules that read it."""

    graph: DocumentGraph
    origins: tuple[Origin, ...]
    rules: str


Holding: TypeAlias = tuple[str, str]
"""A document's ID and the version of the rules that read it."""


class GraphView(Protocol):
    """Reads the graph."""

    def entity(self, entity_id: str) -> Known | None:
        """Gives what is known of one entity, or None."""

    def known(self, entity_ids: Collection[str]) -> Mapping[str, Known]:
        """Gives what is known of these entities, by ID; unknown ones are left out."""

    def entities(self, kind: Kind, page: Page, name: str = "") -> Sequence[Known]:
        """Gives a page of the entities of a kind, by name and ID; with `name`, those whose name or alias holds it."""

    def named(self, folded: str) -> Sequence[NamedIn]:
        """Gives the entities named in a folded text: longest names first, then by ID."""

    def said_by(self, document_id: str, kinds: Collection[Kind]) -> Sequence[Known]:
        """Gives the entities of these kinds that a document speaks of, in the order of its text."""

    def claims_about(self, entity_ids: Collection[str], limit: int) -> Sequence[Claim]:
        """Gives the claims that have one of these at either end, by ID."""

    def document(self, document_id: str) -> Document | None:
        """Gives a document by its ID or, failing that, by its name; None where there is none.

        Raises:
            QuestionError: several documents have the name.
        """

    def documents(self, page: Page) -> Sequence[Document]:
        """Gives a page of the documents, by name and ID."""

    def counts(self) -> Mapping[str, int]:
        """Gives how many of each kind there are, and of documents, passages and claims."""

    def export(self) -> Iterator[Mapping[str, object]]:
        """Gives everything that is known, one record a thing, in one fixed order."""

    def holdings(self) -> Iterator[Holding]:
        """Gives every document with the version of the rules that read it, by ID."""

    def loaded(self, document_id: str) -> Loaded | None:
        """Gives all that a document says, as it was loaded; None where it is not known."""


class GraphWriter(Protocol):
    """Writes whole documents. Loading a document again replaces all it said before."""

    def load(self, graph: DocumentGraph, origin: str, rules: str) -> None:
        """Writes all that a document says, that it came from `origin`, and which version of the rules read it."""

    def rules_of(self, document_id: str) -> str | None:
        """Gives the version of the rules that read this text, or None where it is not known."""

    def names_of(self, document_id: str) -> tuple[str, ...]:
        """Gives all names that a text came under, sorted; none where it is not known."""

    def claim_origin(self, origin: str, document_id: str, name: str, metadata: Mapping[str, Json]) -> None:
        """Notes that a known document also comes from `origin`, under this name and with this metadata."""

    def forget(self, document_id: str) -> None:
        """Removes a document and all that only it said."""

    def release(self, origin: str, document_id: str) -> tuple[str, ...]:
        """Takes `origin` away from every other document; gives those that now come from nowhere."""


class PassageView(Protocol):
    """Finds passages."""

    def by_words(self, words: Sequence[str], want: Want) -> Sequence[Scored]:
        """Gives the passages that hold the words best (BM25, k1 1.2, b 0.75)."""

    def by_vector(self, vector: Vector, want: Want) -> Sequence[Scored]:
        """Gives the passages whose vectors lie nearest; the score is the cosine."""

    def by_entities(self, entity_ids: Collection[str], want: Want) -> Sequence[Scored]:
        """Gives the passages that name the entities; the score is how many of them."""

    def passages(self, passage_ids: Collection[str]) -> Sequence[Passage]:
        """Gives the passages by ID, in the order asked; unknown ones are left out."""

    def entities_in(self, passage_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Gives the IDs of the entities that each passage names."""

    def count(self) -> int:
        """Gives how many passages the index holds."""

    def vectors(self, texts: Collection[str]) -> Mapping[str, Vector]:
        """Gives the vectors already computed for these texts, so that none is computed twice."""

    def sources(self, passage_ids: Collection[str]) -> Mapping[str, Document]:
        """Gives the document of each passage as the index knows it: what it says of itself, without its text."""

    def holdings(self) -> Iterator[Holding]:
        """Gives every document that the index holds passages of with the version they were made by, by ID and version."""

    def held(self, document_id: str) -> Sequence[Held]:
        """Gives what the index holds of a document, by passage ID; of all versions."""


class PassageWriter(Protocol):
    """Writes passages to the index."""

    def load(self, source: Document, entries: Sequence[PassageEntry], rules: str) -> None:
        """Replaces all passages of a document, read by this version of the rules."""

    def forget(self, document_id: str) -> None:
        """Removes all passages of a document."""

    def flush(self, *, last: bool = True) -> None:
        """Makes what was written findable; the `last` time of a run, the index is also put in order."""

    def anew(self) -> AbstractContextManager[None]:
        """Opens a fresh index beside the one that is read; what is loaded within goes there, and at the end readers move to it."""

    def roll_back(self) -> str:
        """Moves readers back to the index that was read before the last rebuild; gives its name.

        Raises:
            StoreNotReady: there is none.
        """


class Embedder(Protocol):
    """Turns text into vectors."""

    name: str
    """Stored with the index: another model means StoreNotReady, not quiet nonsense."""
    dimension: int

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text."""

    def question(self, text: str) -> Vector:
        """Gives the vector of a question."""


class Atomic(Protocol):
    """Opens a unit of work: all of it is kept, or nothing."""

    def __call__(self) -> AbstractContextManager[None]:
        """Gives the context in which documents are written."""


Result = TypeVar("Result")


class Persistently(Protocol):
    """Does a piece of work that may be repeated, again and again where a store is away, up to a limit of time."""

    def __call__(self, work: Callable[[], Result]) -> Result:
        """Gives what the work gives.

        Raises:
            StoreUnavailable: a store stayed away.
        """
