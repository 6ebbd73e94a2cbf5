"""What the model is asked, and the form its answer must have."""

from graph.schema import Kind
from graph.vocabulary.concepts import concepts

VERSION = "1"
"""Stands in the cache's keys; another prompt asks again."""

KINDS = (Kind.PROGRAMME, Kind.METHOD, Kind.PROBLEM, Kind.MEASURE, Kind.OUTCOME, Kind.PLAN)

INSTRUCTIONS = """
You read Chinese texts on grassroots Party building and list what they say. Give facts only, each with the exact words of the text.
programme: a named undertaking carried out over a time (活动, 行动, 工程, 计划, 项目, 年). method: a named way of working (机制, 制度, 体系, 模式, 工作法, 清单, 平台).
problem: what is to be solved. measure: an unnamed deed, a verb and what it was done to. outcome: a clause with a figure. plan: a sentence on what comes next.
`quote` is copied from the text character by character, at most one sentence. `name` of a programme or method is part of its quote, without quotation marks.
Leave out rhetoric, leaders' principles, organisations, one-off events and general policy words.
Do not translate, correct or complete anything. If there is nothing, give an empty list."""

CATEGORIES = tuple(concept.id for concept in concepts() if concept.problem)
ROLES = ("outcome", "input", "target", "context")

SCHEMA: dict[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["facts"],
    "properties": {
        "facts": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["kind", "quote", "name", "category", "role"],
                "properties": {
                    "kind": {"enum": [kind.value for kind in KINDS]},
                    "quote": {"type": "string"},
                    "name": {"type": "string", "description": "of a programme or method; empty for others"},
                    "category": {"enum": ["", *CATEGORIES], "description": "of a problem; empty for others"},
                    "role": {"enum": ["", *ROLES], "description": "of an outcome; empty for others"},
                },
            },
        }
    },
}
