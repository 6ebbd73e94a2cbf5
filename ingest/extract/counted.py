"""Practices that a text only counts: 设立“甲”站11个, 18个“乙”点. They govern nothing; how many there are is what a wider one brought about."""

import re

from ingest.extract.findings import Finding

_UNITS = "个|名|家|场|期|次|项|条|处|所|支|批"
_AHEAD = re.compile(rf"\d[\d.,]*[万亿余多]*(?:{_UNITS})[\u4e00-\u9fff“()（）]{{0,10}}$")
_BEHIND = re.compile(rf"[”’]?\d[\d.,]*[万亿余多]*(?:{_UNITS}|间|座)")
_YEAR = re.compile(r"\d{4}年")
_BORDERS = re.compile(r"[,，。;；:：]")
_SET_UP = re.compile(
    r"(?:设[立置]|[创新改扩]?建[成立设起]?|打造|[成创]立|组建|培树|选树|划分|兴办|配齐|开[设办]|举办|推出|评选|培育|选派|组织|布局|配备)[^,，。;；:：]{0,16}$"
)
_ANOTHER = re.compile("继[^,，]*之?后|[^,，]*同时[,，]|不同")
"""The practice before is over, or another's (继“甲”之后,又建成“乙”站11个)."""
NEAR = 24
"""Characters before a name in which it is counted, or set up."""


def is_counted(text: str, finding: Finding) -> bool:
    """Tells a practice that is only counted; a platform with a number behind it may be what the sentence tells of."""
    platform = finding.rule == "quoted" and finding.properties["subtype"] in {"platform", "organisation_form"}
    if text[finding.end : finding.end + 1].isdigit() and not platform and not _YEAR.match(text, finding.end):
        return True
    return _AHEAD.search(
        text, max(0, finding.start - NEAR), finding.start
    ) is not None and not _BORDERS.search(text, max(0, finding.start - 8), finding.start)


def set_up_many(text: str, finding: Finding, sentence: int) -> bool:
    """Tells a practice, platform or not, that a sentence sets up so many times in the course of what it named before; `sentence` is where it begins."""
    set_up = _BEHIND.match(text, finding.end) and _SET_UP.search(
        text, max(sentence, finding.start - NEAR), finding.start
    )
    return bool(is_counted(text, finding) or set_up) and not _ANOTHER.search(text, sentence, finding.start)
