"""What a question says: its words in Simplified script, the concepts of the vocabulary and the entities it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import QuestionError
from graph.messages import NamedIn
from graph.names import fold, has_han, simplify, tokens
from graph.vocabulary import Concept, concepts_asked
from search_api.search.recall import Recall

LONGEST = 1_000
"""Characters of a question; the embedder reads no more of it."""

MOST_CUES = 12
STOP_WORDS = frozenset(
    [
        "的",
        "了",
        "和",
        "与",
        "是",
        "在",
        "有",
        "吗",
        "呢",
        "什",
        "么",
        "什么",
        "怎",
        "样",
        "怎样",
        "如",
        "何",
        "如何",
        "哪",
        "些",
        "哪些",
        "怎么",
        "多",
        "少",
        "多少",
        "各",
        "各是",
        "是多",
        "里",
        "及",
        "对",
        "中",
        "为",
        "被",
        "把",
        "等",
        "或",
    ]
)
"""Words of asking, not of what is asked for."""


class Mode(StrEnum):
    """Which legs are asked."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood."""

    text: str
    words: tuple[str, ...]
    concept_words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    named: tuple[NamedIn, ...]
    chinese: bool


def understand(text: str, graph: Recall) -> Question:
    """Gives the question as understood.

    Raises:
        QuestionError: it is empty, too long, or holds no letter or digit.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QuestionError("q", "it holds half a character (a lone surrogate); ask in UTF-8")
    settled = simplify(" ".join(text.replace("\x00", " ").split()))
    if not settled or not any(c.isalnum() for c in settled):
        raise QuestionError("q", f"there is no word in {text[:40]!r}; ask with at least one word or number")
    if len(settled) > LONGEST:
        raise QuestionError("q", f"it has {len(settled)} characters, at most {LONGEST} are read; shorten it")
    words = tuple(dict.fromkeys(word for word in tokens(settled) if word not in STOP_WORDS)) or tuple(
        dict.fromkeys(tokens(settled))
    )
    concepts = concepts_asked(settled)
    chinese = has_han(settled)
    cues = [cue for concept in concepts for cue in (concept.zh, *concept.cues[:MOST_CUES])]
    concept_words = (
        tuple(dict.fromkeys(word for cue in cues for word in tokens(cue) if len(word) > 1))
        if not chinese
        else ()
    )
    return Question(settled, words, concept_words, concepts, _longest(graph.named(fold(settled))), chinese)


def _longest(named: Sequence[NamedIn]) -> tuple[NamedIn, ...]:
    """Leaves out names that stand within a longer one (红安 in 红安经验)."""
    kept: list[NamedIn] = []
    for each in named:
        if not any(
            k.start <= each.start and each.end <= k.end and (k.start, k.end) != (each.start, each.end)
            for k in kept
        ):
            kept.append(each)
    return tuple(sorted(kept, key=lambda n: (n.start, n.end, n.entity_id)))
