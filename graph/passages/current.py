"""Which version of a document is current: the graph's word, asked once for all that the readings of an answer are about."""

import threading
from collections import ChainMap
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.errors import StoreUnavailable

Versions = Callable[[Collection[str]], MutableMapping[str, str | None]]
"""Tells the current version of documents, perhaps of others too; of those that are not known None or nothing."""


@dataclass(frozen=True, slots=True)
class _Held:
    versions: ChainMap[str, str | None] = field(default_factory=lambda: ChainMap({}))
    guard: threading.Lock = field(default_factory=threading.Lock)


_held: ContextVar[Mapping[int, _Held]] = ContextVar("held", default=MappingProxyType({}))
"""What readings hold to, by who tells it; threads that run in a copy of the context hold to the same."""


class Current:
    """The current versions, as one answer is told them."""

    def __init__(self, versions: Versions) -> None:
        """Takes the graph's word."""
        self._versions = versions

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Asks for the version of a document once, for all that is read within."""
        held = _held.get()
        token = _held.set(held if id(self) in held else {**held, id(self): _Held()})
        try:
            yield
        finally:
            _held.reset(token)

    def of(self, document_ids: Collection[str]) -> Mapping[str, str | None] | None:
        """Gives the current version of each of these documents, or None where the graph is away."""
        held = _held.get().get(id(self)) or _Held()
        known = held.versions
        # Of readings beside each other one asks and the next has its answer.
        with held.guard:
            missing = {each for each in document_ids if each not in known}
            try:
                versions = self._versions(missing) if missing else {}
            except StoreUnavailable:
                return None
            known.maps[0].update({each: versions.get(each) for each in missing})
            if missing and len(known.maps) == 1:
                # What is told of others in the same breath counts as long as this is held; what is told later does not.
                known.maps.append(versions)
        return known
