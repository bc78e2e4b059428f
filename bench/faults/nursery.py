"""A process that has loaded agent and farm once, and forks one whenever it is asked: a start takes 10 ms, not 500.

    python -m bench.faults.nursery      # reads lines of JSON, answers with lines of JSON
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import itertools
import json
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
QUICK = {
    "core.transfer.agent": {"POLL": 0.02},
    "core.transfer.retry_schedule": {"WATCH": (0.05, 0.3)},
    "farm.renderers.pool": {"IDLE": 0.05},
    "core.transfer.http.engine": {"LARGE": 875},
    "core.transfer.http.pieces": {"PIECE": 300},
}
"""Pauses that suit a farm on the same machine, and sizes that suit its frames: some come in pieces, others in one."""

OTHERS = 20
"""Tasks whose states are noted when one is started."""


class Process:
    """One agent or farm."""

    def __init__(self, nursery: Nursery, pid: int, log: Path) -> None:
        self._nursery = nursery
        self.pid = pid
        self.log = log
        self.code: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, or minus the signal that ended it; None while it runs."""
        if self.code is None:
            self.code = self._nursery.ask({"poll": self.pid})
        return self.code

    def tell_where(self) -> None:
        """Have it write into its log what each of its threads is at."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGUSR1)

    def kill(self) -> None:
        """End it at once, with what it started."""
        if self.poll() is None:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:  # it was forked this moment, and has no group of its own yet
                os.kill(self.pid, signal.SIGKILL)
            self.code = self._nursery.ask({"wait": self.pid})


class Nursery:
    """The side that asks; use it as a context manager. Any thread may ask."""

    def __init__(self, library: Path | None, environment: dict[str, str] | None = None) -> None:
        preload = {"LD_PRELOAD": str(library)} if library else {}
        self._library = library
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.faults.nursery"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=ROOT, start_new_session=True,  # Ctrl+C is for the bench, which ends it when all runs are cleared away
            env={**os.environ, **preload, **(environment or {})})

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_error: object) -> None:
        with contextlib.suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]
        self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait()

    def ask(self, question: dict[str, Any]) -> Any:
        """Return its answer."""
        with self._lock:
            self._process.stdin.write(json.dumps(question) + "\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
            return json.loads(self._process.stdout.readline())  # type: ignore[union-attr]

    def start(self, module: str, arguments: list[str], log: Path, page: Path | None = None,
              folder: Path | None = None, arrivals: Path | None = None, offers: str = "") -> Process:
        """Start ``main(arguments)`` of a module; the calls below ``folder`` obey ``page``."""
        pid = self.ask({"start": module, "arguments": arguments, "log": str(log), "page": str(page or ""),
                        "folder": str(folder or ""), "library": str(self._library or ""),
                        "arrivals": str(arrivals or ""), "offers": offers})
        return Process(self, pid, log)


def serve() -> None:
    """Answer questions until nobody asks any more; what was started ends with it."""
    from foxsubmit.core.transfer import agent  # noqa: F401, PLC0415 - only this process needs them, loaded before it forks
    from foxsubmit.farm.http import run  # noqa: F401, PLC0415

    children: set[int] = set()
    for line in sys.stdin:
        question = json.loads(line)
        if "start" in question:
            answer: Any = start(question)
            children.add(answer)
        else:
            pid, status = os.waitpid(question.get("poll") or question["wait"], os.WNOHANG if "poll" in question else 0)
            answer = os.waitstatus_to_exitcode(status) if pid else None
            if pid:
                children.discard(pid)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def start(question: dict[str, Any]) -> int:
    """Fork; the child becomes the agent or the farm and never returns."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        become(question)
        code = run_main(question)
    except BaseException:  # what Python prints when a program dies
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return 0


def become(question: dict[str, Any]) -> None:
    """Leave everything of the nursery behind."""
    log = os.open(question["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for file, place in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(file, place)
    faulthandler.register(signal.SIGUSR1)
    hurry()
    if question["arrivals"]:
        note_arrivals(Path(question["arrivals"]))
        note_starts(Path(question["arrivals"] + "-starts"))
    if question["offers"]:
        offer(question["offers"])
    if question["library"]:
        shim = ctypes.CDLL(question["library"])
        if shim.fault_begin(question["page"].encode(), question["folder"].encode()):
            raise OSError("the page of faults cannot be mapped")


def run_main(question: dict[str, Any]) -> int:
    """Call the module's ``main``."""
    module = sys.modules["foxsubmit." + question["start"]]
    try:
        return int(module.main(question["arguments"]) or 0)
    except SystemExit as ended:
        return int(ended.code or 0)


def hurry() -> None:
    """Shorten the pauses that are meant for a farm far away, and be another process than those before."""
    for name, values in QUICK.items():
        module = sys.modules.get(f"foxsubmit.{name}")
        for constant, value in values.items():
            if hasattr(module, constant):
                setattr(module, constant, value)
    # Processes that were forked from one would number their requests alike.
    sys.modules["foxsubmit.core.api.wire.client"]._nonces = itertools.count(secrets.randbelow(900000))  # type: ignore[attr-defined]


def note_arrivals(path: Path) -> None:
    """Have the farm in this process write a line for each file of a scene that it has put in its place."""
    from foxsubmit.farm.base.constants import INPUT  # noqa: PLC0415 - only a farm's process needs it
    from foxsubmit.farm.store.storage import Storage  # noqa: PLC0415

    settle, log = Storage.settle, path.open("a", encoding="utf-8")

    def noted(self: Storage, bid: str, files: Any) -> Any:
        refused = settle(self, bid, files)
        log.writelines(f"{each.key}\n" for each, no in zip(files, refused)
                       if bid == INPUT and not no and each.key.endswith((".bin", ".blend")))
        log.flush()
        return refused

    Storage.settle = noted  # type: ignore[method-assign]


def note_starts(path: Path) -> None:
    """Have the farm in this process write a line for each task that it has started, with the states of the last others.

    A run has few tasks. A soak has thousands, and would measure this if each line named all of them.
    """
    from foxsubmit.farm.base.routes import ROUTES  # noqa: PLC0415 - only a farm's process needs it

    address = "/api/render/submit/task"
    start, log = ROUTES[address], path.open("a", encoding="utf-8")

    def noted(farm: Any, body: Any) -> Any:
        others: list[tuple[int, int]] = []
        with contextlib.suppress(sqlite3.Error):  # a fault of the bench
            others = [tuple(row) for row in farm.database.rows(
                "SELECT id, status FROM tasks ORDER BY id DESC LIMIT ?", OTHERS)]
        answer = start(farm, body)
        log.write(json.dumps({"task": body["taskId"], "others": others}) + "\n")
        log.flush()
        return answer

    ROUTES[address] = noted


def offer(engine: str) -> None:
    """Have the farm in this process offer the vendor's engine in place of its own."""
    from foxsubmit.farm.base import constants  # noqa: PLC0415 - only a farm's process needs it
    from foxsubmit.farm.base.routes import ROUTES  # noqa: PLC0415

    line = {"name": "main", "server": "127.0.0.1", "port": "10221", "isDefault": 1, "lineId": 1, "type": 0}
    ROUTES["/api/render/transfer/getConfig"] = lambda _farm, _body: {
        "inputBid": constants.INPUT, "outputBid": constants.OUTPUT, "configBid": constants.CONFIG,
        "parentInputBid": None, "subUserOutputBids": [],
        "resqEngines": [{"engineName": engine, "isDefault": 1, "respTaskEngineLines": [line]}]}


if __name__ == "__main__":
    serve()
