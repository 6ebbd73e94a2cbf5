"""Writes marks and figures as they are usual, one character for one: 「」 as “”, ３．２ as 3.2, a full stop of Latin script as 。."""

import re

_USUAL = str.maketrans("「」『』０１２３４５６７８９％", "“”‘’0123456789%")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[．－～](?=\d)")
_NARROW = {"．": ".", "－": "-", "～": "~"}
_THOUSANDS = re.compile(r"(?<!\d)(?<!\d[.,，])\d{1,3}(?:，\d{3})+(?![\d，])")
"""１，２３４: at most three digits before, so that a year and what stands behind it stay two things."""
_STOP = re.compile(r"(?<=[\u4e00-\u9fff%”’])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff“‘\n]|$)")
"""No mark of a list (一.加强), nor a point of a number or an address."""


def usual(text: str) -> str:
    """Gives the text, as long as before, with the marks that rules know.

    >>> usual("推行「三會一課」,由３．２万元增至１２，３４５元.")
    '推行“三會一課”,由3.2万元增至12,345元。'
    """
    text = text.translate(_USUAL)
    text = _BETWEEN_DIGITS.sub(lambda match: _NARROW[match[0]], text)
    text = _THOUSANDS.sub(lambda match: match[0].replace("，", ","), text)
    return _STOP.sub("。", text)
