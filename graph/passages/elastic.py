"""Passages in Elasticsearch, a version of a document beside the next until the graph has moved on.

A document is written here first, findable but not current; the graph's transaction makes it current; then what was
before goes. Each hit is held against the graph's version of its document, so a reader sees a document in both stores or
in neither. Where the graph is away, hits are taken as they are.
"""

import json
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from graph import records
from graph.errors import StoreNotReady, StoreUnavailable
from graph.ids import text_key
from graph.model import Document, Passage
from graph.passages import mapping
from graph.passages.cluster import Cluster, Hit
from graph.passages.generations import Generations
from graph.ports import Held, Holding, PassageEntry, PassageView, PassageWriter, Scored, Vector, Want

Versions = Callable[[Collection[str]], Mapping[str, str]]
"""Tells the current version of documents; those that are not known are left out."""

WINDOW = 10_000
"""Hits that Elasticsearch gives at most at once."""

COUNTED_FOR = 10.0
"""Seconds for which the number of passages is remembered; it decides only how vectors are compared."""


class ElasticPassages:
    """PassageView and PassageWriter over Elasticsearch."""

    def __init__(
        self, cluster: Cluster, stamp: Mapping[str, str], dimension: int, versions: Versions
    ) -> None:
        """Takes a connection, what the index must say of itself, and the graph's word on what is current."""
        self._cluster = cluster
        self._generations = Generations(cluster, mapping.index(stamp, dimension))
        self._versions = versions
        self._target = cluster.alias
        self._queue: list[dict[str, object]] = []
        self._gone: dict[str, tuple[str, Sequence[str]] | None] = {}
        self._within = threading.local()
        self._dirty = False
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
            self._foreign = True

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
        rows, self._queue = self._queue, []
        if rows:
            self._dirty = True
            self._cluster.bulk(self._target, rows)
            if self._target == self._cluster.alias:
                self._cluster.refresh(self._target)

    def _sweep(self) -> None:
        gone, self._gone = self._gone, {}
        if gone and self._target == self._cluster.alias:
            self._cluster.remove(mapping.replaced(gone))

    def load(self, source: Document, entries: Sequence[PassageEntry], rules: str) -> None:
        """Replaces all passages of a document."""
        with self.unit():
            told = json.dumps(
                {key: getattr(source, key) for key in records.SAID_OF_ITSELF}, ensure_ascii=False
            )
            self._queue += [mapping.row(entry, told, rules) for entry in entries]
            self._gone[source.id] = rules, [entry.passage.id for entry in entries]

    def forget(self, document_id: str) -> None:
        """Removes all passages of a document."""
        with self.unit():
            self._queue = [row for row in self._queue if row["document_id"] != document_id]
            self._gone[document_id] = None
            self._dirty = True

    def count(self) -> int:
        """Gives how many passages the index holds, those that are not current among them."""
        return self._cluster.count()

    def vectors(self, texts: Collection[str]) -> Mapping[str, Vector]:
        """Gives the vectors already computed for these texts; none where another embedder made them."""
        if self._foreign:
            return {}
        keys = {text_key(text): text for text in texts}
        found: dict[str, Vector] = {}
        wanted = sorted(keys)
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            hits = self._cluster.call(
                lambda client, part=part: client.search(  # type: ignore[misc]
                    index=self._cluster.alias, query={"terms": {"text_key": part}}, size=len(part), collapse={"field": "text_key"},
                    source=False, fields=["text_key", "vector"], track_total_hits=False,
                )
            )["hits"]["hits"]  # fmt: skip
            for hit in hits:
                fields = hit["fields"]
                found[keys[fields["text_key"][0]]] = np.array(fields["vector"], dtype=np.float32)
        return found

    def flush(self, *, last: bool = True) -> None:
        """Ends a run; what was loaded is findable already."""
        if last and self._dirty:
            self._generations.put_in_order()
            self._dirty = False

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

    def by_words(self, words: Sequence[str], want: Want) -> Sequence[Scored]:
        """Gives the passages that hold the words best."""
        return self._best(lambda _: mapping.words(words, want), want, lambda s: s) if words else []

    def by_vector(self, vector: Vector, want: Want) -> Sequence[Scored]:
        """Gives the passages whose vectors lie nearest; the score is the cosine."""
        if self._size() <= mapping.EXACT_UP_TO:
            return self._best(lambda _: mapping.nearest_of_all(vector, want), want, lambda s: s - 1)
        return self._best(lambda size: mapping.nearest(vector, want, size), want, lambda s: 2 * s - 1)

    def _size(self) -> int:
        at, count = self._counted
        now = time.monotonic()
        if not at or now - at > COUNTED_FOR:
            count = self._cluster.count()
            self._counted = now, count
        return count

    def by_entities(self, entity_ids: Collection[str], want: Want) -> Sequence[Scored]:
        """Gives the passages that name the entities; the score is how many of them."""
        if not entity_ids:
            return []
        return self._best(lambda _: mapping.entities(entity_ids, want), want, lambda s: s)

    def _best(
        self, query: Callable[[int], Mapping[str, object]], want: Want, scale: Callable[[float], float]
    ) -> list[Scored]:
        """Gives the best current hits; where others were among them, it asks for more."""
        size = want.limit
        while True:
            hits = self._search(query(size), min(size, WINDOW), mapping.SHOWN)
            kept = self._current(hits)
            if len(kept) >= want.limit or len(hits) < size or size >= WINDOW:
                break
            size *= 4
        scored = [Scored(hit["_source"]["passage_id"], round(scale(hit["_score"]), 5)) for hit in kept]
        return sorted(scored, key=lambda s: (-s.score, s.passage_id))[: want.limit]

    def _search(self, query: Mapping[str, object], size: int, fields: list[str]) -> Sequence[Hit]:
        """Gives hits of an index that is made as it is read; readers may have been moved to another one a moment ago."""
        try:
            hits = self._cluster.search(query, size, fields)
        except StoreNotReady:
            self.agree()
            raise
        if hits and hits[0]["_index"] != self._seen:
            self.agree()
            self._seen = hits[0]["_index"]
        return hits

    def _current(self, hits: Sequence[Hit]) -> list[Hit]:
        documents = {hit["_source"]["document_id"] for hit in hits}
        if not documents:
            return []
        try:
            current = self._versions(documents)
        except StoreUnavailable:
            return list({hit["_source"]["passage_id"]: hit for hit in hits}.values())
        return [
            hit for hit in hits if current.get(hit["_source"]["document_id"]) == hit["_source"]["version"]
        ]

    def _sources(self, passage_ids: Collection[str], *fields: str) -> dict[str, Mapping[str, str]]:
        ids = sorted(set(passage_ids))
        query = {"terms": {"passage_id": ids}}
        hits = self._search(query, 2 * len(ids), [*mapping.SHOWN, *fields]) if ids else []
        return {hit["_source"]["passage_id"]: hit["_source"] for hit in self._current(hits)}

    def passages(self, passage_ids: Collection[str]) -> Sequence[Passage]:
        """Gives the passages by ID, in the order asked; unknown ones are left out."""
        found = self._sources(passage_ids, "payload")
        return [records.passage(json.loads(found[each]["payload"])) for each in passage_ids if each in found]

    def entities_in(self, passage_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Gives the IDs of the entities that each passage names."""
        found = self._sources(passage_ids, "entity_ids")
        return {each: tuple(found[each]["entity_ids"]) if each in found else () for each in passage_ids}

    def sources(self, passage_ids: Collection[str]) -> Mapping[str, Document]:
        """Gives the document of each passage as the index knows it: what it says of itself, without its text."""
        found = self._sources(passage_ids, "source")
        return {
            each: records.source(json.loads(found[each]["source"])) for each in passage_ids if each in found
        }

    def holdings(self) -> Iterator[Holding]:
        """Gives every document that the index holds passages of with the version they were made by, by ID and version."""
        after: dict[str, str] | None = None
        keys = [
            {"document": {"terms": {"field": "document_id"}}},
            {"version": {"terms": {"field": "version"}}},
        ]
        while True:
            composite = {"size": 1000, "sources": keys} | ({"after": after} if after else {})
            answer = self._cluster.call(
                lambda client, c=composite: client.search(  # type: ignore[misc]
                    index=self._cluster.alias, size=0, aggs={"held": {"composite": c}}
                )
            )["aggregations"]["held"]
            for bucket in answer["buckets"]:
                yield bucket["key"]["document"], bucket["key"]["version"]
            after = answer.get("after_key")
            if not after:
                return

    def held(self, document_id: str) -> Sequence[Held]:
        """Gives what the index holds of a document, by passage ID; of all versions."""
        fields = ["payload", "text_key", "entity_ids", "facets", "version"]
        hits = self._cluster.stream({"term": {"document_id": document_id}}, fields)
        held = []
        for hit in hits:
            row = hit["_source"]
            passage = records.passage(json.loads(row["payload"]))
            held.append(
                Held(
                    passage,
                    row["text_key"],
                    tuple(row["entity_ids"]),
                    tuple(row["facets"]),
                    row["version"],
                    True,
                )
            )
        return sorted(held, key=lambda each: (each.passage.id, each.version))


def _check(cluster: Cluster) -> tuple[PassageView, PassageWriter]:
    passages = ElasticPassages(cluster, {}, 1, lambda _: {})
    return passages, passages
