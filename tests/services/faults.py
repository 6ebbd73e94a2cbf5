"""Kills what loads, and what is loaded into, at random moments; in the end nothing may be missing or doubled.

`python -m tests.services.faults 20 ingest,neo4j,elasticsearch PATH...` does it twenty times each and prints a line a round.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from tests.services import Servers, started

ROOT = Path(__file__).parent.parent.parent
VICTIMS = ("ingest", "neo4j", "elasticsearch")


@dataclass(frozen=True, slots=True)
class Bench:
    """What is loaded, where, and what an undisturbed run gave."""

    servers: Servers
    paths: Sequence[Path]
    expected: bytes
    seconds: float

    @classmethod
    def measured(cls, servers: Servers, paths: Sequence[Path]) -> "Bench":
        bench = cls(servers, paths, b"", 0.0)
        servers.wipe()
        bench.ingest().wait()
        servers.wipe()
        began = time.monotonic()
        assert bench.ingest().wait() == 0
        return cls(servers, paths, bench.atlas("export"), time.monotonic() - began)

    def environment(self) -> dict[str, str]:
        settings = self.servers.settings().model_dump(exclude_defaults=True)
        plain = {k: v.get_secret_value() if isinstance(v, SecretStr) else str(v) for k, v in settings.items()}
        return {**os.environ, **{f"ATLAS_{key.upper()}": value for key, value in plain.items()}}

    def ingest(self, stderr: int | None = None) -> "subprocess.Popen[bytes]":
        command = [sys.executable, str(ROOT / "atlas.py"), "ingest", *map(str, self.paths), "--quiet"]
        return subprocess.Popen(command, env=self.environment(), cwd=ROOT, stderr=stderr)

    def atlas(self, *command: str) -> bytes:
        done = subprocess.run(
            [sys.executable, str(ROOT / "atlas.py"), *command], env=self.environment(), cwd=ROOT, capture_output=True, check=True
        )  # fmt: skip
        return done.stdout

    def disturbed(self, victim: str, chance: random.Random) -> dict[str, object]:
        """Loads, kills the victim at a random moment, begins again, and compares."""
        self.servers.wipe()
        moment = chance.uniform(0.5, self.seconds)
        running = self.ingest()
        time.sleep(moment)
        if victim == "ingest":
            running.kill()
            running.wait()
            code = self.ingest().wait()
        else:
            server = self.servers.neo4j if victim == "neo4j" else self.servers.elasticsearch
            os.kill(server.pid(), signal.SIGKILL)
            time.sleep(0.5)
            server.start()
            code = running.wait()
            if code == 0:
                code = self.ingest().wait()
        same = self.atlas("export") == self.expected
        check = json.loads(self.atlas("check", "--json"))
        return {
            "killed": victim,
            "after": round(moment, 2),
            "exit": code,
            "same": same,
            "disagreements": check["disagreements"],
        }


def main() -> None:
    rounds, victims, paths = int(sys.argv[1]), sys.argv[2].split(","), [Path(path) for path in sys.argv[3:]]
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as servers:
        bench = Bench.measured(servers, paths)
        sys.stdout.write(f"undisturbed: {bench.seconds:.1f} s, {len(bench.expected)} bytes exported\n")
        for victim in victims:
            for _ in range(rounds):
                sys.stdout.write(json.dumps(bench.disturbed(victim, chance)) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
