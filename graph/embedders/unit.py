"""What every embedder does to a text before its model reads it, and to the vectors after."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.errors import StoreNotReady
from graph.messages import Vector
from graph.names import simplify


def prepared(text: str) -> str:
    """Gives a text as models take it: Simplified, without NUL and half characters, never empty."""
    clean = text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    return simplify(clean) if clean.strip() else "-"


def unit_rows(rows: npt.NDArray[np.generic], name: str) -> Sequence[Vector]:
    """Gives each row at length 1.

    Raises:
        StoreNotReady: a row holds no direction, or no numbers.
    """
    found = np.asarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths < 1e-6).any():
        raise StoreNotReady(f"the embedder {name!r} gave a vector without direction; try another model")
    return list(found / lengths)
