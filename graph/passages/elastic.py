"""Passages in Elasticsearch, a version of a document beside the next until the graph has moved on.

A document is written here first, findable but not current; the graph's transaction makes it current; then what was
before goes. Each hit is held against the graph's version of its document, so a reader sees a document in both stores or
in neither. Where the graph is away, hits are taken as they are.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from graph import records
from graph.errors import StoreNotReady
from graph.messages import (
    Found,
    Held,
    Holding,
    Leg,
    Naming,
    Nearest,
    PassageEntry,
    Scored,
    Search,
    Tally,
    Topics,
    Vector,
    Want,
    Words,
)
from graph.model import Document
from graph.passages import elastic_inventory, mapping
from graph.passages.cluster import Cluster, Hit
from graph.passages.current import Current, Versions
from graph.passages.generations import Generations
from graph.passages.hits import buckets, current, said
from graph.passages.smoothing import smoothed
from graph.ports import PassageView, PassageWriter

COUNTED_FOR = 10.0
"""Seconds for which the number of passages is remembered; it decides only how vectors are compared."""


class ElasticPassages:
    """PassageView and PassageWriter over Elasticsearch."""

    remote = True

    def __init__(
        self, cluster: Cluster, stamp: Mapping[str, str], dimension: int, versions: Versions
    ) -> None:
        """Takes a connection, what the index must say of itself, and the graph's word on what is current."""
        self._cluster = cluster
        self._generations = Generations(cluster, mapping.index(stamp, dimension))
        self._current = Current(versions)
        self._target = cluster.alias
        self._queue: list[tuple[PassageEntry, Vector, str, str]] = []
        self._gone: dict[str, tuple[str, Sequence[str]] | None] = {}
        self._within = threading.local()
        self._dirty, self._written = False, 0
        self._foreign = False
        self._seen = ""
        self._counted: tuple[float, int] = (0.0, 0)

    def prepare(self, *, any_stamp: bool = False) -> None:
        """Makes the index where there is none.

        Raises:
            StoreNotReady: the index was made by another embedder, tokens or schema, unless `any_stamp`.
        """
        self._generations.prepare()
        try:
            self.agree()
        except StoreNotReady:
            if not any_stamp:
                raise
            self._foreign = not self._generations.agree_on("schema", "embedder", "dimension")

    def agree(self) -> None:
        """Proves that the index is made as it is read.

        Raises:
            StoreNotReady: it is not, or there is none.
        """
        self._generations.agree()

    @contextmanager
    def unit(self) -> Iterator[None]:
        """Keeps what is loaded or forgotten within until `publish`, and removes what it took the place of at the end."""
        if getattr(self._within, "open", False):
            yield
            return
        self._within.open = True
        try:
            yield
        except BaseException:
            self._queue, self._gone = [], {}
            raise
        finally:
            self._within.open = False
        self.publish()
        self._sweep()

    def publish(self) -> None:
        """Writes what was loaded, findable at once; readers pass over it until the graph calls it current."""
        queue, self._queue = self._queue, []
        if queue:
            self._dirty, self._written = True, self._written + len(queue)
            self._cluster.bulk(self._target, (mapping.row(*each) for each in queue))
            if self._target == self._cluster.alias:
                self._cluster.refresh(self._target)

    def _sweep(self) -> None:
        if self._gone and self._target == self._cluster.alias:
            self._cluster.remove(mapping.replaced(self._gone))
        self._gone = {}

    def load(self, source: Document, entries: Sequence[PassageEntry], rules: str) -> None:
        """Replaces all passages of a document."""
        with self.unit():
            told = records.dumps({key: getattr(source, key) for key in records.SAID_OF_ITSELF})
            rows = smoothed([e.passage.path for e in entries], [e.vector for e in entries])
            self._queue += [(entry, row, told, rules) for entry, row in zip(entries, rows, strict=True)]
            self._gone[source.id] = rules, [entry.passage.id for entry in entries]

    def forget(self, document_id: str) -> None:
        """Removes all passages of a document."""
        with self.unit():
            self._queue = [each for each in self._queue if each[0].passage.document_id != document_id]
            self._gone[document_id] = None
            self._dirty = True

    def count(self) -> int:
        """Gives how many passages the index holds, those that are not current among them."""
        return self._cluster.count()

    def vectors(self, texts: Collection[str]) -> Mapping[str, Vector]:
        """Gives the vectors already computed for these texts; none where another embedder made them."""
        if self._foreign:
            return {}
        return elastic_inventory.vectors(self._cluster, texts)

    def flush(self, *, last: bool = True) -> None:
        """Ends a run; what was loaded is findable already."""
        if last and self._dirty:
            self._generations.put_in_order(self._written)
            self._dirty, self._written = False, 0

    @contextmanager
    def anew(self) -> Iterator[None]:
        """Opens a fresh index beside the live one; at the end readers move to it, and only the one before is kept."""
        try:
            with self._generations.anew() as self._target:
                yield
        finally:
            self._target, self._gone = self._cluster.alias, {}
        self._foreign = False

    def roll_back(self) -> str:
        """Moves readers back to the index before the last rebuild; gives its name.

        Raises:
            StoreNotReady: there is none.
        """
        return self._generations.roll_back()

    def best(self, searches: Mapping[str, Search]) -> Mapping[str, Sequence[Scored]]:
        """Gives the best current passages of each search; where too many others were among its hits, that one is asked for more."""
        found: dict[str, list[Scored]] = {}
        queries = {name: self._query(leg, want) for name, (leg, want) in searches.items()}
        sizes = {name: want.limit for name, (_, want) in searches.items()}
        while queries:
            asked = [
                (query(sizes[name]), min(sizes[name], mapping.WINDOW)) for name, (query, _) in queries.items()
            ]
            hits = self._seeing(partial(self._cluster.search, asked))
            versions = self._versions([hit for of_one in hits for hit in of_one])
            for name, of_one in zip(list(queries), hits, strict=True):
                kept, limit, size = current(of_one, versions), searches[name][1].limit, sizes[name]
                if len(kept) >= limit or len(of_one) < size or size >= mapping.WINDOW:
                    _, scale = queries.pop(name)
                    scored = [Scored(said(hit, "passage_id"), round(scale(hit["_score"]), 5)) for hit in kept]
                    found[name] = sorted(scored, key=lambda s: (-s.score, s.passage_id))[:limit]
                sizes[name] = 4 * size
        return {name: found[name] for name in searches}

    def steady(self) -> AbstractContextManager[None]:
        """Asks the graph for the version of a document once, for all that is read within."""
        return self._current.steady()

    def _query(
        self, leg: Leg, want: Want
    ) -> tuple[Callable[[int], Mapping[str, object]], Callable[[float], float]]:
        """Gives the query of a leg by how many hits it wants, and how its scores become those of the port."""
        match leg:
            case Words(words):
                return lambda _: mapping.terms("words", words, want), lambda score: score
            case Topics(concepts):
                return lambda _: mapping.terms("topics", concepts, want), lambda score: score
            case Naming(entity_ids):
                return lambda _: mapping.entities(entity_ids, want), lambda score: score
            case Nearest(vector):
                if self._size() <= mapping.EXACT_UP_TO:
                    return lambda _: mapping.nearest_of_all(vector, want), lambda score: score - 1
                return lambda size: mapping.nearest(vector, want, size), mapping.product

    def _size(self) -> int:
        at, count = self._counted
        now = time.monotonic()
        if not at or now - at > COUNTED_FOR:
            count = self._cluster.count()
            self._counted = now, count
        return count

    def _seeing(self, search: Callable[[], list[list[Hit]]]) -> list[list[Hit]]:
        """Gives hits of an index that is made as it is read; readers may have been moved to another one a moment ago."""
        try:
            hits = search()
        except StoreNotReady:
            self.agree()
            raise
        indexes = {hit["_index"] for of_leg in hits for hit in of_leg[:1]}
        if indexes - {self._seen}:
            self.agree()
            self._seen = max(indexes)
        return hits

    def _versions(self, hits: Sequence[Hit]) -> Mapping[str, str | None] | None:
        return self._current.of({said(hit, "document_id") for hit in hits})

    def tally(self, wanted: Mapping[str, Want]) -> Mapping[str, Tally]:
        """Counts values by family; while a document is being replaced, its passages may count twice for a moment."""
        bodies = [mapping.tally(family, want) for family, want in wanted.items()]
        answers = self._cluster.answers({"index": self._cluster.alias}, bodies) if bodies else []
        return {
            family: Tally(
                answer["hits"]["total"]["value"],
                {each["key"].removeprefix(f"{family}:"): each["doc_count"] for each in buckets(answer)},
            )
            for family, answer in zip(wanted, answers, strict=True)
        }  # fmt: skip

    def found(self, passage_ids: Collection[str]) -> Mapping[str, Found]:
        """Gives passages by ID; unknown ones are left out."""
        ids = sorted(set(passage_ids))
        if not ids:
            return {}
        query, size = {"terms": {"passage_id": ids}}, 2 * len(ids)
        hits = self._seeing(lambda: [self._cluster.rows(query, size)])[0]
        found = {}
        for hit in current(hits, self._versions(hits)):
            passage = records.passage(mapping.recorded(said(hit, "payload")))
            source = records.source(mapping.recorded(said(hit, "source")))
            found[passage.id] = Found(passage, tuple(hit["fields"].get("entity_ids", ())), source)
        return found

    def holdings(self) -> Iterator[Holding]:
        """Gives every document that the index holds passages of with the version they were made by, by ID and version."""
        return elastic_inventory.holdings(self._cluster)

    def held(self, document_id: str) -> Sequence[Held]:
        """Gives what the index holds of a document, by passage ID; of all versions."""
        return elastic_inventory.held(self._cluster, document_id)


def _check(cluster: Cluster) -> tuple[PassageView, PassageWriter]:
    passages = ElasticPassages(cluster, {}, 1, lambda _: {})
    return passages, passages
