"""Problems (问题): what a text says is wrong, as a list of problems or as what a practice sets out to solve."""

import re
from collections.abc import Iterator

from graph.names import fold
from graph.schema import Kind, Role
from graph.vocabulary.problems import problem_cues, problem_hints
from ingest.extract.findings import Block, Finding, Taken, trimmed
from ingest.extract.offences import offences
from ingest.segment.roles import ALSO_SEEN

_PROBLEM_LEAD = re.compile(
    r"^[^。;；\n:：]{0,48}?(?:问题|不足|短板|差距|薄弱环节)[^:：]{0,8}[:：]\s*"
    r"|^[^。;；\n:：]{0,24}?(?:困难|挑战)(?:如下|主要有|有|是)?[:：]\s*(?=一是)"
    r"|^[^。;；\n:：]{0,12}?比较突出的(?:问题)?[,，:：是]?(?=一是)"
    r"|^(?:[(（][一二三四五六七八九十]{1,2}[)）])?(?:清醒看到|清醒认识)(?:差距|短板|不足|问题)。"
    rf"|^{ALSO_SEEN}"
)
"""What leads up to a list of problems, and is none of them (当前还面临一些困难:…)."""
_NUMBER = re.compile(r"[(（][一二三四五六七八九十]{1,2}[)）]")
_COUNTS = re.compile(r"[一二三四五六七八九]是")
_CLAUSES = re.compile(r"[^。;；!！?？,，\n]+")
_LEADS_ON = re.compile(
    r"特别是|但|仅|仍|还|难以|目前只有|占|甚至|只有|致使|导致|人均|[村年月户]均|近?[\d一二三四五]+[年岁]"
)
"""A clause that goes on with the problem before it, or counts it (人均不到80元)."""
_PROBLEM_SENTENCES = re.compile(r"[^。;；!！?？\n]+")
_WEAK = re.compile(
    r"不|缺|弱|差|难|少|仅|低|滞后|问题|漏洞|盲区|狭小|偏|没有|尚未|不足|徘徊|“走读”|形式|脱节|松|软|轻|忽视|慢|老化|涣散|空白|仍|还需|压力|薄"
    r"|失修|散落|积水|堆[物放积]|占道|频发|破[损旧]|损坏|杂乱|脏|拥堵|堵塞|扰民|噪[音声]|污染|隐患|私搭|坑洼|泥泞|漏水|渗水|老旧|失联|闲置|荒废|撂荒|流失"
)
_SOLVES = re.compile(
    r"(?:解决|破解|消除|消灭|整治|整顿|针对|克服|防止|清除|化解|转化|扭转|改变|避免|治理|根治|应对|缓解|帮扶|帮助|救助|引导|排查|纳入|管理|联系|查处)"
)
LONGEST_PROBLEM = 22
_TAIL = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:党组织|问题|支部|村|户|组织|人口|群众)")
_NOUNS = (
    "问题(?!导向|意识|清单|楼)|难题|困难(?!群众|家庭|党员|户|职工|老人|居民)|矛盾|纠纷|争议|短板|隐患|堵点|痛点|难点|瓶颈|症结|顽疾|难事|困境|盲区"
    "|误区|弊端|薄弱环节|不合理现象|不良现象"
)
_SOLVED = re.compile(
    r"(?:解决|破解|化解|消除|攻克|缓解|应对|针对|直面|查摆|整治|排查|摸排|破除|聚焦|着眼|规避|防范|纠正|查处|发现|梳理)(?:好|了|掉)?(?:一批|\d+余?[个件项])?"
    rf"(?P<what>(?!的|问题|和|反馈|了)(?:[\u4e00-\u9fff、“”‘’()（）]|\d{{1,4}}(?=[号栋幢楼室])){{2,40}}?(?:{_NOUNS})(?:、[\u4e00-\u9fff]{{2,6}}?(?:{_NOUNS}))*)"
)
_HARD = re.compile(
    r"(?P<what>(?:(?<=[“、])|(?<=解决)|(?<=破解)|(?<=缓解)|(?<=化解))[\u4e00-\u9fff]{2,8}?(?<![困艰疑为畏克迎解两避遇苦灾磨有])难(?:、[\u4e00-\u9fff]{2,8}难)*)(?=[”、的，,。;；]|问题|难题)"
)
"""“停车难”、办事难: what people find hard."""
_STANDS_OUT = re.compile(
    r"(?:^|(?<=[,，。;；、]))(?P<what>[\u4e00-\u9fff]{2,10}?(?:难|乱|差|(?<!依)旧)(?:的?问题|的?现象)?)(?=(?:尤为|较为|十分|日益|愈发|比较|最为|更加)?(?:突出|严重|凸显))"
)
"""小区停车难问题尤为突出."""
_LEADS_TO = (
    "发现|针对|由于|因为|面对|从|一改|解决|破解|缓解|化解|克服|整治|整顿|修缮|补充|改变|帮助|对|将|把|被"
)
"""What stands before a state that is lacking, and is no part of it."""
_LACKS = re.compile(
    rf"(?:^|(?<=[,，。;；:：、“\n]))(?:[\u4e00-\u9fff]{{0,14}}?(?:{_LEADS_TO})|[\u4e00-\u9fff]{{1,14}}(?<![社小园])[省市县区旗州](?:的)?)?"
    rf"(?P<what>(?:(?!{_LEADS_TO}|不再|告别|摆脱)[\u4e00-\u9fff、]){{2,26}}?(?:"
    r"(?:了解|宣传|落实|衔接|沟通|管理|监管|服务|认识|参与|投入|保障|配套|渠道|流转|信息)(?:还|都)?(?:不够?|欠)(?:深入|及时|到位|通畅|畅通|充分|规范|完善|足|多|高|对称|畅)"
    r"|(?:渠道|方式|结构|产业|模式|手段|形式)(?:比较|较为|相对|较|过于)?单一"
    r"|(?:资源|人手|资金|力量|设施|场地|车位|经费|区域)(?:十分|较为|严重|相对|比较)?(?:短缺|紧缺|匮乏|不足|紧张|有限(?!公司|责任))"
    r"|杂乱无章|年久失修))(?![\u4e00-\u9fff]{0,4}(?:背景|条件|情况)下|问题|难题)"
)
"""销售渠道比较单一, 政策宣传不深入: a state that says by itself what is lacking."""
_DISORDER = re.compile(r"(?:整治|治理|根治)(?P<what>[\u4e00-\u9fff]{2,6}?乱象)")
_WORRIES = re.compile(
    r"(?P<what>(?:(?:(?<=解决)|(?<=化解)|(?<=破解)|(?<=聚焦)|(?<=围绕)|(?<=回应)|(?<=[把将为,，。;；、]))(?:(?!解决|化解|破解|聚焦|围绕|推动|回应|把|将|为|主动)[\u4e00-\u9fff、]){1,12}?)?(?:急难愁盼(?:的?问题)?|(?:操心事|烦心事|揪心事|急事难事)(?:、(?:操心事|烦心事|揪心事))*))"
)
_EXISTS = re.compile(
    r"(?<!不会)(?<!不)(?<!没有)(?<!避免)(?<!杜绝)(?<!防止)(?<!未)(?<!未发现)(?:存在|面临着?|出现)(?:着|了|搞)?(?P<what>(?!的)[^,，。;；\n]{2,30}?(?:现象|情况|不足|困难|困境|短板|问题(?!导向|意识|清单)))"
)
_FAILING = re.compile(
    r"(?:对|将|把|约谈|处理|调整|问责|提醒|诫勉|召回|就|\d余?名)(?P<what>[\u4e00-\u9fff、“”()（）]{2,16}?(?:不力|不到位|落后|不作为|慢作为|不担当)"
    r"(?:的[\d余多名]*[\u4e00-\u9fff、()（）]{2,16}?(?:书记|干部|党组织|负责人|党员|部门|单位|工作者)|问题))"
)
"""约谈履职不力的干部: those who fail, and at what."""
_STRAITS = re.compile(
    r"在(?P<what>[^,，。;；在]{4,24}?(?:紧张|薄弱|困难|短缺|不足|滞后|增大|落后))(?:等多重影响|的?情况|的?背景|的?条件)下"
)
"""在财政紧张的情况下: what a place has to cope with."""
_TARGETED = re.compile(
    r"(?P<what>[“‘][^“”‘’]{2,12}[”’](?:[、和]?[“‘][^“”‘’]{2,12}[”’]){0,6})(?:这?[两三四五六]个|等)?(?:的?突出)?(?:的?问题|专项整治|集中整治|专项治理)"
)
"""“庸懒散”专项整治, “谁来抓”的问题: quoted words that are what is put right."""
_ASKED = re.compile(
    r"(?:^|(?<=[。！!？?，,；;：:\n]))(?P<what>[\u4e00-\u9fff]{4,20}?)(?:该|又该|应该)?怎么[办管治](?![^“”\n]{0,20}”)"
)
_TASKED = re.compile(
    r"(?:如何|怎样|怎么)[\u4e00-\u9fff]{0,4}?(?:管理|治理|整治|解决|破解|化解|消除|应对)(?P<what>[\u4e00-\u9fff]{3,16})[?？]"
)
"""小区设施年久失修怎么办?如何治理楼道堆物? A text asks so only of what is wrong."""
_PUT_RIGHT = re.compile(
    r"(?:^|(?<=[,，。;；:：、“\n省市县区])|(?<=以来|开展|深化|推动|巩固|做好|配合|全国|全省|发布|针对))(?P<what>(?:(?!以来|开展|深化|推动|巩固|做好|配合|发布|针对|一年)[\u4e00-\u9fff]){2,14}?问题)(?=专项整治|专项治理|集中整治|大排查)"
)
"""靠企吃企问题专项整治: what a campaign puts right, by its name."""
_UNFIT = re.compile(
    r"(?:清退|处置|调整|撤换|约谈|免职|召回|批评教育|(?:对|将|把)(?=[^,，。;；\n]{4,40}?(?:约谈|调整|批评教育|免职|问责|诫勉|撤换|清退)))了?(?:\d+余?名)?"
    r"(?P<what>(?:不合格|不胜任|不尽职|不称职|不履职|未履职|不符合条件|长期不(?!懈|断|倦)|连续[^,，。;；的]{0,4}(?:考核)?(?:靠后|不合格)|履[职责]不力|考核靠后|工作推进缓慢)"
    r"(?:(?!优秀)[\u4e00-\u9fff、]){0,14}?的?(?:\d+余?名)?(?:村|社区|乡镇|县|农村)?(?:党组织|党支部)?(?:书记|干部|党员))"
)
"""处置不合格党员, 清退不履职的村干部: who is put out says what was wrong."""
_FORMERLY = re.compile(
    r"(?:^|(?<=[。!！?？\n:：,，“]))(?:可|但)?(?:过去(?!一看)|以前(?!往|来|去)|前几年|前些年|早些年|从前|原先)(?!的|[一二三四五六七八九十百\d两几多]+(?:年|个|届|场|天|次))"
    r"(?:一段时间|一个时期)?(?:[,，]|我们在调研中发现[,，])?(?P<what>[^。;；!！?？\n”]{6,120})"
)
"""过去一段时间,部分村…: what was before a practice, as far as it says that something was amiss."""
_AMISS = re.compile(
    r"不(?:够|好|强|起|便|高|足|清|齐|愿|通|畅|稳|敢|太好|上[^级]|住|方便|规范|平衡|到位|及时|重视)|没(?:有?(?:人|物业|场所|路|地方|门路|资金|钱|产业))|(?<!不)难(?!怪|忘|得|以忘|事|办的)"
    r"|脏乱|乱[堆放停扔]|乱$|杂[乱、]|品种杂|脏|[较很]差|差$|各干各|各卖各|单打独斗|坑洼|坑坑洼洼|泥泞|尘土|积水|薄弱|涣散|空壳|畏难|冷清|破[旧败烂]|少$|少”|耽误|重.{1,6}轻|怕"
)
"""Words of a clause that something was amiss in."""
LONGEST_FORMERLY = 60
"""Characters of such clauses together."""
_BY_ITSELF = re.compile(
    r"(?:^|(?<=[,，。;；:：、!！?？\n]))(?:(?!没有|不存在|未发现|杜绝|消除|排除|[无零已])[^,，。;；:：、!！?？\n]){0,24}?"
    r"(?P<what>(?:安全|火灾|消防)隐患(?![^,，。;；\n]{0,6}(?:排查|[为清归]零|零|整治|治理|讲座|知识|随手拍))|卫生死角|民生短板|(?:推动|促进)党建[与和]业务(?:工作)?(?:深度|有机|高度)?融合)"
)
"""安全隐患检查, 推动党建与业务深度融合: what says by itself that something is amiss, or that two things stand apart."""
_MARKED = re.compile(r"[“‘][^“”‘’]{2,12}[”’]")
SHORTEST_ITEM = 4
"""Characters of an item of a list that says by itself what is wrong."""
_RAISED = re.compile("提出|反映|遇到|关心|咨询")
"""Before a list: what somebody raised is a problem, whatever it is called."""
LONGEST_FRAME = 6
"""Characters around quoted items that only frame them (这四个问题)."""
BY_NAME = frozenset(
    {"party_business_disconnect", "weak_organisation", "collective_economy_empty_shell", "poverty"}
)
_BY_NAME = re.compile(r"两张皮|软弱涣散|后进|空壳|集体经济薄弱|贫困[村户人群]|困难[群家]")
GROUPS = frozenset({"non_public_sector_coverage"})
"""Categories whose cues name groups, not what is wrong with them."""
_MODIFIES = re.compile(r"治理|服务|公司|管理|党建|企业|委员会")
_EMPTY = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{1,6}(?:中|共同))?(?:(?:存在|遇到|出现|关心|关注|提出|反映|反馈|发现)的)?|(?:我们|他们|他|她|这个|这些|一个|真|大)的?|(?:群众|居民|村民|大家|企业|党员们?)(?:的|关心的|反映的|提出的))?"
    r"(?:[\u4e00-\u9fff]{0,6}(?:哪些|哪几|什么|怎样|何种)的?)?(?:实际|突出|有关|相关|具体|各种|各类|各|主要|重点|关键|存在的?|面临的?|一些|这些|共性|常见|大部分|大多数|普遍性|倾向性|苗头性|群众反映的突出|新情况|新|挑战|矛盾|情况|棘手|热点|难点|重难点|工作|治理|检视|发展|[、和与])*(?:问题|困难|矛盾|难题)"
)
"""Words that name no problem: 解决实际问题."""


