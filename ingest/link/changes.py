"""Whether a figure tells by how much something rose or fell, or where it stands."""

import re

from graph.facets import Change
from graph.names import simplify

_BY = r"(?:了|幅度?|率)?(?:超过|超|突破|达到|达|近|约|逾|高达|不低于|不少于)?(?:了)?[\s:：]*$"
_UP = re.compile(rf"(?:增长|增加|提高|提升|上升|上涨|增收|增幅|涨幅){_BY}")
_DOWN = re.compile(rf"(?:下降|减少|降低|下滑|缩减|缩短|降幅){_BY}")


def change_of(quote: str, raw: str) -> Change:
    """Gives what a quote says of a figure in it, by the words right before the figure: 增长10%以上 is up, 增长至10% stands at it.

    >>> change_of("人均收入比上年增长超过15%", "15%"), change_of("投诉量下降三成即30%", "30%"), change_of("经费提高到8万元", "8万元")
    (<Change.UP: 'up'>, <Change.AT: 'at'>, <Change.AT: 'at'>)
    """
    settled, figure = simplify(quote), simplify(raw)
    before = settled[: max(settled.find(figure), 0)]
    if _UP.search(before):
        return Change.UP
    return Change.DOWN if _DOWN.search(before) else Change.AT
