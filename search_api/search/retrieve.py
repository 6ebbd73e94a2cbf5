"""The legs: by words, by vector and by named entity, each the best hundred."""

from collections.abc import Mapping, Sequence

from graph.messages import Leg, Naming, Nearest, Scored, Want, Words
from graph.open import Views
from search_api.search.understand import Mode, Question

DEPTH = 100

WEIGHTS = {"words": 0.5, "vector": 0.5, "concepts": 0.25, "named": 0.3}
"""Of the legs when all speak: words and vectors alike (measured, ENGINES), concepts for questions without Chinese words."""


def retrieve(
    question: Question, mode: Mode, facets: tuple[tuple[str, ...], ...], views: Views
) -> Mapping[str, Sequence[Scored]]:
    """Gives the ranked list of each leg that has something to say to this question."""
    legs: dict[str, Leg] = {}
    if mode is not Mode.SEMANTIC:
        words = question.words if question.chinese or mode is Mode.LEXICAL else _solid(question.words)
        if words:
            legs["words"] = Words(words)
        if question.concept_words:
            legs["concepts"] = Words(question.concept_words)
    if mode is not Mode.LEXICAL:
        legs["vector"] = Nearest(views.embedder.question(question.text))
    if mode is Mode.HYBRID and question.named:
        legs["named"] = Naming(tuple(sorted({n.entity_id for n in question.named})))
    return {name: leg for name, leg in views.passages.best(legs, Want(DEPTH, facets)).items() if leg}


def _solid(words: Sequence[str]) -> tuple[str, ...]:
    """Gives the words of a question without Chinese that can stand in a Chinese text: numbers and codes (3536, 1+10)."""
    return tuple(word for word in words if any(c.isdigit() for c in word))
