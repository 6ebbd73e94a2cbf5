"""A second extractor (off by default): a language model behind an OpenAI-compatible endpoint, believed only where its quote stands in the text."""

from ingest.llm.extractor import LanguageModel

__all__ = ["LanguageModel"]
