"""Deeds: what a clause weighs, and what is told of it."""

from graph.schema import Role
from graph.vocabulary.deeds import DeedWeights, deed_weights
from graph.vocabulary.practices import SHORTEST_TOLD
from ingest.extract import extract
from ingest.extract.clauses import LONGEST_RUN, clauses_of, features, runs, scores
from ingest.extract.findings import Block
from ingest.extract.measures import told_deeds
from ingest.segment import outline

STORY = (
    "7月3日，临溪县柳河街道金桥社区党委组织志愿者走进辖区养老院，为老人理发、测量血压，并送去毛巾和牛奶。"
    "天气炎热，空气中弥漫着花香。社区书记表示，大家都很高兴。"
    "随后，党员们来到小区广场，向居民讲解防范电信诈骗的知识，发放宣传册，并解答大家的疑问。"
    "傍晚时分，广场上灯光亮起，孩子们在草地上奔跑，一天就这样过去了。"
    "第二天一早，天空中还飘着小雨。社区还建立了独居老人台账，安排网格员每周上门看望，帮助他们购买药品。"
)
assert len(STORY) >= SHORTEST_TOLD


def _story_block(text: str) -> Block:
    return Block(0, len(text), 0, Role.PRACTICE)


def test_a_running_story_tells_its_deeds_and_leaves_the_weather_out() -> None:
    told = [STORY[f.start : f.end] for f in extract(STORY, outline(STORY)).measures]
    assert any("为老人理发" in deed for deed in told)
    assert any("讲解防范电信诈骗" in deed for deed in told)
    assert not any("花香" in deed or "奔跑" in deed for deed in told)


def test_neighbouring_clauses_of_a_sentence_are_one_deed_as_long_as_it_can_be_quoted() -> None:
    text = "逐户走访，登记造册。建立台账，" + "清理杂物，" * 40
    clauses = list(clauses_of(text, _story_block(text)))
    told = list(runs(text, clauses))
    assert text[told[0][0][0] : told[0][-1][1]] == "逐户走访，登记造册"
    assert all(run[-1][1] - run[0][0] <= LONGEST_RUN for run in told)
    assert [clause for run in told for clause in run] == clauses


def test_a_clause_keeps_no_mark_at_its_edge_that_has_no_other_in_it() -> None:
    text = "“好。”镜头前主播说，“我们一定努力，大家放心”，登上“时光机”，“金桥”社区里"
    told = [text[slice(*clause)] for clause in clauses_of(text, _story_block(text))]
    assert told == ["镜头前主播说", "我们一定努力", "大家放心", "登上“时光机”", "“金桥”社区里"]


def test_a_comma_in_quotation_marks_that_go_on_ends_no_clause() -> None:
    text = "营造“与邻为善，守望相助”的氛围，开展“一户一策，精准帮扶”“一村一品，产业兴旺”行动，他说“先修路，再种果树”，大家鼓掌"
    told = [text[slice(*clause)] for clause in clauses_of(text, _story_block(text))]
    assert told == [
        "营造“与邻为善，守望相助”的氛围",
        "开展“一户一策，精准帮扶”“一村一品，产业兴旺”行动",
        "他说“先修路",
        "再种果树",
        "大家鼓掌",
    ]


def test_who_took_a_picture_is_no_part_of_a_deed() -> None:
    text = "王小明摄党员们一起修理路灯"
    block = _story_block(text)
    told = told_deeds(text, block, list(clauses_of(text, block)), [set()], DeedWeights(9000, {}), story=True)
    assert [text[slice(*deed)] for deed in told] == ["党员们一起修理路灯"]


def test_a_clause_weighs_two_thirds_of_its_own_and_a_third_of_its_neighbours() -> None:
    weights = DeedWeights(-900, {"修": 3000})
    rows = [{"修"}, {"花"}, {"草"}]
    assert scores(rows, weights) == [(2 * 2100 - 900) // 3, (-2 * 900 + (2100 - 900) // 2) // 3, -900]
    assert scores([{"修"}], weights) == [2100]


def test_what_a_clause_weighs_is_read_in_it_and_around_it_alone() -> None:
    text = "此前一句。为居民维修水管，并登记。此后一句"
    block = Block(5, 16, 0, Role.PRACTICE)
    first = next(clauses_of(text, block))
    assert text[slice(*first)] == "为居民维修水管"
    found = features(text, block, first, ["national"], verb_of_doing=True)
    assert {"维修", "^为", "$水管", "<", ">，", "#at0", "#plain", "#name-national", "#verb"} <= found
    assert not any("前" in piece or "后" in piece for piece in found)


def test_learned_weights_are_of_short_pieces() -> None:
    for story in (True, False):
        weights = deed_weights(story=story)
        assert len(weights.weights) > 1000
        assert all(len(piece.lstrip("^$<>")) <= 3 for piece in weights.weights if not piece.startswith("#"))
    assert deed_weights(story=True) != deed_weights(story=False)


def test_a_run_of_likely_clauses_is_a_deed_if_one_of_them_is_more_than_likely() -> None:
    text = "甲来到村里，看了看水管，换了新的。乙看了看天"
    block = _story_block(text)
    clauses = list(clauses_of(text, block))

    def told(*rows: set[str]) -> list[str]:
        weights = DeedWeights(-3000, {"likely": 1600, "more": 2500, "#verb": 200})
        return [text[slice(*deed)] for deed in told_deeds(text, block, clauses, rows, weights, story=True)]

    likely, more, other = {"likely"}, {"more"}, {"nothing"}
    assert told(likely, more, likely, other) == ["甲来到村里，看了看水管，换了新的"]
    assert told(likely, likely, likely, other) == []
    assert told(likely | {"#verb"}, likely, likely, other) == ["甲来到村里，看了看水管，换了新的"]


def test_no_deed_is_told_of_an_offence() -> None:
    text = "其利用职务便利，为他人提供帮助，为企业办理贷款"
    block = _story_block(text)
    clauses = list(clauses_of(text, block))
    sure = DeedWeights(9000, {})
    assert list(told_deeds(text, block, clauses, [set() for _ in clauses], sure, story=True)) == []
    innocent = "其利用周末时间，为他人提供帮助，为企业办理贷款"
    block = _story_block(innocent)
    clauses = list(clauses_of(innocent, block))
    assert list(told_deeds(innocent, block, clauses, [set() for _ in clauses], sure, story=True))
