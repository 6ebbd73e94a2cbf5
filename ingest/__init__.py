"""DOCUMENT IN: files become settled text, passages, entities and claims, and are loaded into the stores."""
