"""QUERY IN: a question becomes an answer of passages and practices, each with its provenance; nothing here writes."""
