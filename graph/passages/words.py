"""The word index (BM25) in tantivy, derived from the database: replayed on opening, rebuilt when its folder is lost.

tantivy ranks as Lucene does (same order, scores 2.2 times Lucene's without its k1 + 1), so both engines answer alike.
"""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import tantivy

from graph.messages import Scored, Want
from graph.names import TOKENS_VERSION

LUCENE_FACTOR = 2.2
"""k1 + 1: tantivy keeps the factor that Lucene dropped (measured on 600 runs, constant)."""

HEAP = 64_000_000
"""Bytes of the writer's memory; a hundred thousand passages fit with a few flushes."""


class Change(Protocol):
    """A passage to index, as the database keeps it."""

    @property
    def id(self) -> str:
        """Gives the passage ID."""

    @property
    def words(self) -> str:
        """Gives the tokens, joined by spaces."""

    @property
    def facets(self) -> Sequence[str]:
        """Gives what it can be filtered by."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("facets", tokenizer_name="raw", index_option="basic")
    return builder.build()


class WordIndex:
    """The tantivy folder beside the database."""

    def __init__(self, folder: Path, *, writing: bool) -> None:
        """Opens the index, making or remaking it when `writing` and it is missing, damaged or of other tokens."""
        self._folder = folder / f"words-{TOKENS_VERSION}"
        self._marker = self._folder / "revision"
        self._schema = _schema()
        self._in_memory = False
        self._index = self._opened(writing)
        self.revision = 0
        self.refresh()

    def _opened(self, writing: bool) -> tantivy.Index:
        try:
            if tantivy.Index.exists(str(self._folder)):
                self._in_memory = False
                return tantivy.Index.open(str(self._folder))
        except (ValueError, OSError):
            if writing:
                shutil.rmtree(self._folder, ignore_errors=True)
        if not writing:
            # Nothing to read yet: an empty index stands in until a writer has made the folder.
            self._in_memory = True
            return tantivy.Index(self._schema)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._marker.unlink(missing_ok=True)
        return tantivy.Index(self._schema, path=str(self._folder))

    def refresh(self) -> None:
        """Sees what another process has written."""
        # The marker is read first: it is written last, so the index holds at least what it says.
        self.revision = int(self._marker.read_text(encoding="ascii")) if self._marker.exists() else 0
        if self._in_memory and self._folder.is_dir() and tantivy.Index.exists(str(self._folder)):
            self._index = self._opened(writing=False)
        self._index.reload()

    def holds_any(self, passage_ids: Iterable[str]) -> bool:
        """Tells whether one of these passages is in the index."""
        searcher = self._index.searcher()
        return any(searcher.doc_freq("id", passage_id) for passage_id in passage_ids)

    def apply(
        self, changed: Iterable[Change], removed: Iterable[str], revision: int, *, anew: bool = False
    ) -> None:
        """Writes changes and then the revision they bring; a crash between the two repeats the changes, which is harmless.

        With `anew` the changes are all there is. Deletions otherwise stay in the statistics until tantivy merges.
        """
        writer = self._index.writer(heap_size=HEAP, num_threads=1)
        try:
            if anew:
                writer.delete_all_documents()
            for passage_id in removed:
                writer.delete_documents_by_term("id", passage_id)
            for change in changed:
                writer.delete_documents_by_term("id", change.id)
                document = tantivy.Document()
                document.add_text("id", change.id)
                document.add_text("words", change.words)
                for facet in change.facets:
                    document.add_text("facets", facet)
                writer.add_document(document)
            writer.commit()
        finally:
            writer.wait_merging_threads()
        written = self._marker.with_suffix(".new")
        written.write_text(str(revision), encoding="ascii")
        written.replace(self._marker)
        self.refresh()

    def best(self, words: Sequence[str], want: Want) -> list[Scored]:
        """Gives the passages that hold these words best, by Lucene's score, then ID."""
        if not words:
            return []
        term = tantivy.Query.term_query
        either = [
            (tantivy.Occur.Should, term(self._schema, "words", word, "freq")) for word in sorted(set(words))
        ]
        query = tantivy.Query.boolean_query(either)
        for group in want.facets:
            members = [
                (tantivy.Occur.Should, term(self._schema, "facets", facet, "basic")) for facet in group
            ]
            kept = tantivy.Query.const_score_query(tantivy.Query.boolean_query(members), 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, kept)])
        hits = self._with_ties(query, want.limit)
        searcher = self._index.searcher()
        scored = [
            Scored(searcher.doc(address)["id"][0], round(score / LUCENE_FACTOR, 5)) for score, address in hits
        ]
        return sorted(scored, key=lambda s: (-s.score, s.passage_id))[: want.limit]

    def _with_ties(self, query: tantivy.Query, limit: int) -> list[tuple[float, tantivy.DocAddress]]:
        """Gives the first hits and all that tie with the last of them, so that IDs and not segments decide at the border."""
        wanted = limit + 1
        while True:
            hits: list[tuple[float, tantivy.DocAddress]] = (
                self._index.searcher().search(query, limit=wanted).hits
            )
            if len(hits) < wanted or hits[-1][0] < hits[limit - 1][0]:
                return hits
            wanted *= 4
