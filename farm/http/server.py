"""Run a farm in a thread of this process, or as a process of its own."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Callable

import uvicorn

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from ...core.common.own_process import have_time_to_end
from ...core.common.private import private_folder
from ...core.common.system_errors import reason
from ...core.settings.local_farm import FarmAddress, Rendering, remove_address, write_address
from ..base.constants import PLATFORM, Account, open_account
from ..base.faults import Fault
from ..base.lock import lock_folder
from ..base.options import DEFAULTS, Options
from ..farm import Farm
from ..renderers.pool import Pool
from ..transmitter.launcher import write_launcher
from .app import make_app
from .intake import Connection
from .rare_lines import RareLines

LOOPBACK = "127.0.0.1"
"""The only address that is served; a farm for other machines needs more protection than this one has."""

SERVER_LOG = "uvicorn.error"
"""The logger of all that uvicorn says, errors or not."""

TICK = 1.0  # seconds between looks at whether the server still runs
ASKING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))
"""Signals that end a farm; the last is how Windows says that the console is closed or the user logs off."""

PATIENCE = 0.3  # seconds for requests that are under way when the farm stops


class LocalFarm:
    """A farm in threads of this process; use it as a context manager.

    Raises:
        BadInput: the folder has a farm already, the port is taken, or the named Blender is not one.
    """

    def __init__(self, folder: Path, port: int = 0, options: Options = DEFAULTS) -> None:
        self.folder = Path(folder)
        self.domain = ""
        self.access_id = ""
        self.access_key = ""
        self._port = port
        self._options = options
        self._stack = ExitStack()
        self._server: threading.Thread | None = None
        self.transmitter: Path | None = None
        """The program that takes the place of the vendor's; None where it was not asked for."""
        self.state: Farm | None = None
        """The running farm that handlers and renderers share; tests and benches reach into it."""

    def __repr__(self) -> str:
        return f"LocalFarm({self.domain})"

    def __enter__(self) -> LocalFarm:
        with ExitStack() as stack:
            try:
                self._start(stack)
            except (OSError, sqlite3.DatabaseError) as error:
                raise BadInput(_("{folder} cannot hold a farm ({reason}): choose another folder.").format(
                    folder=self.folder, reason=reason(error))) from error
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def address(self) -> FarmAddress:
        """Return what clients need to know."""
        renders = self.state is not None and self.state.blender is not None
        rendering = Rendering(self._options.engine, self._options.samples) if renders else None
        return FarmAddress(self.domain, os.getpid(), self.access_id, self.access_key, str(PLATFORM), rendering,
                           self.state.id if self.state is not None else "")

    @property
    def running(self) -> bool:
        """Whether the server thread still runs."""
        return self._server is not None and self._server.is_alive()

    def set_faults(self, faults: Iterable[Fault]) -> None:
        """Replace the planned faults of the farm that runs; of one that has ended there is nothing to replace."""
        if self.state is not None:
            self.state.faults.set(faults)

    def _start(self, stack: ExitStack) -> None:
        """Start everything in the order of dependence; the stack undoes it in reverse."""
        private_folder(self.folder)
        stack.enter_context(lock_folder(self.folder))
        account = open_account(self.folder)
        listener = stack.enter_context(listen(self._port))
        self._name(listener, account)
        farm = Farm(self.folder, self.domain, account, self._options)
        stack.callback(farm.close)
        pool = Pool(farm)
        pool.start()
        stack.callback(pool.stop)
        self.state = farm
        self._server = stack.enter_context(serving(farm, listener))
        if self._options.transmitter:
            self.transmitter = write_launcher(self.folder)
        write_address(self.folder, self.address)
        stack.callback(remove_address, self.folder)

    def _name(self, listener: socket.socket, account: Account) -> None:
        self.domain = f"{LOOPBACK}:{listener.getsockname()[1]}"
        self.access_id, self.access_key = account.access_id, account.access_key


def serve(
    folder: Path,
    port: int = 0,
    options: Options = DEFAULTS,
    announce: Callable[[FarmAddress], None] | None = None,
) -> signal.Signals | None:
    """Serve until Ctrl+C or a request to end; ``announce`` is told the address once the farm answers.

    Returns the signal that asked for the end; None where the server stopped by itself.

    Raises:
        BadInput: see LocalFarm.
    """
    with asked_to_end() as ended, LocalFarm(folder, port, options) as farm:
        if announce:
            announce(farm.address)
        # With a timeout, for elsewhere than on Linux a wait without one cannot be interrupted.
        while farm.running and not ended.wait(TICK):
            pass
        return ended.by


class Ended(threading.Event):
    """Set once somebody asks this process to end; ``by`` is the signal that did."""

    by: signal.Signals | None = None


@contextmanager
def asked_to_end() -> Iterator[Ended]:
    """Return an event that is set by the signals that end this process; only the main thread receives any."""
    ended = Ended()

    def end(number: int, _frame: FrameType | None) -> None:
        ended.by = signal.Signals(number)
        ended.set()

    if threading.current_thread() is not threading.main_thread():
        yield ended
        return
    have_time_to_end()
    before = {number: signal.signal(number, end) for number in ASKING}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def listen(port: int) -> socket.socket:
    """Return a listening socket on loopback; port 0 takes any free port.

    Raises:
        BadInput: the port is taken.
    """
    # The protocol is named: asyncio sends small answers at once (TCP_NODELAY) only where it reads TCP here.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        # A farm that starts again takes its port back at once; on Windows the option would share it.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise BadInput(_("Port {port} is taken or not allowed: choose another one, or 0 for any.").format(
            port=port)) from error
    return listener


@contextmanager
def serving(farm: Farm, listener: socket.socket) -> Iterator[threading.Thread]:
    """Answer requests on a thread."""
    server = uvicorn.Server(uvicorn.Config(
        make_app(farm), http=Connection, ws="none", lifespan="off", log_config=None, log_level="warning",
        access_log=False))
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, daemon=True, name="foxsubmit-farm")
    rare, log = RareLines(), logging.getLogger(SERVER_LOG)
    log.addFilter(rare)
    thread.start()
    try:
        yield thread
    finally:
        log.removeFilter(rare)
        server.should_exit = True
        thread.join(PATIENCE)
        server.force_exit = True
        for connection in list(server.server_state.connections):
            # From Python 3.12 on the server waits for its clients, and one whose network is gone says nothing.
            with suppress(RuntimeError):  # the thread has just ended
                connection.loop.call_soon_threadsafe(connection.transport.abort)
        thread.join()
