"""Starts and stops the real servers that tests run against, by the scripts beside this file."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import neo4j
from pydantic import SecretStr

from graph.settings import Settings

HERE = Path(__file__).parent
PASSWORD = "only-for-tests"  # noqa: S105 (of a server on loopback that lives as long as the tests)


def what_is_missing() -> str:
    """Gives why the servers cannot be started here; empty where they can."""
    missing = [name for name in ("java", "mvn", "curl") if not shutil.which(name)]
    if not any(_version(home) >= 21 for home in _javas()):
        missing.append("Java 21 or newer (for Elasticsearch; set ES_JAVA_HOME)")
    return ", ".join(missing)


def _javas() -> list[Path]:
    told = [Path(home) for name in ("ES_JAVA_HOME", "JAVA_HOME") if (home := os.environ.get(name))]
    return [*told, *Path("/usr/lib/jvm").glob("*")]


def _version(home: Path) -> int:
    release = home / "release"
    found = (
        re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), re.MULTILINE) if release.is_file() else None
    )
    return int(found[1]) if found else 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Server:
    """One server: where its scripts and its folder are, and on which port it listens."""

    name: str
    folder: Path
    port: int

    def start(self) -> None:
        self._script("start")

    def stop(self) -> None:
        self._script("stop")

    def pid(self) -> int:
        return int((self.folder / f"{self.name}.pid").read_text())

    def _script(self, which: str) -> None:
        data = {
            f"{self.name.upper()}_DATA": str(self.folder),
            "NEO4J_PASSWORD": PASSWORD,
            "ELASTICSEARCH_HEAP": "512m",
        }
        done = subprocess.run(
            [str(HERE / self.name / which), str(self.port)], env={**os.environ, **data}, capture_output=True, text=True
        )  # fmt: skip
        assert done.returncode == 0, f"{self.name} {which}: {done.stderr}"


@dataclass(frozen=True, slots=True)
class Servers:
    """Both servers."""

    neo4j: Server
    elasticsearch: Server

    def settings(self, **given: object) -> Settings:
        own: dict[str, object] = {
            "neo4j_uri": f"bolt://127.0.0.1:{self.neo4j.port}",
            "neo4j_password": SecretStr(PASSWORD),
            "elastic_url": f"http://127.0.0.1:{self.elasticsearch.port}",
            "embedder": "hashed",
            "store_patience": 60,
        }
        return Settings(**(own | given))  # type: ignore[arg-type]

    def wipe(self) -> None:
        """Empties both."""
        uri = f"bolt://127.0.0.1:{self.neo4j.port}"
        with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS").consume()
        url = f"http://127.0.0.1:{self.elasticsearch.port}"
        for row in httpx.get(f"{url}/_cat/indices/atlas*?format=json").json():
            httpx.delete(f"{url}/{row['index']}").raise_for_status()


@contextmanager
def started(folder: Path) -> Iterator[Servers]:
    """Gives both servers, running, with their data under the folder; stops them at the end."""
    pair = Servers(*(Server(name, folder / name, free_port()) for name in ("neo4j", "elasticsearch")))
    both = (pair.neo4j, pair.elasticsearch)
    try:
        for server in both:
            server.folder.mkdir()
            server.start()
        yield pair
    finally:
        for server in both:
            server.stop()
