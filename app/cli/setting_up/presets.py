"""``foxsubmit presets``: named sets of choices, to look at and to share."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...core.common.errors import BadInput
from ...core.common.exit_codes import ExitCode
from ...core.common.i18n import _, listed
from ...core.model.choices import Choices
from ...core.settings.presets import OF_ONE_SCENE, Presets, to_data
from ...core.settings.settings import Settings
from ..common.arguments import as_json
from ..common.output import write_answer
from ..common.shapes import usual
from ..common.terminal import say

TAKES = {"list": 0, "show": 1, "export": 2, "import": 1, "rename": 2, "delete": 1}
"""Action -> how many names and files it takes."""
SHAPE = usual({"presets": ("each, as it is after the action; of show and import the one", [{
    "name": "its name", "choices": "the choices that it makes, by their names"}])})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is done, and with which preset."""
    parser.usage = ("foxsubmit presets\n       foxsubmit presets show NAME\n       foxsubmit presets export NAME FILE\n"
                    "       foxsubmit presets import FILE\n       foxsubmit presets rename NAME NEW\n"
                    "       foxsubmit presets delete NAME")
    parser.add_argument("--home", type=Path, help=_("folder with accounts and the journal (FOXSUBMIT_HOME)"))
    parser.add_argument("action", nargs="?", choices=tuple(TAKES), default="list", metavar="ACTION",
                        help=_("{names} (default: list)").format(names=listed(TAKES)))
    parser.add_argument("given", nargs="*", metavar="NAME|FILE", help=_("the preset, and the file or its new name"))
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Do it, and print what there is then."""
    given, presets = options.given, Settings(options.home).presets
    if len(given) != TAKES[options.action]:
        raise BadInput(_("“presets {action}” takes so many names or files: {n}.").format(
            action=options.action, n=TAKES[options.action]))
    if options.action == "export":
        presets.export(given[0], Path(given[1]))
        say(_("The preset is in {path}.").format(path=given[1]))
    elif options.action == "import":
        given = [presets.take_in(Path(given[0]))]
        say(_("The preset “{name}” is kept.").format(name=given[0]))
    elif options.action == "rename":
        presets.rename(*given)
    elif options.action == "delete":
        presets.apply(given[0], Choices())  # else nobody would hear that there is none
        presets.delete(given[0])
    _print(options, presets, given[:1] if options.action in ("show", "import") else presets.names())
    return ExitCode.DONE


def _print(options: argparse.Namespace, presets: Presets, names: tuple[str, ...] | list[str]) -> None:
    found = {name: to_data(presets.apply(name, Choices()), OF_ONE_SCENE) for name in names}
    if options.json:
        SHAPE.write(presets=[{"name": name, "choices": choices} for name, choices in found.items()])
    elif options.action == "show":
        for name, value in found[names[0]].items():
            write_answer(f"{name}: {value}")
    elif options.action != "import":
        for name in names or [_("There are no presets.")]:
            write_answer(name)
