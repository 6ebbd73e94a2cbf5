"""Margins: what stands around a text and is no part of it: bylines, sources, notices, related news.

A news feed often gives a whole article as one line, so margins are looked for as whole lines and at both ends of a line.
"""

import re
from collections.abc import Iterator

from ingest.segment.stretch import Stretch

LONGEST_NOTICE = 120
"""Characters; a longer line that begins like a notice is body text with a notice before it."""

_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[\s、,，]+[\u4e00-\u9fff·]{2,4}){0,5}"
_PAPER = (
    r"(?:本报|本刊|[\u4e00-\u9fff]{2,10}(?:日报|晚报|时报|早报|都市报|新闻网|在线|网|报社|社区报|客户端))"
)
_WHOLE_LINE = re.compile(
    r"^原标题[:：]|^(?:【|\[)?(?:关键词|中图分类号|文献标识码)|^(?:责编|责任编辑|编辑|美编|校对|审核|来源|供稿|摄影)\s*[/:：]|^声明[:：]|^版权|^免责|^转载|"
    r"^[(（](?:作者|[^()（）]{2,20}(?:组织部|宣传部|党委|办公室|报社|党校))[^()（）]{0,20}[)）]$|^相关(?:新闻|阅读|链接|报道)|^更多(?:精彩|新闻)|^扫一扫|^分享到|"
    rf"^{_PAPER}?(?:特约|见习|实习)?(?:记者|通讯员)[\s:：]?[\u4e00-\u9fff\s·、]{{2,30}}$"
)
_DATED = r"(?:19|20)\d{2}(?:-\d{1,2}-\d{1,2}|[./]\d{1,2}[./]\d{1,2}|年\d{1,2}月\d{1,2}日)(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
_FIELD = (
    r"(?:(?:发布|更新)?(?:时间|日期)|来源|作者|编辑|责任编辑|责编|浏览(?:次数|量)?|点击[数量率]?|阅读量?)\s*[:：]\s*"
    rf"(?:{_DATED}|[^\s|｜:：。,，?？()（）【】\[\]]{{1,24}})"
)
_FIELDS = re.compile(rf"[(（\[【]?\s*(?:(?:{_FIELD}|{_DATED})[\s|｜]*){{1,8}}[)）\]】]?")
"""A line of nothing but when, from where and by whom, as sites put it under a title."""
_FEED = re.compile(
    r"^\s*+(?:[^,，。]{0,40}>[^,，。]{0,40})?\s*+(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}|\d{6}/\d{2,4})?(?:[\s:]*+\d{1,2}:\d{2}(?::\d{2})?)?\s*+[,，]\s*+正文[:：]\s*+(?:原标题[:：])?"
)
"""What news feeds put before a text: date, time and 正文."""
_HEAD = re.compile(
    r"\s*(?:"
    r"来源[:：]\s*[^\s。,，]{2,20}(?:\s*原创稿)?"
    rf"|{_PAPER}?[\u4e00-\u9fff]{{0,6}}(?:\d{{4}}年)?(?:\d{{1,2}}月\d{{1,2}}日)?(?:讯|消息|电)\s*(?:[(（][^()（）]{{0,60}}[)）])?[:：]?"
    rf"|{_PAPER}?(?:全媒体|特约|见习|实习)?记者\s+{_NAMES}(?=\s|通讯员|$)(?:\s*通讯员\s+{_NAMES})?"
    r")\s*"
)
_CREDIT = rf"[(（【\[]\s*(?:完|本报[^()（）]{{0,20}}|(?:[\u4e00-\u9fff]{{2,8}}(?:日报|晚报|网|社))|(?:(?:作者|记者|通讯员|文|图|摄影|来源|编辑)[:：/／\s]*)?{_NAMES})\s*[)）】\]]"
_NOTICE = (
    r"返回搜狐[，,]查看更多|(?:责任编辑|责编|编辑|校对|审核|来源|转载|摄影|采写|供稿|作者|通讯员|记者|撰文|文图?|图)(?:[:：｜|/]\s*|\s+)[^。！？!?]{0,40}?"
    r"|更多精彩[^。]{0,30}|分享让更多人看到"
)
_TAIL = re.compile(rf"(?:(?:{_CREDIT}|{_NOTICE})\s*)+$")
_LEGAL = re.compile(
    r"新闻线索[报爆]料|[报爆]料(?:通道|热线)|(?:特别|版权|免责)?声明[:：]|如遇作品内容|转载[:：]|版权侵权"
)
"""What opens a legal notice, which runs to the end in whole sentences."""
_RELATED = re.compile(r"^相关(?:新闻|阅读|链接|报道)|^更多(?:新闻|阅读)")
_LISTED = re.compile(r"^[-·•*]\s*\d{4}[-年./]|^[-·•*]\s*\S")
_FAR_FROM_END = 260
"""Characters before a line's end within which its closing notices begin."""
SHORTEST_TITLE = 8
_SPACES = re.compile(r"\s{1,16}")
"""Between a title and its repetition."""


