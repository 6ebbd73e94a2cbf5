"""A stand-in for a language model's endpoint: what a real one says cannot be known beforehand, nor that it goes wrong."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Stub:
    """An OpenAI-compatible endpoint that says what it is told to."""

    def __init__(self) -> None:
        self.facts: list[Any] = []
        self.body: bytes | None = None
        self.status = 200
        self.drops = False
        """It answers a byte at a time."""
        self.asked: list[dict[str, Any]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                stub.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                content = json.dumps({"facts": stub.facts}, ensure_ascii=False)
                message = {"role": "assistant", "content": content}
                answer = {
                    "id": "1",
                    "object": "chat.completion",
                    "created": 0,
                    "model": "m",
                    "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                }
                body = json.dumps(answer).encode() if stub.body is None else stub.body
                self.send_response(stub.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                for at in range(0, len(body), 1 if stub.drops else len(body)):
                    self.wfile.write(body[at : at + 1] if stub.drops else body)
                    time.sleep(0.1 * stub.drops)

            def handle(self) -> None:
                with suppress(ConnectionError):  # the client hung up, as it should
                    super().handle()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@contextmanager
def serving() -> Iterator[Stub]:
    """Gives a running endpoint and ends it."""
    running = Stub()
    thread = threading.Thread(target=running.server.serve_forever)
    thread.start()
    yield running
    running.server.shutdown()
    thread.join()
    running.server.server_close()