def find_problems(text: str, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives the problems: each sentence part of a problem paragraph, and cues of the taxonomy elsewhere."""
    found: list[Finding] = []
    for block in blocks:
        if block.role is Role.PROBLEMS:
            found += _listed(text, block)
        else:
            found += _met(text, block)
    return found


def _listed(text: str, block: Block) -> Iterator[Finding]:
    lead = _PROBLEM_LEAD.match(text[block.start : block.end])
    at = block.start + (lead.end() if lead else 0)
    for match in _PROBLEM_SENTENCES.finditer(text, at, block.end):
        start, end = trimmed(text, match.start(), match.end())
        counted = _COUNTS.match(text, start, end) or _NUMBER.match(text, start, end)
        start = counted.end() if counted else start
        if end - start < 5:
            continue
        # What stands between semicolons is one problem.
        listed = {text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]} & {";", "；"}
        for piece_start, piece_end in [(start, end)] if listed else _pieces(text, start, end):
            category = _category(text[piece_start:piece_end])
            yield Finding(
                Kind.PROBLEM,
                piece_start,
                piece_end,
                text[piece_start:piece_end],
                "problem-paragraph",
                block.part,
                properties={"category": category or "responsibility_gap", "explicit": True},
            )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Gives the clauses that are each a problem by themselves; clauses that only lead up to one, or count it, stay with it."""
    clauses = [m.span() for m in _CLAUSES.finditer(text, start, end)]
    open_at = clauses[0][0] if clauses else start
    for index, (_, clause_end) in enumerate(clauses):
        last = index + 1 == len(clauses)
        following = text[clauses[index + 1][0] : clauses[index + 1][1]] if not last else ""
        complete = _WEAK.search(text[open_at:clause_end]) and clause_end - open_at >= 8
        leads_on = _LEADS_ON.match(following) or len(following) < 6
        if last or (complete and not leads_on and _WEAK.search(following)):
            yield open_at, clause_end
            open_at = clauses[index + 1][0] if not last else end


def _met(text: str, block: Block) -> Iterator[Finding]:
    """Gives the problems that running text names, the longer where two overlap."""
    found = sorted(
        {*_by_cue(text, block), *_by_noun(text, block), *offences(text, block)},
        key=lambda p: (p[0] - p[1], p),
    )
    kept: list[tuple[int, int, str]] = []
    taken = Taken(block.start, block.end)
    for start, end, category in found:
        if not taken.touches(start, end):
            kept.append((start, end, category))
            taken.add(start, end)
    for start, end, category in sorted(kept):
        properties = {"category": category, "explicit": True}
        yield Finding(Kind.PROBLEM, start, end, text[start:end], "cue", block.part, properties=properties)


def _by_cue(text: str, block: Block) -> Iterator[tuple[int, int, str]]:
    """A cue of the taxonomy as the object of 解决, 整顿 … in the same clause; a weak village or poor household is a problem by its name."""
    folded = fold(text[block.start : block.end])
    for at, (length, category) in problem_cues().iter(folded):
        start, end = block.start + at - length + 1, block.start + at + 1
        clause = max(block.start, *(text.rfind(mark, block.start, start) + 1 for mark in "。;；,，!！?？:："))
        by_name = category in BY_NAME and _BY_NAME.match(text, start) is not None
        if _MODIFIES.match(text, end) or (category in GROUPS and not _WEAK.search(text, clause, start)):
            continue
        if by_name or _SOLVES.search(text, max(clause, start - 24), start):
            tail = _TAIL.match(text, end, block.end)
            yield start, tail.end() if tail and tail.end() - start <= LONGEST_PROBLEM else end, category


def _by_noun(text: str, block: Block) -> Iterator[tuple[int, int, str]]:
    """What the text itself calls a problem: 解决 … 难题, “停车难”, 急难愁盼, 存在 … 现象, 履职不力的干部."""
    for pattern in (
        _SOLVED,
        _HARD,
        _STANDS_OUT,
        _LACKS,
        _DISORDER,
        _WORRIES,
        _EXISTS,
        _FAILING,
        _STRAITS,
        _TARGETED,
        _PUT_RIGHT,
        _ASKED,
        _TASKED,
        _UNFIT,
        _FORMERLY,
        _BY_ITSELF,
    ):
        for match in pattern.finditer(text, block.start, block.end):
            span = _amiss(text, *match.span("what")) if pattern is _FORMERLY else match.span("what")
            for start, end in _items(text, *span, each=pattern is _EXISTS):
                words = text[start:end]
                if pattern in (_ASKED, _TASKED) and not _WEAK.search(words):
                    continue  # how to manage members is no problem of theirs
                if not _EMPTY.fullmatch(words) and len(words) > 1:
                    yield start, end, _category(words) or "service_capability"


def _amiss(text: str, start: int, end: int) -> tuple[int, int]:
    """Gives the clauses that say what was amiss, up to the first that does not: what was done about it comes next."""
    until = start
    for clause in _CLAUSES.finditer(text, start, min(end, start + LONGEST_FORMERLY)):
        whole = clause.end() == end or text[clause.end()] in ",，"
        if not whole or not _AMISS.search(clause[0]):
            break
        until = clause.end()
    return start, until


def _items(text: str, start: int, end: int, *, each: bool) -> Iterator[tuple[int, int]]:
    """Gives the problems of a list: “甲”“乙”这两个问题 are two, as are clauses that each say what is wrong; 阵地建设等问题 says nothing.

    With `each` all items of a list stand for themselves (存在甲、乙问题).
    """
    words = text[start:end]
    marked = list(_MARKED.finditer(text, start, end))
    if marked and len(words) - sum(len(m[0]) for m in marked) <= LONGEST_FRAME:
        yield from (m.span() for m in marked)
        return
    pieces = words.removesuffix("等问题").split("、")
    whole = "等" not in words and each and min(map(len, pieces)) >= SHORTEST_ITEM
    if not whole and (not words.endswith("等问题") or _RAISED.search(words)):
        yield start, end
        return
    at = start
    for piece in pieces:
        if whole or _WEAK.search(piece):
            yield at, at + len(piece)
        at += len(piece) + 1


def _category(words: str) -> str | None:
    """Gives the category of the taxonomy whose cues weigh most, the first of the taxonomy on a tie."""
    weights: dict[str, int] = {}
    for _, told in problem_hints().iter(fold(words)):
        for weight, category in told:
            weights[category] = weights.get(category, 0) + weight
    return max(weights, key=lambda c: (weights[c], c)) if weights else None
