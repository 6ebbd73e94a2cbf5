"""The compose file and the image, as far as they can be proved without a container engine.

`compose_spec.json` is the schema of the Compose Specification as PyPI `docker-compose` 1.29.2 carries it (Apache License 2.0).
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.conftest import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_it_keeps_to_the_compose_specification() -> None:
    schema = json.loads((Path(__file__).parent / "compose_spec.json").read_text(encoding="utf-8"))
    judge = jsonschema.Draft201909Validator(schema)
    known = {
        key: value for key, value in COMPOSE.items() if key != "name"
    }  # that word is younger than the schema
    assert [error.message for error in judge.iter_errors(known)] == []
    assert list(judge.iter_errors(known | {"services": {"a": {"imag": "x"}}}))


def test_it_holds_the_stores_the_service_and_a_one_shot_ingest() -> None:
    assert set(SERVICES) == {"neo4j", "elasticsearch", "api", "ingest"}
    assert SERVICES["ingest"]["profiles"] == ["ingest"]
    assert SERVICES["ingest"]["restart"] == "no"
    for name in ("api", "ingest"):
        assert SERVICES[name]["depends_on"] == {
            store: {"condition": "service_healthy"} for store in ("neo4j", "elasticsearch")
        }
        assert SERVICES[name]["read_only"] is True


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_is_pinned_bounded_and_closed(name: str) -> None:
    service = SERVICES[name]
    assert re.search(r":\d+\.\d+\.\d+(-[a-z]+)?$", service["image"])
    assert service["mem_limit"]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert ("healthcheck" in service) == (name != "ingest")


def test_no_password_has_a_default() -> None:
    assert re.findall(r"\$\{ATLAS_\w*PASSWORD(?!:\?)", TEXT) == []
    assert len(re.findall(r"\$\{ATLAS_\w*PASSWORD:\?", TEXT)) == 4


def test_volumes_are_named() -> None:
    used = {v.split(":")[0] for s in SERVICES.values() for v in s.get("volumes", ()) if not v.startswith("$")}
    assert used == set(COMPOSE["volumes"])


def test_the_settings_are_settings_of_ours() -> None:
    from graph.settings import Settings

    named = {key for name in ("api", "ingest") for key in SERVICES[name]["environment"]}
    assert named <= {f"ATLAS_{field.upper()}" for field in Settings.model_fields}


def test_the_servers_are_those_that_the_tests_run_against() -> None:
    neo4j = (ROOT / "tests/services/neo4j/pom.xml").read_text(encoding="utf-8")
    assert re.search(r"<neo4j.version>(.*)</", neo4j)[1] in SERVICES["neo4j"]["image"]  # type: ignore[index]


def test_the_image_runs_as_somebody_without_rights() -> None:
    lines = DOCKERFILE.splitlines()
    assert lines.index("USER atlas") > max(i for i, line in enumerate(lines) if line.startswith("RUN"))
    assert re.search(r"^FROM python:\d+\.\d+\.\d+-slim-", DOCKERFILE, re.MULTILINE)


def test_the_steps_of_the_image_give_a_working_command(tmp_path: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "python")], check=True)
    binaries = tmp_path / "python" / "bin"
    for line in DOCKERFILE.splitlines():
        step, _, rest = line.partition(" ")
        if step == "COPY":
            *sources, target = rest.split()
            for source in sources:
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, app / target, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / source, app / target)
        if step == "RUN" and rest.startswith("pip "):
            subprocess.run(
                [str(binaries / "python"), "-m", *rest.split()], cwd=app, check=True, capture_output=True
            )
    environment = {
        "PATH": f"{binaries}:/usr/bin:/bin",
        "ATLAS_DATA": str(tmp_path / "data"),
        "ATLAS_EMBEDDER": "hashed",
    }

    def atlas(*command: str) -> str:
        done = subprocess.run(
            [str(binaries / "atlas"), *command], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "20 accepted" in atlas("ingest", str(ROOT / "samples"))
    assert atlas("search", "如何消除空壳村", "--limit", "1")
    code = "import graph.servers, search_api.app; assert search_api.app.PAGE.is_dir()"
    subprocess.run([str(binaries / "python"), "-c", code], cwd=tmp_path, env=environment, check=True)
