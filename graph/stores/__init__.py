"""Adapters of GraphView and GraphWriter."""