_REFERENCES = re.compile(r"^(?:参考文献|主要参考文献|参考资料)\s*[:：]?$")
_REFERENCE = re.compile(r"^[\[［]\d{1,3}[\]］].*[\[［][JMDCNRSPZ](?:/OL)?[\]］]")
"""An entry of a bibliography: a number in brackets, and the sort of publication."""
_GOES_ON = re.compile(
    r"(?![\[［])(?:#|附[录件]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章节部编]"
    rf"|.{{{LONGEST_NOTICE + 1}}})"
)
"""A heading or a long line below 参考文献: what stood there was a table of contents, or another text follows."""


def feed_header(text: str) -> Stretch | None:
    """Gives what a news feed put before the text, or None."""
    match = _FEED.match(text)
    return Stretch(match.start(), match.end()) if match and match.end() > match.start() else None


def sorted_out(lines: list[Stretch], text: str) -> tuple[list[Stretch], list[Stretch]]:
    """Gives boilerplate and body; a list under 相关新闻 is boilerplate to its end, what stands below 参考文献 to the next heading, and long lines lose their margins."""
    boilerplate: list[Stretch] = []
    body: list[Stretch] = []
    listing = references = False
    for line in lines:
        words = text[line.start : line.end]
        listing = bool(_RELATED.match(words)) or (listing and bool(_LISTED.match(words)))
        references = bool(_REFERENCES.match(words)) or (references and not _GOES_ON.match(words))
        if (
            listing
            or references
            or _REFERENCE.match(words)
            or (len(words) <= LONGEST_NOTICE and (_WHOLE_LINE.search(words) or _FIELDS.fullmatch(words)))
        ):
            boilerplate.append(line)
            continue
        margins = list(_around(line, text))
        boilerplate += margins
        start = max((m.end for m in margins if m.start == line.start), default=line.start)
        start = next((m.end for m in margins if m.start == start), start)
        end = min((m.start for m in margins if m.end == line.end), default=line.end)
        if start < end:
            body.append(Stretch(start, end))
    return boilerplate, body


def _around(line: Stretch, text: str) -> Iterator[Stretch]:
    """Gives the notices at both ends of a line: a title said twice, source and byline before; names and notices behind."""
    if line.end - line.start <= LONGEST_NOTICE:
        return
    start = line.start
    title = _said_twice(text, line)
    if title:
        yield title
        start = title.end
    at = start
    while (match := _HEAD.match(text, at, line.end)) and match.end() > at:
        at = match.end()
    if at > start:
        yield Stretch(start, at)
    far = max(at, line.end - _FAR_FROM_END)
    legal = _LEGAL.search(text, far, line.end)
    end = legal.start() if legal else line.end
    tail = next((m for at in range(far, end) if (m := _TAIL.match(text, at, end))), None)
    if tail or legal:
        yield Stretch(tail.start() if tail else end, line.end)


def _said_twice(text: str, line: Stretch) -> Stretch | None:
    """Gives the first of two equal runs at the head of a line: a title that the body repeats."""
    for length in range(60, SHORTEST_TITLE - 1, -1):
        first = text[line.start : line.start + length]
        spaces = _SPACES.match(text, line.start + length)
        at = spaces.end() if spaces else line.start + length
        if len(first) == length and "。" not in first and text.startswith(first.strip(), at):
            return Stretch(line.start, line.start + length)
    return None
