"""One decision of a person on the facts: what it may say, what it lacks, and which decisions contradict each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from graph.ids import content_id
from graph.names import bare
from graph.schema import PRACTICE_KINDS, Kind
from graph.vocabulary.places import Place, gazetteer

KEYS = ("action", "document", "kind", "name", "to", "quote", "reason")
"""What an entry may say."""


class Action(StrEnum):
    """What a person may decide."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


NAMING = frozenset({Action.MERGE, Action.SPLIT, Action.RENAME})
"""Actions that change names; statements (problems, measures …) have none."""


@dataclass(frozen=True)
class Correction:
    """One decision: on which facts (`kind`, `names`, `quote`, in one document or in all), and what they are instead (`to`)."""

    action: Action
    kind: Kind
    names: tuple[str, ...]
    to: tuple[str, ...] = ()
    document: str = ""
    quote: str = ""
    reason: str = ""
    where: str = ""
    """File and line, for telling a person which entry is meant."""

    @cached_property
    def id(self) -> str:
        """Gives an ID from what is decided, so that moving an entry in the file changes nothing."""
        return content_id(
            "correction", self.action, self.kind, *self.names, "→", *self.to, self.document, self.quote
        )

    @cached_property
    def bare_names(self) -> frozenset[str]:
        """Gives the names as they are compared."""
        return frozenset(map(bare, self.names))

    @cached_property
    def place(self) -> Place | None:
        """Gives the place of the gazetteer that `to` tells, by its code or its full name."""
        told = self.to[0]
        if told in gazetteer().by_code:
            return gazetteer().by_code[told]
        lineage = gazetteer().by_prefix(told)
        return lineage[-1] if lineage and gazetteer().full_name(lineage[-1]) == told else None


def decision(row: Any, where: str) -> Correction:
    """Gives the decision that an entry tells.

    Raises:
        ValueError: it cannot be understood; the message says what was wanted.
    """
    if not isinstance(row, Mapping):
        raise ValueError(f"an entry is {row!r}, wanted keys and values")
    if unknown := [key for key in row if key not in KEYS]:
        raise ValueError(f"unknown key {unknown[0]!r}, wanted {', '.join(KEYS)}")
    action = _one_of(Action, row.get("action"), "action")
    kind = _one_of(Kind, row.get("kind"), "kind")
    document, quote, reason = (_word(row.get(key), key) for key in ("document", "quote", "reason"))
    correction = Correction(
        action, kind, _words(row, "name"), _words(row, "to"), document, quote, reason, where
    )
    if problem := _problem(correction):
        raise ValueError(problem)
    return correction


def _one_of(options: type[Action] | type[Kind], value: object, key: str) -> Any:
    try:
        return options(str(value or "").strip().lower())
    except ValueError:
        raise ValueError(f"{key} is {value!r}, wanted one of {', '.join(options)}") from None


def _words(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = row.get(key)
    words = (_word(value, key) for value in (values if isinstance(values, list) else [values]))
    return tuple(dict.fromkeys(word for word in words if word))


def _word(value: object, key: str) -> str:
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is {value!r}, wanted words; put numbers and dates in quotation marks")
    return (value or "").strip()


def _problem(row: Correction) -> str:
    """Gives what an entry lacks, or nothing."""
    for word in (*row.names, *row.to, *([row.quote] if row.quote else [])):
        if not bare(word) or not word.replace("\u3000", " ").isprintable():
            return f"{word!r} is no name or quote; write its words, without control characters"
    local = row.kind is Kind.LOCALITY
    if (
        row.action in NAMING
        and row.kind not in PRACTICE_KINDS
        and not (row.action is Action.RENAME and local)
    ):
        return f"{row.action} is for programmes and methods, not for {row.kind}"
    wants = {
        Action.ACCEPT: (bool(row.quote) and not local, "accept wants 'quote': the words that say it, of any kind but a locality"),
        Action.REJECT: (bool(row.names or row.quote), "reject wants 'name' or 'quote'"),
        Action.RENAME: (len(row.names) == 1 and len(row.to) == 1, "rename wants one 'name' and one 'to'"),
        Action.MERGE: (len(row.names) > 1 and len(row.to) <= 1, "merge wants several names in 'name', and in 'to' the one to keep"),
        Action.SPLIT: (len(row.names) == 1 and len(row.to) > 1, "split wants one 'name' and several in 'to'"),
    }  # fmt: skip
    complete, message = wants[row.action]
    if complete and local and row.action is Action.RENAME and row.place is None:
        return f"no place has the code or full name {row.to[0]!r}; write it as 上海市浦东新区 or as its code"
    return "" if complete else message


def contradictions(corrections: Iterable[Correction]) -> dict[str, list[str]]:
    """Gives the entries that other entries contradict (by `where`, with where those stand).

    Two that change one name, or one that changes the name which another gives, cannot both be meant: their order in
    the file would decide.
    """
    changes: dict[str, list[Correction]] = {}
    gives: dict[str, list[Correction]] = {}
    for each in corrections:
        if each.action in NAMING and each.kind in PRACTICE_KINDS:
            for table, names in ((changes, each.names), (gives, each.to)):
                for name in names:
                    table.setdefault(bare(name), []).append(each)
    found: dict[str, set[str]] = {}
    for name, entries in changes.items():
        for one in entries:
            for other in (*entries, *gives.get(name, ())):
                if one.where != other.where and (
                    one.document == other.document or not (one.document and other.document)
                ):
                    found.setdefault(one.where, set()).add(other.where)
                    found.setdefault(other.where, set()).add(one.where)
    return {where: sorted(others) for where, others in found.items()}
