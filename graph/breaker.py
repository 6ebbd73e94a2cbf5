"""Bounds what waiting for a server may cost: each call has its time, and a server that was away is left alone for a while.

A driver may hang in a socket whose other side was stopped, so a call runs in a thread of its own that is given up after
its time; how many such threads there may be is bounded, and past that calls are refused at once.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeAlias, TypeVar

from graph.errors import StoreUnavailable

Result = TypeVar("Result")

_Calls: TypeAlias = SimpleQueue[Callable[[], None]]

REST = 1.0
"""Seconds in which a server that did not answer is not asked again; then one call tries."""

PLACES = 32
"""Calls under way at once; a thread pool of the service has 40."""


IDLE = 10.0
"""Seconds after which a thread without a call ends."""


class Breaker:
    """Calls a server's driver within a time, or refuses."""

    def __init__(self, store: str, timeout: float, *, rest: float = REST, places: int = PLACES) -> None:
        """Takes the store's name for messages, and the seconds that a call may last."""
        self._store = store
        self._timeout = timeout
        self._rest = rest
        self._places = threading.BoundedSemaphore(places)
        self._idle: list[_Calls] = []
        self._closed_until = 0.0
        self._tripped = False
        self._guard = threading.Lock()

    def __call__(self, work: Callable[[], Result]) -> Result:
        """Gives what the work gives.

        Raises:
            StoreUnavailable: the server is away, was away a moment ago, or did not answer in time.
        """
        self._admit()
        if not self._places.acquire(blocking=False):
            raise StoreUnavailable(f"{self._store} has not answered earlier calls yet; try again in a moment")
        future: Future[Result] = Future()
        self._worker().put(partial(self._run, work, future))
        try:
            found = future.result(self._timeout)
        except TimeoutError as error:
            self._trip()
            raise StoreUnavailable(
                f"{self._store} did not answer within {self._timeout:g} s; look at its log, or raise ATLAS_STORE_TIMEOUT"
            ) from error
        except StoreUnavailable:
            self._trip()
            raise
        if self._tripped:
            with self._guard:
                self._tripped, self._closed_until = False, 0.0
        return found

    def _worker(self) -> _Calls:
        """Gives the queue of a thread that has nothing to do; a new one where all are busy.

        Starting a thread for each call costs a third of a millisecond of the shortest. They are daemons: one that hangs
        keeps no process from ending, as it would in an executor.
        """
        try:
            return self._idle.pop()
        except IndexError:
            calls: _Calls = SimpleQueue()
            threading.Thread(target=self._work, args=(calls,), daemon=True).start()
            return calls

    def _work(self, calls: _Calls) -> None:
        while True:
            try:
                work = calls.get(timeout=IDLE)
            except Empty:
                try:
                    self._idle.remove(calls)
                except ValueError:  # it was given a call this very moment
                    continue
                return
            work()
            self._idle.append(calls)
            self._places.release()

    @staticmethod
    def _run(work: Callable[[], Result], future: "Future[Result]") -> None:
        try:
            found = work()
        except BaseException as error:  # noqa: BLE001 (it is raised again in the caller's thread)
            future.set_exception(error)
        else:
            future.set_result(found)

    def _admit(self) -> None:
        with self._guard:
            now = time.monotonic()
            if now < self._closed_until:
                raise StoreUnavailable(f"{self._store} did not answer a moment ago; try again in a moment")
            if self._tripped:  # this call tries, the others go on being refused until it is back
                self._closed_until = now + self._timeout

    def _trip(self) -> None:
        with self._guard:
            self._tripped = True
            self._closed_until = time.monotonic() + self._rest
