"""Has frames looked over in a process of its own: the application next to it keeps its interpreter and its memory."""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Callable, Dict, NamedTuple, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...common import child
from ...common.errors import BadInput
from ...common.i18n import _
from ...transfer.interpreter import own
from ..oiio import TOOL_VARIABLE, tool
from .marks import Fault, Mark
from .sentences import no_tool

MODULE = "core.pictures.triage.process"

Marks = Dict[Path, Tuple[Mark, ...]]
"""The marks of each frame that was looked at: none where nothing looks wrong."""


class Found(NamedTuple):
    """An answer: it has what is new since the last one."""

    done: int
    """Frames that are measured by now."""
    marks: Marks


def look_over_apart(paths: Sequence[Path], kept: Path, tell: Callable[[Found], None], stop: threading.Event) -> None:
    """Have these frames measured and judged; ``kept`` is the folder for what is measured. Worker thread.

    A frame that is gone meanwhile is not told of. After ``stop`` the frame at hand is still measured.

    Raises:
        BadInput: nothing here reads their formats, or the process ended before it was done.
        OSError: it cannot be started.
    """
    program = tool()
    if not program:
        raise BadInput(no_tool(paths))
    with subprocess.Popen(
            child.command(own(), MODULE), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            encoding="ascii", env={**child.environment(), TOOL_VARIABLE: program}, creationflags=_behind()) as process:
        with contextlib.suppress(OSError):  # that it has ended is said below
            _ask(process.stdin, {"paths": list(map(str, paths)), "kept": str(kept)})
        whole = any(stop.is_set() or _told(line, tell) for line in process.stdout or ())
        with contextlib.suppress(OSError):
            _close(process.stdin)
    if not whole and not stop.is_set():
        raise BadInput(_("The frames were not looked over: the process that does it has ended."))


def _behind() -> int:
    """Return the flags by which Windows opens no window and serves everything else first."""
    return child.HIDDEN | int(getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0))


def _ask(to: Optional[IO[str]], asked: Mapping[str, Any]) -> None:
    if to is not None:
        to.write(json.dumps(asked) + "\n")
        to.flush()


def _close(to: Optional[IO[str]]) -> None:
    if to is not None:
        to.close()


def _told(line: str, tell: Callable[[Found], None]) -> bool:
    """Tell what a line says; whether it was the last."""
    said = json.loads(line)
    tell(Found(said["done"], {Path(path): tuple([Mark(Fault(fault), *figures) for fault, *figures in marks])
                              for path, marks in said["marks"]}))
    return bool(said["whole"])
