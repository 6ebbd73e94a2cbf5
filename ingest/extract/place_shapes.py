"""Places by the shape of their names: villages, communities, townships and areas that no gazetteer lists."""

import re
from collections.abc import Iterator

from graph.vocabulary.places import ABBREVIATIONS, Place, gazetteer
from graph.vocabulary.words import no_places, running_words
from ingest.extract.findings import PlaceFound
from ingest.extract.numerals import number

_BORDER = "、,，。;；:：!！?？“”‘’\"'()（）《》〈〉【】[]|｜ \n\t—-·…"
_BEFORE = _BORDER + "在到从由赴往和与及如自"
"""Characters after which a name may begin."""

_NO_NAME = (
    "壳任自己"
    "的了和与及或等各每个去今明有无没不把将被让使给为是在对向从由到进入回出下上来往以于其之所并且而但又再也还都已正曾会能可应要该此这那本全某另两几多半整数百千万亿第些余"
    "改党政府委支部组织干群众员农村镇乡街道社区县市省州级型式化性务业户民居城"
    "培育建设创抓强带联包访走管治推动进行开展实施落加提完成结合调规范具统筹部门支持服务帮扶贫困薄弱涣散示先后试点标准达优秀特色重点美丽文明幸福和谐智慧助"
)
"""Characters that a village's or community's own name hardly ever has, and running text before 村 and 社区 nearly always."""

_OWN = rf"[^\W\da-zA-Z_{_NO_NAME}]"
_LEFT = rf"(?:(?<=[{re.escape(_BEFORE)}县市区旗州镇乡])|(?<=街道)|^)"
_LED_TO = "(?:途经|位于|地处|联合|携手|邀请|走进|来到|前往|深入)?"
"""What may stand before a place's own name and would else be taken for its beginning."""
_VILLAGE = re.compile(
    rf"{_LEFT}{_LED_TO}({_OWN}{{2,6}})(村|社区)(?![委民干级部庄居组镇支容务史规口落企]|两委|“|级)"
)
_BY_ITS_BODY = re.compile(
    rf"(?:{_LEFT}|(?<=党组织)|(?<=党支部)|(?<=党委)|(?<=党总支)){_LED_TO}((?!农[村业民户])(?:{_OWN}|农){{2,4}})(村|社区)(?=党总支|党支部|党委|两委|“两委”|村委会|居委会|支书|支部书记)"
)
"""农兴村党总支: 农 stands in the name of a village whose body acts; elsewhere before 村 it is running text."""
_RESIDENTS = re.compile(
    rf"{_LEFT}({_OWN}{{2,4}})(?:[一二三四五六七八九十]村)?(?:第?[一二三四五六七八九十]{{1,2}})?(居民区)(?![委居])"
)
"""大华三村第五居民区: what a community is called in some cities."""
_ESTATE = re.compile(rf"(?:{_LEFT}|(?<=社区)|(?<=村))({_OWN}{{2,4}})(小区)")
_TOWNSHIP = re.compile(rf"{_LEFT}{_LED_TO}({_OWN}{{2,7}})(镇|乡|街道)(?![村镇土道干级党情亲贤愁音办])")
_LANDS = "山脉|高原|平原|盆地|湿地|河畔|湖畔|江畔|流域"
_PARKS = "工业园区?|文创园区?|创意园|产业园区?|科技园区?|科学城|高新区|经开区|健康谷|自贸区"
_ZONES = f"{_PARKS}|(?:国家级?)?(?:经济技术|高新技术产业|经济|高新|循环经济|旅游)?开发区|示范区|保税区|新区|新城|大学城"
_AREA = re.compile(
    rf"(?:(?<=[{re.escape(_BORDER)}在县市区州的])|(?<=位于)|(?<=地处)|(?<=每年)|^)(?:位于|地处|坐落于|在|为|对|将|由|沿)?([\u4e00-\u9fff]{{2,6}}?)({_LANDS}|{_PARKS})(?![委管])"
)
_NEW_AREA = re.compile(rf"(?:{_LEFT}|(?<=位于)|(?<=地处))({_OWN}{{2,3}})(新区|旅游区|度假区|商圈)(?![委管])")
_ZONE_IN = re.compile(
    rf"(?![的在各将]|是)[\u4e00-\u9fff]{{2,5}}?(?:经济园区|{_PARKS}|经济开发区|开发区)(?![委管])"
)
_ZONE_BEHIND = re.compile(rf"[\u4e00-\u9fff]{{0,3}}?(?:{_ZONES}|流域)")
"""Behind a place's short form: 秦皇岛经济技术开发区 is an area in it."""
_COUNTED_LIST = re.compile(
    rf"(?:^|(?<=[{re.escape(_BEFORE)}县市区旗州镇乡]))(?![在由对将把与和及])((?:[\u4e00-\u9fff]{{2,4}}、){{1,5}}[\u4e00-\u9fff]{{2,4}}?)([两二三四五六])个?(村|社区|镇|乡|街道)(?![委干级民])"
)
"""环东、长元、新丰三村: three villages, each by its name."""
_BEHIND_PLACE = re.compile(r"([\u4e00-\u9fff]{2,5}?)(村|社区)(?![委民干级部庄居镇支容务史规口落企]|两委|“)")
_NOT_BEHIND = re.compile(
    r"和(?![平顺睦兴悦合润])|[的等各每全及与内辖所党委政府两多第几十百在是把将为有下乡镇道村社县市区州]|农村|农业|共有|现有|深入|走访"
)
KINDS = (
    "老旧", "老式", "边远", "偏远", "空壳", "薄弱", "后进", "联建", "包联", "帮扶", "示范", "共建", "行政", "自然", "易地", "搬迁", "安置",
    "物业", "商住", "文明", "和美", "智慧", "熟人", "家园", "移民", "老区", "明星", "结对", "城边", "涉农", "回迁", "临街", "宜居", "无讼", "无诈", "标杆",
    "美丽", "城市", "平安", "绿色", "幸福", "友好", "数字", "法治", "低碳", "城管",
)  # fmt: skip
"""What kinds of villages, communities and estates are called, not one of them."""
_LEADS = "在是也为着像以地"
"""Characters between such words and a name (就是在甲高原)."""
REGIONS = ("京津冀", "长三角", "珠三角", "粤港澳大湾区", "成渝地区")
"""Regions of several provinces, by their settled names."""
_LIKE_THESE = re.compile(
    r"以(?P<names>(?:(?!等)[\u4e00-\u9fff]){2,6}(?:、(?:(?!等)[\u4e00-\u9fff]){2,6}){0,5}?)等?为代表的\d+[余多]?个(?P<rank>村|社区|小区|镇|乡)(?![民干委级集的一土贤志])"
)
"""以环东、长元等为代表的25个社区: each is one of them."""
_ABBREVIATED = re.compile(
    rf"(?<![\u4e00-\u9fff])[{''.join(ABBREVIATIONS)}](?:、[{''.join(ABBREVIATIONS)}])+(?![\u4e00-\u9fff])"
)
_OF_A_FIRM = re.compile("银行|农商|公司|集团")
_HELD_IN = re.compile(r"(?<=在)[京沪渝津](?=举行|举办|召开|启动|开幕|成立|发布|揭牌|开班)")
"""仪式在京举行."""
_NO_AREA_STEM = re.compile(
    r"一步|全面|各类|各级|国家级|省级|重点|产业|城市|部分|打造|建设|个别|非公|领域|每年|位于|地处|推动|发展|现代|农业|双创|银行|农商|公司|集团|[的和与及了]"
)
_NO_TOWNSHIP = re.compile("沿线|联合|关爱|途经|位于|地处|邀请|携手")
_OPENING = tuple("“‘")
LEVELS = {"村": "village", "社区": "community", "居民区": "community", "小区": "area"}


