"""The numbered indexes behind the alias that readers see: made beside it, moved to in one step, and let go."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from graph.errors import StoreNotReady
from graph.passages import mapping
from graph.passages.cluster import Cluster

MANY = 16
"""Segments from which a large index is merged: at 93,450 passages an answer out of 35 of them takes half as long again as out of one."""

LARGEST = 4_000_000_000
"""Bytes of a segment that merging makes; of one above 5 GB Elasticsearch would not take out by itself what was removed."""

WORTH_MERGING = 0.05
"""Share of the passages that a run must have written: merging reads and writes all of them, which costs a fiftieth of embedding them."""


class Generations:
    """The indexes of one alias, each as `body` says."""

    def __init__(self, cluster: Cluster, body: Mapping[str, Any]) -> None:
        """Takes a connection, and settings and mapping of an index."""
        self._cluster = cluster
        self._body = body

    def prepare(self) -> None:
        """Makes the first index where there is none, and removes what a broken rebuild left."""
        live = self._cluster.live()
        if live is None:
            self._cluster.move(self._cluster.create(self._body))
            return
        for name in self._cluster.numbered():
            if name > live:
                self._cluster.drop(name)

    def agree(self) -> None:
        """Proves that the live index is made as it is read.

        Raises:
            StoreNotReady: it is not, or there is none.
        """
        alias = self._cluster.alias
        found = self._cluster.stamp(alias)
        for key, value in self._body["mappings"]["_meta"].items():
            if found.get(key) != value:
                raise StoreNotReady(
                    f"{key} of the Elasticsearch index {alias!r} is {found.get(key)!r}, wanted {value!r}; set ATLAS_EMBEDDER to fit, or run atlas rebuild"
                )

    def agree_on(self, *keys: str) -> bool:
        """Tells whether the live index says the same of these."""
        found = self._cluster.stamp(self._cluster.alias)
        return all(found.get(key) == self._body["mappings"]["_meta"].get(key) for key in keys)

    def put_in_order(self, written: int) -> None:
        """Copies a small index anew if something in it was removed, so that scores are those of a fresh one; merges a large one of which much is new.

        Elasticsearch keeps what was removed in the statistics of words for hours, and no merge takes it out (measured), so
        scores would depend on history. `written` is how many passages the run has written.
        """
        self._cluster.refresh(self._cluster.alias)
        count = self._cluster.count()
        if count > mapping.EXACT_UP_TO:
            if written >= WORTH_MERGING * count:
                self._merge()
        elif self._cluster.removed():
            former = self._cluster.live()
            fresh = self._cluster.create(self._body)
            self._cluster.copy(fresh)
            self._cluster.move(fresh)
            if former:
                self._cluster.drop(former)

    def _merge(self) -> None:
        segments, size = self._cluster.segments()
        if segments > MANY:
            self._cluster.merge(self._cluster.alias, 1 + size // LARGEST)

    @contextmanager
    def anew(self) -> Iterator[str]:
        """Gives a fresh index beside the live one; at the end readers move to it, and only the one before is kept."""
        former = self._cluster.live()
        fresh = self._cluster.create(self._body)
        try:
            yield fresh
            self._cluster.refresh(fresh)
            self._cluster.move(fresh)
        except BaseException:
            self._cluster.drop(fresh)
            raise
        for name in self._cluster.numbered():
            if name not in {fresh, former}:
                self._cluster.drop(name)
        if self._cluster.count() > mapping.EXACT_UP_TO:
            self._merge()

    def roll_back(self) -> str:
        """Moves readers back to the index before the last rebuild; gives its name.

        Raises:
            StoreNotReady: there is none.
        """
        live = self._cluster.live()
        others = [name for name in self._cluster.numbered() if name != live]
        if not others:
            raise StoreNotReady(
                f"behind {self._cluster.alias!r} stands only {live!r}; there is nothing to go back to"
            )
        self._cluster.move(others[-1])
        return others[-1]
