"""Short forms of names that the text tells in full; the names are made up."""

import pytest

from graph.schema import Kind, Role
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.labelled import LABELLED
from ingest.extract.naming import named_finding
from ingest.extract.short_forms import call_in_full_form


def findings(text: str, *told: tuple[str, str]) -> list[Finding]:
    """Gives the named stretches of a text as findings, each with the rule that saw it."""
    found, at = [], 0
    for words, rule in told:
        at = text.index(words, at)
        name = words.replace("“", "").replace("”", "")
        block = Block(0, len(text), 0, Role.PRACTICE)
        found.append(named_finding(practice_words().head_of(name), (at, at + len(words)), name, rule, block))
        at += len(words)
    return found


@pytest.mark.parametrize(
    ("fuller", "short", "called"),
    [
        ("“邻里乐”公益市集活动", "公益市集", "邻里乐公益市集活动"),
        ("“山里娃走进电台”夏令营", "山里娃电台夏令营", "山里娃走进电台夏令营"),
        ("“山里娃走进电台”夏令营", "“山里娃电台夏令营”", "山里娃电台夏令营"),
        ("邻里文化艺术节", "邻里节", "邻里节"),
        ("三个一百活动", "三个一活动", "三个一活动"),
        ("“红榴邻里管家小院”", "“红榴小院”", "红榴小院"),
        ("公益讲堂", "公益市集", "公益市集"),
        ("积分超市理事会", "积分超市", "积分超市"),
        ("银龄课堂进校园活动", "银龄课堂", "银龄课堂"),
        ("红色物业服务驿站", "红色驿站", "红色驿站"),
    ],
    ids=[
        "a piece",
        "two pieces",
        "a name in marks is not put together",
        "a single character",
        "another number",
        "another in marks",
        "another",
        "its council",
        "what it does elsewhere",
        "too short to be put together",
    ],
)
def test_a_short_form_is_called_in_full(fuller: str, short: str, called: str) -> None:
    text = f"社区办起{fuller}，{short}来了很多人。"
    full, brief = found = findings(text, (fuller, "quoted"), (short, LABELLED))
    full.kind, full.properties["status"] = Kind.PROGRAMME, "planned"
    call_in_full_form(text, found)
    assert brief.name == called
    if called == full.name:
        assert brief.kind is full.kind
        assert brief.properties["subtype"] == full.properties["subtype"]
        assert brief.properties["status"] == "in_use"
        assert short in brief.aliases


def test_of_two_that_it_may_shorten_a_name_shortens_none() -> None:
    text = "社区办起东院公益市集、西院公益市集，公益市集来了很多人。"
    found = findings(text, ("东院公益市集", "head"), ("西院公益市集", "head"), ("公益市集", LABELLED))
    call_in_full_form(text, found)
    assert [one.name for one in found] == ["东院公益市集", "西院公益市集", "公益市集"]


def test_a_name_that_a_rule_sees_keeps_its_name() -> None:
    text = "社区办起东院公益市集，公益市集来了很多人。"
    found = findings(text, ("东院公益市集", "head"), ("公益市集", "head"))
    call_in_full_form(text, found)
    assert found[1].name == "公益市集"