def begins(text: str, start: int) -> bool:
    """Tells whether a name may begin here: at a border or behind the rank of a wider place."""
    return (
        start == 0
        or text[start - 1] in _BEFORE
        or text[start - 1] in "县市区旗州省部近了的是如"
        or text.endswith("中共", 0, start)
    )


def behind(text: str, exact: list[PlaceFound]) -> list[PlaceFound]:
    """What stands right behind a place and lies in it: 梁山街道幸福街社区, 秦皇岛经济技术开发区."""
    found = []
    for place in exact:
        zone = _ZONE_BEHIND.match(text, place.end)
        inner_zone = _ZONE_IN.match(text, place.end) if place.whole else None
        if inner_zone and inner_zone[0][:2] not in running_words() and not _OF_A_FIRM.search(inner_zone[0]):
            found.append(
                PlaceFound(inner_zone.start(), inner_zone.end(), inner_zone[0], "area", (), "behind")
            )
        elif zone and not place.whole:
            found.append(PlaceFound(place.start, zone.end(), place.surface + zone[0], "area", (), "zone"))
        if place.whole and place.surface[-1] in "县区市镇乡道":
            inner = _BEHIND_PLACE.match(text, place.end)
            if (
                inner
                and not _NOT_BEHIND.search(inner[1])
                and not (is_told(inner[0]) or inner[0].endswith("农村"))
            ):
                led = _led(inner[1])  # 甲镇以乙村为龙头
                found.append(
                    PlaceFound(
                        inner.start() + led, inner.end(), inner[0][led:], LEVELS[inner[2]], (), "behind"
                    )
                )
    return found


