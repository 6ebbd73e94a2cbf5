"""The ranking of one question: its legs fused, and its passages read a few at a time, as far down as an answer needs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from graph.facets import Facet
from graph.messages import Found, Scored
from graph.open import Views
from graph.ports import Reranker
from search_api.search.beside import Beside
from search_api.search.fixed import Fixed
from search_api.search.fuse import Fused, fuse, weights
from search_api.search.meaning import Meaning
from search_api.search.recall import Recall
from search_api.search.rerank import RERANKER, reranked, scored
from search_api.search.retrieve import retrieve
from search_api.search.understand import Mode, Question, settle, understand

Item = TypeVar("Item")

A_DOCUMENT = 2
"""Hits of one document among the first, so that one does not crowd out the others; the rest follow."""

READ_FIRST, MORE = 20, 3
"""Passages that are read together: at first as many as ten hits mostly need, then each time so many times more."""

RERANKED = 40
"""Passages that a reranker reads."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the words, which hits of the whole answer, by which legs, and which passages are allowed."""

    text: str
    limit: int = 10
    mode: Mode = Mode.HYBRID
    filters: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    """By the name of the filter, the facets of which a passage has to meet one."""
    offset: int = 0
    counted: tuple[str, ...] = ()
    """Families of facets whose values are counted."""


class Ranking:
    """All passages that the legs found for a question, best first."""

    def __init__(self, asked: Asked, views: Views, beside: Beside) -> None:
        """Understands and retrieves; what can wait for servers at the same time is begun `beside`.

        Raises:
            QuestionError: the question cannot be answered as put.
            StoreError: a store let us down.
        """
        self.graph = Recall(views.graph, beside)
        text = settle(asked.text)
        with nullcontext() if asked.mode is Mode.LEXICAL else Meaning(text, views.embedder) as meaning:
            self.question: Question = understand(text, self.graph)
            if meaning is not None:
                meaning.carry(self.question)
            found = retrieve(self.question, asked.mode, tuple(asked.filters.values()), views, meaning, beside)
        self.fixed: Fixed = found.fixed
        self.legs: Mapping[str, Sequence[Scored]] = found.legs
        self._fused = fuse(self.legs, _weights(self.question, asked.mode))
        self._views = views
        self._found: dict[str, Found] = {}
        self._read: list[tuple[Fused, Found]] = []
        self._looked_at, self._at_once = 0, READ_FIRST
        if views.reranker and asked.mode is Mode.HYBRID:
            self._rerank(views.reranker)

    def __iter__(self) -> Iterator[tuple[Fused, Found]]:
        """Gives each passage that is still there and holds what the question fixes."""
        at = 0
        while True:
            while at == len(self._read) and self._looked_at < len(self._fused):
                self._read_more()
            if at == len(self._read):
                return
            yield self._read[at]
            at += 1

    def _rerank(self, reranker: Reranker) -> None:
        first = self._fused[:RERANKED]
        self._found = dict(self._views.passages.found([fused.passage_id for fused in first]))
        read = [one for _, one in sorted(self._found.items()) if self.fixed.holds(one)]
        if second := scored(self.question.text, read, reranker):
            self.legs = {**self.legs, RERANKER: second}
            self._fused = reranked(self._fused, second)

    def _read_more(self) -> None:
        part = self._fused[self._looked_at : self._looked_at + self._at_once]
        self._looked_at, self._at_once = self._looked_at + len(part), MORE * self._at_once
        missing = [fused.passage_id for fused in part if fused.passage_id not in self._found]
        found = {**self._found, **self._views.passages.found(missing)} if missing else self._found
        self._read += [
            (fused, one)
            for fused in part
            if (one := found.get(fused.passage_id)) and self.fixed.holds(one)
        ]  # fmt: skip

    def first(self, wanted: int) -> list[tuple[Fused, Found]]:
        """Gives the first passages, at most `A_DOCUMENT` of a document before the others have had their turn."""
        return spread(((one.passage.document_id, (fused, one)) for fused, one in self), wanted)


def spread(ranked: Iterator[tuple[str, Item]], wanted: int) -> list[Item]:
    """Gives the first items, at most `A_DOCUMENT` of each document before the rest; reads no further than that needs."""
    seen: dict[str, int] = {}
    later: list[Item] = []

    def first() -> Iterator[Item]:
        for document_id, item in ranked:
            seen[document_id] = seen.get(document_id, 0) + 1
            if seen[document_id] <= A_DOCUMENT:
                yield item
            else:
                later.append(item)

    chosen = list(islice(first(), wanted))
    return chosen + later[: wanted - len(chosen)]


def _weights(question: Question, mode: Mode) -> Mapping[str, float]:
    solid = mode is Mode.LEXICAL or 2 * len(question.solid) >= max(1, len(question.about))
    return weights(chinese=question.chinese, carries=question.carries, solid=solid)
