"""The commands of DOCUMENT IN. Imports stand inside the functions, so that `--help` loads no model."""

from ingest.commands.documents import extract, forget, ingest
from ingest.commands.evaluation import evaluation
from ingest.commands.options import DATA, REJECTED, print_row
from ingest.commands.upkeep import backup, check, rebuild, restore

__all__ = [
    "DATA", "REJECTED", "backup", "check", "evaluation", "extract", "forget", "ingest", "print_row", "rebuild", "restore",
]  # fmt: skip
