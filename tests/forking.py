"""Processes that are forks of one Python, which has loaded what they share: commands of an environment, agents.

Starting a Python and loading takes more than most commands do. Each fork of a command still loads the module of it, and
runs it to the end of the process with streams, variables and a current folder of its own.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Optional, Protocol, Union

import pytest

from foxsubmit.core.common import child
from foxsubmit.core.common.private import private_file, private_folder

SHARED = ("foxsubmit.cli.common.connecting", "foxsubmit.cli.common.parser", "foxsubmit.cli.common.task_table",
          "foxsubmit.core.session.session")
"""Modules that most commands load, with the libraries that these load."""

SERVER = """
import importlib, json, os, runpy, sys

answers = os.fdopen(os.dup(1), "w")
for name in sys.argv[1:]:
    importlib.import_module(name)
for line in iter(sys.stdin.readline, ""):
    job = json.loads(line)
    child = os.fork()
    if not child:
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)
else:
    sys.exit()
os.chdir(job["folder"])
os.environ.clear()
os.environ.update(job["variables"])
for number, file in enumerate((os.devnull, job["out"], job["err"])):
    opened = os.open(file, os.O_RDWR | os.O_CREAT)
    os.dup2(opened, number)
    os.close(opened)
sys.stdin = open(0)
sys.argv = ["foxsubmit", *job["arguments"]]
runpy.run_module("foxsubmit", run_name="__main__", alter_sys=True)
"""


class Forks:
    """``python -m foxsubmit`` of one environment; a context manager. On Windows each is a process of its own."""

    def __init__(self, python: Union[str, Path], folder: Path, variables: Mapping[str, str]) -> None:
        self._python, self.folder = str(python), folder
        self._server: Optional[subprocess.Popen[str]] = None
        if hasattr(os, "fork"):
            self._server = subprocess.Popen([self._python, "-c", SERVER, *SHARED], cwd=folder, env={**variables},
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        if self._server is not None:
            self._server.communicate()

    def run(self, arguments: Sequence[str], folder: Path,
            variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run the command to its end, as ``subprocess.run`` does."""
        if self._server is None:
            return subprocess.run([self._python, "-m", "foxsubmit", *arguments], cwd=folder, env={**variables},
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
                                  check=False)
        assert self._server.stdin is not None and self._server.stdout is not None
        out, err = self.folder / "out", self.folder / "err"
        for file in (out, err):
            file.write_bytes(b"")
        print(json.dumps({"arguments": [*arguments], "folder": str(folder), "variables": {**variables},
                          "out": str(out), "err": str(err)}), file=self._server.stdin, flush=True)
        code = int(self._server.stdout.readline())
        return subprocess.CompletedProcess(["foxsubmit", *arguments], code, out.read_text(encoding="utf-8"),
                                           err.read_text(encoding="utf-8"))


AGENT = "core.transfer.agent"
CAN = "forkserver" in multiprocessing.get_all_start_methods()
"""Whether this system has forks; Windows has none."""


class Running(Protocol):
    """A process that runs, as ``subprocess.Popen`` has it."""

    pid: int
    returncode: Optional[int]

    def poll(self) -> Optional[int]: ...
    def wait(self, timeout: Optional[float] = None) -> int: ...
    def kill(self) -> None: ...


class Forked:
    """A module of the package whose ``main`` runs in a fork of a Python that has loaded the agent."""

    def __init__(self, module: str, arguments: Sequence[str], changed: Mapping[str, object],
                 log: Optional[Path] = None) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([f"{child.NAME}.{AGENT}"])
        self._process = context.Process(
            target=_main, args=(module, arguments, changed, log, {**os.environ}, Path.cwd()))
        self._process.start()
        self.pid = self._process.pid or 0

    @property
    def returncode(self) -> Optional[int]:
        return self._process.exitcode

    def poll(self) -> Optional[int]:
        return self.returncode

    def wait(self, timeout: Optional[float] = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(str(self._process), timeout or 0)
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            self._process.kill()


def start(module: str, *arguments: str, changed: Mapping[str, object]) -> Running:
    """Start a module of the package beside this process, where its start is not what is tested.

    ``changed`` are waits that a fork has shorter, by module and name, in the place of those of the product.
    """
    if CAN:
        return Forked(module, arguments, changed)
    return subprocess.Popen(child.command(sys.executable, module, *arguments), env=child.environment())


def agents_forked(monkeypatch: pytest.MonkeyPatch, changed: Mapping[str, object]) -> None:
    """Have what this process starts in the background be forks, where it is an agent."""
    start_detached = child.start_detached

    def fork(arguments: list[str], log: Path) -> Running:
        _python, _script, module, *rest = arguments
        if module != AGENT or not CAN:
            return start_detached(arguments, log)
        private_folder(log.parent)
        private_file(log)
        return Forked(module, rest, changed, log)

    monkeypatch.setattr(child, "start_detached", fork)


def _main(module: str, arguments: Sequence[str], changed: Mapping[str, object], log: Optional[Path],
          variables: Mapping[str, str], folder: Path) -> None:
    if log is not None:
        said = os.open(log, os.O_WRONLY | os.O_APPEND)
        for number in (1, 2):
            os.dup2(said, number)
        os.close(said)
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    for place, value in changed.items():
        owner, _dot, name = place.rpartition(".")
        setattr(importlib.import_module(f"{child.NAME}.{owner}"), name, value)
    sys.exit(importlib.import_module(f"{child.NAME}.{module}").main([*arguments]))
