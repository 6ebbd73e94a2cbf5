"""Digests of several places: each account tells of the place that its heading or paragraph begins with; the texts are made up."""

import pytest

from graph.schema import Relation
from ingest.segment import outline
from tests.unit.test_extract import graph_of

TOLD = [
    ("临泽县", "推行“红色驿站”工作法,建成驿站26个。", "红色驿站工作法"),
    ("大冶市", "建立“五步议事”机制,议定事项1.2万件。", "五步议事机制"),
    ("昌吉市", "实施“联村共富”行动,整合资金3600万元。", "联村共富行动"),
]
TITLE = "各地基层党建经验摘编\n\n"


@pytest.mark.parametrize(
    "account",
    [
        "一、{place}:党建引领促发展\n近年来,{told}",
        "{place}\n近年来,{told}",
        "{place}破解治理难题\n{told}",
        "## {place}的做法\n\n{told}\n",
        "案例三:{place}党建案例\n(一)背景情况\n困难不少。\n(二)主要做法\n{told}",
        "{place}:近年来,{told}",
        "【{place}】{told}",
        "({place}委组织部)针对难题,{told}",
    ],
)
def test_each_account_of_a_digest_tells_of_its_own_place(account: str) -> None:
    text = TITLE + "\n".join(account.format(place=place, told=told) for place, told, _ in TOLD)
    graph = graph_of(text)
    name = {e.id: e.name for e in graph.entities}
    homes = {(name[c.subject], name[c.object]) for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN}
    assert homes == {(practice, place) for place, _, practice in TOLD}
    assert graph.document.locality_id is None


@pytest.mark.parametrize(
    "text",
    [
        "吴起县党建工作报告\n\n一、吴起县基本情况\n全县人口不多。\n二、主要做法\n推行“红色驿站”工作法。\n三、吴起县下一步\n继续推进。",
        "党建工作综述\n\n临泽县:推行“红色驿站”工作法。\n各地认真落实。\n群众满意。\n干部辛苦。",
        "一、主要做法\n各地推行“红色驿站”工作法。\n二、工作成效\n群众满意。",
    ],
)
def test_one_place_among_other_headings_makes_no_digest(text: str) -> None:
    assert not outline(text).several_places


def test_an_account_without_a_place_of_its_own_is_nobodys() -> None:
    accounts = [f"{n}、{place}:好做法\n{told}" for n, (place, told, _) in zip("一二三", TOLD, strict=True)]
    graph = graph_of(TITLE + "\n".join([*accounts, "四、综合评述\n推行“百村联建”机制。"]))
    name = {e.id: e.name for e in graph.entities}
    homes = {name[c.subject] for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN}
    assert "百村联建机制" in name.values()
    assert homes == {practice for *_, practice in TOLD}


def test_the_innermost_of_several_names_is_the_account_s_place() -> None:
    text = "甘肃张掖临泽:\n推行“红色驿站”工作法。\n湖北黄石大冶:\n建立“五步议事”机制。\n"
    parts = outline(text).parts
    assert [text[part.place.start : part.place.end] for part in parts if part.place] == ["临泽", "大冶"]
