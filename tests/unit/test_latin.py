import pytest

from graph.latin import latin_forms, numbers_asked, numbers_in
from graph.model import Entity
from graph.schema import Kind


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("吴起县", Kind.LOCALITY, "wuqi"),
        ("青阳坡村", Kind.LOCALITY, "qingyangpo"),
        ("肃北蒙古族自治县", Kind.LOCALITY, None),
        ("柳河模式", Kind.METHOD, "liuhe"),
        ("青阳坡党建工作法", Kind.METHOD, "qingyangpo"),
        ("六查六看六改专项行动", Kind.PROGRAMME, "#6#6#6"),
        ("十二项清单", Kind.METHOD, None),
    ],
)
def test_a_name_is_known_by_its_sound_or_its_numbers(name: str, kind: Kind, form: str | None) -> None:
    forms = list(latin_forms(Entity("id", kind, name, (), {})))
    assert form in forms if form else not any("#" in f for f in forms)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("six checks, six looks and six changes", "六查六看六改"),
        ("Double entry and twelve lists", "双向进入十二清单"),
    ],
)
def test_numbers_are_the_same_in_both_languages(english: str, chinese: str) -> None:
    assert numbers_asked(english) == numbers_in(chinese) != ""


def test_one_number_alone_names_nothing() -> None:
    assert numbers_in("三为模式") == numbers_asked("the three-for model") == ""
