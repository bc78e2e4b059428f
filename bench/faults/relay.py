"""A network that goes wrong: a relay between the agent and a farm."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time

BLOCK = 1 << 14
REST = 0.05  # seconds between looks at whether the relay is still wanted


class Relay:
    """Passes bytes on to ``target``; from byte ``after`` on it does for some ``seconds`` what ``mood`` says.

    None for ``after`` is not before somebody calls ``begin``.

    Use it as a context manager.
    """

    def __init__(self, mood: str = "", after: int | None = 0, seconds: float = 0.0) -> None:
        self.target = 0
        self.mood = mood
        self.after = after
        self.seconds = seconds
        self.passed = 0
        self.began = 0.0
        """When the mood came over it; 0 before."""
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(64)
        self._listener.settimeout(REST)
        self.port = int(self._listener.getsockname()[1])

    def __enter__(self) -> Relay:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()

    @property
    def moody(self) -> bool:
        """Whether something is wrong now."""
        return bool(self.began) and time.monotonic() < self.began + self.seconds

    def begin(self, after: int) -> None:
        """Let something go wrong when so many bytes more have passed."""
        with self._lock:
            self.after = self.passed + after

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self.mood = ""
        self.seconds = 0.0

    def _accept(self) -> None:
        with self._listener:
            while not self._ended.is_set():
                with contextlib.suppress(OSError):  # the timeout is one
                    client, _address = self._listener.accept()
                    threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            if self.moody and self.mood == "cut":
                return
            with socket.create_connection(("127.0.0.1", self.target)) as farm:
                self._carry({client: farm, farm: client})

    def _carry(self, other: dict[socket.socket, socket.socket]) -> None:
        lost = False  # of a connection that has lost a byte nothing comes through any more
        with selectors.DefaultSelector() as ready:
            for each in other:
                ready.register(each, selectors.EVENT_READ)
            while not self._ended.is_set():
                for key, _events in ready.select(REST):
                    data = key.fileobj.recv(BLOCK)  # type: ignore[union-attr]
                    if not data:
                        return
                    mood = self._mood(len(data))
                    if mood == "cut" or (lost and not self.moody):
                        return
                    lost = lost or mood in ("silence", "loss")
                    if mood == "latency":
                        time.sleep(0.1)
                    if mood == "flip":
                        data = flipped(data)
                    if not lost:
                        other[key.fileobj].sendall(data)  # type: ignore[index]
                if lost and not self.moody:
                    return

    def _mood(self, size: int) -> str:
        """Return what to do with these bytes."""
        with self._lock:
            before, self.passed = self.passed, self.passed + size
            due = self.after is not None and before <= self.after < self.passed
            if self.mood and not self.began and due:
                self.began = time.monotonic()
                return self.mood
        return self.mood if self.moody and self.mood in ("silence", "cut", "latency") else ""


def flipped(data: bytes) -> bytes:
    """One bit in the middle is another."""
    place = len(data) // 2
    return data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :]
