"""What graph/README.md shows is what the graph answers: the questions, and the notebook."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import neo4j
import pytest

from graph.open import open_knowledge
from ingest.pipeline import ingest
from tests.conftest import ROOT, SAMPLES, Silent
from tests.services import PASSWORD, Servers

README = (ROOT / "graph" / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```cypher\n(.*?)\n```\n\n((?:\|[^\n]*\n)+)", README, re.DOTALL)


@pytest.fixture(scope="module")
def address(servers: Servers) -> str:
    servers.wipe()
    with open_knowledge(servers.settings()) as knowledge:
        ingest([SAMPLES], knowledge, Silent())
    return f"bolt://127.0.0.1:{servers.neo4j.port}"


@pytest.fixture
def session(address: str) -> Iterator[neo4j.Session]:
    with (
        neo4j.GraphDatabase.driver(address, auth=("neo4j", PASSWORD)) as driver,
        driver.session(default_access_mode=neo4j.READ_ACCESS) as opened,
    ):
        yield opened


def table(result: neo4j.Result) -> str:
    keys = result.keys()
    rows = [["" if value is None else str(value) for value in row.values()] for row in result]
    lines = [
        "| " + " | ".join(keys) + " |",
        "|" + "---|" * len(keys),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def test_ten_questions_are_shown() -> None:
    assert len(SHOWN) == 10
    assert all(answer.count("\n") > 2 for _, answer in SHOWN)


@pytest.mark.parametrize("number", range(len(SHOWN)))
def test_a_question_has_the_answer_that_is_shown(session: neo4j.Session, number: int) -> None:
    question, answer = SHOWN[number]
    assert table(session.run(question)) == answer


def test_every_fact_leads_to_the_words_that_say_so(session: neo4j.Session) -> None:
    facts = "MATCH (a:Entity)-[c]->(:Entity) RETURN count(c) AS all"
    told = """
    MATCH (a:Entity)-[c]->(:Entity)
    MATCH (d:Document {id: c.document_id}) WHERE d.raw CONTAINS c.quote
    MATCH (d)-[s:SPEAKS_OF]->(a)
    RETURN count(DISTINCT c) AS all
    """
    count = session.run(facts).single(strict=True)["all"]
    assert count > 100
    assert session.run(told).single(strict=True)["all"] == count


def test_a_notebook_with_py2neo_reads_the_graph(address: str, session: neo4j.Session) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    # In a process of its own: py2neo leaves its sockets open.
    told = "\nimport json; print(json.dumps([method['name'], len(frame), list(frame.columns)]))"
    given = f"URI, PASSWORD = {address!r}, {PASSWORD!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", given + code + told], capture_output=True, text=True, check=True
    )
    name, rows, columns = json.loads(done.stdout)
    first = session.run("MATCH (m:Method) RETURN m.name AS name ORDER BY m.name, m.id LIMIT 1")
    count = session.run("MATCH ()-[r:REPORTED_OUTCOME]->(:Outcome {role: 'outcome'}) RETURN count(r) AS n")
    assert name == first.single(strict=True)["name"]
    assert rows == count.single(strict=True)["n"]
    assert columns == ["practice", "value", "unit"]
