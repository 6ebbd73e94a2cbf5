"""People's corrections: read with every wrong entry told, applied whatever their order, and told when they no longer apply."""

from pathlib import Path

import pytest

from graph.errors import SettingsError
from graph.model import DocumentGraph
from graph.open import open_knowledge
from graph.schema import Kind
from ingest.corrections import Correction, read_corrections
from ingest.pipeline import ingest, understand
from ingest.readers import SourceFile
from ingest.reading import Reading
from ingest.report import Report
from tests.conftest import Silent, settings_of

TEXT = "西昌市推行“三联三促”工作法,建成站点20个。全市开展“春雨”行动和“暖阳”行动,整顿软弱涣散党组织5个。党员群众常来夜话会。"


def read(tmp_path: Path, text: str, suffix: str = ".yaml") -> list[Correction]:
    file = tmp_path / f"corrections{suffix}"
    file.write_text(text, encoding="utf-8")
    found, wrong = read_corrections(file)
    assert wrong == []
    return found


def graph(*corrections: Correction) -> DocumentGraph:
    return understand(SourceFile("one.txt", "one", TEXT), Reading(corrections))


def names(found: DocumentGraph) -> set[str]:
    return {e.name for e in found.entities if e.kind in {Kind.PROGRAMME, Kind.METHOD}}


def test_without_corrections_the_rules_stand() -> None:
    assert names(graph()) == {"三联三促工作法", "春雨行动", "暖阳行动"}
    assert graph().document.corrections == ()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{action: reject, kind: programme, name: 春雨行动}", {"三联三促工作法", "暖阳行动"}),
        ("{action: reject, kind: method, name: “三联三促”}", {"春雨行动", "暖阳行动"}),
        ("{action: rename, kind: programme, name: 春雨行动, to: 春雨润苗行动}", {"三联三促工作法", "春雨润苗行动", "暖阳行动"}),
        ("{action: merge, kind: programme, name: [春雨行动, 暖阳行动], to: 春雨暖阳行动}", {"三联三促工作法", "春雨暖阳行动"}),
        ("{action: split, kind: method, name: 三联三促工作法, to: [三联工作法, 三促工作法]}", {"三联工作法", "三促工作法", "春雨行动", "暖阳行动"}),
        ("{action: accept, kind: method, name: 夜话会, quote: 夜话会}", {"三联三促工作法", "春雨行动", "暖阳行动", "夜话会"}),
    ],
)  # fmt: skip
def test_a_correction_changes_the_practices(tmp_path: Path, entry: str, expected: set[str]) -> None:
    (correction,) = read(tmp_path, f"- {entry}\n")
    changed = graph(correction)
    assert names(changed) == expected
    assert changed.document.corrections == (correction.id,)
    assert all(
        changed.document.raw[q.span.raw_start : q.span.raw_end] == q.quote for q in changed.quotes.values()
    )


def test_a_renamed_practice_keeps_its_old_names(tmp_path: Path) -> None:
    (correction,) = read(tmp_path, "- {action: rename, kind: programme, name: 春雨行动, to: 润苗行动}\n")
    (entity,) = [e for e in graph(correction).entities if e.name == "润苗行动"]
    assert "春雨行动" in entity.aliases


def test_statements_and_places_can_be_rejected_and_a_place_renamed(tmp_path: Path) -> None:
    problem, place = read(
        tmp_path,
        "- {action: reject, kind: problem, name: 软弱涣散党组织}\n- {action: rename, kind: locality, name: 西昌市, to: '371728'}\n",
    )
    changed = graph(problem, place)
    assert [e for e in changed.entities if e.kind is Kind.PROBLEM] == []
    assert {e.properties["code"] for e in changed.entities if e.kind is Kind.LOCALITY} == {"371728"}
    assert set(changed.document.corrections) == {problem.id, place.id}


def test_a_correction_for_another_document_changes_nothing(tmp_path: Path) -> None:
    (correction,) = read(tmp_path, "- {action: reject, kind: programme, name: 春雨行动, document: two}\n")
    assert graph(correction).entities == graph().entities


