"""Whether words in quotation marks are a name, a figure of speech, or what somebody said."""

import re
from functools import cache

from graph.schema import Role
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block
from ingest.extract.naming import LONGEST_NAME, N

SHORTEST_NAME = 4
"""Characters of a name without a head noun; one that closes its phrase may be one shorter."""
_NUMBERED = re.compile(
    rf"^(?!一[个处位名种类项])(?:[{N}][^{N}、,，]{{1,3}}合一|[{N}][到进访送入][^{N}、,，]{{1,2}}|[{N}][^{N}、,，]{{1,3}}(?:[{N}][^{N}、,，]{{1,3}})+|[{N}][个项方支][^{N}、,，]{{2,5}}|[{N}]个最"
    rf"|[{N}][^{N}年月日天时点分个次件条张种是些直般样切旦方位级边侧路站流句声手口心盘家、,，]{{1,2}}(?:联动|共建|共治|服务)?|\d{{3,5}}|\d(?:[-—]\d){{2,}})$"
)
"""两访三问, 三个平台, 五比, 1234: names made of numbers."""
_RULE = re.compile("制$|(?:沟通|接待|开放|活动|议事|服务|奉献|志愿)日$|(?<![方办立说宪司])法$")
"""“五级包保责任制”, “一线办公法”: what a name by itself ends in."""
_LETTERS = re.compile(r"^[\u4e00-\u9fff](?:、[\u4e00-\u9fff]){2,}$")
"""选、育、管: single words that each stand for a part."""
_PLUS = re.compile(r"^[^,，。]{1,12}[+＋][^,，。]{0,36}$")
"""支部+合作社: names joined by plus signs."""
_PARTY_PLUS = re.compile(r"(?:党建|党支部|支部)[\u4e00-\u9fff]?[+＋]\S")
"""党建+网格: Party building joined to a field of work is a way of working wherever it stands."""
_WITHIN_REACH = re.compile(r"\d{1,2}分钟[\u4e00-\u9fff]{0,8}圈")
_PRINCIPLE = re.compile("(?:工作)?(?:理念|目标)")
_LIVED_BY = ("践行", "运用", "锚定", "贯彻")
"""践行“五共”理念: what somebody works by."""
_THEME_OF = re.compile("为主题的?[\u4e00-\u9fff]|的[“‘]")
_PARALLEL = re.compile(r"^[\u4e00-\u9fff]{3,10}(?:[、,，][\u4e00-\u9fff]{3,10}){1,5}$")
"""党旗飘起来、党员站出来: two to six phrases of one build."""

