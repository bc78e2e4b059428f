"""A movie, a GIF or a numbered sequence of frames as they are looked at, for somebody else to see."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Callable, NamedTuple, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..common.atomic import remove, replace
from ..common.errors import BadInput
from ..common.i18n import _, listed
from ..model.format import names, sentences
from ..transfer.fetch.frame_files import number
from ..transfer.fetch.movie import DISPLAYED, make
from .inspect import PictureFile, inspect
from .looks import Look, base, draw, is_linear
from .oiio import call, tool
from .previews import PICTURES
from .sizes import Size, size_of

MOVIES = (".mp4", ".mov", ".mkv", ".webm", ".avi")
GIF, PNG = ".gif", ".png"
ENDINGS = (*MOVIES, GIF, PNG)
"""Endings of what can be written; ``.png`` is a sequence of numbered files."""

LARGEST = 8192
"""Pixels of a picture of a movie, wide or high; larger ones are made smaller."""

GIF_SIZE, GIF_MOST = 640, 300
"""Pixels of a GIF, wide or high, and its frames: all of them are in memory while it is written."""

TOGETHER = 2
"""Frames that are made ready at once, each by a process of its own."""


class Frame(NamedTuple):
    """A frame that a movie should show."""

    name: str
    path: Optional[Path]
    """Its picture; None where it is missing."""


class Made(NamedTuple):
    """The outcome of an export."""

    target: Path
    frames: int
    missing: Tuple[str, ...]
    """Frames without a picture, in whose place the one before is shown."""
    size: Optional[Size] = None
    """Width and height of the first picture; None where they are not known."""
    scaled: Tuple[str, ...] = ()
    """Frames of another width or height, which are scaled to the first one's."""


Told = Callable[[int, int], None]
"""It is called with how many frames are ready, and how many there are."""

Stop = Callable[[], None]
"""It raises an error where the export is to end; nothing is left then."""


def of_files(paths: Sequence[Path]) -> list[Frame]:
    """Return the frames of a sequence of files, with those that are missing between its first and its last."""
    numbered = {found: path for path in paths if (found := number(path.name)) is not None}
    if len(numbered) < len(paths) or not numbered:
        return [Frame(path.name, path) for path in paths]
    order = sorted(numbered)
    step = min((after - before for before, after in zip(order, order[1:])), default=1)
    return [Frame(str(frame), numbered.get(frame)) for frame in sorted({*order, *range(order[0], order[-1], step)})]


def export(frames: Sequence[Frame], target: Path, rate: str, look: Optional[Look], told: Told, stop: Stop) -> Made:
    """Write the frames to ``target``, whole or not at all; its ending says as what.

    Raises:
        BadInput: it cannot be made, and why.
        TransferFailed: no program of this machine makes it, and why.
        OSError: the target cannot be written.
    """
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise BadInput(_("A movie ends in one of {endings}.").format(endings=listed(ENDINGS)))
    there = [frame for frame in frames if frame.path is not None]
    if not there:
        raise BadInput(_("No frame has a picture on this machine: fetch them first."))
    shown = list(_held(frames))
    with tempfile.TemporaryDirectory(prefix="foxsubmit-movie-", dir=target.parent) as folder:
        work = Path(folder)
        made = _ready(list(dict.fromkeys(shown)), look, ending, work, told, stop)
        pictures = [made[path] for path in shown]
        sizes = {path: size_of(path) for path in dict.fromkeys(pictures)} if ending != PNG else {}
        size = sizes.get(pictures[0])
        others = {path for path, each in sizes.items() if size is not None and each not in (size, None)}
        if ending == PNG:
            _sequence(pictures, target, work)
        elif ending == GIF:
            _gif(_alike(pictures, others, size, work), target, rate, work)
        else:
            make(pictures, target, rate, stop, lambda movie: _put(movie, target))
    return Made(target, len(shown), tuple(frame.name for frame in frames if frame.path is None), size,
                tuple(frame.name for frame in frames if frame.path is not None and made[frame.path] in others))


