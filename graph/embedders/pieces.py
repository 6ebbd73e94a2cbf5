"""Text cut into the pieces that multilingual-e5-small knows, as its tokeniser cuts it (Kudo 2018, a unigram model).

Of all ways to cut a text the one with the highest sum of the pieces' scores is taken, found by Viterbi's method; a
character that no piece begins is unknown and costs ten more than the rarest piece.
"""

import re

from graph.embedders.weights import Weights

_BLANK = "\u2581"


class Pieces:
    """The cutting of one model."""

    def __init__(self, weights: Weights) -> None:
        """Takes the weights whose pieces they are."""
        self._known, self._scores = weights.pieces, weights.scores
        self._settled, self._unknown = weights.settled, weights.unknown
        self._rare = min(self._scores) - 10
        self._longest = max(map(len, self._known))

    def of(self, text: str) -> list[int]:
        """Gives the numbers of a text's pieces in order."""
        plain = re.sub(" {2,}", " ", text.translate(self._settled))
        marked = (plain if plain.startswith(" ") else " " + plain).replace(" ", _BLANK)
        data = marked.encode("utf-8")
        cuts = [0]
        for character in marked:
            cuts.append(cuts[-1] + len(character.encode("utf-8")))
        return self._best(data, cuts)

    def _best(self, data: bytes, cuts: list[int]) -> list[int]:
        count = len(cuts) - 1
        best = [0.0] + [float("-inf")] * count
        came: list[tuple[int, int]] = [(0, 0)] * (count + 1)
        for first in range(count):
            start, score = cuts[first], best[first]
            for last in range(first + 1, count + 1):
                if cuts[last] - start > self._longest:
                    break
                piece = self._known.get(data[start : cuts[last]])
                if piece is not None and piece != self._unknown and score + self._scores[piece] > best[last]:
                    best[last], came[last] = score + self._scores[piece], (piece, first)
            if score + self._rare > best[first + 1]:
                best[first + 1], came[first + 1] = score + self._rare, (self._unknown, first)
        found, at = [], count
        while at:
            piece, at = came[at]
            found.append(piece)
        return found[::-1]
