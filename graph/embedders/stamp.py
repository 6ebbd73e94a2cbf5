"""What an index says of itself, so that it is never read with another embedder or other tokens."""

from graph.names import TOKENS_VERSION
from graph.ports import Embedder


def stamp_of(embedder: Embedder) -> dict[str, str]:
    """Gives what an index must say of itself to be read with this embedder."""
    return {"embedder": embedder.name, "dimension": str(embedder.dimension), "tokens": TOKENS_VERSION}
