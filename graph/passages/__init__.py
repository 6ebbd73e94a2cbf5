"""Indexes of passages: adapters of the ports that find and write them."""

from graph.model import Passage
from graph.names import tokens
from graph.vocabulary.concepts import concepts_in


def words_of(passage: Passage) -> str:
    """Gives the tokens that a passage is found by, joined by spaces; the nearest heading lends it its words."""
    return " ".join(tokens(" ".join((*passage.path[-1:], passage.text))))


def topics_of(passage: Passage) -> str:
    """Gives the IDs of the concepts that a passage and its nearest heading speak of, as often as they do, joined by spaces."""
    return " ".join(concepts_in("\n".join((*passage.path[-1:], passage.text))))
