"""What one answer asks of the graph: each entity once, and on without a graph that is away.

Hits of one answer name the same places again and again. Where the graph does not answer, the first failure is the last
that is waited for; the answer then holds what the index knows, and says so.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from graph.errors import StoreUnavailable
from graph.messages import Known, Said, Sourced
from graph.model import Claim, Document, Entity
from graph.ports import GraphView
from graph.schema import PRACTICE_KINDS, Relation
from search_api.search.beside import Beside

Found = TypeVar("Found")

CLAIMS = 2_000
"""Claims that are read of one entity."""


class Recall:
    """A graph view for the time of one answer."""

    def __init__(self, graph: GraphView, beside: Beside | None = None) -> None:
        """Takes the view that is asked, and what begins readings that may go on at the same time."""
        self._graph = graph
        self._beside = beside or Beside(remote=False)
        self.away = False
        """The graph did not answer, so what it knows is missing."""
        self._entities: dict[str, Entity | None] = {}
        self._sourced: dict[str, Sourced] = {}
        self._claims: dict[tuple[frozenset[str], frozenset[Relation]], Sequence[Claim]] = {}

    def _asked(self, question: Callable[[], Found], nothing: Found) -> Found:
        if self.away:
            return nothing
        try:
            return question()
        except StoreUnavailable:
            self.away = True
            return nothing

    def named(self, forms: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Gives the IDs of the entities that have these names."""
        nothing: Mapping[str, tuple[str, ...]] = {}
        return self._asked(lambda: self._graph.named(forms), nothing)

    def entities(self, entity_ids: Collection[str]) -> Mapping[str, Entity]:
        """Gives entities by ID; asks for those that are new all at once."""
        missing = [entity_id for entity_id in entity_ids if entity_id not in self._entities]
        if missing:
            nothing: Mapping[str, Entity] = {}
            shown = self._asked(lambda: self._graph.shown(missing), nothing)
            self._entities |= {entity_id: shown.get(entity_id) for entity_id in missing}
        return {each: entity for each in entity_ids if (entity := self._entities[each])}

    def known(self, entity_ids: Collection[str]) -> Mapping[str, Known]:
        """Gives entities by ID, with where each document speaks of them first."""
        nothing: Mapping[str, Known] = {}
        return self._asked(lambda: self._graph.known(entity_ids), nothing)

    def documents(self, document_ids: Collection[str]) -> Mapping[str, Document]:
        """Gives documents by ID."""
        missing = [each for each in document_ids if each not in self._sourced]
        if missing:
            nothing: Mapping[str, Sourced] = {}
            self._sourced |= self._asked(lambda: self._graph.sourced(missing), nothing)
        return {each: self._sourced[each].document for each in document_ids if each in self._sourced}

    def read(self, document_ids: Collection[str], entity_ids: Collection[str]) -> Mapping[str, Document]:
        """Reads documents and entities at the same time; gives the documents by ID."""
        missing = [each for each in document_ids if each not in self._sourced]
        if missing and not self.away:
            sourced = self._beside.begin(self._graph.sourced, missing)
            self.entities(entity_ids)
            nothing: Mapping[str, Sourced] = {}
            self._sourced |= self._asked(sourced.result, nothing)
        return {each: self._sourced[each].document for each in document_ids if each in self._sourced}

    def names(self, document: Document) -> tuple[str, ...]:
        """Gives all names that a document came under; its own where it was not asked for."""
        told = self._sourced.get(document.id)
        return (told.names if told else ()) or (document.name,)

    def practices_of(self, document_ids: Collection[str]) -> Mapping[str, Sequence[Said]]:
        """Gives the practices that each document speaks of, in the order of its text."""
        nothing: Mapping[str, Sequence[Said]] = {}
        said = self._asked(lambda: self._graph.said_by(document_ids, PRACTICE_KINDS), nothing)
        self._entities |= {each.entity.id: each.entity for of_one in said.values() for each in of_one}
        return said

    def claims_about(self, entity_ids: Collection[str], relations: Collection[Relation]) -> Sequence[Claim]:
        """Gives the claims of these relations that have one of these entities at either end."""
        ids, wanted = frozenset(entity_ids), frozenset(relations)
        if ids and (ids, wanted) not in self._claims:
            self._claims[ids, wanted] = self._asked(lambda: self._graph.claims_about(ids, CLAIMS, wanted), [])
        return self._claims.get((ids, wanted), [])
