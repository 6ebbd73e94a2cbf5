"""A TCP proxy that misbehaves on demand: late, silent, or not there."""

import contextlib
import socket
import threading
import time

PROXY = "proxy"
"""Name of its threads, which are not those of what is tested."""


class Proxy:
    """Passes bytes on to a port of this machine; `delay` seconds late, not at all while `silent`, or refusing with `away`."""

    def __init__(self, target: int) -> None:
        self.delay = 0.0
        self.silent = False
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._pairs: list[socket.socket] = []
        self._away = False
        threading.Thread(target=self._accept, daemon=True, name=PROXY).start()

    @property
    def away(self) -> bool:
        return self._away

    @away.setter
    def away(self, away: bool) -> None:
        self._away = away
        if away:
            self._drop()

    def _drop(self) -> None:
        pairs, self._pairs = self._pairs, []
        for each in pairs:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._away:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._target))
            self._pairs += [client, server]
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True, name=PROXY).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                time.sleep(self.delay)
                while self.silent:
                    time.sleep(0.05)
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._listener.close()
        self._drop()
