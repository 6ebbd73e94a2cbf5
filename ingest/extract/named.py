"""Programmes and methods with a name: all rules that see one, the longest where two overlap."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from graph.names import bare, core
from graph.schema import Role
from graph.vocabulary.practices import practice_words
from ingest.extract.bracketed import bracketed
from ingest.extract.carried import carried, national
from ingest.extract.chains import chained
from ingest.extract.components import components
from ingest.extract.families import families, members, spell_out
from ingest.extract.findings import Block, Finding, Taken
from ingest.extract.joined import joined
from ingest.extract.labelled import LABELLED, likely_names
from ingest.extract.occasions import OPENING, occasions
from ingest.extract.pointed import enumerated, pointed
from ingest.extract.quoted import quoted
from ingest.extract.repeated import repeated
from ingest.extract.short_forms import call_in_full_form
from ingest.extract.titles import titled
from ingest.extract.undertaken import tell_programmes
from ingest.extract.unquoted import by_head

OF_MANY = "主题党日"
"""An item of the whole country that also stands for the one which a text has just named."""


def find_named(text: str, blocks: tuple[Block, ...], *, story: bool = False) -> list[Finding]:
    """Gives the named programmes and methods in the order of the text; where two overlap, the longest that a rule sees.

    In a running story names count that no rule sees but the sequence model is sure of, where they touch no other.
    """
    again: dict[Block, list[Finding]] = {block: [] for block in blocks}
    for block, finding in repeated(text, blocks):
        again[block].append(finding)
    opening = (blocks[0].start if blocks else 0) + OPENING
    kin = families(text, blocks)
    for block in blocks:
        again[block] += occasions(text, block, opening)
    for block, finding in members(text, blocks, kin):
        again[block].append(finding)
    for block, finding in likely_names(text, blocks) if story else ():
        again[block].append(finding)
    found = [f for block in blocks for f in _in_block(text, block, again[block])]
    _tell_apart(found)
    _call_in_full(found)
    call_in_full_form(text, found)
    tell_programmes(text, found)
    spell_out(found, kin)
    return sorted(found, key=lambda f: (f.start, f.end))


def _tell_apart(found: list[Finding]) -> None:
    """Takes a closing noun from the aliases where several names bear it: “甲”志愿服务项目 and “乙”志愿服务项目 are two."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for finding in found:
        for alias in finding.aliases:
            if finding.name.endswith(alias):
                bearers[alias].add(bare(finding.name))
    for finding in found:
        finding.aliases = tuple(
            alias for alias in finding.aliases if len(bearers[alias]) < 2 or not finding.name.endswith(alias)
        )


def _call_in_full(found: list[Finding]) -> None:
    """Gives a bare form (党建联盟, 主题党日) the name of the one in the text that closes with it (“甲”党建联盟, “乙”主题党日活动)."""
    for bare_form in sorted({f.name for f in found} & {*practice_words().bodies, OF_MANY}):
        closed = (bare_form, f"{bare_form}活动")
        full = {f.name: f for f in found if f.name.endswith(closed) and f.name != bare_form}
        if len(full) == 1:
            one = next(iter(full.values()))
            for finding in found:
                # What many hold is meant before one of them is named (每月过好主题党日).
                meant = finding.name == bare_form and (bare_form != OF_MANY or finding.start > one.start)
                if meant:
                    finding.name, finding.kind = one.name, one.kind
                    finding.properties = dict(one.properties)
                    finding.aliases = (*finding.aliases, bare_form)


def _in_block(text: str, block: Block, again: list[Finding]) -> Iterator[Finding]:
    marked = [*quoted(text, block), *titled(text, block), *bracketed(text, block), *enumerated(text, block)]
    others = (
        by_head(text, block, [finding.end for finding in marked]),
        carried(text, block),
        national(text, block),
        pointed(text, block),
        chained(text, block),
        joined(text, block),
        again,
    )
    for finding in _longest(block, [*marked, *chain.from_iterable(others)]):
        if practice_words().countrywide & {core(finding.name), bare(finding.name), *_of_marked(finding)}:
            finding.properties["scope"] = "national"
            if block.role is Role.PROBLEMS:
                continue  # in a list of problems an item of the whole country is what is done badly
        if spelled := components(text, finding, block.start):
            finding.properties["components"] = spelled
        yield finding


def _of_marked(finding: Finding) -> set[str]:
    """Gives the words in marks of a name that a noun such as 社会实践 or 队伍 closes: they say whose it is (“三下乡”社会实践)."""
    head = practice_words().head_of(finding.name)
    return set(finding.aliases) if head and head.word in practice_words().marked else set()


def _longest(block: Block, candidates: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    taken = Taken(block.start, block.end)
    for finding in sorted(
        candidates, key=lambda f: (f.rule == LABELLED, f.start - f.end, f.start, f.rule == "national", f.rule)
    ):
        if not taken.touches(finding.start, finding.end):
            kept.append(finding)
            taken.add(finding.start, finding.end)
    return sorted(kept, key=lambda f: f.start)
