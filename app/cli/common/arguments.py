"""Arguments that several commands take."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from ...core.common.whole_numbers import within
from ...core.model.apart import CAMERAS, LAYERS
from ...core.model.overrides import LIMITS
from ...core.money.amounts import typed

TIMEOUT = 60.0  # seconds; a request may take 30
LONGEST = 86_400.0  # seconds, a day


def home_and_account(parser: argparse.ArgumentParser) -> None:
    """Take where everything lies, and who submits."""
    parser.add_argument("--home", type=Path, help=_("folder with accounts and the journal (FOXSUBMIT_HOME)"))
    parser.add_argument("--account", help=_("access id to use, or “local” for the farm on this machine"))


def as_json(parser: argparse.ArgumentParser, words: str = "") -> None:
    """Take whether the result goes to a script."""
    parser.add_argument("--json", action="store_true", help=words or _("print the result as JSON"))


def patience(parser: argparse.ArgumentParser) -> None:
    """Take the deadline of every command that asks the farm."""
    timeout(parser, _("seconds to wait for an answer of the farm (default: %(default)g)"), TIMEOUT)


def timeout(parser: argparse.ArgumentParser, words: str, seconds: float) -> None:
    """Take a deadline, and say with ``words`` of what."""
    parser.add_argument("--timeout", type=_seconds, default=seconds, metavar="SECONDS", help=words)


def number_above_0(text: str) -> int:
    """Read how many.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number above 0").format(text=text))
    return int(text)


def _seconds(text: str) -> float:
    """Read a time to wait.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number of seconds above 0").format(text=text))
    return seconds


def choices(parser: argparse.ArgumentParser) -> None:
    """Take what is chosen for a scene; ``scene.prepare`` reads it."""
    parser.add_argument("--preset", metavar="NAME", help=_("begin with the choices of this preset"))
    parser.add_argument("--frames", help=_("for example 1-10, 1-10[2] or 1,5,9 (default: the scene's own)"))
    parser.add_argument("--environment", help=_("name of the render environment (default: the one that fits)"))
    parser.add_argument("--hardware", type=int, help=_("id of the hardware configuration"))
    parser.add_argument("--project")
    parser.add_argument("--scene", dest="scene_name", metavar="NAME",
                        help=_("a scene of the file (default: the open one)"))
    parser.add_argument("--camera", help=_("render this camera instead of the active one"))
    parser.add_argument("--view-layer", action="append", default=[], metavar="NAME",
                        help=_("render this view layer instead of those that the scene renders; repeatable"))
    parser.add_argument("--output", type=Path, metavar="FOLDER",
                        help=_("where the frames go (default: fox_renders beside the scene)"))
    parser.add_argument("--own-output", action="store_true", default=None,
                        help=_("put the results where the scene's own output path says, instead of --output"))
    parser.add_argument("--movie", action=argparse.BooleanOptionalAction,
                        help=_("make a movie of the frames when they are here (default: if the scene asks for one)"))
    parser.add_argument("--apart", type=_apart, metavar="layers,cameras",
                        help=_("a task for each view layer, or for each camera of the scene, or both"))
    parser.add_argument("--layer", action="append", default=[],
                        help=_("render only this view layer, as a task of its own; repeatable"))
    parser.add_argument("--tiles", type=within(1, 64), metavar="NUMBER", help=_("split each frame into so many parts"))
    parser.add_argument("--samples", type=within(*LIMITS["samples"]), metavar="NUMBER",
                        help=_("samples for this submission; the scene stays as it is, as with the next three"))
    parser.add_argument("--percentage", type=within(*LIMITS["percentage"]), metavar="NUMBER",
                        help=_("percentage of the resolution"))
    parser.add_argument("--device", type=str.upper, choices=("CPU", "GPU"), help=_("what Cycles renders on"))
    parser.add_argument("--simplify", type=within(*LIMITS["simplify"]), metavar="NUMBER",
                        help=_("the most subdivisions of a surface"))
    parser.add_argument("--no-download", action="store_true", default=None, help=_("leave the frames on the farm"))
    parser.add_argument("--fetch", choices=("finished", "end"),
                        help=_("fetch each frame as it finishes (default), or all at the end"))
    parser.add_argument("--name-pattern", default=None, metavar="PATTERN",
                        help=_("where a frame goes below the folder, for example {name}_{task}/{file}"))
    parser.add_argument("--name", metavar="PATTERN", help=_(
        "how the job is called, with {scene}, {unit}, {camera}, {version}, {artist}, {project} and {frames} in it"))
    parser.add_argument("--comment", metavar="TEXT", help=_("a sentence for whoever sees the job"))
    parser.add_argument("--batch", metavar="NAME", help=_("the name under which several jobs are listed together"))
    parser.add_argument("--budget", type=_amount, metavar="AMOUNT",
                        help=_("what its tasks may cost together: they are paused when that is used up"))
    parser.add_argument("--priority", type=int, choices=(50, 60),
                        help=_("60 goes before 50, here and on the farm"))
    parser.add_argument("--allow-missing", action="store_true",
                        help=_("submit although files are not on disk, whichever they are; --leave-out names those to "
                               "go without"))
    parser.add_argument("--leave-out", action="append", default=[], metavar="PATTERN|KIND",
                        help=_("send no files of this name, path or kind: *_proxy.abc, sound; repeatable"))
    parser.add_argument("--send-too", action="append", default=[], metavar="PATTERN|KIND",
                        help=_("send files that the render does not need, named the same way; repeatable"))
    parser.add_argument("--check-content", action="store_true", default=None,
                        help=_("compare every file with the farm's by its content: also one that was changed without "
                               "another size or time is sent"))
    parser.add_argument("--send-from", action="append", default=[], type=Path, metavar="FOLDER",
                        help=_("let files be sent from this folder, now and later; repeatable"))


def _amount(text: str) -> float:
    """Read an amount of money.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return float(typed(text))
    except BadInput as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _apart(text: str) -> tuple[str, ...]:
    """Read what is to be tasks of its own.

    Raises:
        argparse.ArgumentTypeError: it is neither layers nor cameras.
    """
    names = tuple(dict.fromkeys(each.strip() for each in text.split(",")))
    if not set(names) <= {LAYERS, CAMERAS}:
        raise argparse.ArgumentTypeError(_("“{text}” is not “layers”, “cameras” or “layers,cameras”").format(text=text))
    return names


def where_to_install(parser: argparse.ArgumentParser) -> None:
    """Take whether it is for a studio, whether anything is done at all, and who reads what is said."""
    parser.add_argument("--site", type=lambda text: Path(text).resolve(), metavar="FOLDER",
                        help=_("a studio's share instead of this user's folders"))
    as_json(parser)
    parser.add_argument("--dry-run", action="store_true", help=_("say what would be written or removed; do nothing"))
