"""``foxsubmit movie``: make a movie of frames on this machine."""

from __future__ import annotations

import argparse
import contextlib
from fractions import Fraction
from pathlib import Path

from ..core.common.disk import error_sentence
from ..core.common.errors import BadInput
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count, listed
from ..core.pictures.export import ENDINGS, export, of_files, pictures_of, remarks
from ..core.plan.results import RATE
from ..core.settings.settings import Settings
from ..core.transfer.fetch.movie import sequence
from ..core.transfer.journal.journal import Journal
from .common.arguments import as_json, home_and_account
from .common.shapes import usual
from .common.signals import if_stopped
from .common.terminal import say

SHAPE = usual({"movie": "its path", "frames": "how many it has", "rate": "frames a second, a fraction as a text",
               "missing": "the numbers of frames in whose place the one before is shown",
               "scaled": "the numbers of frames of another size"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take which frames, where the movie goes, and its rate."""
    home_and_account(parser)
    parser.add_argument("frames", metavar="TASK_OR_FOLDER",
                        help=_("a task whose results were fetched to this machine, or a folder with frames"))
    parser.add_argument("output", type=Path, metavar="FILE",
                        help=_("the movie; its ending is one of {endings}, .png for numbered pictures").format(
                            endings=listed(ENDINGS)))
    parser.add_argument("--rate", default="", metavar="FPS",
                        help=_("frames a second (default: as the scene, 24 where that is not known)"))
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Make the movie, say how many frames it has and which are missing."""
    paths, rate = _of_task(options) if options.frames.isdigit() else (_of_folder(Path(options.frames)), "")
    rate = _rate(options.rate) or rate or RATE
    with if_stopped(_("Stopped: no movie was made.")):
        try:
            made = export(of_files(paths), options.output, rate, None, lambda _done, _all: None, lambda: None)
        except OSError as error:
            raise BadInput(error_sentence(error)) from error
    if options.json:
        SHAPE.write(movie=str(made.target), frames=made.frames, rate=rate, missing=list(made.missing),
                    scaled=list(made.scaled))
        return ExitCode.DONE
    say(_("{path}: {frames}, {rate} a second.").format(
        path=made.target, frames=count("{n} frame", "{n} frames", made.frames), rate=f"{float(Fraction(rate)):.5g}"))
    if remarks(made):
        say(remarks(made))
    return ExitCode.DONE


def _of_task(options: argparse.Namespace) -> tuple[list[Path], str]:
    """Return the frames of a task that are on this machine, and the rate of its scene."""
    settings = Settings(options.home)
    with contextlib.closing(Journal(settings.journal)) as journal:
        row = journal.find(int(options.frames), options.account or settings.account())
        results = journal.results(row.id) if row is not None else {}
        rate = row.plan_head().rate if row is not None and journal.has_plan(row.id) else ""
    found = [path for path in sequence({path: each.local for path, each in results.items() if each.local})
             if path.is_file()]
    if not found:
        raise BadInput(_("No frame of task {task} is on this machine: fetch it first.").format(task=options.frames))
    return found, rate


def _of_folder(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise BadInput(_("There is no folder {path}.").format(path=folder))
    found = sequence({str(path): str(path) for path in pictures_of(folder)})
    if not found:
        raise BadInput(_("There are no pictures in {path}.").format(path=folder))
    return found


def _rate(typed: str) -> str:
    """Return the frames a second as a fraction; empty where none are typed."""
    if not typed:
        return ""
    try:
        rate = Fraction(typed)
    except (ValueError, ZeroDivisionError):
        rate = Fraction(0)
    if not 0 < rate <= 1000:
        raise BadInput(_("“{text}” is not a number of frames per second.").format(text=typed))
    return f"{rate.numerator}/{rate.denominator}"
