"""A stand-in for the endpoint of a language model or an embedder: what a real one says cannot be known beforehand, nor that it goes wrong."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graph.embedders.hashed import HashedEmbedder


class Stub:
    """An OpenAI-compatible endpoint that says what it is told to."""

    def __init__(self) -> None:
        self.facts: list[Any] = []
        self.body: bytes | None = None
        self.status = 200
        self.drops = False
        """It answers a byte at a time."""
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                stub.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                stub.keys.append(self.headers.get("Authorization"))
                if self.path.endswith("/embeddings"):
                    return self.say(
                        stub.embedded(stub.asked[-1]["input"]) if stub.body is None else stub.body
                    )
                content = json.dumps({"facts": stub.facts}, ensure_ascii=False)
                message = {"role": "assistant", "content": content}
                answer = {
                    "id": "1",
                    "object": "chat.completion",
                    "created": 0,
                    "model": "m",
                    "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                }
                return self.say(json.dumps(answer).encode() if stub.body is None else stub.body)

            def say(self, body: bytes) -> None:
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

    def embedded(self, texts: list[str]) -> bytes:
        """Gives hashed vectors, twice as long as they should be and last first: an endpoint may."""
        vectors = HashedEmbedder().passages(texts)
        rows = [{"index": i, "embedding": (2 * v).tolist()} for i, v in enumerate(vectors)]
        return json.dumps({"object": "list", "data": rows[::-1]}).encode()


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
