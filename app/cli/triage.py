"""``foxsubmit triage``: say which frames on this machine look wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..core.common.disk import error_sentence
from ..core.common.errors import BadInput
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count, listed
from ..core.pictures.oiio import tool
from ..core.pictures.triage.look_over import Judged, look_over
from ..core.pictures.triage.sentences import explanation, no_tool, sentence
from ..core.pictures.triage.sequences import pictures_below, sequences
from .common.arguments import as_json
from .common.shapes import usual
from .common.signals import if_stopped
from .common.terminal import say

SHAPE = usual({"frames": "how many were looked at", "wrong": ("each that looks wrong", [{
    "path": "its file", "frame": "its number", "marks": ("what is wrong with it", [{
        "fault": "black, wrong values, fireflies, noisy, not whole, other shot, jump, light, other size or unreadable",
        "figure": "the value that was measured", "limit": "the value from which on it is marked",
        "message": "a sentence"}])}])},
    {"--explain": {"thresholds": "a sentence each"}})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the pictures that are looked over."""
    parser.add_argument("path", nargs="*", metavar="PATH", type=Path, help=_("a picture, or a folder with pictures"))
    parser.add_argument("--explain", action="store_true", help=_("say from where on a frame is marked, and end"))
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Look the frames over and print those that look wrong, with the reason."""
    if options.explain:
        if options.json:
            SHAPE.write(thresholds=list(explanation()))
        else:
            for line in explanation():
                say(line)
        return ExitCode.DONE
    pictures = _pictures(options.path)
    if not tool():
        raise BadInput(no_tool(pictures))
    found = sequences(pictures)
    total = 0
    wrong: list[Judged] = []
    with if_stopped(_("Stopped: not all frames were looked at.")):
        for number, judged in look_over(found):
            total += number
            wrong += judged
            if not options.json:
                _print(judged)
    if options.json:
        SHAPE.write(frames=total, wrong=[
            {"path": str(each.path), "frame": each.frame,
             "marks": [{"fault": mark.fault.value, "figure": mark.figure, "limit": mark.limit,
                        "message": sentence(mark)} for mark in each.marks]} for each in wrong])
    elif not wrong:
        say(count("{n} frame was looked at: nothing looks wrong.", "{n} frames were looked at: nothing looks wrong.",
                  total))
    else:
        say(_("{wrong} of {total} frames look wrong; “foxsubmit triage --explain” says why a frame is marked.").format(
            wrong=len(wrong), total=total))
    return ExitCode.FAILED if wrong else ExitCode.DONE


def _pictures(places: list[Path]) -> list[Path]:
    if not places:
        raise BadInput(_("Name a picture, or a folder with pictures."))
    for place in places:
        if not place.exists():
            raise BadInput(_("There is no {path}.").format(path=place))
    try:
        found = pictures_below(places)
    except OSError as error:
        raise BadInput(error_sentence(error)) from error
    if not found:
        raise BadInput(_("There are no pictures in {path}.").format(path=listed(map(str, places))))
    return found


def _print(judged: list[Judged]) -> None:
    for each in judged:
        for mark in each.marks:
            say(f"{each.path}: {sentence(mark)}")