_COMMUNITIES = (_VILLAGE, _RESIDENTS, _ESTATE)


def by_shape(text: str) -> Iterator[PlaceFound]:
    """Gives regions, villages, communities, townships and areas, and one-letter names in lists (渝、蓉)."""
    for region in REGIONS:
        at = text.find(region)
        while at >= 0:
            yield PlaceFound(at, at + len(region), region, "area", (), "region")
            at = text.find(region, at + len(region))
    for pattern in (_VILLAGE, _BY_ITS_BODY, _RESIDENTS, _ESTATE, _TOWNSHIP, _AREA, _NEW_AREA):
        for match in pattern.finditer(text):
            led = _led(match[1])
            stem = match[1][led:]
            if stem[:2] in no_places() or stem[0] in "人着" or (pattern is not _AREA and len(stem) > 4):
                continue
            if _NO_AREA_STEM.search(stem) if pattern is _AREA else _is_said(stem):
                continue
            if (pattern is _TOWNSHIP and _NO_TOWNSHIP.search(stem)) or (
                pattern in _COMMUNITIES and stem.startswith(KINDS)
            ):
                continue
            if text[match.start(1) - 1 : match.start(1)] in _OPENING:
                continue  # “熟人社区” is what a place is to become
            start = match.start(1) + led + (_wider(stem, match[2]) if pattern is _TOWNSHIP else 0)
            level, surface = (
                LEVELS.get(match[2], "township" if pattern is _TOWNSHIP else "area"),
                text[start : match.end()],
            )
            known = _townships(surface) if pattern is _TOWNSHIP else ()
            yield PlaceFound(start, match.end(), surface, level, known, "shape")
    yield from _abbreviated(text)


def _townships(name: str) -> tuple[Place, ...]:
    """Gives the townships of this name; its shape shows it where no border does (途经甲街道)."""
    return tuple(p for p in gazetteer().by_form.get(name, ()) if p.level == "township" and not p.former)


def is_told(words: str) -> bool:
    """Tells running text (推行社区 behind a township, 联系 before one) from a place by its first two characters."""
    return words[:2] in running_words() and words[:2] in no_places()


def _is_said(stem: str) -> bool:
    """Tells whether the words before 村 or 社区 are running text; what villages are called by too (建设, 中心) counts where a text says it."""
    return stem[-2:] in no_places() or not running_words().isdisjoint((stem[:2], stem[-2:]))


def _led(stem: str) -> int:
    """Gives how many characters are words that lead to the name (派驻甲乙乡): those that no place is called by, where two characters remain."""
    led = 0
    while len(stem) - led > 2:
        if stem[led] in _LEADS:
            led += 1
        elif len(stem) - led > 3 and stem[led : led + 2] in no_places():
            led += 2
        else:
            break
    return led


def _wider(stem: str, rank: str) -> int:
    """Gives how many characters name the wider place in short, where the rest is a known township (浦东花木街道): 0 where none do."""
    forms = gazetteer().by_form
    if len(stem) > 3 and stem[:2] in forms and stem[2:] + rank in forms:
        return 2
    return 0


def by_list(text: str) -> Iterator[PlaceFound]:
    """Names whose rank is said of them all: 甲、乙、丙三村, 以甲、乙等为代表的25个社区."""
    for match in _LIKE_THESE.finditer(text):
        at = match.start("names")
        for name in match["names"].split("、"):
            if name[:2] not in no_places() and name[:2] not in running_words():
                rank = "" if name.endswith(match["rank"]) else match["rank"]
                yield PlaceFound(
                    at, at + len(name), name + rank, LEVELS.get(match["rank"], "township"), (), "list"
                )
            at += len(name) + 1
    for match in _COUNTED_LIST.finditer(text):
        names = match[1].split("、")
        if len(names) != number(match[2]) or any(name in running_words() for name in names):
            continue
        at = match.start()
        for name in names:
            level = LEVELS.get(match[3], "township")
            yield PlaceFound(at, at + len(name), name + match[3], level, (), "list")
            at += len(name) + 1


def _abbreviated(text: str) -> Iterator[PlaceFound]:
    for match in _HELD_IN.finditer(text):
        place = gazetteer().by_code[ABBREVIATIONS[match[0]]]
        yield PlaceFound(
            match.start(), match.end(), match[0], "province", (place,), "abbreviation", whole=False
        )
    for match in _ABBREVIATED.finditer(text):
        for at in range(match.start(), match.end(), 2):
            place = gazetteer().by_code[ABBREVIATIONS[text[at]]]
            yield PlaceFound(at, at + 1, text[at], "province", (place,), "abbreviation", whole=False)
