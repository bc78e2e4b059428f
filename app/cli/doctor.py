"""``foxsubmit doctor``: is everything here that this needs, and who will find it?"""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from ..core.common.check_result import BAD, GOOD, CheckResult
from ..core.common.errors import FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.session.selftest import check
from ..core.settings.settings import Settings
from ..doctor.hosts import hosts
from ..doctor.installation import check_installation
from ..doctor.subject import Installation
from ..hosts.machine import Machine
from ..hosts.scenes import read_scene
from .common.arguments import TIMEOUT, as_json, home_and_account, timeout
from .common.output import write_answer
from .common.shapes import usual

SHAPE = usual({"checks": ("in the order in which they are made", [{
    "state": "ok, failed or note", "what": "what was checked", "words": "how it is",
    "advice": "the next step, empty where all is well"}])})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is checked beside the installation, and how long a check may take."""
    home_and_account(parser)
    parser.add_argument("scene", type=Path, nargs="?", metavar="SCENE.blend",
                        help=_("also try every call of the host on this scene"))
    timeout(parser, _("seconds that one check may take (default: %(default)g)"), TIMEOUT)
    as_json(parser)
    parser.set_defaults(opens_home=False)  # whether it opens is one of the checks


def run(options: argparse.Namespace) -> int:
    """Print each check as it is made; with a bad one the command has failed."""
    asked = Installation(Settings(options.home), options.account, options.scene, options.timeout)
    found = []
    for each in _checks(asked):
        found.append(each)
        if not options.json:
            write_answer(each.line())
    if options.json:
        SHAPE.write(checks=[{"state": each.mark, **_without_mark(each)} for each in found])
    return ExitCode.FAILED if any(each.mark == BAD for each in found) else ExitCode.DONE


def _checks(asked: Installation) -> Iterator[CheckResult]:
    yield from check_installation(asked)
    yield from hosts(Machine.here())
    if asked.scene:
        yield from _scene(asked.scene)


def _scene(scene: Path) -> Iterator[CheckResult]:
    """Every call of the host on a scene."""
    try:
        report = check(read_scene(scene))
    except FoxError as error:
        yield CheckResult(BAD, str(scene), str(error))
        return
    for each in report.tried:
        yield CheckResult(GOOD if each.good else BAD, each.name, each.words)


def _without_mark(each: CheckResult) -> dict[str, str]:
    return {name: value for name, value in dataclasses.asdict(each).items() if name != "mark"}
