"""Whether a text is one running story (news), which tells clause after clause, or a report in parts, which names what it tells."""

from graph.vocabulary.practices import SHORTEST_TOLD
from ingest.segment import Outline


def is_story(text: str, outline: Outline) -> bool:
    """Tells a running story from a report in parts, and from a text too short to tell."""
    return len(outline.parts) == 1 and len(text) >= SHORTEST_TOLD
