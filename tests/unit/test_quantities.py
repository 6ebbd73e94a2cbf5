"""Years and sizes that questions ask for; a bare number stays a word."""

import pytest

from graph.facets import Change, FigureFilter
from graph.names import fold
from search_api.search.quantities import figures_asked, years_asked


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2016年吴起县有哪些做法", ("2016",)),
        ("2015年到2017年的变化", ("2015", "2017")),
        ("what was done in 2016", ("2016",)),
        ("3536工作体系", ()),
        ("投入2016万元的项目", ()),
        ("funding over 2000 yuan", ()),
        ("建成1999.5公里道路", ()),
    ],
)
def test_years(question: str, years: tuple[str, ...]) -> None:
    assert years_asked(fold(question)) == years


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("村集体收入增长超过10%的做法", [FigureFilter((), (Change.UP,), "%", least=10)]),
        ("年收入10万元以上的村", [FigureFilter((), (), "元", least=100_000)]),
        ("where did income rise by more than 10 percent", [FigureFilter((), (Change.UP,), "%", least=10)]),
        ("funding over 1,000,000 yuan", [FigureFilter((), (), "元", least=1_000_000)]),
        ("纠纷下降不到5%", [FigureFilter((), (Change.DOWN,), "%", most=5)]),
        ("整顿103个软弱涣散党组织", []),
        ("1+10是什么", []),
        ("增长不超过10%", [FigureFilter((), (Change.UP,), "%", most=10)]),
        ("不低于50人参加", [FigureFilter((), (), "人", least=50)]),
        ("服务超过5000人次", [FigureFilter((), (), "人次", least=5000)]),
        ("no more than 10 percent", [FigureFilter((), (), "%", most=10)]),
        ("at least, no less than 10 percent", [FigureFilter((), (), "%", least=10)]),
        ("income increased by more than 3 percent", [FigureFilter((), (Change.UP,), "%", least=3)]),
        ("超过" + "9" * 320 + "%", []),
    ],
)
def test_figures(question: str, figures: list[FigureFilter]) -> None:
    assert list(figures_asked(fold(question))) == figures
