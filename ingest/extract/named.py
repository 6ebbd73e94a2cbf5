"""Programmes and methods with a name: all rules that see one, the longest where two overlap."""

from graph.names import bare, core
from graph.schema import Role
from graph.vocabulary.practices import practice_words
from ingest.extract.components import components
from ingest.extract.findings import Block, Finding
from ingest.extract.quoted import quoted
from ingest.extract.unquoted import by_head, carried, national, titled


def find_named(text: str, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives the named programmes and methods in the order of the text, longest first where two overlap."""
    found: list[Finding] = []
    for block in blocks:
        marked = [*quoted(text, block), *titled(text, block)]
        found += _longest(
            [
                *marked,
                *by_head(text, block, {finding.end for finding in marked}),
                *carried(text, block),
                *national(text, block),
            ]
        )
    by_start = sorted(blocks, key=lambda b: b.start)
    for finding in found:
        block = next(b for b in reversed(by_start) if b.start <= finding.start)
        if spelled := components(text, finding, block.start):
            finding.properties["components"] = spelled
    countrywide = {bare(name) for name, _ in practice_words().national}
    problems = [block for block in blocks if block.role is Role.PROBLEMS]
    for finding in found:
        if core(finding.name) in countrywide or bare(finding.name) in countrywide:
            finding.properties["scope"] = "national"
    badly = [
        f
        for f in found
        if f.properties["scope"] == "national" and any(b.start <= f.start < b.end for b in problems)
    ]
    return sorted((f for f in found if f not in badly), key=lambda f: (f.start, f.end))


def _longest(candidates: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(candidates, key=lambda f: (f.start - f.end, f.start, f.rule == "national", f.rule)):
        if not any(other.overlaps(finding.start, finding.end) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)
