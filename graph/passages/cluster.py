"""The connection to Elasticsearch: calls with bounded waiting, errors in our words, and the indexes behind the alias."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from elastic_transport import ConnectionError as Unreachable
from elastic_transport import ConnectionTimeout, SerializationError, TlsError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    NotFoundError,
    OrjsonSerializer,
)
from elasticsearch.exceptions import HTTP_EXCEPTIONS
from elasticsearch.helpers import scan, streaming_bulk

from graph.breaker import PLACES, Breaker
from graph.errors import SettingsError, StoreNotReady, StoreUnavailable
from graph.passages import mapping

Result = TypeVar("Result")
Hit = Mapping[str, Any]


@contextmanager
def told() -> Iterator[None]:
    """Tells the client's failures in our words."""
    try:
        yield
    except (AuthenticationException, AuthorizationException) as error:
        raise StoreNotReady(
            "Elasticsearch refuses the user; set ATLAS_ELASTIC_USER and ATLAS_ELASTIC_PASSWORD, or ATLAS_ELASTIC_API_KEY"
        ) from error
    except NotFoundError as error:
        raise StoreNotReady(
            "there is no index in Elasticsearch; load documents first: atlas ingest PATH, or make it from the graph: atlas rebuild"
        ) from error
    except TlsError as error:
        raise StoreNotReady(
            f"Elasticsearch's certificate is not trusted: {error.message}; set ATLAS_ELASTIC_CA"
        ) from error
    except ConnectionTimeout as error:
        raise StoreUnavailable(
            "Elasticsearch did not answer in time; look at its log, or raise ATLAS_STORE_TIMEOUT"
        ) from error
    except (Unreachable, SerializationError) as error:
        raise StoreUnavailable(
            f"Elasticsearch is away: {error.message}; start it, or see ATLAS_ELASTIC_URL"
        ) from error
    except ApiError as error:
        if error.status_code in {429, 502, 503, 504}:
            raise StoreUnavailable(
                f"Elasticsearch is too busy ({error.status_code}: {error.error}); try again"
            ) from error
        if error.status_code == 400:
            raise StoreNotReady(
                f"Elasticsearch refuses a query ({error.error}): its index is not as this version makes it; run atlas rebuild"
            ) from error
        raise


