"""What is told of a practice is the sentence that names it first, and what nearly all are told like counts for less."""

import numpy as np

from graph.embedders.hashed import HashedEmbedder
from graph.model import Evidence, Passage, Span
from graph.passages import LONGEST_TELLING, telling_of
from graph.schema import Role
from search_api.search.tellings import nearness, without_the_plain

OFFSET = 50


def told(text: str, name: str) -> str:
    passage = Passage("p", "d", 0, Span(OFFSET, OFFSET + len(text), 0, 0), text, (), Role.PRACTICE)
    start = OFFSET + text.index(name)
    return telling_of(passage, Evidence("d", "p", Span(start, start + len(name), 0, 0), name))


def test_the_sentence_around_a_name_tells_of_it() -> None:
    text = "天气很好。社区开展“春雨”行动,走访120人。居民称赞。"
    assert told(text, "“春雨”行动") == "“春雨”行动\n社区开展“春雨”行动,走访120人。"


def test_a_long_sentence_is_cut_around_the_name() -> None:
    text = "甲" * 300 + "开展“春雨”行动," + "乙" * 300 + "。"
    words = told(text, "“春雨”行动").split("\n")[1]
    assert len(words) == LONGEST_TELLING
    assert words.startswith("甲")
    assert "“春雨”行动" in words
    assert words.endswith("乙")


def test_of_a_list_of_names_the_name_alone_tells() -> None:
    assert told("推进“春雨”“暖阳”“秋实”、“冬藏”四大工程,取得实效。", "“暖阳”") == "“暖阳”"


def test_what_stands_outside_its_passage_is_told_by_its_words() -> None:
    passage = Passage("p", "d", 0, Span(OFFSET, OFFSET + 3, 0, 0), "天气好", (), Role.PRACTICE)
    assert telling_of(passage, Evidence("d", "p", Span(0, 4, 0, 0), "春雨行动")) == "春雨行动"


def test_what_nearly_all_are_told_like_makes_no_two_alike() -> None:
    embedder = HashedEmbedder()
    shared = "坚持党建引领,深入开展活动,服务群众,推动工作。"
    one, two = embedder.passages([f"{shared}骑手驿站", f"{shared}充电桩"])
    less = [without_the_plain([each], embedder)[0] for each in (one, two)]
    assert all(abs(float(np.linalg.norm(each)) - 1) < 1e-5 for each in less)
    before, after = nearness([one], [two]), nearness([less[0]], [less[1]])
    assert before is not None
    assert after is not None
    assert after < before
    assert nearness([one], []) is None
