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
        "## {place}\n\n### 背景情况\n\n困难不少。\n\n### 主要做法\n\n{told}\n",
        "① {place}:好做法\n{told}",
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
    text = "甘肃张掖临泽:好做法\n推行“红色驿站”工作法。\n湖北黄石大冶:好做法\n建立“五步议事”机制。\n"
    parts = outline(text).parts
    assert [text[part.place.start : part.place.end] for part in parts if part.place] == ["临泽", "大冶"]


COUNTY = "临泽县推行“红色驿站”工作法,建成驿站26个。"


@pytest.mark.parametrize(
    "text",
    [
        f"临泽县工作报告\n{COUNTY}\n一、主要做法\n全县建立“五步议事”机制。\n二、外出考察\n1.甘州区\n考察组听取介绍。\n2.山丹县\n考察组参观基地。\n三、下一步打算\n全县实施“头雁工程”。",
        "张掖市推行“红色驿站”工作法。\n临泽县:建成26个。\n山丹县:建成30个。\n下一步,张掖市将实施“头雁工程”。",
        f"临泽县党建工作报告\n\n一、甘肃省委巡视整改\n{COUNTY}\n二、张掖市委考核整改\n建立“五步议事”机制。\n三、临泽县自身建设\n抓好队伍。",
        f"{COUNTY}\n抄送\n甘肃省委组织部\n张掖市委组织部",
        "张掖:推行“红色驿站”工作法,建成驿站二十六个,群众满意。\n张掖市:建立“五步议事”机制,议定事项一万二千件,效果好。",
        "西宁市城东区工作报告\n\n一、城东区强化领导\n推行“红色驿站”工作法。\n二、东区改造\n建立“五步议事”机制。",
        f"临泽县工作情况\n\n东城区块链党建\n{COUNTY}\n西城区域联建\n建立“五步议事”机制。",
        f"临泽县工作情况\n\n新城区建设\n{COUNTY}\n老城区改造\n建立“五步议事”机制。\n郊区提升\n实施“头雁工程”。",
        f"{COUNTY}\n临泽县:0936-5521234\n山丹县:0936-2721234",
    ],
)
def test_a_report_of_one_place_is_no_digest(text: str) -> None:
    assert not outline(text).several_places


def test_what_closes_a_digest_is_nobodys_account() -> None:
    accounts = [f"{n}、{place}:好做法\n{told}" for n, (place, told, _) in zip("一二三", TOLD, strict=True)]
    text = TITLE + "\n".join([*accounts, "编后\n各地实施“百村联建”行动,培养头雁。"])
    assert outline(text).several_places
    assert outline(text).parts[-1].place is None


def test_a_table_of_contents_does_not_cut_a_digest() -> None:
    contents = "\n".join(f"{place}:好做法" for place, *_ in TOLD)
    accounts = [f"{n}、{place}:好做法\n{told}" for n, (place, told, _) in zip("一二三", TOLD, strict=True)]
    text = "\n".join(["目录", contents, *accounts])
    told = [part for part in outline(text).parts if part.paragraphs]
    assert [text[part.place.start : part.place.end] for part in told if part.place] == [p for p, *_ in TOLD]
