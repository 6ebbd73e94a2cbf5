"""The legs: by words, by concept, by vector and by named entity, each the best hundred, within what the question fixes.

A place that the question names fixes where the passages lie, if any lie there; a part in quotation marks fixes what they
hold, if any passage does. What was fixed, and what could not be, is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.messages import Leg, Naming, Nearest, Scored, Topics, Vector, Want, Words
from graph.names import tokens
from graph.open import Views
from graph.ports import Embedder
from search_api.search.understand import Mode, Question

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The ranked list of each leg that has something to say, and what the question fixed."""

    legs: Mapping[str, Sequence[Scored]]
    places: tuple[str, ...] = ()
    """IDs of the places that all passages lie in."""
    lacking: tuple[str, ...] = ()
    """IDs of the places that the question names and no passage lies in."""
    quoted: tuple[str, ...] = ()
    """Parts of which each passage holds one."""


def retrieve(question: Question, mode: Mode, facets: tuple[tuple[str, ...], ...], views: Views) -> Retrieved:
    """Gives the ranked list of each leg, within the place and the quoted parts of the question where that leaves any passage."""
    legs = _legs(question, mode, views)
    want = Want(DEPTH, facets)
    places = tuple(sorted({n.entity_id for n in question.places}))
    holding = tuple(words for part in question.quoted if (words := tuple(dict.fromkeys(tokens(part)))))
    for within, held in ((places, holding), ((), holding), (places, ()), ((), ())):
        if (within and not places) or (held and not holding):
            continue
        tried = replace(
            want,
            facets=(*facets, tuple(f"place:{place}" for place in within)) if within else facets,
            holding=held,
        )
        found = {name: leg for name, leg in views.passages.best(legs, tried).items() if leg}
        if found:
            lacking = () if within else _lacking(places, views)
            return Retrieved(found, within, lacking, question.quoted if held else ())
    return Retrieved({}, (), _lacking(places, views))


def _lacking(places: tuple[str, ...], views: Views) -> tuple[str, ...]:
    """Gives the places if no passage of the whole collection lies in any of them, else none."""
    if not places:
        return ()
    anything = Nearest(np.eye(1, views.embedder.dimension, dtype=np.float32)[0])
    there = Want(1, (tuple(f"place:{place}" for place in places),))
    return () if views.passages.best({"there": anything}, there)["there"] else places


def _legs(question: Question, mode: Mode, views: Views) -> Mapping[str, Leg]:
    legs: dict[str, Leg] = {}
    if mode is not Mode.SEMANTIC:
        words = question.words if question.chinese else _abroad(question, lexical=mode is Mode.LEXICAL)
        if words:
            legs["words"] = Words(words)
        if question.concepts:
            legs["concepts"] = Topics(tuple(sorted({asked.concept.id for asked in question.concepts})))
    if mode is not Mode.LEXICAL:
        legs["vector"] = Nearest(_vector(question, views.embedder))
    if mode is Mode.HYBRID and question.named:
        legs["named"] = Naming(tuple(sorted({n.entity_id for n in question.named})))
    return legs


def _vector(question: Question, embedder: Embedder) -> Vector:
    """Gives the vector of a question; of one that is partly carried to Chinese, the mean of both.

    A general embedder puts a Chinese label nearer to a Chinese passage than its English translation.
    """
    if not question.carries:
        return embedder.question(question.text)
    carried = embedder.question(question.carried)
    if question.carries == 1:
        return carried
    mean: Vector = question.carries * carried + (1 - question.carries) * embedder.question(question.text)
    unit: Vector = (mean / np.linalg.norm(mean)).astype(np.float32)
    return unit


def _abroad(question: Question, *, lexical: bool) -> tuple[str, ...]:
    """Gives the words of a question without Chinese that can stand in a Chinese text, and what it is carried to.

    Where words alone are asked for, all of its own are.
    """
    own = question.words if lexical else question.solid
    return tuple(dict.fromkeys([*own, *tokens(question.carried)]))
