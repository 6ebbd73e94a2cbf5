"""Adapters of PassageView and PassageWriter."""
