"""A movie of the frames that have come: ffmpeg makes it, or a Blender of this machine."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Callable

from ...common import child
from ...common.errors import TransferFailed
from ...common.i18n import _
from ...common.system_errors import system_reason
from ..interpreter import own
from .frame_files import number
from .places import STAGING

MODULE = "hosts.movies"
"""Finds a Blender and has it make the movie, in a process of its own."""

DISPLAYED = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".tga", ".webp"}
"""Endings of pictures that look as they are meant to without a view transform: ffmpeg takes them."""
PICTURES = DISPLAYED | {".exr", ".hdr", ".dpx", ".cin"}
EVEN = "pad=ceil(iw/2)*2:ceil(ih/2)*2"
"""Filter that adds a column or a row to a picture of an odd size, which the usual format of pixels cannot have."""
FORMATS = (("-pix_fmt", "yuv420p"), ("-vf", EVEN, "-pix_fmt", "yuv420p"), ("-pix_fmt", "yuv444p"))
"""Ways to write pixels: the first two are what every player shows, the last takes an odd size as it is."""
LOOK = 0.2  # seconds between looks at whether to go on
LINE = 200  # characters of what a program said


def sequence(results: Mapping[str, str]) -> list[Path]:
    """Return the files of the picture itself in the order of their frames, of results given as (path, local file).

    Of several sequences, as of a stereo pair or of render passes, the one that lies highest is taken, then the longest,
    then the first by name.
    """
    found: dict[tuple[str, str], dict[int, Path]] = {}
    for path, local in results.items():
        frame, ending = number(path), Path(path).suffix.lower()
        if frame is not None and ending in PICTURES:
            shape = re.sub(rf"(?<!\d)(-?)0*{frame}(?!\d)", "#", path.rpartition("/")[2])
            found.setdefault((path.rpartition("/")[0], shape), {})[_signed(path, frame)] = Path(local)
    if not found:
        return []
    best = min(found, key=lambda key: (key[0].count("/"), -len(found[key]), key))
    return [found[best][frame] for frame in sorted(found[best])]


def _signed(path: str, frame: int) -> int:
    return -frame if re.search(rf"(^|[^\w])-0*{frame}(?!\d)|_-0*{frame}(?!\d)", path.rpartition("/")[2]) else frame


def state_of(frames: Sequence[Path]) -> str:
    """Return a text that is another one once a frame is another one.

    Raises:
        OSError: a frame is gone.
    """
    digest = hashlib.sha256()
    for path in frames:
        status = path.stat()
        digest.update(f"{path}\n{status.st_size}\n{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def make(frames: Sequence[Path], target: Path, rate: str, stop: Callable[[], None],
         put: Callable[[Path], None]) -> None:
    """Make the movie beside ``target`` and hand it to ``put`` when it is whole.

    Raises:
        TransferFailed: it cannot be made, and why.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=target.parent) as folder:
            work = Path(folder)
            movie = work / f"movie{target.suffix}"
            _make(frames, movie, rate, work, stop)
            put(movie)
    except OSError as error:
        raise TransferFailed(not_made(target.name, system_reason(error)), path=str(target)) from error


def _make(frames: Sequence[Path], movie: Path, rate: str, work: Path, stop: Callable[[], None]) -> None:
    ffmpeg, ending = shutil.which("ffmpeg"), frames[0].suffix.lower()
    if ffmpeg and ending in DISPLAYED:
        for place, frame in enumerate(frames):
            _link(frame, work / f"{place:08d}{ending}")
        for pixels in FORMATS:
            # In the folder, so that nothing in a path can be taken for a pattern or an option.
            code, said = _run([ffmpeg, "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-framerate", rate,
                               "-start_number", "0", "-i", f"%08d{ending}", *pixels, movie.name], work, stop)
            if not code:
                return
    else:
        job = work / "job.json"
        job.write_text(json.dumps({"frames": list(map(str, frames)), "rate": rate, "movie": str(movie)}),
                       encoding="utf-8")
        code, said = _run(child.command(own(), MODULE, str(job)), work, stop)
    if code or not movie.is_file() or not movie.stat().st_size:
        raise OSError(None, said or _("nothing was written"))


def _run(command: Sequence[str], folder: Path, stop: Callable[[], None]) -> tuple[int, str]:
    """The exit code, and the last line that the program wrote."""
    with (folder / "said").open("w+b") as said:
        with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                              env=child.environment(), creationflags=child.HIDDEN) as process:
            try:
                while process.poll() is None:
                    stop()
                    time.sleep(LOOK)
            except BaseException:
                process.kill()
                raise
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").split("\n")
    return process.returncode, next((line.strip()[:LINE] for line in reversed(lines) if line.strip()), "")


def _link(frame: Path, place: Path) -> None:
    """Link as this file system allows; copy where it does not."""
    for link in (os.link, os.symlink):
        try:
            link(frame, place)
        except OSError:
            continue
        return
    shutil.copyfile(frame, place)


def not_made(name: str, reason: str) -> str:
    """Say that a movie was not made, and why."""
    return _("The movie {name} was not made: {reason}.").format(name=name, reason=reason.rstrip("."))