def test_csv_says_the_same_as_yaml(tmp_path: Path) -> None:
    yaml = read(
        tmp_path,
        "- {action: merge, kind: programme, name: [春雨行动, 暖阳行动], to: 双行动, reason: 同一件事}\n",
    )
    csv = read(
        tmp_path,
        "action,document,kind,name,to,quote,reason\nmerge,,programme,春雨行动|暖阳行动,双行动,,同一件事\n",
        ".csv",
    )
    assert [c.id for c in yaml] == [c.id for c in csv]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("- {action: delete, kind: method, name: 甲}", "action is 'delete'"),
        ("- {action: reject, kind: thing, name: 甲}", "kind is 'thing'"),
        ("- {action: reject, kind: method}", "reject wants 'name'"),
        ("- {action: merge, kind: method, name: 甲}", "merge wants several names"),
        ("- {action: split, kind: method, name: 甲, to: 乙}", "split wants one 'name' and several"),
        ("- {action: rename, kind: problem, name: 甲, to: 乙}", "rename is for programmes and methods"),
        ("- {action: accept, kind: method, name: 甲}", "accept wants 'quote'"),
        ("- just words", "wanted keys and values"),
        ("- {action: reject, kind: method, name: 甲, docment: one}", "unknown key 'docment'"),
        ("- {action: split, kind: method, name: 甲, to: ['——', 乙]}", "'——' is no name or quote"),
        ("- {action: accept, kind: method, quote: 。}", "'。' is no name or quote"),
        ("- {action: reject, kind: method, name: 2023-13-45}", "no YAML that can be read"),
        ("- {action: reject, kind: method, name: 2023-12-04}", "put numbers and dates in quotation marks"),
        ("- {action: reject, action: accept, kind: method, name: 甲}", "'action' stands twice"),
        ("- {action: merge, kind: method, name: [甲, 甲], to: 乙}", "merge wants several names"),
        ("- {action: accept, kind: locality, quote: 奉贤区}", "of any kind but a locality"),
        (
            "- {action: rename, kind: locality, name: 奉贤区, to: 火星}",
            "no place has the code or full name '火星'",
        ),
    ],
)
def test_a_wrong_entry_is_told_with_its_line_and_the_others_count(
    tmp_path: Path, entry: str, told: str
) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text(f"- {{action: reject, kind: method, name: 甲}}\n{entry}\n", encoding="utf-8")
    found, (wrong,) = read_corrections(file)
    assert len(found) == 1
    assert told in str(wrong)
    assert "line 2" in str(wrong)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.yaml", "a: {b"),
        ("c.yaml", "a: b"),
        ("c.yaml", "false"),
        ("c.csv", "action,name,name\nreject,甲,乙\n"),
        ("c.csv", 'action,name\nreject,"甲\n'),
        ("c.csv", "x,y\n1,2\n"),
        ("c.txt", "- a"),
        ("c.yaml", None),
    ],
)
def test_a_file_that_is_no_list_of_corrections_is_refused(
    tmp_path: Path, name: str, text: str | None
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=name):
        read_corrections(tmp_path / name)


def test_the_order_of_the_file_changes_nothing(tmp_path: Path) -> None:
    one = read(tmp_path, "- {action: rename, kind: programme, name: 春雨行动, to: 润苗行动}\n")
    other = read(tmp_path, "- {action: merge, kind: programme, name: [春雨行动, 暖阳行动], to: 双行动}\n")
    assert graph(*one, *other) == graph(*other, *one)


