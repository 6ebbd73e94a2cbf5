"""IDs made from content: the same input has the same ID on every run and machine."""

import hashlib

LENGTH = 16
"""Hexadecimal digits of an ID: 64 bits, so that a collision among ten million things has odds of about 1 in 400,000."""


def content_id(kind: str, *parts: object) -> str:
    """Gives `kind-` and a hash of the parts; parts are kept apart, so that ("ab", "c") and ("a", "bc") differ.

    >>> content_id("passage", "ab", "c") == content_id("passage", "a", "bc")
    False
    """
    joined = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:LENGTH]}"


def text_key(text: str) -> str:
    """Gives the key under which the vector of a text is kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
