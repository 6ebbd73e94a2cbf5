"""Model objects as plain JSON and back, in one fixed key order; what the embedded stores keep and the export prints."""

import json
from dataclasses import asdict, fields
from typing import Any

from graph.model import Claim, Document, Entity, Evidence, Mention, Passage, Section, Span
from graph.schema import Kind, Relation, Role


def dumps(value: object) -> str:
    """Gives compact JSON with sorted keys: equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record(value: Document | Passage | Entity | Claim | Mention | Evidence) -> dict[str, Any]:
    """Gives the plain form of a model object; spans become [start, end, raw_start, raw_end]."""
    return asdict(value, dict_factory=_plain)


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {key: _spans(value) for key, value in pairs}


def _spans(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == _SPAN_KEYS:
        return [value["start"], value["end"], value["raw_start"], value["raw_end"]]
    if isinstance(value, tuple):
        return [_spans(each) for each in value]
    return value


_SPAN_KEYS = {field.name for field in fields(Span)}


def document(row: dict[str, Any]) -> Document:
    """Gives back a document."""
    return Document(
        **{
            **row,
            "author": tuple(row["author"]),
            "corrections": tuple(row["corrections"]),
            "boilerplate": tuple(Span(*span) for span in row["boilerplate"]),
            "sections": tuple(
                Section(**{**s, "path": tuple(s["path"]), "span": Span(*s["span"])}) for s in row["sections"]
            ),
        }
    )


def passage(row: dict[str, Any]) -> Passage:
    """Gives back a passage."""
    return Passage(
        **{**row, "path": tuple(row["path"]), "span": Span(*row["span"]), "role": Role(row["role"])}
    )


def entity(row: dict[str, Any]) -> Entity:
    """Gives back an entity."""
    return Entity(**{**row, "kind": Kind(row["kind"]), "aliases": tuple(row["aliases"])})


def evidence(row: dict[str, Any]) -> Evidence:
    """Gives back a piece of evidence."""
    return Evidence(**{**row, "span": Span(*row["span"])})


def claim(row: dict[str, Any]) -> Claim:
    """Gives back a claim."""
    return Claim(
        **{
            **row,
            "relation": Relation(row["relation"]),
            "evidence": tuple(evidence(each) for each in row["evidence"]),
        }
    )
