"""How well the extraction does: against an annotated folder, and the agreement of two extractors."""

from ingest.evaluation.agreement import agreement
from ingest.evaluation.annotation import annotated
from ingest.evaluation.extraction import evaluate

__all__ = ["agreement", "annotated", "evaluate"]