DESCRIBES = re.compile("为(?:主要)?(?:内容|主题|目标|载体|抓手)|的[“‘]")
"""Behind words that tell what the named thing holds: 以“…”为主题的…, “…”的“双强”工程."""
_MEANS = re.compile("为(?:契机|品牌|牵引|依托|支点|平台)")
"""Behind a name by whose means something is done: 以“…”为契机."""
_CONTENT = re.compile("为(?:主要)?(?:内容|主题|目标)")
NO_NAME_AFTER = re.compile(
    r"(?:的|要求|等)?(?:原则|(?:预期|总体|奋斗|工作)?目标|理念|愿景|精神|思想|宗旨|方针|定位|问题|现象|现状|不良|歪风|陋习|风气|行为|情况|难题|短板|困局|困境|效果|局面|(?:人居|营商)?环境(?!整治|治理|提升)|面貌|氛围|工作要求|合力|研讨会|论坛|峰会|座谈会|发布会|(?:主题)?(?:交流|研讨)(?!活动|会|分享)|显示|颁奖|殊荣|形象|意识|热潮|优势|作用|称号|荣誉|奖|证书|感|关系|时代|市场|总要求|经营理念|期盼|需求|之路|道路|榜样|标杆|故事|姿态|担当|温度|底色|成色|名片|版图|答卷|篇章)"
)
"""What stands behind quoted words that are a principle, a state or a figure of speech."""
_FIGURATIVE = re.compile(r"[新大小软硬金]..$|最|一[个处位]|[^+＋、]*[式化]$|..[村镇乡]$")
"""“软环境”, “新路径”, “一个电话”, “最美家庭”: an everyday word with an ornament, or an honour."""
ORNAMENT = re.compile(
    r"^新..$|(?:画卷|答卷|篇章|乐章|颜值|风尚|风景|引擎|动能|密码|蓝图|底色|成色|热潮|良方|新活力|新动力|新气象|新面貌|新高地|文章|根基|防线|屏障|基石|之[区城地问窗])$"
)
"""“新阵地”, “美丽画卷”: what something is praised as."""
_TAKEN_AS = re.compile(r"(?:打造|建设|创建)?作为[^,，。;；]{0,24}(?:抓手|举措|载体|重要内容)")
"""将“…”作为…的抓手: what is taken up to bring something about."""
_TO_BRING_ABOUT = re.compile(r"^(?:提升|增强|解决|破解|改善|提高|消除|治理|整治)|[难乱差]$")
"""A trouble or an aim, which may be taken up too and is no name."""
_BEHIND_NO_NUMBERED_NAME = re.compile(
    "(?:等|的)?(?:称号|荣誉|奖|目标|原则|理念|精神|问题|需求|难题|现状|不良|作风(?!建设|整治)|风气|(?:人居|营商)?环境(?!整治|治理|提升))|人员|职工|评议会"
)
_DEMANDED = re.compile(rf"[{N}]个(?:坚持|结合|统一|到位|必须|务必|作用|维护|确立|自信)$")
"""“四个坚持”: what somebody is to keep to, and no way of working by itself."""
HONOUR = re.compile(
    "^全国(?:优秀|先进)|(?:标兵|能手|文明号|红旗(?:手|集体)|文明岗|先锋号|五四奖章)$|"
    "(?:示范|文明|先进|优秀)(?:[村镇乡户]|社区|单位|个人|集体|个体|干部|党员|共产党员|党组织|基层党组织|党支部|团干|团员|工作者|党务工作者|学生|教师|职工|员工)$"
)
"""“优秀党务工作者”, “巾帼建功标兵”: what somebody is given."""
_POINT_VERB = re.compile(
    r"[一二三四五六七八九十]是(?:号召|要求|倡导|坚持|实行|推行|突出|落实|实施|注重|抓好|推动|推进)$"
)
_OWNER = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:镇|乡|街道|村|社区|县|区|(?<!城)(?<!都)市|局|委|学校|医院|公司|超市)$"
)
"""What a quoted name belongs to, right before it: 某镇“党员小课堂”、某局“双积分”."""
_OF_SOME = re.compile("(?:不少|有的|有些|部分|一些|个别|多数|很多)(?:镇|乡|街道|村|社区|县|区)$")
"""不少村“守着青山没钱花”: what is said of many is no name of one's."""
_ROLE = re.compile(r"(?:担任|选聘|聘请|选派|招募|设立|选树|培育|引回|成为|聘为|受聘|当好|争当|配备)")
PERSON = re.compile(r"(?:官|员|长|书记|顾问|支书|管家|合伙人|指导员|使者|工匠|能人|书记员|大使|专员)$")
_EDGE = re.compile(r"[,，。;；:：、!！?？\n“”\"()（）《》\s]")
_BY_WAY = re.compile("的?(?:形式|方式|办法|方法)")
_CLOSES = re.compile(r"[,，。;；、:：]|等(?!内容|工作|问题)|和|与|及|工作|$")
"""What closes the phrase that a name stands in."""
_BECAME = re.compile("(?<![聘变])成为[^,，。;；“”]*的$")
_BRINGS = "(?:激活|撬动|托起|推动|带动|焕发|解决|破解|服务|牵动|连着|连接|做出|干出|成就|汇聚|凝聚|绘就|守护|关乎|释放|迸发|办成|蕴含|折射|照亮|换来|促进)(?:[出了着起])?"
_GREAT_BEHIND = re.compile(f"{_BRINGS}“大[^“”]{{1,6}}”")
_SMALL_AHEAD = re.compile(f"“小[^“”]{{1,6}}”{_BRINGS}$")
_QUESTION = re.compile(
    r"谁|什么|怎么|如何|为什么|抓什么|怎样|我|你|您|他|她|咱|俺|这|那|真是|真的|太|没有|不是"
)


def praised(text: str, match: re.Match[str], floor: int) -> bool:
    """Tells what somebody or something has become in other people's eyes (成为群众愿意来的“连心家园”)."""
    return _BECAME.search(text, max(floor, match.start() - 30), match.start()) is not None


def small_to_great(text: str, match: re.Match[str], core: str) -> bool:
    """Tells a figure of speech (“小集市”激活“大治理”) from a name."""
    if core.startswith("小"):
        return _GREAT_BEHIND.match(text, match.end()) is not None
    return (
        core.startswith("大")
        and _SMALL_AHEAD.search(text, max(0, match.start() - 20), match.start()) is not None
    )


def is_speech(text: str, match: re.Match[str], core: str) -> bool:
    """Tells a quotation of what somebody said from a name."""
    before = text[max(0, match.start() - 4) : match.start()]
    return (
        bool(re.search(r"(?:[说问答称]|(?<![街频渠通管轨跑赛国河人])道)[:：,，]?$|[:：]$", before))
        or bool(re.search(r"[。!！?？…]", match[1]))
        or bool(_QUESTION.match(core))
        or len(core) > (2 * LONGEST_NAME if re.search("[+＋、—]", core) else LONGEST_NAME)
    )


