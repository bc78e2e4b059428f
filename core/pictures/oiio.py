"""OpenImageIO's program ``oiiotool``: where it is, and how it is called.

It works in a process of its own (docs/decisions/0009-pictures.md): what a damaged file does to it, it does not do to
us. It comes with the extra "pictures", Houdini has it as ``hoiiotool``, and many a studio has it on the PATH.
"""

from __future__ import annotations

import functools
import importlib.util
import logging
import os
import shutil
import subprocess
from pathlib import Path

from ..common.atomic import replace
from ..common.child import HIDDEN
from ..common.errors import BadInput
from ..common.i18n import _

log = logging.getLogger(__name__)

TOOL_VARIABLE = "FOXSUBMIT_OIIOTOOL"
"""Environment variable: the path of oiiotool, where it is not to be looked for."""

NAMES = ("oiiotool", "hoiiotool")
PLAINLY = ("--wildcardoff", "--evaloff")
"""Options by which ``#``, ``%04d`` and ``{…}`` in names of files are what they are: oiiotool would work them out."""

PATIENCE = 60.0  # seconds for one picture
LINE = 300  # characters of what it said
THREADS = "1"
"""The threads of one call: rendering and the application next to it need the processors more."""


def kind(path: str | Path) -> str:
    """Return a file's format as people write it: ``EXR``."""
    return Path(path).suffix[1:].upper()


def tool() -> str:
    """Return the path of oiiotool; empty where there is none."""
    return _tool(os.environ.get(TOOL_VARIABLE, ""), os.environ.get("PATH", ""), os.environ.get("HFS", ""))


@functools.lru_cache(maxsize=4)
def _tool(named: str, search: str, houdini: str) -> str:
    if named:
        return named if Path(named).is_file() else ""
    folders = [str(Path(houdini) / "bin")] if houdini else []
    spec = importlib.util.find_spec("OpenImageIO")  # found, not imported
    if spec is not None and spec.origin:
        folders.insert(0, str(Path(spec.origin).parent / "bin"))
    for where in (os.pathsep.join(folders), search):
        for name in NAMES:
            found = shutil.which(name, path=where) if where else None
            if found:
                return found
    return ""


def call(source: Path, *arguments: str, options: tuple[str, ...] = ()) -> str:
    """Have oiiotool read ``source`` and do what the arguments say; return what it printed.

    ``options`` stand before the file, as ``--colorconfig`` has to.

    Raises:
        BadInput: a sentence that says why there is no picture.
    """
    program = tool()
    if not program:
        raise BadInput(_("{format} is not shown here: install the extra “pictures”, or put oiiotool on the "
                         "PATH.").format(format=kind(source)))
    return run([program, *PLAINLY, "--threads", THREADS, *options, str(source.absolute()), *arguments], source)


def run(command: list[str], source: Path) -> str:
    """Run oiiotool with an argument list; return what it printed.

    Raises:
        BadInput: ``source`` cannot be read as a picture.
    """
    try:
        # A studio's configuration in OCIO need not know the names "linear" and "sRGB"; one that is meant is an option.
        variables = {name: value for name, value in os.environ.items() if name != "OCIO"}
        done = subprocess.run(command, env=variables, capture_output=True, encoding="utf-8", errors="replace",
                              timeout=PATIENCE, creationflags=HIDDEN, stdin=subprocess.DEVNULL, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise unreadable(source) from error
    if done.returncode:
        log.info("oiiotool ended with %s: %s", done.returncode, (done.stderr or done.stdout)[-LINE:].strip())
        raise unreadable(source)
    return done.stdout


def unreadable(source: Path) -> BadInput:
    """Return the error that says that a file is no picture that can be read."""
    return BadInput(_("{name} cannot be read as a picture.").format(name=source.name))


def write(source: Path, target: Path, *arguments: str, options: tuple[str, ...] = (),
          pixels: str = "uint8") -> str:
    """Write what the arguments make of ``source`` to ``target``, whole or not at all; return what was printed.

    Raises:
        BadInput: there is no picture, and why.
        OSError: the target's folder cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.stem}.part{target.suffix}")
    told = call(source, *arguments, "-d", pixels, "-o", str(part.absolute()), options=options)
    replace(part, target)
    return told
