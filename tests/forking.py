"""The command in an environment, many times: in forks of one Python that has loaded what most commands share.

Starting a Python and loading takes more than most commands do. Each fork still loads the module of its command, and
runs it to the end of the process with streams, variables and a current folder of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Optional, Union

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
