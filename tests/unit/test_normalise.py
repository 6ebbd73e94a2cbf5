import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise import settle

SOUND = st.text(
    st.sampled_from("党建引领基层治理,。、“”()(一)12%AB 好?吗;!\n村民委员会为什么是这样"), max_size=200
)


@given(SOUND)
def test_sound_text_comes_back_unchanged(text: str) -> None:
    assert settle(text).text == text


@given(st.text(max_size=300))
def test_every_character_is_mapped_to_raw_ones(raw: str) -> None:
    settled = settle(raw)
    assert len(settled.text) == len(settled.starts) == len(settled.ends)
    previous = 0
    for start, end in zip(settled.starts, settled.ends, strict=True):
        assert previous <= start < end <= len(raw) or (start < end <= len(raw))
        previous = start


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("漢陽區(qū)委", "汉阳区委"),
        ("建設(shè)和標(biāo)準(zhǔn)、習(xí)慣", "建设和标准、习惯"),
        ("村民(代表)会议", "村民(代表)会议"),
        ("使用(app)登记", "使用(app)登记"),
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("\ufeff党\u200b建\x00", "党建"),
        ("他著名的著作顯著影響著大家", "他著名的著作显著影响着大家"),
        ("他著名的著作影响大家", "他著名的著作影响大家"),
        ("推行「三會一課」與『紅岩』品牌", "推行“三会一课”与‘红岩’品牌"),
        ("３．２％,８－１２名,１，２３４元", "3.2%,8-12名,1,234元"),
        ("2019，120人", "2019，120人"),
        ("减至3，120名党员", "减至3，120名党员"),
        ("买买提.吐尔逊主持。", "买买提.吐尔逊主持。"),
        ("甲.加强学习", "甲.加强学习"),
        ("已建成.計劃再建", "已建成。计划再建"),
        ("一.加强学习,见a.b与3.5", "一.加强学习,见a.b与3.5"),
    ],
)
def test_damage_and_script(raw: str, expected: str) -> None:
    assert settle(raw).text == expected


def test_lost_bytes_are_read_again_where_the_document_knows_the_words() -> None:
    whole = "村里党员多。基层党建要抓牢。基层党建靠大家。"
    lost = "村裡黨員少?;鶎狱h建要抓牢。基層黨建靠大家,基層黨建要管。"
    assert "少。基层党建要抓牢" in settle(lost).text
    assert settle(whole).text == whole


def test_a_question_mark_before_chinese_is_no_damage() -> None:
    text = "怎么办?他们用APP登记。为什么?大家都说好。"
    assert settle(text).text == text


def test_a_quote_is_the_raw_text_of_its_span() -> None:
    settled = settle("中共漢陽區(qū)委堅持")
    start = settled.text.index("汉阳区")
    assert settled.quote(settled.span(start, start + 3)) == "漢陽區"
    assert settled.quote(settled.span(start, start + 4)) == "漢陽區(qū)委"