def remarks(made: Made) -> str:
    """Return what is to be known of a movie: what is missing in it, and what is scaled; empty where nothing is."""
    missing = _("Missing, with the frame before in their place: {frames}.").format(
        frames=names(made.missing)) if made.missing else ""
    scaled = _("Of another size than the first frame, {width} × {height}, and scaled to it: {frames}.").format(
        width=made.size[0], height=made.size[1], frames=names(made.scaled)) if made.size and made.scaled else ""
    return sentences(missing, scaled)


def _held(frames: Sequence[Frame]) -> Iterator[Path]:
    """Yield a picture for each frame: where one is missing the one before stays, so that the time is right."""
    last = next(frame.path for frame in frames if frame.path is not None)
    for frame in frames:
        last = frame.path or last
        yield last


def _ready(paths: Sequence[Path], look: Optional[Look], ending: str, work: Path, told: Told, stop: Stop,
           ) -> dict[Path, Path]:
    """Return each picture as a program that makes movies takes it."""
    endings = {path.suffix.lower() for path in paths}
    if look is None and len(endings) == 1 and endings <= DISPLAYED and ending in MOVIES:
        return {path: path for path in paths}
    if not tool():
        raise BadInput(_("These frames cannot be made into a movie here: install the extra “pictures”, or put oiiotool "
                         "on the PATH."))
    made: dict[Path, Path] = {}
    size = GIF_SIZE if ending == GIF else LARGEST
    with ThreadPoolExecutor(TOGETHER) as pool:
        jobs = [pool.submit(_drawn, path, look, size, work / f"ready-{place:06d}.png")
                for place, path in enumerate(paths)]
        try:
            for path, job in zip(paths, jobs):
                stop()
                made[path] = job.result()
                told(len(made), len(paths))
        except BaseException:
            for job in jobs:
                job.cancel()
            raise
    return made


def _drawn(path: Path, look: Optional[Look], size: int, target: Path) -> Path:
    """Make a picture as it is looked at. Worker thread."""
    file = inspect(path)
    chosen = _fitting(file, look)
    light = target.with_suffix(".exr")
    base(path, file.parts[chosen.layer.part], chosen.layer, size, light)
    draw(light, chosen, target, is_linear(path))
    remove(light)
    return target


def _fitting(file: PictureFile, look: Optional[Look]) -> Look:
    """Return the look with the file's own layer of that name, else its first."""
    if look is None:
        return Look(file.layers[0])
    same = next((layer for layer in file.layers if layer.name == look.layer.name), file.layers[0])
    return dataclasses.replace(look, layer=same)


def _sequence(pictures: Sequence[Path], target: Path, work: Path) -> None:
    """Write ``name.0001.png`` and so on, those that are the same more than once as well."""
    ready = work / "sequence"
    ready.mkdir()
    for place, picture in enumerate(pictures, 1):
        (ready / f"{target.stem}.{place:04d}{target.suffix}").write_bytes(picture.read_bytes())
    for each in sorted(ready.iterdir()):
        replace(each, target.with_name(each.name))


def _gif(pictures: Sequence[Path], target: Path, rate: str, work: Path) -> None:
    if len(pictures) > GIF_MOST:
        raise BadInput(_("A GIF has {most} frames at most; {n} frames need a movie.").format(
            most=GIF_MOST, n=len(pictures)))
    movie = work / f"movie{GIF}"
    others = [str(picture.absolute()) for picture in pictures[1:]]
    append = ("--siappendall",) if others else ()
    call(pictures[0], *others, *append, "--attrib:type=float", "FramesPerSecond", f"{float(Fraction(rate)):.3f}",
         "-o", str(movie.absolute()))
    _put(movie, target)


def _alike(pictures: Sequence[Path], others: Collection[Path], size: Optional[Size], work: Path) -> list[Path]:
    """Return the pictures with one size: a GIF has but one."""
    made = {}
    for place, path in enumerate(sorted(others)):
        made[path] = work / f"alike-{place:06d}.png"
        call(path, "--resize", "x".join(map(str, size or ())), "-o", str(made[path].absolute()))
    return [made.get(path, path) for path in pictures]


def _put(movie: Path, target: Path) -> None:
    replace(movie, target)


def pictures_of(folder: Path) -> list[Path]:
    """Return the pictures in a folder, by their names.

    Raises:
        OSError: it cannot be read.
    """
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES and path.is_file())
