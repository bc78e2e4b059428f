"""What the tests of the vendor's engine share: the program's double in a folder, files, and a report that counts."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from pathlib import Path

from foxsubmit.core.transfer.engine import FileToSend
from foxsubmit.core.transfer.rayvision.engine import RayvisionEngine
from foxsubmit.core.transfer.rayvision.route import Route
from foxsubmit.farm.base import constants
from foxsubmit.farm.base.routes import ROUTES

QUERY, STILL_ACTIVE = 0x1000, 259
DOUBLE = Path(__file__).with_name("transmitter_double.py")
ROUTE = Route("aspera", "127.0.0.1", "10221", "10201", "10000001", "20201", "10000001")


class Double:
    """The double as a program of its own, without the run bit, as pip installs the real one; Windows runs a batch."""

    def __init__(self, folder, **behaviour):
        self.folder = folder
        self.path = folder / ("rayvision_transmitter.cmd" if os.name == "nt" else "rayvision_transmitter")
        self.storage = Path(behaviour.pop("storage", folder / "storage"))
        folder.mkdir(parents=True)
        code = DOUBLE.read_text(encoding="utf-8")
        if os.name == "nt":
            (folder / "double.py").write_text(code, encoding="utf-8")
            self.path.write_text(f'@"{sys.executable}" "%~dp0double.py" %*\n')
        else:
            self.path.write_text(f"#!{sys.executable}\n" + code, encoding="utf-8")
            self.path.chmod(0o644)
        self.behave(**behaviour)

    def behave(self, **behaviour):
        (self.folder / "behaviour.json").write_text(json.dumps({"storage": str(self.storage), **behaviour}))

    @property
    def calls(self):
        try:
            lines = (self.folder / "calls.jsonl").read_text().splitlines()
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in lines if line.endswith("}")]

    @property
    def hanging(self):
        """Whether a transfer of it has come to a file where it shall hang."""
        return (self.folder / "hanging").exists()

    def stored(self, bid="10201"):
        """Server path -> content."""
        root = self.storage / bid
        return {"/" + path.relative_to(root).as_posix(): path.read_bytes()
                for path in root.rglob("*") if path.is_file()}


def offer(monkeypatch, engine, port):
    """Have farms of this process offer one line of Fox's storage at a port of this machine, and no HTTP."""
    line = {"name": "main", "server": "127.0.0.1", "port": port, "isDefault": 1, "lineId": 1, "type": 0}
    offered = {"engineName": engine, "isDefault": 1, "respTaskEngineLines": [line]}
    monkeypatch.setitem(ROUTES, "/api/render/transfer/getConfig", lambda _farm, _body: {
        "inputBid": constants.INPUT, "outputBid": constants.OUTPUT, "configBid": constants.CONFIG,
        "parentInputBid": None, "resqEngines": [offered], "subUserOutputBids": []})


class Stop(Exception):
    """What a report raises for a pause, a cancel, the end of the agent."""


class Counting:
    """A report that remembers, and stops when ``stops`` says so."""

    def __init__(self, stops=lambda report: False, limits=()):
        self.items = []
        self.sent = {}
        self.done = {}
        self.checks = []
        self._stops = stops
        self._limits = list(limits)

    def check(self):
        self.checks.append(time.monotonic())
        if self._stops(self):
            raise Stop

    def moved(self, server, done):
        self.done.setdefault(server, []).append(done)

    def arrived(self, item, sent):
        self.items.append(item)
        self.sent[item.server] = sent

    def limit(self):
        return self._limits.pop(0) if len(self._limits) > 1 else (self._limits or [0])[0]


def engine(tmp_path, program, route=ROUTE, processes=0):
    return RayvisionEngine(program, route, tmp_path / "home" / "transmitter", tmp_path / "logs",
                           tmp_path / "cache" / "raysync.lock", processes)


def make_items(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return [item(folder / name, f"/mnt/{name}") for name in files]


def item(local, server):
    status = local.stat()
    return FileToSend(str(local), server, status.st_size, status.st_mtime_ns, status.st_ino)


def lives(pid):
    """Whether a process runs: one that ended and that nobody asked about does not."""
    if os.name == "nt":
        return _runs(pid)
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def _runs(pid):
    """Whether a process of Windows runs; one that ended is there as long as somebody holds it."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle, code = ctypes.c_void_p(kernel.OpenProcess(QUERY, 0, pid)), ctypes.c_uint32()
    if not handle:
        return False
    try:
        return bool(kernel.GetExitCodeProcess(handle, ctypes.byref(code))) and code.value == STILL_ACTIVE
    finally:
        kernel.CloseHandle(handle)
