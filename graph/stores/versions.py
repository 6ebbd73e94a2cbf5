"""The versions of documents as the graph has them, remembered for as long as nothing is written to it."""

import threading
from collections.abc import Collection, Mapping

from graph.stores import cypher
from graph.stores.bolt import Bolt

REMEMBERED = 200_000
"""Documents whose versions are kept: some 40 MB."""


class Versions:
    """Tells the current version of documents to readers, who ask the same of the same again and again.

    Each commit gives the graph another mark; a journey asks for the mark and for what is not known yet under it.
    """

    def __init__(self, bolt: Bolt) -> None:
        """Takes a connection."""
        self._bolt = bolt
        self._guard = threading.Lock()
        self._mark: str | None = None
        self._known: dict[str, str | None] = {}

    def __call__(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """Gives the version of the rules that read each of these documents; those that are not known are left out.

        Raises:
            StoreUnavailable: the server is away.
        """
        with self._guard:
            mark, known = self._mark, self._known
        new = sorted({each for each in document_ids if each not in known})
        told_mark, told = self._asked(new)
        if told_mark != mark and len(new) < len(set(document_ids)):
            new = sorted(set(document_ids))
            told_mark, told = self._asked(new)
        with self._guard:
            if told_mark != self._mark or len(self._known) > REMEMBERED:
                # Another answer may read the one before at this moment, so it is replaced, not emptied.
                self._mark, self._known = told_mark, {}
            if told_mark is not None:
                self._known.update({each: told.get(each) for each in new})
        return told | {each: v for each in document_ids if told_mark == mark and (v := known.get(each))}

    def _asked(self, document_ids: list[str]) -> tuple[str | None, dict[str, str]]:
        row = self._bolt.read(cypher.VERSIONS, ids=document_ids)[0]
        return row["mark"], dict(zip(row["ids"], row["rules"], strict=True))
