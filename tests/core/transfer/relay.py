"""A network that can be cut: a relay between the agent and a farm."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading

from tests.listening import stop_listening

BLOCK = 1 << 16


class Relay:
    """Passes bytes on to ``port``; use it as a context manager. Cut, it refuses and drops everything."""

    def __init__(self, port):
        self._target = port
        self._open = True
        self._sockets = set()
        self._listener = None
        self.port = 0
        self.passed = 0
        self.silent = False
        """What comes is lost, and nobody is told."""

    def __enter__(self):
        self.join()
        return self

    def __exit__(self, *_error):
        self.cut()

    def join(self):
        """Be there, at the same port as before."""
        self._open = True
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self.port))
        self._listener.listen()
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self):
        """Drop what is under way, refuse what comes."""
        self._open = False
        stop_listening(self._listener)
        for each in list(self._sockets):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener):
        while self._open:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client):
        with client, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._target)) as farm:
            self._sockets |= {client, farm}
            other = {client: farm, farm: client}
            with selectors.DefaultSelector() as ready:
                for each in other:
                    ready.register(each, selectors.EVENT_READ)
                while self._open:
                    for key, _events in ready.select(0.1):
                        data = key.fileobj.recv(BLOCK)
                        if not data:
                            return
                        if self.silent:
                            continue
                        other[key.fileobj].sendall(data)
                        self.passed += len(data)
