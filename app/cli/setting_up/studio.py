"""``foxsubmit studio``: what a studio's file sets, its hooks, and its way from one machine to another."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...core.common.errors import BadInput
from ...core.common.exit_codes import ExitCode
from ...core.common.i18n import _, aside, labelled, listed
from ...core.hooks.runner import Functions, functions_of
from ...core.settings import studio
from ...core.settings.presets import in_json
from ...core.settings.settings import Settings
from ...core.transfer.hooks.house import house_of
from ..common.arguments import as_json
from ..common.output import write_answer
from ..common.shapes import usual
from ..common.terminal import say

TAKES = {"show": 0, "check": 1, "export": 1, "import": 1, "forget": 0}
"""Action -> how many files it takes."""
SHAPE = usual({
    "file": "the studio's file, null where none holds", "trouble?": "why it cannot be used, else empty",
    "domain?": "of the farm", "platform?": "of the farm", "choices?": "what submissions begin with",
    "settings?": "of the panel", "locked?": "names of what nobody changes", "known_variables?": "names",
    "roots?": "folders that files may be sent from", "path_mapping?": ("each rule", [{
        "from": "the path on this machine", "to": "the path on the farm"}]),
    "hooks?": ("the studio's own", {"folder": "where they lie", "seconds": "that one may take",
                                    "files": "names of functions, by file", "troubles": "sentences"})})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is done, and with which file."""
    parser.usage = ("foxsubmit studio\n       foxsubmit studio check FILE\n       foxsubmit studio export FILE\n"
                    "       foxsubmit studio import FILE\n       foxsubmit studio forget")
    parser.epilog = _("“show” and “check” end with 1 where the file or a hook cannot be used. The variable {variable} "
                      "goes before what was imported.").format(variable=studio.VARIABLE)
    parser.add_argument("--home", type=Path, help=_("folder with accounts and the journal (FOXSUBMIT_HOME)"))
    parser.add_argument("action", nargs="?", choices=tuple(TAKES), default="show", metavar="ACTION",
                        help=_("{names} (default: show)").format(names=listed(TAKES)))
    parser.add_argument("file", nargs="*", metavar="FILE", help=_("a studio's file"))
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Do it, and say what holds then."""
    settings = Settings(options.home)
    if len(options.file) != TAKES[options.action]:
        raise BadInput(_("“studio {action}” takes so many files: {n}.").format(
            action=options.action, n=TAKES[options.action]))
    place = settings.studio_file
    if options.action == "check":
        return _show(options, settings, Path(options.file[0]).absolute())
    if options.action == "export":
        if place is None:
            raise BadInput(_("No studio's file holds here."))
        studio.hand_on(place, Path(options.file[0]))
        say(_("The studio's file is in {path}.").format(path=options.file[0]))
    elif options.action == "import":
        settings.open_home()
        studio.take_over(Path(options.file[0]).absolute(), settings.home)
    elif options.action == "forget":
        studio.leave(settings.home)
    return _show(options, settings, settings.studio_file)


def _show(options: argparse.Namespace, settings: Settings, place: Path | None) -> int:
    if place is None:
        if options.json:
            SHAPE.write(file=None)
        else:
            write_answer(_("No studio's file holds here."))
        return ExitCode.DONE
    found = studio.read_studio(place)
    house = dataclasses.replace(house_of(settings), folder=found.hooks, seconds=found.hook_seconds)
    hooks = functions_of(house) if found.hooks else Functions({}, ())
    if options.json:
        SHAPE.write(**_plain(place, found), hooks={
            "folder": found.hooks, "seconds": found.hook_seconds, "files": hooks.files, "troubles": hooks.troubles})
    else:
        _write(place, found, hooks)
    return ExitCode.FAILED if found.trouble or hooks.troubles else ExitCode.DONE


def _plain(place: Path, found: studio.Studio) -> dict[str, Any]:
    return {"file": str(place), "trouble": found.trouble, "domain": found.domain, "platform": found.platform,
            "choices": {name: in_json(value) for name, value in found.choices.items()},
            "settings": dict(found.settings), "locked": sorted(found.locked),
            "known_variables": sorted(found.known_variables), "roots": list(found.roots),
            "path_mapping": [{"from": rule.source, "to": rule.target} for rule in found.path_mapping]}


def _write(place: Path, found: studio.Studio, hooks: Functions) -> None:
    rows: Mapping[str, list[str]] = {
        _("File"): [str(place)], _("Choices"): _pairs(found.choices), _("Settings"): _pairs(found.settings),
        _("Locked"): sorted(found.locked), _("Folders"): list(found.roots),
        _("Path mapping"): [f"{rule.source} → {rule.target}" for rule in found.path_mapping],
        _("Hooks"): [found.hooks, *(aside(file, listed(names)) for file, names in hooks.files.items())]}
    for label, values in rows.items():
        for value in filter(None, values):
            write_answer(labelled(label, value))
    for sentence in filter(None, (found.trouble, *hooks.troubles)):
        say(sentence)


def _pairs(values: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {value}" for name, value in values.items()]
