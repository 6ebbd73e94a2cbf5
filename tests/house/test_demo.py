"""The README's first command, as a newcomer runs it once the set-up is done."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import ROOT

WAIT = 90
"""Seconds; a start takes two or three on an idle machine."""


@pytest.mark.skipif(
    shutil.which("make") is None or not (ROOT / ".venv" / "ready").exists(),
    reason="`make setup` was not run in this checkout",
)
def test_make_demo_answers_a_question_and_serves_the_page(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = tmp_path / "said.txt"
    with said.open("wb") as out:
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}", f"DATA={tmp_path / 'data'}"],
            cwd=ROOT,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        page = _fetched(f"http://127.0.0.1:{port}/", demo)
        assert "Practice Atlas" in page
        assert "村集体经济建设集中推进年活动" in said.read_text(encoding="utf-8")
    finally:
        os.killpg(demo.pid, signal.SIGTERM)
        demo.wait()


def _fetched(url: str, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + WAIT
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:
                return str(reply.read().decode("utf-8"))
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing was served at {url}")
