import json
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import SKOS

from graph.names import fold
from graph.schema import Kind
from graph.vocabulary import wordings
from graph.vocabulary.concepts import by_id, concepts, concepts_asked, concepts_in, lineage, stems_of
from graph.vocabulary.practices import practice_words
from graph.vocabulary.skos import skos
from graph.vocabulary.wordings import dictionary_in, wordings_in
from ingest.reading import rule_files


@pytest.mark.parametrize(
    ("question", "concept"),
    [
        ("how to eliminate empty-shell villages", "collective_economy_empty_shell"),
        ("村里没钱怎么办", "collective_economy_empty_shell"),
        ("打工找不到组织", "floating_members"),
        ("How can floating Party members be managed?", "floating_members"),
        ("如何整顿软弱涣散党组织", "weak_organisation"),
        ("grid workers", "grid"),
        ("打工找不到组织怎么办", "floating_member_branch"),
        ("Mediating disputes between neighbours", "mediation"),
    ],
)
def test_a_question_is_carried_to_its_concept(question: str, concept: str) -> None:
    assert concept in [asked.concept.id for asked in concepts_asked(question)]


def test_the_longest_english_wording_counts() -> None:
    found = list(wordings_in(fold("the five-step working method of apple growers, applied")))
    assert [chinese for _, _, chinese in found] == ["五步工作法", "苹果"]


def test_a_dictionary_knows_everyday_words_and_leaves_those_of_asking() -> None:
    found = list(dictionary_in(fold("How do the villagers mend the street lamps in winter?")))
    assert [chinese for _, _, chinese in found] == ["村民", "修补", "街道", "冬季"]


def test_the_stems_that_the_dictionary_brings_along_are_those_of_its_phrases() -> None:
    file = Path(wordings.__file__).parent / "dictionary.tsv"
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(rows) > 20_000
    assert all(tuple(stems.split()) == stems_of(phrase) for phrase, _, stems in rows)


def test_a_vocabulary_of_questions_is_no_rule_for_documents() -> None:
    names = {path.name for path in rule_files()}
    assert {"concepts.tsv", "concepts.py", "latin.py", "reading.py"} <= names
    assert not {"dictionary.tsv", "build_dictionary.py", "wordings.tsv", "wordings.py", "asking.toml"} & names


def test_a_word_within_another_carries_nowhere() -> None:
    assert "grid" not in [asked.concept.id for asked in concepts_asked("the gridlock of traffic")]


def test_ids_are_one_each_and_every_concept_has_both_labels() -> None:
    ids = [c.id for c in concepts()]
    assert len(ids) == len(set(ids))
    assert all(c.zh and c.en and c.cues for c in concepts())
    assert len([c for c in concepts() if c.problem]) == 20


def test_the_longest_head_closes_a_name() -> None:
    head = practice_words().head_of("网格化基层治理体系")
    assert head is not None
    assert (head.word, head.kind) == ("治理体系", Kind.METHOD)


def test_every_broader_concept_is_there_and_none_is_its_own() -> None:
    known = by_id()
    for concept in concepts():
        above = lineage(concept)
        assert not concept.broader or concept.broader in known
        assert len({c.id for c in above}) == len(above)


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own reader uses it
def test_the_vocabulary_is_sound_skos() -> None:
    graph = rdflib.Graph().parse(data=json.dumps(skos()), format="json-ld")
    told = set(graph.subjects(rdflib.RDF.type, SKOS.Concept))
    assert len(told) == len(concepts()) > 200
    for subject in told:
        labels = list(graph.objects(subject, SKOS.prefLabel))
        assert sorted(str(label.language) for label in labels if isinstance(label, rdflib.Literal)) == [
            "en",
            "zh",
        ]
        # S13 and S27 of the reference: a label is of one kind, and what is broader is not also narrower.
        assert not set(labels) & set(graph.objects(subject, SKOS.altLabel))
        for above in graph.objects(subject, SKOS.broader):
            assert (above, SKOS.narrower, subject) in graph
            assert (above, SKOS.broader, subject) not in graph
        assert (subject, SKOS.broader, None) in graph or (subject, SKOS.topConceptOf, None) in graph


def test_a_text_is_classified_by_its_longest_cues() -> None:
    assert concepts_in("驻村第一书记走访独居老人") == ("first_secretary", "visiting", "elderly_care")