class Cluster:
    """A client, and the alias that readers see."""

    def __init__(
        self, url: str, alias: str, access: Mapping[str, Any], *, timeout: float, patient: bool
    ) -> None:
        """Opens a client, which connects at the first call; `access` holds what the client takes for users, keys and certificates.

        Raises:
            SettingsError: the address or a file of it cannot be used.
        """
        try:
            self._client = Elasticsearch(
                url,
                serializer=OrjsonSerializer(),
                request_timeout=timeout,
                max_retries=0,
                retry_on_timeout=False,
                connections_per_node=PLACES,
                **access,
            )
        except (ValueError, OSError) as error:
            raise SettingsError(
                f"ATLAS_ELASTIC_URL or ATLAS_ELASTIC_CA cannot be used: {error}; take an address such as http://127.0.0.1:9200, and a file"
            ) from error
        self._breaker = None if patient else Breaker("Elasticsearch", timeout)
        self.alias = alias

    def call(self, work: Callable[[Elasticsearch], Result]) -> Result:
        """Gives what a call of the client gives.

        Raises:
            StoreUnavailable: the server is away.
            StoreNotReady: there is no index, or no right to read it.
        """

        def within() -> Result:
            with told():
                return work(self._client)

        return self._breaker(within) if self._breaker else within()

    def search(self, queries: Sequence[tuple[Mapping[str, Any], int]]) -> list[list[Hit]]:
        """Gives of each query the best hits of the live index, so many as it says, by score, then by ID; all asked at once.

        A hit tells `mapping.SHOWN` under `fields`, read from columns.
        """
        head = {"index": self.alias, "search_type": "dfs_query_then_fetch"}
        told_of = {"sort": mapping.by_score(), **_told(mapping.SHOWN)}
        bodies = [{"query": dict(query), "size": size, **told_of} for query, size in queries]
        return [each["hits"]["hits"] for each in self.answers(head, bodies)]

    def rows(self, query: Mapping[str, Any], size: int) -> list[Hit]:
        """Gives what matches, in no order and with no score, which costs half as much; a hit tells `mapping.KEPT` too."""
        told_of = {"sort": ["_doc"], **_told([*mapping.SHOWN, *mapping.KEPT])}
        body = {"query": {"bool": {"filter": [dict(query)]}}, "size": size, **told_of}
        hits: list[Hit] = self.answers({"index": self.alias}, [body])[0]["hits"]["hits"]
        return hits

    def answers(
        self, head: Mapping[str, Any], bodies: Sequence[Mapping[str, Any]]
    ) -> list[Mapping[str, Any]]:
        """Gives what the server answers to each search, all asked at once; an error of one is raised."""
        searches = [part for body in bodies for part in (head, body)]

        def asked(client: Elasticsearch) -> list[Mapping[str, Any]]:
            answer = client.msearch(searches=searches)
            for each in answer["responses"]:
                if "error" in each:
                    failed = HTTP_EXCEPTIONS.get(each["status"], ApiError)
                    meta = replace(answer.meta, status=each["status"])
                    raise failed(message=each["error"]["type"], meta=meta, body=each)
            return list(answer["responses"])

        return self.call(asked)

    def stream(self, query: Mapping[str, Any], fields: list[str]) -> Iterator[Hit]:
        """Gives all hits, in no order."""
        with told():
            yield from scan(
                self._client, index=self.alias, query={"query": dict(query), "_source": fields}, size=500
            )

    def count(self) -> int:
        """Gives how many passages the live index holds."""
        return int(self.call(lambda client: client.count(index=self.alias))["count"])

    def bulk(self, index: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Writes rows, each with its `_id`; waits and goes on where the server is too busy.

        Raises:
            StoreUnavailable: the server is away, or refuses rows.
        """
        with told():
            actions = ({"_index": index, "_id": row["_id"], "_source": _without_id(row)} for row in rows)
            for sound, item in streaming_bulk(
                self._client, actions, chunk_size=500, max_chunk_bytes=10_000_000, raise_on_error=False, raise_on_exception=True,
                max_retries=5, initial_backoff=0.5, max_backoff=20, retry_on_status=(429, 503),
            ):  # fmt: skip
                if not sound:
                    _, told_of = next(iter(item.items()))
                    raise StoreUnavailable(
                        f"Elasticsearch refuses passage {told_of.get('_id')!r}: {told_of.get('error')}; see its log, then run it again"
                    )

    def remove(self, query: Mapping[str, Any]) -> None:
        """Removes what matches from the live index; it is gone for readers with the next refresh."""
        self.call(
            lambda client: client.delete_by_query(
                index=self.alias, query=dict(query), conflicts="proceed", refresh=False
            )
        )

    def refresh(self, index: str) -> None:
        """Makes what was written findable."""
        self.call(lambda client: client.indices.refresh(index=index))

    def removed(self) -> int:
        """Gives how many passages of the live index are gone but still count in the statistics of words."""
        stats = self.call(lambda client: client.indices.stats(index=self.alias, metric="docs"))
        return int(stats["_all"]["primaries"]["docs"]["deleted"])

    def segments(self) -> tuple[int, int]:
        """Gives in how many segments the live index lies, each of which is asked, and how many bytes they take."""
        told = self.call(lambda client: client.indices.stats(index=self.alias, metric=["segments", "store"]))
        primaries = told["_all"]["primaries"]
        return int(primaries["segments"]["count"]), int(primaries["store"]["size_in_bytes"])

    def merge(self, index: str, segments: int) -> None:
        """Has the segments of an index made into so many; the server does so by itself, and the call does not wait for it."""
        self.call(
            lambda client: client.indices.forcemerge(
                index=index, max_num_segments=segments, wait_for_completion=False
            )
        )

    def copy(self, index: str) -> None:
        """Copies the live index into this one, without what was removed."""
        self.call(
            lambda client: client.options(request_timeout=600).reindex(
                source={"index": self.alias}, dest={"index": index}, refresh=True, wait_for_completion=True
            )
        )

    def live(self) -> str | None:
        """Gives the index behind the alias, or None."""
        try:
            return str(next(iter(self.call(lambda client: client.indices.get_alias(name=self.alias)).body)))
        except StoreNotReady as error:
            if isinstance(error.__cause__, NotFoundError):
                return None
            raise

    def stamp(self, index: str) -> dict[str, str]:
        """Gives what an index says of itself."""
        found = self.call(lambda client: client.indices.get_mapping(index=index))
        meta: dict[str, str] = next(iter(found.body.values()))["mappings"].get("_meta", {})
        return meta

    def numbered(self) -> list[str]:
        """Gives the indexes of this alias, oldest first, live or not."""
        found = self.call(
            lambda client: client.indices.get(
                index=f"{self.alias}-*", allow_no_indices=True, features="aliases"
            )
        )
        return sorted(name for name in found.body if name.removeprefix(f"{self.alias}-").isdigit())

    def create(self, body: Mapping[str, Any]) -> str:
        """Makes the next index, beside the others; gives its name."""
        last = max((int(name.rsplit("-", 1)[1]) for name in self.numbered()), default=0)
        name = f"{self.alias}-{last + 1:06}"
        self.call(lambda client: client.options(request_timeout=60).indices.create(index=name, **body))
        return name

    def move(self, index: str) -> None:
        """Moves readers to this index, in one step."""
        actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": self.alias}}]
        former = self.live()
        if former and former != index:
            actions.insert(0, {"remove": {"index": former, "alias": self.alias, "must_exist": True}})
        self.call(lambda client: client.indices.update_aliases(actions=actions))

    def drop(self, index: str) -> None:
        """Removes an index."""
        self.call(lambda client: client.indices.delete(index=index, ignore_unavailable=True))

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()


def _told(fields: Sequence[str]) -> dict[str, Any]:
    """Gives what a search is to tell of each hit; it reads columns and nothing of the stored row, not even its ID: 2 ms for a hundred hits instead of 5."""
    return {"docvalue_fields": list(fields), "stored_fields": "_none_", "track_total_hits": False}


def _without_id(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "_id"}
