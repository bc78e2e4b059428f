"""Pictures that Qt cannot read, made into ones that it can: EXR, HDR, TIFF, TGA and the like.

The work is done by OpenImageIO's program ``oiiotool`` in a process of its own (docs/decisions/0009-pictures.md): what a
damaged file does to it, it does not do to us. It comes with the extra "pictures", Houdini has it as
``hoiiotool``, and many a studio has it on the PATH.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from ..common.errors import BadInput
from ..common.i18n import _

TOOL_VARIABLE = "FOXSUBMIT_OIIOTOOL"
"""Environment variable: the path of oiiotool, where it is not to be looked for."""

NAMES = ("oiiotool", "hoiiotool")
PLAIN = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"})
"""Image formats that Qt decodes without plug-ins."""

HELPED = frozenset({".exr", ".hdr", ".pic", ".tif", ".tiff", ".tga", ".dpx", ".cin", ".iff", ".psd", ".sgi", ".rgb",
                    ".jp2", ".rla"})
LINEAR = frozenset({".exr", ".hdr", ".pic"})
"""Their values are light, not what a screen takes."""

PATIENCE = 60.0  # seconds for one picture
PICTURES = PLAIN | HELPED


def kind(path: str | Path) -> str:
    """``EXR``: a file's format as people write it."""
    return Path(path).suffix[1:].upper()


def tool() -> str:
    """The path of oiiotool; empty where there is none."""
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


def preview(source: Path, target: Path, size: int, alpha: Path | None = None) -> bool:
    """Write ``source`` to ``target``, a PNG or JPEG by its ending, as it looks on a screen; ``size`` pixels at most.

    Its alpha, as it is, goes to ``alpha``; whether it has one.

    Raises:
        BadInput: a sentence why there is no picture.
    """
    program = tool()
    if not program:
        raise BadInput(_("{format} is not shown here: install the extra “pictures”, or put oiiotool on the "
                         "PATH.").format(format=kind(source)))
    width, height, names = _look(program, source)
    scale = min(1.0, size / max(width, height))
    resize = ["--resize", f"{max(1, round(width * scale))}x{max(1, round(height * scale))}+0+0"]
    convert = ["--colorconvert", "linear", "sRGB"] if source.suffix.lower() in LINEAR else []
    colours, transparency = _channels(names)
    _write([program, "--threads", "1", str(source), "--ch", colours, *resize, *convert], target, source)
    if alpha is not None and transparency:
        _write([program, "--threads", "1", str(source), "--ch", transparency, *resize], alpha, source)
    return bool(transparency)


def _write(command: list[str], target: Path, source: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.stem}.part{target.suffix}")
    _run([*command, "-d", "uint8", "-o", str(part)], source)
    part.replace(target)


def _look(program: str, source: Path) -> tuple[int, int, list[str]]:
    """Width, height, and the names of the channels."""
    told = _run([program, "--info", "-v", str(source)], source)
    size = re.search(r":\s*(\d+) x\s*(\d+),", told)
    if not size:
        raise _unreadable(source)
    listed = re.search(r"channel list: (.+)", told)
    names = [name.split(" ")[0] for name in listed[1].split(", ")] if listed else []
    return int(size[1]), int(size[2]), names


def _channels(names: list[str]) -> tuple[str, str]:
    """Colours and alpha, of several layers the first that has colours; no alpha is empty.

    ``R,G,B``; ``ViewLayer.Combined.R,…`` where only layers are there; one channel three times where it is alone.
    """
    there = {name.lower(): name for name in names}
    prefixes = [""] + [name[:-1] for name in names if name.lower().endswith(".r")]
    for prefix in prefixes:
        found = [there.get(f"{prefix}{colour}".lower()) for colour in "rgb"]
        if all(found):
            return ",".join(str(name) for name in found), there.get(f"{prefix}a".lower(), "")
    return ("0,1,2" if len(names) >= 3 else "0,0,0"), there.get("a", "")


def _run(command: list[str], source: Path) -> str:
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of Windows, where each process opens one
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=PATIENCE,
                              creationflags=hidden, stdin=subprocess.DEVNULL, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unreadable(source) from error
    if done.returncode:
        raise _unreadable(source)
    return done.stdout


def _unreadable(source: Path) -> BadInput:
    return BadInput(_("{name} cannot be read as a picture.").format(name=source.name))
