"""Ways of working without quotation marks or head noun that a verb carries, years named for a cause, and items of the whole country."""

import re
from collections.abc import Iterator

from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import named_finding
from ingest.extract.unquoted import CUT

_WORK_LINE = re.compile(r"抓(?:基层)?党建促[\u4e00-\u9fff]{2,4}?(?=工作|[,，。;；、]|[的与和及与以为把抓])")
"""抓党建促乡村振兴: a line of work named by what Party building is to bring about."""
_YEAR = re.compile(
    r"(?:作为|确定为|定为|列为)(?P<name>(?:全[市县区州省])?[\u4e00-\u9fff]{3,12}(?<![青少成周学半全])年)(?=[,，。;；])"
)
"""把2016年作为党员队伍建设年."""
_WAY = re.compile(
    r"(?:采取|采用|实行|推行|运用|创新)(?P<way>[\u4e00-\u9fff、]{4,24}?)(?P<etc>等)?的?(?:办法|方式|形式|方法|做法|路径)(?=[,，。;；]|(?<=等方式)|(?<=等办法)|(?<=等形式))"
)
"""采取定向督导、明察暗访的方式: a way of working told as one."""
_CARRIED = re.compile(
    r"(?:全面推行|创新推行|探索推行|试点推行|推行|实行|全面实行|推广)(?P<way>[\u4e00-\u9fff、]{4,16})(?=[,，。;；])"
)
"""推行分类定级、晋位升级: what is put into practice, where nothing else follows in the clause."""


_DOING = re.compile(r".*(?:理念|意识|基地|时|期间|过程|之后)$|召开|开设|举办|开展|组织|邀请|上门|.*相结合")


def carried(text: str, block: Block) -> Iterator[Finding]:
    """Ways of working without quotation marks or head noun, as the object of 采取 … 方式 or 推行 …."""
    if block.role is Role.PROBLEMS:
        return
    for match in _WORK_LINE.finditer(text, block.start, block.end):
        line = Head("抓党建", Kind.PROGRAMME, "work_line")
        yield named_finding(line, match.span(), match[0], "work-line", block)
    for match in _YEAR.finditer(text, block.start, block.end):
        year = Head("年", Kind.PROGRAMME, "campaign")
        yield named_finding(
            year, match.span("name"), match["name"], "year", block, (re.sub("^全.", "", match["name"]),)
        )
    for pattern in (_WAY, _CARRIED):
        for match in pattern.finditer(text, block.start, block.end):
            words = re.sub(r"^(?:了|的|全市|全县|全区|各级)", "", match["way"])
            start = match.end("way") - len(words)
            if (
                len(words) >= 4
                and not _DOING.match(words)
                and (
                    pattern is _WAY or not any(practice_words().head_of(piece) for piece in words.split("、"))
                )
                and words not in practice_words().stems
                and not CUT.search(words)
                and not _verbs_only(words)
            ):
                yield named_finding(None, (start, match.end("way")), words, "carried", block)


def _verbs_only(words: str) -> bool:
    """Tells everyday doings (广泛宣传, 全面覆盖) from ways with a name."""
    stems = practice_words().stems
    return len(words) == 4 and words[:2] in stems and words[2:] in stems


def national(text: str, block: Block) -> Iterator[Finding]:
    """Items of the whole country (三会一课), quoted or not; in a list of problems they are what is done badly."""
    if block.role is Role.PROBLEMS:
        return
    for name, kind in practice_words().national:
        at = text.find(name, block.start, block.end)
        while at >= 0:
            marked = at > 0 and text[at - 1] in '“"‘' and text[at + len(name) : at + len(name) + 1] in '”"’'
            finding = Finding(kind, at - marked, at + len(name) + marked, name, "national", block.part)
            finding.properties = {
                "subtype": "policy_plan" if kind is Kind.PROGRAMME else "system",
                "status": "in_use",
                "scope": "national",
            }
            yield finding
            at = text.find(name, at + len(name), block.end)
