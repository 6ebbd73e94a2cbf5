"""HTML: the text of its blocks, without scripts, styles and navigation."""

import re
from collections import Counter
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from graph.errors import UnreadableDocument
from ingest.readers.text import decode

_DROPPED = "script,style,noscript,template,nav,footer,aside,form,iframe,svg,button,select"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
        "br",
        "hr",
        "title",
    ]
)


DEEPEST = 30_000
"""Elements within each other: half a second; thrice as many take ten times as long."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_SHALLOW = frozenset(
    [
        "area",
        "base",
        "body",
        "br",
        "caption",
        "col",
        "colgroup",
        "dd",
        "dt",
        "embed",
        "head",
        "hr",
        "html",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "optgroup",
        "option",
        "p",
        "param",
        "rp",
        "rt",
        "source",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "wbr",
    ]
)
"""Elements that hold nothing, or that the next of their kind closes."""


def read_html(path: Path) -> str:
    """Gives the text of a page: its title where no heading repeats it, then a line a block.

    Raises:
        UnreadableDocument: the file is empty or no text.
    """
    page = decode(path.read_bytes(), str(path))
    if _depth(page) > DEEPEST:
        raise UnreadableDocument(
            str(path), f"its elements are nested more than {DEEPEST:,} deep", "save the text alone as .txt"
        )
    tree = LexborHTMLParser(page)
    if tree.body is None:
        raise UnreadableDocument(str(path), "there is no page in it", "give the page itself")
    tree.strip_tags(_DROPPED.split(","))
    body = tree.css_first("article") or tree.css_first("main") or tree.body
    text = "\n".join(_lines(body))
    heading = tree.css_first("title")
    title = " ".join(heading.text().split()) if heading else ""
    return text if not title or title[:10] in text[:200] else f"{title}\n{text}"


def _depth(page: str) -> int:
    """Gives how deep elements are nested that the next of their kind does not close; the parser takes quadratic time for them."""
    deepest = depth = 0
    open_of: Counter[str] = Counter()
    for tag in _TAG.finditer(page):
        name = tag[2].lower()
        if name in _SHALLOW or (tag[1] and not open_of[name]):
            continue
        step = -1 if tag[1] else 1
        open_of[name] += step
        depth += step
        deepest = max(deepest, depth)
    return deepest


def _lines(root: LexborNode) -> list[str]:
    lines: list[str] = []
    current: list[str] = []

    def end_line() -> None:
        joined = " ".join("".join(current).split())
        current.clear()
        if joined:
            lines.append(joined)

    # An explicit stack: nesting in a hostile page may be deeper than Python's own.
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if node.tag == "-text":
            current.append(node.text_content or "")
            continue
        if node.tag in _BLOCKS:
            end_line()
        if leaving:
            continue
        stack.append((node, True))
        children = []
        child = node.first_child
        while child is not None:
            children.append(child)
            child = child.next
        stack.extend((each, False) for each in reversed(children))
    end_line()
    return lines
