"""The words behind a closing quotation mark, up to the head noun that makes a name of them (“甲”志愿服务行动)."""

import re

from graph.vocabulary.practices import Head, practice_words

LONGEST_STANDARD = 5
"""Characters; farther behind the marks 党员 and 党支部 are those that the sentence speaks of."""
LONGEST_OF_A_TYPE = 8
"""Characters, where the marked words tell a type (“物业型”商务楼宇党组织)."""
TAIL_STOPS = re.compile(
    r"^为(?![老民农侨企])|[着了过得的等是与及将要让向把被也还又]|(?<![阵基场工营园])地|在(?!线)|和(?!谐)|(?<!大)使|(?<!结)对(?![口标接])|(?<![首成古])都|(?<![座访恳])谈(?!心)|(?<!宣)讲(?![座堂习师坛])|(?<![解学小])说|开展|建设|推动|进行|落实|渗透|解决|有效|激励|配合|采取|拓宽|打开|作为|彰显|(?<!党)(?<!大)代表(?!工作|联络|之家)|颁奖|这[一种]|迅速|积极|参加|开设|获评|荣获|入选|发挥|板块|荣誉称号|称号(?=[,，。;；]|$)|加入|(?<![多全各])方面|融入|列入|纳入|贯穿|改成|改为|打造|实施|工作[^法制机模体格站室]"
)
_OF_STOPS = re.compile(r"[的等是在将要让使向对把被也都还又,，。]")
CREATED = "创建"
"""A head that makes a name of a standard (“三美”创建)."""
MEMBERS = "党员"
_OF_MEMBERS = re.compile(
    r"党员(?:(?!举办|召开|组织|参加|参与|启动|承办|部署)[\u4e00-\u9fff])*(?:活动|行动|服务队|联络站|工作站|服务站|驿站|之家)"
)
"""Of “甲”党员志愿服务活动 the activity is named, of “甲”党员管理 the members."""
_CARRIED_ON = re.compile(
    r"(?:创建|提升|培育|评选|实践|攻坚)?(?:活动|行动)|(?:创建|提升|培育|攻坚)(?:工程|计划)|(?:审查|审批|评价|评审|推进|管理)(?:机制|制度|办法)"
)
"""“甲”服务项目创建行动: what is done with the named thing closes its name."""
_OF_ANOTHER = re.compile(
    "室|场(?![面次均馆])|节(?![约省俭日])|庆(?![祝贺])|(?<=结对)共建|中心(?!小学|校|城|组)|月(?!度)|有限公司|公司|(?<=基金)会|(?<=志愿服务)(?:精神|理念|意识|者)|(?<=培训)基地|(?<=创建)(?:先进|示范|标兵|优秀)"
)
"""Behind a head noun: the word goes on (活动室, 家园节) and is another."""
_PROLONGED = re.compile(
    r"(?<=标准)[化体地差]|(?<=系统)(?:[性化论]|工程|集成|干部|治理|思维)|(?<=试点)(?:单位|[村县镇区]|工作)|(?<=示范区)创建单位|(?<=音乐会)客|(?<=队伍)(?:建设|成员)|(?<=团队)(?:建设|成员)|(?<=主题展)[开示览]|(?<=讲座)式"
)
"""Behind a head that makes a name of marked words: it begins a longer word (“甲”标准化, “甲”系统干部)."""
_MODIFIES = frozenset({"志愿服务", "社会实践", "培训"})
"""Heads that a noun behind them may use: “甲”志愿服务项目 is a project."""
FURTHER = 6
"""Characters behind such a head within which that noun stands."""
_OF_HEADS = frozenset(
    {
        "模式",
        "机制",
        "架构",
        "体系",
        "格局",
        "做法",
        "思路",
        "工作法",
        "方式",
        "路径",
        "制度",
        "网络",
        "工作流程",
    }
)
"""Heads that the particle 的 may join to their name: “支部+合作社”的发展模式."""


def nearest_head(reach: str, *, joined: bool, typed: bool) -> tuple[str, Head | None]:
    """Gives the words up to the nearest head noun, longer where that begins a longer one, and the head."""
    best: tuple[str, Head | None] = ("", None)
    stop = (_OF_STOPS if joined else TAIL_STOPS).search(reach)
    for length in range(1, len(reach) + 1):
        head = practice_words().head_of(reach[:length])
        held_up = stop and length > stop.start() and not (head and stop[0][:2] == head.word[:2] == "工作")
        if head is None or held_up:
            continue
        standard = head.subtype == "target_standard"
        if standard and length > (LONGEST_OF_A_TYPE if typed else LONGEST_STANDARD):
            continue
        after_members = best[1] is not None and best[1].word == MEMBERS
        if after_members and not _OF_MEMBERS.fullmatch(reach[:length]):
            continue
        if joined and not any(head.word.endswith(word) for word in _OF_HEADS):
            continue
        if _OF_ANOTHER.match(reach, length):
            continue
        if _PROLONGED.match(reach, length):
            continue
        if best[1] and best[1].word in _MODIFIES and length > len(best[0]) + FURTHER:
            break
        best = (reach[:length], head)
        if head.word not in {MEMBERS, *_MODIFIES} and not _goes_on(reach, length, head):
            break
    return best


def _goes_on(reach: str, length: int, head: Head) -> bool:
    """Tells whether a longer head begins with this one (工作 of 工作机制)."""
    if reach[length : length + 1].isdigit():
        return True  # 红色驿站2.0工作模式
    rest = reach[length - len(head.word) :]
    if _CARRIED_ON.match(rest, len(head.word)):
        return True
    return any(len(h.word) > len(head.word) and rest.startswith(h.word) for h in practice_words().heads)
