"""Names that the sequence model tells: its labelling, what is taken from it, and what it must not tell."""

from collections import Counter
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.schema import Role
from graph.vocabulary.name_labels import LabelWeights, Steps, Weight, label_weights
from graph.vocabulary.practices import SHORTEST_TOLD, practice_words
from ingest.extract import extract
from ingest.extract.findings import Block
from ingest.extract.labelled import LABELLED, MOST_NAMES, likely_names
from ingest.extract.labelling import LONGEST_SENTENCE, labelled, pieces, sentences
from ingest.segment import outline

NO_STEPS = Steps(0, 0, 0, 0, 0, 0, 0)
SURE = {"0甲": Weight(9000, -9000, -9000), "0乙": Weight(-9000, 9000, 0), "0丙": Weight(-9000, -9000, 9000)}
"""甲 begins a name, 乙 goes on, 丙 ends it."""


def told(sentence: str, weights: dict[str, Weight], steps: Steps = NO_STEPS) -> list[tuple[str, int]]:
    found = labelled(sentence, Counter(), LabelWeights(weights, steps))
    return [(sentence[one.start : one.end], one.odds) for one in found]


def names(text: str, weights: dict[str, Weight] | None = None) -> list[str]:
    block = Block(0, len(text), 0, Role.PRACTICE)
    given = LabelWeights(weights, NO_STEPS) if weights is not None else None
    return [finding.name for _, finding in likely_names(text, [block], given)]


def test_a_name_is_a_beginning_what_is_inside_and_an_end() -> None:
    assert told("日前甲乙乙丙启动，又有甲丙", SURE) == [("甲乙乙丙", 36000), ("甲丙", 18000)]
    assert told("日前启动", SURE) == []
    assert told("", SURE) == []


def test_of_two_labellings_as_likely_nothing_is_told() -> None:
    assert told("日前甲乙丙", dict.fromkeys(SURE, Weight(0, 0, 0))) == []


def _best(own: list[tuple[int, int, int]], steps: Steps) -> int:
    """Gives the weight of the likeliest labelling, by trying all."""
    ways: dict[str, int] = {"OO": 0, **steps._asdict()}
    found: list[int] = []
    for path in map("".join, product("OBIE", repeat=len(own))):
        walk = [one + other for one, other in pairwise(path)]
        if path[0] in "OB" and path[-1] in "OE" and ways.keys() >= set(walk):
            labels = (0 if label == "O" else own[at]["BIE".index(label)] for at, label in enumerate(path))
            found.append(sum(labels) + sum(ways[step] for step in walk))
    return max(found)


@given(
    st.lists(st.tuples(*[st.integers(-50, 50)] * 3), min_size=1, max_size=6),
    st.tuples(*[st.integers(-50, 50)] * 7).map(Steps._make),
)
def test_no_labelling_is_likelier_than_the_one_that_is_told(
    own: list[tuple[int, int, int]], steps: Steps
) -> None:
    sentence = "甲乙丙丁戊己"[: len(own)]
    weights = {f"0{c}": Weight(*w) for c, w in zip(sentence, own, strict=True)}
    found = labelled(sentence, Counter(), LabelWeights(weights, steps))
    # A name that follows another shares the step between them.
    shared = sum(steps.EB for one, other in pairwise(found) if one.end == other.start)
    assert sum(one.odds for one in found) - shared == _best(own, steps)


def test_long_sentences_are_read_in_stretches() -> None:
    text = "长" * (2 * LONGEST_SENTENCE + 1) + "。短句；又一句"
    assert [end - start for start, end in sentences(text, 0, len(text))] == [
        LONGEST_SENTENCE, LONGEST_SENTENCE, 1, 2, 3,
    ]  # fmt: skip


def test_words_in_marks_are_weighed_by_their_look_and_what_stands_around_them() -> None:
    rows = pieces("推行“一网、三员”工作法", {"一网、三员": 2})
    inside = set(rows[4])
    assert {"#marked", "#marked-list", "#marked-number", "#marked-often2"} <= inside
    assert {"#before-mark=行", "#behind-mark=工", "#head-behind=工作法"} <= inside
    assert "#verb<" in rows[0]
    assert "#marked" not in rows[-1]


