"""From a question to an answer: understand, retrieve, fuse, expand."""
