"""A graph view for one answer: reads each entity and document once, and goes on without a graph that is away.

Hits of one answer name the same places again and again. Where the graph does not answer, the first failure is the last
that is waited for; the answer then holds what the index knows, and says so.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from graph.errors import StoreUnavailable
from graph.model import Claim, Document
from graph.ports import GraphView, Holding, Known, Loaded, NamedIn, Page
from graph.schema import Kind

Found = TypeVar("Found")


class RecallingGraph:
    """GraphView for the time of one answer."""

    def __init__(self, graph: GraphView) -> None:
        """Takes the view that is asked."""
        self._graph = graph
        self.away = False
        """The graph did not answer, so what it knows is missing."""
        self._entities: dict[str, Known | None] = {}
        self._documents: dict[str, Document | None] = {}

    def _asked(self, question: Callable[[], Found], nothing: Found) -> Found:
        if self.away:
            return nothing
        try:
            return question()
        except StoreUnavailable:
            self.away = True
            return nothing

    def entity(self, entity_id: str) -> Known | None:
        """Gives what is known of one entity, or None."""
        if entity_id not in self._entities:
            self._entities[entity_id] = self._asked(lambda: self._graph.entity(entity_id), None)
        return self._entities[entity_id]

    def known(self, entity_ids: Collection[str]) -> Mapping[str, Known]:
        """Gives what is known of these entities, by ID; asks for those that are new all at once."""
        missing = [entity_id for entity_id in entity_ids if entity_id not in self._entities]
        if missing:
            nothing: Mapping[str, Known] = {}
            found = self._asked(lambda: self._graph.known(missing), nothing)
            self._entities |= {entity_id: found.get(entity_id) for entity_id in missing}
        return {e: known for e in entity_ids if (known := self._entities[e])}

    def document(self, document_id: str) -> Document | None:
        """Gives a document, or None."""
        if document_id not in self._documents:
            self._documents[document_id] = self._asked(lambda: self._graph.document(document_id), None)
        return self._documents[document_id]

    def entities(self, kind: Kind, page: Page, name: str = "") -> Sequence[Known]:
        """Gives a page of the entities of a kind."""
        return self._graph.entities(kind, page, name)

    def named(self, folded: str) -> Sequence[NamedIn]:
        """Gives the entities named in a folded text."""
        return self._asked(lambda: self._graph.named(folded), [])

    def said_by(self, document_id: str, kinds: Collection[Kind]) -> Sequence[Known]:
        """Gives the entities that a document speaks of."""
        return self._asked(lambda: self._graph.said_by(document_id, kinds), [])

    def claims_about(self, entity_ids: Collection[str], limit: int) -> Sequence[Claim]:
        """Gives the claims that have one of these at either end."""
        return self._asked(lambda: self._graph.claims_about(entity_ids, limit), [])

    def documents(self, page: Page) -> Sequence[Document]:
        """Gives a page of the documents."""
        return self._graph.documents(page)

    def counts(self) -> Mapping[str, int]:
        """Gives how many of each kind there are."""
        return self._graph.counts()

    def export(self) -> Iterator[Mapping[str, object]]:
        """Gives everything that is known."""
        return self._graph.export()

    def holdings(self) -> Iterator[Holding]:
        """Gives every document with the version of the rules that read it."""
        return self._graph.holdings()

    def loaded(self, document_id: str) -> Loaded | None:
        """Gives all that a document says."""
        return self._graph.loaded(document_id)


def _check(graph: GraphView) -> GraphView:
    return RecallingGraph(graph)
