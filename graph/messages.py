"""What passes through the ports: what is asked of the stores, and what they give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.facets import Facet
from graph.model import Document, DocumentGraph, Entity, Evidence, Json, Passage

Vector: TypeAlias = npt.NDArray[np.float32]
"""One row of `dimension` numbers, of unit length."""


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of a long listing."""

    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as all documents together tell it, with where each speaks of it first."""

    entity: Entity
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A document with all names that it came under, sorted: it may lie in several files."""

    document: Document
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An entity that a document speaks of, with where it does so first."""

    entity: Entity
    quote: Evidence


@dataclass(frozen=True, slots=True)
class Words:
    """A leg: the passages that hold these words best (BM25, k1 1.2, b 0.75)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """A leg: the passages that speak most of these concepts of the vocabulary (BM25, k1 1.2, b 0.75, over concepts instead of words)."""

    concept_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """A leg: the passages that lie nearest; the score is the product with a unit vector, of a section's only passage the cosine."""

    vector: Vector


@dataclass(frozen=True, slots=True)
class Naming:
    """A leg: the passages that name the most of these entities; the score is how many."""

    entity_ids: tuple[str, ...]


Leg: TypeAlias = Words | Topics | Nearest | Naming


@dataclass(frozen=True, slots=True)
class Want:
    """How many passages are wanted, and which: each group of facets must be met by at least one of its members."""

    limit: int = 100
    facets: tuple[tuple[Facet, ...], ...] = ()
    holding: tuple[tuple[str, ...], ...] = ()
    """Where given, all words of at least one of these must be held."""


Search: TypeAlias = tuple[Leg, Want]
"""A leg, and how many passages of which sort it is to give."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many passages there are of a kind wanted, and how many of them have each value of a family of facets."""

    total: int
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage and how well it fits, in the terms of the leg that found it."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, the IDs of the entities it names, and what its document says of itself, without its text."""

    passage: Passage
    entity_ids: tuple[str, ...]
    source: Document


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage as it is indexed: what its vector is made of, the entities it names, and the facets it can be filtered by."""

    passage: Passage
    embedded_text: str
    entity_ids: tuple[str, ...]
    facets: tuple[str, ...]
    vector: Vector
    tellings: Mapping[str, Vector] = field(default_factory=dict)
    """What it tells of the practices that its document names here first, with the vector of each."""


@dataclass(frozen=True, slots=True)
class Held:
    """A passage as the index holds it, to be compared with what it should hold."""

    passage: Passage
    text_key: str
    """Key of the text that its vector is made of."""
    entity_ids: tuple[str, ...]
    facets: tuple[str, ...]
    version: str
    """Of the rules that read its document."""
    findable: bool
    """By its words and by its vector."""
    telling_keys: tuple[str, ...] = ()
    """Keys of what it tells of practices, of those whose vectors are there."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text came from, and the name and metadata it came with."""

    origin: str
    name: str
    metadata: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that one document says, where it came from, and the version of the rules that read it."""

    graph: DocumentGraph
    origins: tuple[Origin, ...]
    rules: str


Holding: TypeAlias = tuple[str, str]
"""A document's ID and the version of the rules that read it."""
