import pytest

from graph.vocabulary.places import gazetteer


@pytest.mark.parametrize(
    ("form", "full_name", "code"),
    [
        ("西昌", "四川省凉山彝族自治州西昌市", "513401"),
        ("凉山州", "四川省凉山彝族自治州", "513400"),
        ("肃北县", "甘肃省酒泉市肃北蒙古族自治县", "620923"),
        ("广西", "广西壮族自治区", "450000"),
        ("吴起县", "陕西省延安市吴起县", "610626"),
        ("延边", "吉林省延边朝鲜族自治州", "222400"),
        ("仙桃市", "湖北省仙桃市", "429004"),
    ],
)
def test_forms_lead_to_the_place(form: str, full_name: str, code: str) -> None:
    living = [place for place in gazetteer().by_form[form] if not place.former]
    assert [(gazetteer().full_name(place), place.code) for place in living] == [(full_name, code)]


def test_every_living_county_has_a_province_above_it() -> None:
    for place in gazetteer().by_code.values():
        if place.level == "county" and not place.former:
            assert gazetteer().lineage(place)[0].level == "province", place


def test_the_places_of_a_full_name_are_found_from_the_top() -> None:
    assert [p.code for p in gazetteer().by_prefix("四川省凉山彝族自治州西昌市某村")] == [
        "510000",
        "513400",
        "513401",
    ]
