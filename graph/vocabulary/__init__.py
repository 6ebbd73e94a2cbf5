"""The vocabulary of the field (词表): concepts with their words in both languages, and the words of names; data, reviewed like code."""
