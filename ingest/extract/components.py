"""Components: what a number-named practice consists of, where the text spells it out (问题、任务、责任“三个清单”); never invented."""

import re

from ingest.extract.findings import Finding
from ingest.extract.numerals import number

_NUMBER = re.compile(r"[两二三四五六七八九十]")
_ITEM = r"[\u4e00-\u9fffA-Za-z]{1,14}"
_BEFORE = re.compile(rf"(?P<list>{_ITEM}(?:[、和]{_ITEM}){{1,9}}?)的?$")
_AFTER = re.compile(
    rf"[”’]?[\u4e00-\u9fff]{{0,4}}(?:[,，。]?即[:：]?|[:：(（])[“‘]?(?P<list>{_ITEM}(?:[、]{_ITEM}){{1,9}})"
)
SHORT_PAIR = 4
"""Characters; 和 joins two components only where both are as short as that."""
REACH = 120
"""Characters before a name in which its components may stand."""


def components(text: str, finding: Finding, start: int) -> tuple[str, ...]:
    """Gives the components of a practice whose name counts them, from the list right before or behind it, or empty.

    `start` bounds the look back: the beginning of the paragraph.
    """
    numeral = _NUMBER.search(finding.name)
    if not numeral or finding.rule == "national":
        return ()
    count = number(numeral[0])
    if "、" in finding.name or (finding.aliases and "、" in finding.aliases[0]):
        listed = (
            (finding.aliases[0] if finding.aliases else finding.name).removesuffix(finding.name).split("、")
        )
        listed = listed if any(listed) else finding.name.split("、")
        return tuple(listed) if len(listed) == count else ()
    clause = re.split(r"[,，。;；:：\n“”]", text[max(start, finding.start - REACH) : finding.start])[-1]
    for match in (_BEFORE.search(clause), _AFTER.match(text, finding.end)):
        if match:
            items = re.split("[、和]", match["list"])
            paired = "和" in match["list"] and (count > 2 or max(map(len, items)) > SHORT_PAIR)
            if len(items) >= count and not paired:
                return _trimmed(items[-count:], len(items) > count)
    return ()


def _trimmed(items: list[str], more: bool) -> tuple[str, ...]:
    """Gives the items without what leads into the first one, which is no longer than the longest of the others, and without a closing particle."""
    items = [re.sub(r"的$|实现$", "", item) for item in items]
    longest = max(len(item) for item in items[1:])
    first = _LEADS.sub("", items[0]) if more else _LEADS.sub("", items[0])[-longest:]
    return (first, *items[1:])


_LEADS = re.compile(
    r"^(?:.*的(?=.{2}))?.*?(?:坚持把|抓好|推动|强化|以|把|将|通过|开展|兴办|贯彻|围绕|落实|形成|建立|打造|聚焦)(?=[\u4e00-\u9fff]{2})|^.*的(?=.{2})"
)
