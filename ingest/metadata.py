"""What a document says of itself: title, date, author and source, each only where it stands in the text."""

import re
from dataclasses import dataclass

from ingest.segment import Outline

_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-年./](\d{1,2})[-月./](\d{1,2})(?:日|号)?(?!\d)")
_AUTHOR = re.compile(
    r"(?:记者|通讯员|作者|文/|撰稿|实习生|By)[\s:：/]*([\u4e00-\u9fff]{2,3}(?:[\s、]+[\u4e00-\u9fff]{2,3}){0,5})(?=\s|[)）、,，。]|$|(?:通讯员|实习))"
)
_OWN = re.compile(
    r"[(（][\u4e00-\u9fff]{2,20}?(?:组织部|宣传部|党委|办公室|报社|党校)\s+([\u4e00-\u9fff]{2,5})[)）]"
)
_SOURCE = re.compile(
    r"(?:来源[:：]\s*|Source:\s*)([^\s,，。;；|｜]{2,40})|^([\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|新闻网))(?:记者|讯|\s)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """The document's own words on itself; None or empty where it says nothing."""

    title: str | None
    date: str | None
    author: tuple[str, ...]
    source: str | None


def said_of_itself(text: str, outline: Outline) -> Said:
    """Gives title, date (ISO), authors and source; dates are looked for in boilerplate and the first line, not in the story."""
    margins = [
        text[s.start : s.end] for s in outline.boilerplate if not text[s.start : s.end].startswith(("-", "·"))
    ]
    title = re.sub(r"\s*\n\s*", "", text[outline.title.start : outline.title.end]) if outline.title else ""
    date = next((m for words in margins if (m := _DATE.search(words))), None)
    authors = [
        name
        for words in margins
        for m in (*_AUTHOR.finditer(words), *_OWN.finditer(words))
        for name in re.split(r"[\s、]+", m[1])
    ]
    source = next((m[1] or m[2] for words in margins if (m := _SOURCE.search(words))), None)
    iso = (
        f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}"
        if date and 1 <= int(date[2]) <= 12 and 1 <= int(date[3]) <= 31
        else None
    )
    return Said(title.lstrip("# ") or None, iso, tuple(dict.fromkeys(authors)), source)
