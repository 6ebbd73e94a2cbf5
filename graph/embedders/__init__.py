"""Adapters of Embedder."""