@pytest.mark.parametrize(
    "entries",
    [
        ("rename, kind: method, name: 甲法, to: 乙法", "rename, kind: method, name: 乙法, to: 甲法"),
        ("rename, kind: method, name: 甲法, to: 乙法", "merge, kind: programme, name: [甲法, 丙法], to: 丁法"),
        ("rename, kind: method, name: 甲法, to: 乙法, document: one", "split, kind: method, name: 甲法, to: [丙法, 丁法]"),
    ],
)  # fmt: skip
def test_entries_that_contradict_each_other_are_told_and_neither_is_applied(
    tmp_path: Path, entries: tuple[str, str]
) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text("".join(f"- {{action: {entry}}}\n" for entry in entries), encoding="utf-8")
    found, wrong = read_corrections(file)
    assert found == []
    assert sorted(str(w).split(";")[0].rsplit(" line ", 2)[1:] for w in wrong) == [
        ["1: it contradicts " + str(file), "2"],
        ["2: it contradicts " + str(file), "1"],
    ]


def test_two_documents_may_be_corrected_in_different_ways(tmp_path: Path) -> None:
    assert len(read(tmp_path, "".join(
        f"- {{action: rename, kind: programme, name: 春雨行动, to: {name}, document: {name}}}\n" for name in ("甲行动", "乙行动")
    ))) == 2  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "stays"),
    [
        ("name: 春雨行动, quote: “暖阳”行动", True),
        ("name: 秋收行动, quote: “春雨”行动", True),
        ("name: 春雨行动, quote: 全市開展“春雨”", False),
        ("quote: 全市开展“春雨”", False),
    ],
)
def test_a_quote_narrows_what_is_meant_in_any_script(tmp_path: Path, entry: str, stays: bool) -> None:  # noqa: FBT001
    (correction,) = read(tmp_path, f"- {{action: reject, kind: programme, {entry}}}\n")
    assert ("春雨行动" in names(graph(correction))) is stays


def test_a_merge_takes_no_name_that_the_text_does_not_hold(tmp_path: Path) -> None:
    (correction,) = read(
        tmp_path, "- {action: merge, kind: programme, name: [春雨行动, 秋收行动], to: 春雨行动}\n"
    )
    assert all("秋收行动" not in e.aliases for e in graph(correction).entities)


def test_a_csv_entry_is_told_with_the_line_it_begins_on(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    file.write_text(
        'action,kind,name,reason\nreject,method,甲,"two\nlines"\nreject,thing,乙,\nreject,method,丙,x,y\n',
        encoding="utf-8",
    )
    found, wrong = read_corrections(file)
    assert len(found) == 1
    assert [str(w).split(":")[0].rsplit(" ", 1)[1] for w in wrong] == ["4", "5"]


def test_a_copy_of_a_document_is_corrected_under_either_name_whichever_comes_first(tmp_path: Path) -> None:
    (correction,) = read(tmp_path, "- {action: reject, kind: programme, name: 春雨行动, document: b}\n")
    exports = []
    for order in (("a", "b"), ("b", "a")):
        for name in order:
            file = tmp_path / "-".join(order) / name / f"{name}.txt"
            file.parent.mkdir(parents=True)
            file.write_text(TEXT, encoding="utf-8")
            load(tmp_path / f"data-{order[0]}", file, correction)
        exports.append(load(tmp_path / f"data-{order[0]}", file, correction)[1])
    assert exports[0] == exports[1]
    assert "春雨行动" not in str(exports[0])


def load(folder: Path, documents: Path, *corrections: Correction) -> tuple[Report, list[object]]:
    with open_knowledge(settings_of(folder)) as knowledge:
        report = ingest([documents], knowledge, Silent(), Reading(corrections))
        return report, list(knowledge.graph.export())


def test_ingest_applies_them_again_and_tells_what_no_longer_applies(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "one.txt").write_text(TEXT, encoding="utf-8")
    wanted, gone = read(
        tmp_path,
        "- {action: reject, kind: programme, name: 春雨行动}\n- {action: reject, kind: programme, name: 秋收行动}\n",
    )
    data = tmp_path / "data"
    load(data, documents)
    first, known = load(data, documents, wanted, gone)
    assert (first.reread, first.corrections) == (1, 2)
    assert [where.rsplit(" ", 1)[1] for where in first.not_applied] == ["2"]
    second, again = load(data, documents, gone, wanted)
    assert (second.unchanged, second.not_applied) == (1, first.not_applied)
    assert known == again
    assert "no longer applies" in "\n".join(second.lines())