def numbered(core: str) -> bool:
    """Tells whether a name is made of numbers (两访三问), or of single words that each stand for a part (选、育、管)."""
    return _NUMBERED.match(core) is not None or _LETTERS.match(core) is not None


def like_a_name(text: str, match: re.Match[str], core: str, block: Block) -> bool:
    """Tells whether quoted words without a head noun are a name; in a list of problems they are figures of speech."""
    if block.role is Role.PROBLEMS:
        return False
    clause = _clause(text, match, block)
    carried = any(verb in clause for verb in practice_words().carry)
    if _WITHIN_REACH.fullmatch(core) or (
        (principle := _PRINCIPLE.match(text, match.end()))
        and clause.endswith(_LIVED_BY)
        and (numbered(core) or (len(core) >= SHORTEST_NAME and principle[0].endswith("理念")))
    ):
        return True
    if numbered(core):
        return (
            not core.isdigit()
            and "如何" not in core
            and not _DEMANDED.match(core)
            and not _CONTENT.match(text, match.end())
            and not _BEHIND_NO_NUMBERED_NAME.match(text, match.end())
            and (len(core) > 2 or carried)
        )
    taken_up = (
        text.startswith(("将", "把", "以"), max(0, match.start() - 1))
        and _TAKEN_AS.match(text, match.end(), block.end)
        and not _TO_BRING_ABOUT.search(core)
    )
    if (
        (_FIGURATIVE.match(core) and not taken_up)
        or ORNAMENT.search(core)
        or NO_NAME_AFTER.match(text, match.end())
        or (DESCRIBES.match(text, match.end()) and not _joins_party_building(text, match, core))
    ):
        return False
    if taken_up:
        return True
    if _BY_WAY.match(text, match.end()) and clause.endswith(
        ("通过", "以", "采取", "采用", "运用", "借助", "按照")
    ):
        return True
    closes = _CLOSES.match(text, match.end(), block.end) is not None
    means = _MEANS.match(text, match.end()) is not None
    return _by_its_build(core, clause, closes) or _by_what_carries_it(core, clause, closes, means)


def _clause(text: str, match: re.Match[str], block: Block) -> str:
    """Gives the words of the clause right before the marks."""
    clause = text[max(block.start, match.start() - 14) : match.start()]
    return clause[max((m.end() for m in _EDGE.finditer(clause)), default=0) :]


def _by_its_build(core: str, clause: str, closes: bool) -> bool:  # noqa: FBT001
    """支部+合作社, 党旗飘起来、党员站出来."""
    if _PLUS.match(core):
        return (
            closes
            or _PARTY_PLUS.match(core) is not None
            or any(verb in clause for verb in practice_words().carry)
        )
    phrases = re.split("[、,，]", core)
    return (
        len(phrases) > 1 and closes and _PARALLEL.match(core) is not None and _sets_in_motion(clause, phrases)
    )


def _by_what_carries_it(core: str, clause: str, closes: bool, means: bool) -> bool:  # noqa: FBT001
    """一是推行“…”, 某镇“…”, 选聘“…合伙人”, 打造“…”, 以“…”为契机."""
    if len(core) >= SHORTEST_NAME and clause.endswith(("以", "依托")) and means:
        return True
    owned = (closes and _OWNER.search(clause) and not _OF_SOME.search(clause)) or (
        PERSON.search(core) and _ROLE.search(clause)
    )
    if len(core) >= SHORTEST_NAME and (owned or _POINT_VERB.search(clause)):
        return True
    if re.search("[、,，]", core):
        return False
    if closes and len(core) >= SHORTEST_NAME and _RULE.search(core):
        return True
    return any(verb in clause for verb in _strong_verbs()) and len(core) >= SHORTEST_NAME - closes


def _joins_party_building(text: str, match: re.Match[str], core: str) -> bool:
    """Tells 以“党建+网格”为主题,… from the theme of an activity that is named behind it (为主题的…活动)."""
    return _PARTY_PLUS.match(core) is not None and _THEME_OF.match(text, match.end()) is None


def _sets_in_motion(clause: str, phrases: list[str]) -> bool:
    """Tells whether phrases of one build are a line of work: two behind a verb that carries, three of equal length behind 推动 or 坚持 too."""
    if any(verb in clause for verb in _strong_verbs()):
        return True
    lengths = [len(phrase) for phrase in phrases]
    return (
        len(phrases) >= 3
        and max(lengths) - min(lengths) <= 1
        and re.search("推动|坚持|按照|围绕|通过", clause) is not None
    )


@cache
def _strong_verbs() -> tuple[str, ...]:
    words = practice_words()
    return tuple(verb for verb in words.carry if verb not in words.weak_before_quotes)
