"""Writes marks and figures as they are usual, one character for one: 「」 as “”, ３．２ as 3.2, a full stop of Latin script as 。."""

import re

_USUAL = str.maketrans("「」『』０１２３４５６７８９％", "“”‘’0123456789%")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[．－～](?=\d)")
_NARROW = {"．": ".", "－": "-", "～": "~"}
_THOUSANDS = re.compile("(?<![０-９])(?<![０-９][．，])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９，])")
"""１，２３４, and only where all of it is full-width: in 减至3，120名 a comma parts two figures."""
_STOP = re.compile(r"(?<=[\u4e00-\u9fff%”’])(?<![一二三四五六七八九十甲乙丙丁])\.(?=[\u4e00-\u9fff“‘\n]|$)")
"""No mark of a list (一.加强), nor a point of a number or an address."""


def usual(text: str) -> str:
    """Gives the text, as long as before, with the marks that rules know.

    >>> usual("推行「三會一課」,由３．２万元增至１２，３４５元.")
    '推行“三會一課”,由3.2万元增至12,345元。'
    """
    text = _THOUSANDS.sub(lambda match: match[0].replace("，", ","), text).translate(_USUAL)
    text = _BETWEEN_DIGITS.sub(lambda match: _NARROW[match[0]], text)
    # Where a text has 。, a point within a line parts the names of one person (买买提.吐尔逊).
    return text if "。" in text else _STOP.sub("。", text)
