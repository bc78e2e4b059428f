"""``blender --command foxsubmit``: submit from a script, in the Blender that is there. Blender 4.2 and newer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy

from ....core.common.errors import BadInput, FoxError
from ....core.common.exit_codes import ExitCode
from ....core.common.foreign import harmless
from ....core.common.i18n import _
from ....core.common.whole_numbers import within
from ....core.model.choices import CPU, GPU
from ....core.model.overrides import LIMITS
from ...vendor import use_vendor

NAME = "foxsubmit"

_registered: list[Any] = []
"""Handles of registered commands, which Blender needs to unregister them."""


def register() -> None:
    """Have Blender know the command, where it knows of commands."""
    if hasattr(bpy.utils, "register_cli_command"):
        utils: Any = bpy.utils  # its stubs say that it answers nothing
        _registered.append(utils.register_cli_command(NAME, run))


def unregister() -> None:
    """Take it back."""
    while _registered:
        bpy.utils.unregister_cli_command(_registered.pop())


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; Blender ends with the exit code that is returned."""
    try:
        options = _parser().parse_args(list(arguments))
    except SystemExit as end:  # argparse ends a process; Blender ends itself
        return int(end.code or 0)
    try:
        return _submit(options)
    except BadInput as error:
        print(harmless(str(error)), file=sys.stderr)  # noqa: T201
        return ExitCode.BAD_INPUT
    except FoxError as error:
        print(harmless(str(error)), file=sys.stderr)  # noqa: T201
        return ExitCode.FAILED


def _submit(options: argparse.Namespace) -> int:
    use_vendor()
    from ..scene.opening import open_scene  # noqa: PLC0415 - its libraries are found from now on
    from .batch import submit  # noqa: PLC0415 - the same
    from .wish import Wish  # noqa: PLC0415 - the same

    if options.scene is not None:
        if not options.scene.is_file():
            raise BadInput(_("There is no scene {path}.").format(path=options.scene))
        open_scene(options.scene.absolute())
    wish = Wish(frames=options.frames, scene=options.scene_name, camera=options.camera,
                view_layers=tuple(options.view_layer),
                environment=options.environment, hardware=options.hardware, output=options.output,
                own_output=options.own_output, movie=options.movie, samples=options.samples,
                percentage=options.percentage, device=options.device, simplify=options.simplify,
                copy=options.copy, allow_missing=options.allow_missing, leave_out=tuple(options.leave_out),
                send_too=tuple(options.send_too), send_from=tuple(options.send_from), wait=options.wait,
                account=options.account, home=options.home)
    for each in submit(wish, lambda text: print(harmless(text), flush=True)):  # noqa: T201
        print(each.id, each.task_id or "-", harmless(each.folder), sep="\t")  # noqa: T201
    return ExitCode.DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"blender [SCENE] --command {NAME}",
                                     description=_("Submit a scene to Fox Renderfarm from this Blender."))
    parser.add_argument("action", choices=("submit",))
    parser.add_argument("scene", nargs="?", type=Path, help=_("default: the one that is open"))
    parser.add_argument("--frames", default="", help=_("for example 1-10, 1-10[2] or 1,5,9 (default: the scene's own)"))
    parser.add_argument("--scene", dest="scene_name", default="", metavar="NAME",
                        help=_("a scene of the file (default: the open one)"))
    parser.add_argument("--camera", default="", help=_("render this camera instead of the scene's active one"))
    parser.add_argument("--view-layer", action="append", default=[], metavar="NAME",
                        help=_("render this view layer instead of those that the scene renders; repeatable"))
    parser.add_argument("--environment", default="",
                        help=_("name of the render environment (default: the one that fits)"))
    parser.add_argument("--hardware", type=int, default=0, help=_("id of the hardware configuration"))
    parser.add_argument("--output", default="", metavar="FOLDER",
                        help=_("where the frames go (default: fox_renders beside the scene)"))
    parser.add_argument("--own-output", action="store_true",
                        help=_("put the results where the scene's own output path says, instead of --output"))
    _overrides(parser)
    parser.add_argument("--copy", action="store_true", help=_("send a copy, and leave the scene's own file alone"))
    parser.add_argument("--allow-missing", action="store_true",
                        help=_("submit although files are not on disk, whichever they are; --leave-out names those to "
                               "go without"))
    parser.add_argument("--send-from", action="append", default=[], metavar="FOLDER",
                        help=_("let files be sent from this folder, now and later; repeatable"))
    parser.add_argument("--leave-out", action="append", default=[], metavar="PATTERN|KIND",
                        help=_("send no files of this name, path or kind: *_proxy.abc, sound; repeatable"))
    parser.add_argument("--send-too", action="append", default=[], metavar="PATTERN|KIND",
                        help=_("send files that the render does not need, named the same way; repeatable"))
    parser.add_argument("--wait", action="store_true", help=_("until the frames are here"))
    parser.add_argument("--account", default="", help=_("access id to use, or “local” for the farm on this machine"))
    parser.add_argument("--home", default="", help=_("folder with accounts and the journal (FOXSUBMIT_HOME)"))
    return parser


def _overrides(parser: argparse.ArgumentParser) -> None:
    """Take what is otherwise than in the scene for this submission; the words are those of ``foxsubmit submit``."""
    parser.add_argument("--movie", action=argparse.BooleanOptionalAction,
                        help=_("make a movie of the frames when they are here (default: if the scene asks for one)"))
    parser.add_argument("--samples", type=within(*LIMITS["samples"]), default=0, metavar="NUMBER",
                        help=_("samples for this submission; the scene stays as it is, as with the next three"))
    parser.add_argument("--percentage", type=within(*LIMITS["percentage"]), default=0, metavar="NUMBER",
                        help=_("percentage of the resolution"))
    parser.add_argument("--device", type=str.upper, choices=(CPU, GPU), default="", help=_("what Cycles renders on"))
    parser.add_argument("--simplify", type=within(*LIMITS["simplify"]), metavar="NUMBER",
                        help=_("the most subdivisions of a surface"))
