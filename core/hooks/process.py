"""The process that hooks run in: it loads the studio's files one after the other and calls a function of each.

A line of JSON comes in for what is asked, then one for each portion of the scene's files; a line goes out before each
step, so that whoever waits knows what hangs, and one for each answer. What a hook prints is told as ``said``.
"""

from __future__ import annotations

import faulthandler
import importlib.util
import inspect
import io
import json
import os
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any, Dict, List  # noqa: UP035 - evaluated at run time on 3.9

ALONE = 10.0  # seconds beyond those that a call may take, after which nobody seems to wait any more
MOST_SAID = 10_000
"""Characters of a line that is told."""
MOST_TRACE = 20
"""Frames of a traceback that are told."""


class Talk:
    """The two pipes; what hooks read and write goes elsewhere."""

    def __init__(self) -> None:
        self._from = os.fdopen(os.dup(0), encoding="ascii")
        self._to = os.fdopen(os.dup(1), "w", encoding="ascii")
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1):
            os.dup2(nothing, number)
        self._nothing = os.fdopen(nothing, "w", encoding="ascii")
        self.seconds = 0.0
        """How long a step may take before this process ends itself; 0 for no limit."""
        sys.stdin = io.StringIO()
        sys.stdout = sys.stderr = Said(self)

    def read(self) -> Any:
        """Return what is asked."""
        return json.loads(self._from.readline())

    def tell(self, **line: Any) -> None:
        """Tell one thing.

        Raises:
            ValueError, TypeError: it is no JSON.
        """
        self._to.write(json.dumps(line, allow_nan=False) + "\n")
        self._to.flush()
        if "at" in line and self.seconds:  # whoever waits may be gone, and nobody else ends what hangs
            faulthandler.dump_traceback_later(self.seconds, exit=True, file=self._nothing)


class Said(io.TextIOBase):
    """Takes what a hook prints."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._line = ""

    def write(self, text: str) -> int:
        """Tell each line that is printed."""
        *lines, self._line = (self._line + text).split("\n")
        for line in (*lines, *([self._line] if len(self._line) > MOST_SAID else [])):
            if line.strip():
                self._talk.tell(said=line.rstrip()[:MOST_SAID])
        self._line = "" if len(self._line) > MOST_SAID else self._line
        return len(text)


def main(_arguments: List[str]) -> int:
    """Answer what is asked, once."""
    talk = Talk()
    asked = talk.read()
    talk.seconds = asked["seconds"] + ALONE
    for _portion in range(asked["portions"]):
        asked["shared"]["scene"]["files"] += talk.read()
    folder = Path(asked["folder"])
    sys.path.append(str(folder))  # files of it whose names begin with _ are theirs to import
    sys.dont_write_bytecode = True  # the folder is a share of everybody's
    try:
        found = files(folder)
    except OSError as error:
        found = []
        talk.tell(error=_words(error), trace="")
    for file in found:
        if file.name > asked["after"]:
            _run(talk, file, asked)
    talk.tell(whole=True)
    return 0


def files(folder: Path) -> List[Path]:
    """Return the files with hooks, in the order of their names.

    Raises:
        OSError: the folder cannot be read.
    """
    return sorted((path for path in folder.iterdir() if path.suffix == ".py" and path.name[0] not in "_."),
                  key=lambda path: path.name)


def _run(talk: Talk, file: Path, asked: Dict[str, Any]) -> None:
    talk.tell(at=file.name, function="")
    try:
        module = _loaded(file)
    except BaseException as error:  # of a studio's code; it may also want to end the process
        talk.tell(error=_words(error), trace=_trace(error))
        return
    for name in asked["functions"]:
        function = getattr(module, name, None)
        if callable(function):
            _call(talk, file.name, name, function, asked)


def _call(talk: Talk, file: str, name: str, function: Any, asked: Dict[str, Any]) -> None:
    if asked["only_names"]:
        talk.tell(at=file, function=name)
        talk.tell(call=0, answer=None)
        return
    for number, call in enumerate(asked["calls"]):
        talk.tell(at=file, function=name)
        try:
            talk.tell(call=number, answer=function(**_taken(function, {**asked["shared"], **call})))
        except BaseException as error:
            talk.tell(call=number, error=_words(error), trace=_trace(error))
            continue
        if asked["goes_on"]:  # each hook sees the choices as those before it have left them
            asked["shared"]["choices"] = talk.read()


def _taken(function: Any, given: Dict[str, Any]) -> Dict[str, Any]:
    """Return the arguments that a function takes: one that needs no plan does not name it."""
    takes = inspect.signature(function).parameters.values()
    if any(each.kind is each.VAR_KEYWORD for each in takes):
        return given
    names = {each.name for each in takes}
    return {name: value for name, value in given.items() if name in names}


def _loaded(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"hooks_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise ImportError(file.name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _words(error: BaseException) -> str:
    said = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _trace(error: BaseException) -> str:
    return "".join(traceback.format_exception(type(error), error, error.__traceback__, limit=-MOST_TRACE))
