"""What the two flows ask of the stores and of an embedder; adapters stand in `stores`, `passages` and `embedders`.

Reading and writing are apart, so that the service, which receives only the views, cannot write.
Sequences come back by score, then by ID, so that the same question has the same answer.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from graph.messages import (
    Found,
    Held,
    Holding,
    Known,
    Loaded,
    Page,
    PassageEntry,
    Said,
    Scored,
    Search,
    Sourced,
    Tally,
    Vector,
    Want,
)
from graph.model import Claim, Document, DocumentGraph, Entity, Json
from graph.schema import Kind, Relation


class GraphView(Protocol):
    """Reads the graph."""

    def entity(self, entity_id: str) -> Known | None:
        """Gives what is known of one entity, or None."""

    def known(self, entity_ids: Collection[str]) -> Mapping[str, Known]:
        """Gives what is known of these entities, by ID; unknown ones are left out."""

    def shown(self, entity_ids: Collection[str]) -> Mapping[str, Entity]:
        """Gives these entities as all documents together tell them, without the quotes."""

    def entities(self, kind: Kind, page: Page, name: str = "") -> Sequence[Known]:
        """Gives a page of the entities of a kind, by name and ID; with `name`, those whose name or alias holds it."""

    def named(self, forms: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Gives the IDs of the entities that have these names, by folded name, pinyin or key of numbers; sorted."""

    def said_by(self, document_ids: Collection[str], kinds: Collection[Kind]) -> Mapping[str, Sequence[Said]]:
        """Gives the entities of these kinds that each document speaks of, in the order of its text."""

    def claims_about(
        self, entity_ids: Collection[str], limit: int, relations: Collection[Relation] = tuple(Relation)
    ) -> Sequence[Claim]:
        """Gives the claims of these relations that have one of these entities at either end, of each the first `limit`; by ID."""

    def document(self, document_id: str) -> Document | None:
        """Gives a document by its ID or, failing that, by its name; None where there is none.

        Raises:
            QuestionError: several documents have the name.
        """

    def sourced(self, document_ids: Collection[str]) -> Mapping[str, Sourced]:
        """Gives documents with their names, by ID; unknown ones are left out."""

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

    def release(self, origins: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """Takes each origin away from every document but its own; gives, by origin, those that now come from nowhere."""


class PassageView(Protocol):
    """Finds passages."""

    remote: bool
    """A reading waits for another process, so that others may be begun meanwhile."""

    def best(self, searches: Mapping[str, Search]) -> Mapping[str, Sequence[Scored]]:
        """Gives the best passages of each search, by its name, all asked at once."""

    def tally(self, wanted: Mapping[str, Want]) -> Mapping[str, Tally]:
        """Counts, by family of facets, the values among the passages wanted, all of them whatever the limit.

        Under a name that is none of `COUNTED`, the passages alone are counted.
        """

    def found(self, passage_ids: Collection[str]) -> Mapping[str, Found]:
        """Gives passages by ID; unknown ones are left out."""

    def steady(self) -> AbstractContextManager[None]:
        """Lets readings within hold to what the first of them was told of a document's version, where asking again would cost; so do threads that run in a copy of this context.

        An answer is made of several readings; a document that goes meanwhile is given as it was, or not at all.
        """

    def count(self) -> int:
        """Gives how many passages the index holds."""

    def vectors(self, texts: Collection[str]) -> Mapping[str, Vector]:
        """Gives the vectors already computed for these texts, so that none is computed twice."""

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
    sure: float | None
    """Score of the leg of vectors from which on a Chinese passage is about a Chinese question, where that was measured for this model."""

    alike: float | None
    """Cosine from which on two practices are alike in what sources tell of them, where that was measured for this model."""

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text."""

    def question(self, text: str) -> Vector:
        """Gives the vector of a question."""


class Reranker(Protocol):
    """Reads a question together with passages."""

    name: str

    def scores(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """Gives a score a passage: the greater, the better it answers; scores of one question compare with each other only."""


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
