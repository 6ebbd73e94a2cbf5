"""Model objects as plain JSON and back, in one fixed key order; what the embedded stores keep and the export prints."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

import orjson

from graph.model import Claim, Document, DocumentGraph, Entity, Evidence, Mention, Passage, Section, Span
from graph.schema import Kind, Relation, Role


def dumps(value: object) -> str:
    """Gives compact JSON with sorted keys, of plain values and model objects alike: equal values give equal text."""
    try:
        return orjson.dumps(value, _plain, _OPTIONS).decode()
    except TypeError:  # a number of more than 64 bits, or half a surrogate pair
        return json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loads(text: str | bytes) -> Any:
    """Gives back the plain value of what `dumps` has written."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:  # a number of more than 64 bits, or half a surrogate pair
        return json.loads(text)


def record(value: Document | Passage | Entity | Claim | Mention | Evidence) -> dict[str, Any]:
    """Gives the plain form of a model object; spans become [start, end, raw_start, raw_end]."""
    own: dict[str, Any] = json.loads(dumps(value))
    return own


def shallow(value: Document | Passage | Entity | Claim | Mention | Evidence) -> dict[str, Any]:
    """Gives the fields of a model object by name as they are; what `dumps` makes of it is what it makes of the object."""
    names, fields_of = _FIELDS[type(value)]
    return dict(zip(names, fields_of(value), strict=True))


def _plain(value: Any) -> Any:
    if type(value) is Span:
        return _ENDS(value)
    return shallow(value) if type(value) in _FIELDS else dict(value)


_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
_ENDS = attrgetter("start", "end", "raw_start", "raw_end")
_FIELDS = {
    model: (names := tuple(field.name for field in fields(model)), attrgetter(*names))
    for model in (Document, Passage, Section, Entity, Claim, Mention, Evidence)
}


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


SAID_OF_ITSELF = ("id", "name", "title", "date", "author", "source", "genre", "locality_id")


def source(row: Mapping[str, Any]) -> Document:
    """Gives a document by what it says of itself, without its text, as an index keeps it beside a passage."""
    told = {key: row[key] for key in SAID_OF_ITSELF}
    return Document(**{**told, "author": tuple(row["author"])}, raw="", text="")


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


def mention(row: dict[str, Any]) -> Mention:
    """Gives back a mention."""
    return Mention(**{**row, "span": Span(*row["span"]), "kind": Kind(row["kind"])})


def graph(
    said_by: Document, passages: Sequence[Any], mentions: Sequence[Any], entities: Sequence[Any], claims: Sequence[Any]
) -> DocumentGraph:  # fmt: skip
    """Gives back all that a document says; each entity's row holds its `quote`."""
    return DocumentGraph(
        said_by,
        tuple(passage(row) for row in passages),
        tuple(mention(row) for row in mentions),
        tuple(entity({key: value for key, value in row.items() if key != "quote"}) for row in entities),
        tuple(claim(row) for row in claims),
        {row["id"]: evidence(row["quote"]) for row in entities},
    )
