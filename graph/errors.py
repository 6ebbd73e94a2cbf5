"""The errors raised on purpose, as one tree.

KnowledgeError                everything raised on purpose
├─ SettingsError              a setting is missing, malformed or contradicts another
├─ DocumentError              one document cannot be taken in; the run goes on
│   ├─ UnsupportedDocument    no reader for this suffix
│   └─ UnreadableDocument     the reader failed (cause attached)
├─ UnusableAnswer             a language model's answer is not of the form that was asked for
├─ SchemaError                data breaks the schema: wrong ends, no evidence, span outside its text
├─ QuestionError              the question cannot be answered as put (empty, bad filter)
├─ NotKnown                   nothing with that ID
└─ StoreError                 a store let us down
    ├─ StoreUnavailable       not reachable: try again
    │   └─ StoreHeld          another writer holds it: wait for it to end
    └─ StoreNotReady          reachable, but schema, index or embedder differ: load first
"""


class KnowledgeError(Exception):
    """Any error that this project raises on purpose; its message says what was wanted, found, and what to do."""


class SettingsError(KnowledgeError):
    """A setting is missing, malformed or contradicts another."""


class DocumentError(KnowledgeError):
    """One document cannot be taken in; the others go on."""

    def __init__(self, origin: str, reason: str, remedy: str) -> None:
        """Takes where it happened, what was wrong, and what to do."""
        super().__init__(f"{origin}: {reason}; {remedy}")
        self.origin = origin
        """The file, or `file#line` within a JSON Lines file."""
        self.reason = reason
        self.remedy = remedy


class UnsupportedDocument(DocumentError):
    """There is no reader for the suffix of this file."""


class UnreadableDocument(DocumentError):
    """The reader for this suffix could not read the file."""


class UnusableAnswer(KnowledgeError):
    """A language model's answer is not of the form that was asked for."""


class SchemaError(KnowledgeError):
    """Data breaks the schema: wrong ends of a relation, no evidence, or a span outside its text."""


class QuestionError(KnowledgeError):
    """The question cannot be answered as put; carries the parameter's name."""

    def __init__(self, parameter: str, reason: str) -> None:
        """Takes the parameter and what is wrong with it."""
        super().__init__(f"{parameter}: {reason}")
        self.parameter = parameter


class NotKnown(KnowledgeError):
    """Nothing has that ID."""


class StoreError(KnowledgeError):
    """A store let us down."""


class StoreUnavailable(StoreError):
    """The store is not reachable: try again."""


class StoreHeld(StoreUnavailable):
    """Another process is writing: wait for it to end."""


class StoreNotReady(StoreError):
    """The store is reachable, but its schema, index or embedder differ from ours: load first."""
