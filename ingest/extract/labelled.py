"""Names that no rule sees, in running stories: what the sequence model (`labelling`) is sure of, where no rule's name stands.

A report names what it tells, and rules read it well; news tells names in passing, in as many ways as there are writers.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from graph.names import bare
from graph.vocabulary.name_labels import LabelWeights, label_weights
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.labelling import MARKED, labelled, sentences
from ingest.extract.likeness import HONOUR, NO_NAME_AFTER, ORNAMENT, is_speech
from ingest.extract.naming import named_finding
from ingest.extract.unquoted import CUT, names_something

LABELLED = "labelled"
"""The rule of these findings."""
ENOUGH = 1000
"""Odds (thousandths of their logarithm) that one mention of a name must reach; chosen in folds of annotated texts."""
SHORTEST, LONGEST = 3, 40
"""Characters of a name, without its marks."""
_GOES_ON = re.compile(
    "(?:建立|打造|纳入|配合|构建|完善|推进|实施|成为)(?!方案|细则|办法|计划|会|行动|工程|年)"
)
"""Behind the marks: the sentence, and no longer the name (“银杏林”纳入总体规划)."""
_OF_ANOTHER_KIND = re.compile(
    "(?:的)?(?:(?:官方)?微信|公众号|微博|客户端|网站|章节|总要求|变(?:成|为)?“|转变|[向到]“|字样|横幅|锦旗|入选者|专案|获得者|获奖|展览)"
)
"""Behind the marks: a channel, what became of something, what hangs on a wall, what somebody was chosen for."""
_OPENING = "。;；:：!！?？，,”"
"""What ends right before marks that open their clause; what a verb holds (推出“甲”，老人们说…) is not what was said."""
_SAID = re.compile(
    r"[,，]?[^,，。;；“”\n]{0,14}(?:说(?!事|理|法|起|来|到)|表示|告诉|感慨|感叹|回忆|坦言|笑着|直言)"
)
"""Behind the marks: who said so."""
_SO_CALLED = re.compile(
    r"(?:台风|微信号|被誉为|代号|”[变向到]成?|(?:评为|授予|荣获|获评|入选|命名为|认定为|当选|评选|评出|夺得|摘得|(?<![收捕不])获得?|荣膺)(?:(?!后|推出|办起|开展|建立|建起)[^,，。;；的“”\n]){0,10}(?:“[^“”\n]{1,30}”[、和与]?){0,4})$"
)
"""Before the marks: what something was called or awarded."""
LONGEST_LEAD = 60
"""Characters before the marks in which the verb of a list stands."""
_NO_PRACTICE = re.compile(
    "^《.*》$|(?:书记|村医|教师|医生|司机|队员|党员|标兵|模范|之星|美容师|奖章|[一二三]甲医院|医院|校园|钻井队|广场|安置点|小区|[路街]|船舶|景区|公园|大厦|中学|小学)”$|的"
)
"""Marks that hold nothing but a work, a person, a body, a place or what is told of something."""
_BUILT = ("建设", "创建", "行动", "模式", "计划", "工程", "活动", "机制", "品牌", "竞赛", "评选")
"""Behind marks that hold a body: “清廉医院”建设 is what is done there."""
MOST_NAMES = 200
"""Names of a story; what seems to have more is a list, and none of them counts."""
LONGEST_PLAIN = 12
"""Characters of a name before its marks, and behind them."""
_THIS_TIME = re.compile("(?<![基日根标样])[此本这][次场期]")
"""本次…, and not 日本次 or 基本期."""
LONG_EVENT = 9
"""Characters from which 此次… names an event; a shorter one (本次共建活动) speaks of one that has its name."""
_MARKS = re.compile("[“”‘’「」『』]")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "(": ")", "（": "）"}


def likely_names(
    text: str, blocks: Sequence[Block], weights: LabelWeights | None = None
) -> Iterator[tuple[Block, Finding]]:
    """Gives, with its paragraph, each mention of what is taken for a name with odds enough in one of them."""
    found: dict[str, list[tuple[int, Block, Finding]]] = defaultdict(list)
    often = Counter(match[1] for block in blocks for match in MARKED.finditer(text, block.start, block.end))
    for block in blocks:
        for start, end in sentences(text, block.start, block.end):
            for one in labelled(text[start:end], often, weights or label_weights()):
                finding = _finding(text, start + one.start, start + one.end, block)
                if finding is not None:
                    found[bare(finding.name)].append((one.odds, block, finding))
    sure = [mentions for mentions in found.values() if max(odds for odds, _, _ in mentions) >= ENOUGH]
    if len(sure) <= MOST_NAMES:
        yield from ((block, finding) for mentions in sure for _, block, finding in mentions)


def _finding(text: str, start: int, end: int, block: Block) -> Finding | None:
    """Gives the stretch as a finding, or None where it is no whole name."""
    words = practice_words()
    this_time = _THIS_TIME.search(text, max(block.start, start - 2), start + 2)
    start = max(start, this_time.end()) if this_time else start
    marks = list(MARKED.finditer(text, start, end))
    name = _MARKS.sub("", text[start:end])
    head = words.head_of(name)
    if (
        not SHORTEST <= len(name) <= LONGEST
        or not _whole(text[start:end])
        or {bare(name), *(bare(mark[1]) for mark in marks if mark.end() == end)} & words.never
        or (this_time and not marks and len(name) < LONG_EVENT)
        or (_is_told(text, start, end, marks) if marks else _everyday(name, head))
    ):
        return None
    aliases = tuple(mark[1] for mark in marks if text[mark.start()] != "《")
    return named_finding(head, (start, end), name, LABELLED, block, aliases)


def _everyday(name: str, head: Head | None) -> bool:
    """Tells whether unmarked words only say what kind of thing is meant (各类活动, 集中整治), or what was done (健全考核机制)."""
    words = practice_words()
    stem = name.removesuffix(head.word) if head else name
    if CUT.search(stem) or stem.startswith(tuple(words.strong)):
        return True
    return head is not None and head.word not in words.bodies and not (stem and names_something(stem, head))


def _is_told(text: str, start: int, end: int, marks: Sequence[re.Match[str]]) -> bool:
    """Tells whether a name in marks runs on into its sentence, or is a saying, a work, an honour, a person or a place, or how something is."""
    behind, ahead = text[marks[-1].end() : end], text[start : marks[0].start()]
    alone = not behind and not ahead
    return (
        max(len(behind), len(ahead)) > LONGEST_PLAIN
        or CUT.search(ahead) is not None
        or _GOES_ON.search(behind) is not None
        or any(is_speech(text, mark, mark[1]) for mark in marks)
        or (alone and _names_no_practice(text[start:end]) and not text.startswith(_BUILT, end))
        or (not behind and (ORNAMENT.search(marks[-1][1]) or NO_NAME_AFTER.match(text, end)) is not None)
        or _OF_ANOTHER_KIND.match(text, marks[-1].end()) is not None
        or (_opens(text, start) and _SAID.match(text, end) is not None)
        or _SO_CALLED.search(text, max(0, start - LONGEST_LEAD), start) is not None
    )


def _names_no_practice(words: str) -> bool:
    return _NO_PRACTICE.search(words) is not None or HONOUR.search(words[1:-1]) is not None


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - LONGEST_LEAD) : start].rstrip()
    return not before or before[-1] in _OPENING


def _whole(words: str) -> bool:
    """Tells whether each mark that opens in these words closes in them, and the other way round."""
    wanted: list[str] = []
    for character in words:
        if character in _PAIRS:
            wanted.append(_PAIRS[character])
        elif character in _PAIRS.values() and (not wanted or wanted.pop() != character):
            return False
    return not wanted
