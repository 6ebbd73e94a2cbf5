"""The word index (BM25) in tantivy, derived from the database: replayed on opening, rebuilt when its folder is lost.

tantivy ranks as Lucene does (same order, scores 2.2 times Lucene's without its k1 + 1), so both engines answer alike.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import tantivy

from graph.facets import COUNTED, VALUES, Between, Facet
from graph.messages import Scored, Tally, Want
from graph.names import TOKENS_VERSION
from graph.vocabulary import concepts as vocabulary

LUCENE_FACTOR = 2.2
"""k1 + 1: tantivy keeps the factor that Lucene dropped (measured on 600 runs, constant)."""

LAYOUT = "2"
"""Of the fields; an index of another layout is made anew."""

_OURS = re.compile(r"words-\d+\.\d+-[0-9a-f]{8}")
"""Name of a folder that an index was made in; nothing else in the folder of the stores is ours to remove."""

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
    def topics(self) -> str:
        """Gives the concepts it speaks of, joined by spaces."""

    @property
    def facets(self) -> Sequence[str]:
        """Gives what it can be filtered by."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("topics", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("facets", tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


class WordIndex:
    """The tantivy folder beside the database."""

    def __init__(self, folder: Path, *, writing: bool) -> None:
        """Opens the index, making or remaking it when `writing` and it is missing, damaged or of other tokens."""
        self._folder = folder / f"words-{TOKENS_VERSION}.{LAYOUT}-{vocabulary.version()}"
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
        for former in self._made():
            shutil.rmtree(former, ignore_errors=True)  # of other tokens or another vocabulary
        self._folder.mkdir(parents=True, exist_ok=True)
        self._marker.unlink(missing_ok=True)
        return tantivy.Index(self._schema, path=str(self._folder))

    def _made(self) -> list[Path]:
        return [each for each in self._folder.parent.glob("words-*") if _OURS.fullmatch(each.name)]

    @property
    def outdated(self) -> bool:
        """Tells whether there is an index here, but one of other tokens or another vocabulary."""
        return not self._folder.exists() and bool(self._made())

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
                document.add_text("topics", change.topics)
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

    def best(self, words: Sequence[str], want: Want, field: str = "words") -> list[Scored]:
        """Gives the passages that hold these words best in a field, by Lucene's score, then ID."""
        if not words:
            return []
        term = tantivy.Query.term_query
        either = [
            (tantivy.Occur.Should, term(self._schema, field, word, "freq")) for word in sorted(set(words))
        ]
        query = tantivy.Query.boolean_query(either)
        if want.facets or want.holding:
            kept = tantivy.Query.const_score_query(self._allowed(want), 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, kept)])
        hits = self._with_ties(query, want.limit)
        searcher = self._index.searcher()
        scored = [
            Scored(searcher.doc(address)["id"][0], round(score / LUCENE_FACTOR, 5)) for score, address in hits
        ]
        return sorted(scored, key=lambda s: (-s.score, s.passage_id))[: want.limit]

    def allowed(self, want: Want) -> list[str]:
        """Gives the IDs of the passages that meet every group of facets and hold the words that must be held."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return []
        hits = searcher.search(self._allowed(want), limit=searcher.num_docs, count=False).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    def _allowed(self, want: Want) -> tantivy.Query:
        term, either, both = tantivy.Query.term_query, tantivy.Occur.Should, tantivy.Occur.Must
        groups = [
            tantivy.Query.term_set_query(self._schema, "facets", self._terms(group)) for group in want.facets
        ]
        if want.holding:
            whole = [
                tantivy.Query.boolean_query(
                    [(both, term(self._schema, "words", word, "freq")) for word in words]
                )
                for words in want.holding
            ]
            groups.append(tantivy.Query.boolean_query([(either, query) for query in whole]))
        return (
            tantivy.Query.boolean_query([(both, group) for group in groups])
            if groups
            else tantivy.Query.all_query()
        )

    def _terms(self, group: Sequence[Facet]) -> list[str]:
        """Gives the facets of a group; of a stretch, those that the index holds."""
        searcher = self._index.searcher()
        terms = {facet for facet in group if isinstance(facet, str)}
        for each in group:
            if isinstance(each, Between):
                held = searcher.terms_with_prefix("facets", each.prefix)
                terms |= {term for term, _ in held if each.holds(term)}
        return sorted(terms)

    def tally(self, family: str, want: Want) -> Tally:
        """Counts the passages wanted, and among them the values of a family of facets, if it is one."""
        searcher = self._index.searcher()
        query = self._allowed(want)
        values = {"terms": {"field": "facets", "include": f"{family}:.*", "size": VALUES}}
        total: int = searcher.search(query, limit=1).count  # type: ignore[attr-defined] # not in its stubs
        buckets = (
            searcher.aggregate(query, {"values": values})["values"]["buckets"]
            if total and family in COUNTED
            else []
        )
        return Tally(
            total, {str(each["key"]).removeprefix(f"{family}:"): int(each["doc_count"]) for each in buckets}
        )

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
