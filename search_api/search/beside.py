"""What one answer has done beside the thread that makes it: readings of servers wait for each other no longer than they must."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

THREADS = 3
"""Readings beside each other: more than an answer has at once."""


class Beside:
    """Begins readings on other threads where stores are remote, and does them at once where they are here; use it as a context."""

    def __init__(self, *, remote: bool) -> None:
        """Takes whether a reading waits for another process; of one that works in this process nothing is gained."""
        self.remote = remote
        self._pool = ThreadPoolExecutor(THREADS) if remote else None

    def __enter__(self) -> Self:
        """Gives itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Waits for what was begun."""
        if self._pool:
            self._pool.shutdown()

    def begin(
        self, work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
    ) -> "Future[Result]":
        """Begins a reading, which holds to the same versions of documents as those of this thread; its result tells its error too."""
        if self._pool:
            context = copy_context()
            return self._pool.submit(lambda: context.run(work, *given, **named))
        done: Future[Result] = Future()
        try:
            done.set_result(work(*given, **named))
        except Exception as error:  # noqa: BLE001 (it is raised again by whoever asks for the result)
            done.set_exception(error)
        return done
