"""What people have decided about the facts (corrections): read from a file that they edit, applied whenever a document is read."""

from ingest.corrections.apply import Corrector
from ingest.corrections.decision import Correction
from ingest.corrections.file import read_corrections

__all__ = ["Correction", "Corrector", "read_corrections"]
