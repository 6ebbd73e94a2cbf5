"""The versions of documents as the graph has them, remembered for as long as nothing is written to it."""

from collections.abc import Collection

from graph.stores import cypher
from graph.stores.bolt import Bolt

REMEMBERED = 200_000
"""Documents whose versions are kept: 35 MB."""


class Versions:
    """Tells the current version of documents to readers, who ask the same of the same again and again.

    Each commit gives the graph another mark; a journey asks for the mark and for what is not known yet under it.
    """

    def __init__(self, bolt: Bolt) -> None:
        """Takes a connection."""
        self._bolt = bolt
        self._remembered: tuple[str | None, dict[str, str | None]] = (None, {})

    def __call__(self, document_ids: Collection[str]) -> dict[str, str | None]:
        """Gives the version of the rules that read each of these documents, and those remembered of others; None for those that are not known.

        Raises:
            StoreUnavailable: the server is away.
        """
        mark, known = self._remembered
        if mark is None:
            known = {}
        new = {each for each in document_ids if each not in known}
        told_mark, told = self._asked(new)
        if told_mark != mark:
            # What was remembered is of another time, and none of it counts.
            mark, known = told_mark, {}
            if len(new) < len(set(document_ids)):
                mark, told = self._asked(set(document_ids))
        # Other answers may hold the same: it only grows, and is replaced where it is too much or its time is over.
        known.update(told)
        self._remembered = (mark, known) if mark and len(known) <= REMEMBERED else (None, {})
        return known

    def _asked(self, document_ids: Collection[str]) -> tuple[str | None, dict[str, str | None]]:
        row = self._bolt.read(cypher.VERSIONS, ids=sorted(document_ids))[0]
        told = dict(zip(row["ids"], row["rules"], strict=True))
        return row["mark"], {each: told.get(each) for each in document_ids}
