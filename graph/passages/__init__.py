"""Indexes of passages: adapters of the ports that find and write them."""

from graph.model import Passage
from graph.names import tokens


def words_of(passage: Passage) -> str:
    """Gives the tokens that a passage is found by, joined by spaces; the nearest heading lends it its words."""
    return " ".join(tokens(" ".join((*passage.path[-1:], passage.text))))
