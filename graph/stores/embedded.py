"""The graph in SQLite: each document keeps what it says of an entity, and an entity is all of that together.

So a document can be forgotten without asking the others, and the order of loading leaves no trace.
"""

from collections.abc import Collection, Mapping, Sequence

from graph import records
from graph.database import Database
from graph.model import DocumentGraph, Entity, Json
from graph.ports import GraphView, GraphWriter
from graph.stores.embedded_view import EmbeddedView, batches, marks
from graph.stores.together import agrees, forms, row_of


class EmbeddedGraph(EmbeddedView):
    """GraphView and GraphWriter over the embedded database."""

    def load(self, graph: DocumentGraph, origin: str, rules: str) -> None:
        """Writes all that a document says."""
        document = graph.document
        connection = self._database.connection
        with self._database.transaction():
            before = self._said(document.id)
            self._erase(document.id)
            connection.execute(
                "INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?)",
                (origin, document.id, document.name, records.dumps(document.metadata)),
            )
            payload = records.shallow(document) | {"name": "", "metadata": {}}
            connection.execute(
                "INSERT INTO documents VALUES (?, '', ?, '{}', ?)",
                (document.id, rules, records.dumps(payload)),
            )
            rows = [
                (
                    e.id,
                    document.id,
                    e.kind.value,
                    e.name,
                    row_of(e, graph.quotes[e.id]),
                )
                for e in graph.entities
            ]
            connection.executemany("INSERT INTO entities VALUES (?, ?, ?, ?, ?)", rows)
            names = [(form, e.id, document.id) for e in graph.entities for form in forms(e)]
            connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", names)
            connection.execute(
                "INSERT INTO mentions VALUES (?, ?)", (document.id, records.dumps(graph.mentions))
            )
            claims = [(c.id, document.id, c.subject, c.object, records.dumps(c)) for c in graph.claims]
            connection.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?)", claims)
            after = {row[0]: row[4] for row in rows}
            less = {entity_id for entity_id, said in before.items() if after.get(entity_id) != said}
            self._show(less, [e for e in graph.entities if e.id in less or e.id not in before])
            self._rename(document.id)

    def _said(self, document_id: str) -> dict[str, str]:
        return dict(
            self._database.connection.execute(
                "SELECT id, payload FROM entities WHERE document_id = ?", (document_id,)
            )
        )

    def _show(self, less: Collection[str], added: Sequence[Entity]) -> None:
        """Keeps the common form of entities of which something else is said than before."""
        shown = self.shown([e.id for e in added])
        changed = set(less) | {e.id for e in added if e.id not in shown or not agrees(e, shown[e.id])}
        known = self.known(changed)
        connection = self._database.connection
        connection.executemany("DELETE FROM faces WHERE id = ?", [(each,) for each in sorted(changed)])
        faces = [(entity_id, records.dumps(told.entity)) for entity_id, told in sorted(known.items())]
        connection.executemany("INSERT INTO faces VALUES (?, ?)", faces)

    def names_of(self, document_id: str) -> tuple[str, ...]:
        """Gives all names that a text came under, sorted; none where it is not known."""
        rows = self._database.connection.execute(
            "SELECT DISTINCT name FROM origins WHERE document_id = ? ORDER BY name", (document_id,)
        )
        return tuple(str(row[0]) for row in rows)

    def release(self, origins: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """Takes each origin away from every document but its own; gives, by origin, those that now come from nowhere."""
        connection = self._database.connection
        held: dict[str, str] = {}
        for part in batches(origins):
            rows = connection.execute(
                f"SELECT origin, document_id FROM origins WHERE origin IN ({marks(part)})",  # noqa: S608 (marks only)
                part,
            )
            held |= {origin: former for origin, former in rows if former != origins[origin]}
        if not held:
            return {}
        with self._database.transaction():
            connection.executemany("DELETE FROM origins WHERE origin = ?", [(origin,) for origin in held])
            formers = sorted(set(held.values()))
            kept = {former for former in formers if self.names_of(former)}
            for former in sorted(kept):
                self._rename(former)
        return {origin: (former,) for origin, former in held.items() if former not in kept}

    def claim_origin(self, origin: str, document_id: str, name: str, metadata: Mapping[str, Json]) -> None:
        """Notes that a known document also comes from `origin`, under this name and with this metadata."""
        with self._database.transaction():
            self._database.connection.execute(
                "INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?)",
                (origin, document_id, name, records.dumps(metadata)),
            )
            self._rename(document_id)

    def forget(self, document_id: str) -> None:
        """Removes a document and all that only it said."""
        with self._database.transaction():
            before = self._said(document_id)
            self._erase(document_id)
            self._show(before, [])
            self._database.connection.execute("DELETE FROM origins WHERE document_id = ?", (document_id,))

    def _erase(self, document_id: str) -> None:
        connection = self._database.connection
        connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        for table in ("entities", "names", "mentions", "claims"):
            connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608 (names are ours)

    def _rename(self, document_id: str) -> None:
        # The least of the names and metadata a text came under, so that the order of loading leaves no trace.
        self._database.connection.execute(
            "UPDATE documents SET (name, metadata) = (SELECT name, metadata FROM origins WHERE document_id = documents.id"
            " ORDER BY name, metadata LIMIT 1) WHERE id = ?",
            (document_id,),
        )


def _check(database: Database) -> tuple[GraphView, GraphWriter]:
    graph = EmbeddedGraph(database)
    return graph, graph
