"""Embedders: adapters of the port that turns text into vectors."""