def test_a_name_is_told_where_one_mention_of_it_is_sure_enough() -> None:
    unsure = {"0甲": Weight(300, 0, 0), "0乙": Weight(0, 0, 300)}
    assert names("日前甲乙启动。", unsure) == []
    surer = unsure | {"-1在": Weight(900, 0, 0)}
    assert names("日前甲子乙启动。", unsure | {"0子": Weight(0, 200, 0)}) == []
    assert names("在甲子乙启动。日前甲子乙启动。", surer | {"0子": Weight(0, 200, 0)}) == ["甲子乙", "甲子乙"]


@pytest.mark.parametrize(
    "text",
    [
        "甲书》丙", "甲“书丙", "甲丙", "甲一系列丙", "甲" + "书" * 40 + "丙",
    ],
    ids=["half a mark", "an open mark", "too short", "everyday", "too long"],
)  # fmt: skip
def test_what_is_no_whole_name_is_not_told(text: str) -> None:
    ends = {text[0]: Weight(9000, -9000, -9000), text[-1]: Weight(-9000, -9000, 9000)}
    others = dict.fromkeys(set(text) - ends.keys(), Weight(-9000, 100, -9000))
    weights = {f"0{character}": weight for character, weight in {**others, **ends}.items()}
    assert [one for one, _ in told(text, weights)] == [text]
    assert names(text, weights) == []


def between(start: str, end: str) -> dict[str, Weight]:
    """Gives weights by which a name goes from one mark (character) to another, whatever stands between."""
    return {
        f"0{start}": Weight(9000, -99, -9000), f"0{end}": Weight(-9000, -99, 9000),
        **{f"0{chr(code)}": Weight(-9000, 99, -9000) for code in (0x4E00, *map(ord, WRITTEN - {start, end}))},
    }  # fmt: skip


SAID = {
    "社区获评“五星院落”。": "an honour",
    "社区被授予“红旗窗口”“五星院落”。": "two honours",
    "“扫街原来这么累”，志愿者小李说。": "what somebody said",
    "社区里，“楼道亮了心里暖”，李大爷笑着说。": "what somebody said in a place",
    "他走了。\u3000\u3000“楼道亮了心里暖”，李大爷说。": "what somebody said behind blanks",
    "“红岸”微信公众号作了报道。": "a channel",
    "台风“海马”来了。": "a typhoon",
    "居民走进“四季广场”。": "a place",
    "他们叫他“田头书记”。": "a person",
    "讲了“农具的来历”。": "what is told of something",
    "形成“你追我赶”的氛围。": "a state",
    "从“等上门”到“送上门”。": "what was before and after",
}
KEPT = [
    "社区推出“银龄课堂”，老人们说很满意。",
    "医院推行“一站结算”，患者直言方便。",
    "“四点课堂”说起来容易。",
    "获评案例的“幸福餐桌”惠及老人。",
    "“一码通办”期间受理两千件。",
    "从“一张清单”起步。",
    "围绕“清廉医院”建设，院里发力。",
    "入选试点后推出“一门办理”。",
    "开展“先锋号”竞赛。",
]
WRITTEN = {*"".join([*SAID, *KEPT]), *"“邻里茶座”社区开设了《麦浪》排演资源纳入版图"}


@pytest.mark.parametrize("text", SAID, ids=SAID.values())
def test_what_is_said_or_awarded_or_lies_elsewhere_is_no_practice(text: str) -> None:
    """The model is sure of whatever stands in marks, and still none of it is told."""
    sure = between("“", "”")
    assert told(text, sure)
    assert names(text, sure) == []
    assert names("社区开设了“邻里茶座”。", sure) == ["邻里茶座"]


@pytest.mark.parametrize("text", KEPT)
def test_what_people_say_of_a_practice_leaves_it_one(text: str) -> None:
    """Whoever speaks behind it, and whatever it was awarded, a name that a verb holds or that goes on is a name."""
    assert names(text, between("“", "”")) == [text[text.index("“") + 1 : text.index("”")]]


