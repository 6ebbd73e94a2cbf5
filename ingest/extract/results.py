"""Results told without a figure (定性成效): praise, honours, and what a running story says has been bettered.

Reports in parts praise themselves in every paragraph, so there only figures count; a story says it once.
"""

import re
from collections.abc import Iterator, Sequence

from graph.schema import Kind
from ingest.extract.clauses import Clause, clauses_of, of_practice, runs, without_stray_marks
from ingest.extract.findings import Block, Finding, Taken

_PRAISED = (
    r"(?:得到|获得|赢得|受到|收获|引起|博得)了?[^,，。;；]{0,24}(?:好评|认可|点赞|欢迎|赞誉|肯定|称赞|赞扬|共鸣|青睐)"
    r"|深受[^,，]{0,10}(?:欢迎|好评|喜爱)|广受好评|好评如潮|(?:点赞|好评)$"
)
_HONOURED = (
    r"(?:荣获|获评|入选|被评为|被授予|被认定为|夺得|勇夺|斩获)[^,，。;；]{2,40}(?:称号|奖(?![品金励学])|荣誉|品牌|示范[^,，]{0,4}|先进[^,，]{0,6}|冠军|基地|案例)"
    r"|获得[^,，。;；]{2,40}(?:称号|奖(?![品金励学])|荣誉|冠军)"
)
_BETTERED = (
    r"(?:提高|提升|增强|增进|激发|拉近|丰富|改善|营造|凝聚|缩短|巩固|坚定|强化|锻炼|深化|擦亮|解决|打通|促进|密切|筑牢|激活|满足|打破|减轻|降低|破解|消除|形成|取得|达到|收到)"
    r"了(?P<what>[^,，。;；]{3,})"
)
_RESULT = re.compile(f"{_PRAISED}|{_HONOURED}|{_BETTERED}")
_NOT_YET = re.compile(
    r"没有|没能|没得|从没|从未|并没|还没|尚未|未能|即将|将(?=[获被得入荣夺]|会|进一步|更)|有望|申报|争创|参评|推荐|为了|旨在|力争|争取|确保|希望|必将|(?<![主重首纪])要"
    r"|能够?[^力量源人]|可以|如果|只有"
)
"""A failure, a wish or a condition: no result."""
_FIGURE = re.compile(r"\d")
LONGEST_INDICATOR = 20


def find_results(text: str, blocks: Sequence[Block], told: Sequence[Finding]) -> list[Finding]:
    """Gives the results without a figure of a running story; where something else is `told` already (a figure, a plan, a problem), none."""
    found = []
    taken = Taken(0, len(text))
    for finding in told:
        taken.add(finding.start, finding.end)
    for block in of_practice(blocks):
        for run in runs(text, (c for c in _results(text, block) if not taken.touches(*c))):
            start, end = run[0][0], run[-1][1]
            properties = {"indicator": _indicator(text[start:end]), "values": [], "role": "outcome"}
            found.append(
                Finding(
                    Kind.OUTCOME, start, end, text[start:end], "result", block.part, properties=properties
                )
            )
    return found


def _results(text: str, block: Block) -> Iterator[Clause]:
    for start, end in clauses_of(text, block):
        words = text[start:end]
        if _RESULT.search(words) and not _FIGURE.search(words) and not _NOT_YET.search(words):
            yield start, end


def _indicator(words: str) -> str:
    """Gives what was bettered, or the praise or honour as it is told."""
    match = _RESULT.search(words)
    assert match is not None
    return without_stray_marks((match["what"] or match[0])[:LONGEST_INDICATOR])
