"""Ways of working without quotation marks or head noun that a verb carries, years named for a cause, and items of the whole country."""

import re
from collections.abc import Iterator

from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import LONGEST_NAME, named_finding
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


_OF_A_FIELD = re.compile(
    r"(?:推进|探索|推行|开展|实施|创新|打造|做[强优实]|抓[实好]|构建|深化|拓展)(?P<name>(?![各抓以]|重点|村级|常态|品牌|基层|机关|农村|城市|社区|学校|国企|高校|两新|非公|企业|全面|加强|新时代|高质量|党员|组织|区域化)[\u4e00-\u9fff]{2,4}党建)(?=[,，。;；])"
)
"""探索毗邻党建, 推进商圈党建: Party building of a kind of its own."""


_VOW = "不忘初心、牢记使命"
_OF_THOSE_IN_IT = re.compile("[”’]?(?:联盟)?(?:单位|支部|干部|人员|共建党组织|优抚)|同(?=[过上办])")
"""Behind an item: it tells who takes part (区域化党建单位), or is one of a row (主题党日同过)."""
_IN_A_LIST = re.compile("“[^“”\n]*、$|“$")
"""Before an item: the quotation marks of a longer name that it is one of the words of (“老带新、强带弱”)."""
_THIS_ONE = re.compile("(?:此|本|这|该)[次场](?:[支党][部组织]*|创意)?$")
_OF_ITS_OWN = re.compile(
    "(?:红色|革命|爱国(?:主义)?|安全|廉[政洁]|法治|国防|禁毒|环保|感恩|诚信|孝老敬亲|各[类种]|一[场次堂][^,，。]{0,8}的?)$"
)
_DOING = re.compile(
    r".*(?:理念|意识|基地|时|期间|过程|之后)$|召开|开设|举办|开展|组织|邀请|上门|.*相结合|挨家|[及到至给]|.*(?:喜闻乐见|通俗易懂)|.*[和与]$"
)


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
    for match in _OF_A_FIELD.finditer(text, block.start, block.end):
        if match["name"].removesuffix("党建") not in practice_words().stems:
            yield named_finding(None, match.span("name"), match["name"], "field", block)
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


def _otherwise(text: str, at: int, name: str, block: Block) -> bool:
    """Tells whether the words of a countrywide item say something else here: 此次主题党日, a 红色主题教育 of one's own, a vow, who takes part."""
    if _OF_THOSE_IN_IT.match(text, at + len(name), block.end):
        return True
    if _IN_A_LIST.search(text, max(block.start, at - LONGEST_NAME), at):
        return True
    before = text[max(block.start, at - 12) : at]
    if name == _VOW:
        return not text.startswith("主题教育", at + len(name))
    return _THIS_ONE.search(before) is not None or (
        name == "主题教育" and _OF_ITS_OWN.search(before) is not None
    )


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
            marked = at > 0 and text[at - 1] in '“"‘' and text.startswith(("”", '"', "’"), at + len(name))
            if _OF_THOSE_IN_IT.match(text, at + len(name) + marked, block.end) or (
                not marked and _otherwise(text, at, name, block)
            ):
                at = text.find(name, at + len(name), block.end)
                continue
            finding = Finding(kind, at - marked, at + len(name) + marked, name, "national", block.part)
            finding.properties = {
                "subtype": "policy_plan" if kind is Kind.PROGRAMME else "system",
                "status": "in_use",
                "scope": "national",
            }
            yield finding
            at = text.find(name, at + len(name), block.end)