def test_neither_a_work_nor_a_sentence_that_runs_on_is_a_name() -> None:
    assert told("排演《麦浪》。", between("《", "》"))
    assert names("排演《麦浪》。", between("《", "》")) == []
    assert [one for one, _ in told("“红岸资源”纳入版图。", between("“", "图"))] == ["“红岸资源”纳入版图"]
    assert names("“红岸资源”纳入版图。", between("“", "图")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本次甲子乙启动。", []),
        ("在本次甲子丑寅卯辰巳午未乙中。", ["甲子丑寅卯辰巳午未乙"]),
        ("日本次甲子乙。", ["甲子乙"]),
    ],
    ids=["speaks of one that has its name", "names one", "another word"],
)
def test_this_time(text: str, expected: list[str]) -> None:
    inside = {f"0{character}": Weight(-9000, 99, -9000) for character in "子丑寅卯辰巳午未"}
    ends = {"0甲": Weight(9000, -99, -9000), "0乙": Weight(-9000, -99, 9000)}
    assert names(text, ends | inside) == expected


def test_what_the_vocabulary_says_is_no_name_is_none() -> None:
    word = next(word for word in sorted(practice_words().never) if len(word) == len(set(word)) == 3)
    weights = {
        f"0{c}": Weight(*w)
        for c, w in zip(word, [(9000, -9, -9), (-9, 9000, -9), (-9, -9, 9000)], strict=True)
    }
    assert [one for one, _ in told(f"在{word}。", weights)] == [word]
    assert names(f"在{word}。", weights) == []


def test_a_list_of_names_is_none() -> None:
    weights = {"0甲": Weight(9000, -99, -9000), "0乙": Weight(-9000, -99, 9000)}
    inside = {f"0{digit}": Weight(-9000, 99, -9000) for digit in "0123456789"}
    listed = [f"甲{at:03}乙" for at in range(MOST_NAMES + 1)]
    assert names("。".join(listed[:MOST_NAMES]), inside | weights) == listed[:MOST_NAMES]
    assert names("。".join(listed), inside | weights) == []


STORY = (
    "这是一个有两千多户居民的老旧小区，老人多，楼道窄，停车难，物业费收缴率低，多年来一直让居民头疼。"
    "8月12日，金桥社区“红石榴小院”成员单位为居民送来服务，社区党员和志愿者一起为老人测量血压、理发。"
    "街道党工委负责人表示，社区党组织把服务送到居民身边，党员志愿者轮流值守，为独居老人送菜送药，帮助他们打扫房间、修理电器。"
    "活动现场，志愿者还向居民讲解了防暑知识，并发放宣传册，大家边听边问，气氛热烈，很多居民留下了联系方式，希望以后常来。"
)
assert len(STORY) >= SHORTEST_TOLD


def test_a_story_has_names_that_no_rule_sees_beside_those_of_the_rules() -> None:
    found = extract(STORY, outline(STORY)).named
    assert ("红石榴小院", LABELLED) in {(finding.name, finding.rule) for finding in found}
    assert all(
        STORY[f.start : f.end].replace("“", "").replace("”", "") == f.name
        for f in found
        if f.rule == LABELLED
    )
    stretches = sorted((f.start, f.end) for f in found)
    assert all(one[1] <= other[0] for one, other in pairwise(stretches))


def test_a_text_that_speaks_of_the_party_in_passing_has_only_names_that_rules_see() -> None:
    """Villages and neighbourhoods are in all news; the model is asked where the Party's organisations are what is spoken of."""
    swaps = {
        "党员": "店员",
        "党工委": "商会",
        "党组织": "商会",
        "社区": "园区",
        "居民": "住户",
        "志愿者": "店员",
        "街道": "街区",
    }
    words = STORY
    for one, other in swaps.items():
        words = words.replace(one, other)
    passing = words + "“银龄课堂”品牌由党委和社区创办。"
    assert practice_words().speaks_of_field(passing)
    assert {f.name: f.rule for f in extract(passing, outline(passing)).named} == {"银龄课堂品牌": "quoted"}


def test_no_weight_holds_a_name() -> None:
    """Pieces are a character or two where they stand, words of the vocabulary, or the look of what is in marks."""
    known = {head.word for head in practice_words().heads}
    for piece in label_weights().pieces:
        what, _, word = piece.partition("=") if piece.startswith("#") else ("", "", piece[2:])
        assert len(word) <= 2 or word in known, piece
        assert what == "" or what[1:].rstrip("0123456789<>“‘「『《").replace("-", "").isalpha(), piece
