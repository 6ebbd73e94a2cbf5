"""Plans: what a text says is to be done next, a sentence each."""

import re

from graph.schema import Kind, Role
from ingest.extract.findings import Block, Finding, trimmed

_NEXT_LEAD = re.compile(
    r"(?:[^。]{0,36}?(?:表示|介绍|说|透露)[,，:：]\s*“?)?(?:下一步|下步|今后|接下来|下阶段|下一阶段)[^,，:：]{0,8}[,，:：]\s*|(?:下一步|今后|未来|接下来)"
)
_SENTENCES = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")


def find_plans(text: str, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives the plans: a sentence each of a paragraph on next steps."""
    found = []
    for block in blocks:
        if block.role is not Role.NEXT_STEPS:
            continue
        lead = _NEXT_LEAD.match(text[block.start : block.end])
        for match in _SENTENCES.finditer(text, block.start + (lead.end() if lead else 0), block.end):
            start, end = trimmed(text, match.start(), match.end())
            if end - start >= 6:
                found.append(Finding(Kind.PLAN, start, end, text[start:end], "next-steps", block.part))
    return found
