"""Starts and stops the real servers that tests run against, by the scripts beside this file."""

import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import neo4j
from pydantic import SecretStr

from graph.settings import Settings

HERE = Path(__file__).parent
PASSWORD = "only-for-tests"  # noqa: S105 (of a server on loopback that lives as long as the tests)

ELASTIC_USER = "atlas:$2a$10$QuqPZDZvRLxtsn8E5j1swemtttkVmNd1mTBUUFSxJcZewolPqjZlS"
"""Name, and bcrypt hash of the password, as Elasticsearch's users file has it."""


def what_is_missing() -> str:
    """Gives why the servers cannot be started here; empty where they can."""
    missing = [name for name in ("java", "mvn", "curl", "openssl") if not shutil.which(name)]
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
            "ELASTICSEARCH_USER": ELASTIC_USER,
            "ELASTICSEARCH_PASSWORD": PASSWORD,
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

    @property
    def authority(self) -> Path:
        return self.elasticsearch.folder / "config" / "ca.crt"

    def ask(self, method: str, path: str, **given: Any) -> Any:
        """Gives what Elasticsearch answers to a plain request."""
        url = f"https://127.0.0.1:{self.elasticsearch.port}/{path}"
        trusted = ssl.create_default_context(cafile=str(self.authority))
        reply = httpx.request(method, url, auth=("atlas", PASSWORD), verify=trusted, **given)
        return reply.raise_for_status().json()

    def settings(self, **given: object) -> Settings:
        own: dict[str, object] = {
            "neo4j_uri": f"bolt://127.0.0.1:{self.neo4j.port}",
            "neo4j_password": SecretStr(PASSWORD),
            "elastic_url": f"https://127.0.0.1:{self.elasticsearch.port}",
            "elastic_user": "atlas",
            "elastic_password": SecretStr(PASSWORD),
            "elastic_ca": self.authority,
            "embedder": "hashed",
            "store_patience": 60,
        }
        return Settings(**(own | given))  # type: ignore[arg-type]

    def wipe(self) -> None:
        """Empties both."""
        uri = f"bolt://127.0.0.1:{self.neo4j.port}"
        with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS").consume()
        for row in self.ask("GET", "_cat/indices/atlas*?format=json"):
            self.ask("DELETE", row["index"])


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
