"""``foxsubmit demo``: a small real scene, a farm of its own, the whole chain, frames at the end."""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ..application import has_display
from ..core.common import child
from ..core.common.disk import try_folder, unusable
from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.common.load_check import complete
from ..core.common.lock import Lock
from ..core.common.private import private_file, private_folder
from ..core.session.following import until
from ..core.session.session import Session
from ..core.settings.local_start import stop_farm
from ..core.settings.settings import LOCAL, Settings
from ..core.transfer.journal.journal import Journal
from ..farm_process import farm_module, farm_process
from ..hosts.blender.programs.program import Program, find_blender, no_blender
from .common.arguments import as_json, patience
from .common.following import FOLLOWED, report
from .common.parser import parse
from .common.scene import prepare
from .common.sending import send
from .common.signals import if_stopped
from .common.terminal import say

SCENE_TIME = 600.0  # seconds to write the scene: loading Blender from a cold disk, beside much else, takes minutes
CANCEL = 5.0  # seconds for the agent to cancel what is under way
SAMPLES = 24  # enough to look good, and to watch frames come one by one
SHAPE = FOLLOWED


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take where everything goes, and what is seen of the panel."""
    parser.add_argument("--folder", type=Path, default=Path("foxsubmit-demo"),
                        help=_("where everything goes (default: %(default)s)"))
    parser.add_argument("--screenshot", type=Path, metavar="FILE",
                        help=_("write a picture of the panel during rendering; needs no display"))
    parser.add_argument("--no-panel", action="store_true", help=_("do not open the panel"))
    patience(parser)
    as_json(parser)
    parser.set_defaults(opens_home=False)  # it has one of its own in its folder


def run(options: argparse.Namespace) -> int:
    """Render the demo scene; ``ExitCode.DONE`` when every frame came back.

    Raises:
        BadInput: the folder cannot be used, another demo uses it now, or packages are not installed.
    """
    farm_module()
    folder = options.folder.resolve()
    try:
        try_folder(folder)
    except OSError as error:
        raise BadInput(unusable(error, folder) + " " + _("Name another folder with --folder.")) from error
    lock = Lock(folder / "demo.lock")
    if not lock.acquire():
        raise BadInput(_("A demo already runs in {folder}: wait until it has ended, or name another folder with "
                         "--folder.").format(folder=folder))
    try:
        stop_farm(folder / "farm")  # of a demo that was killed
        return _run(options, folder)
    finally:
        lock.release()


def _run(options: argparse.Namespace, folder: Path) -> int:
    blender = find_blender()
    if blender is None:
        raise BadInput(no_blender())
    scene = _scene(folder / "scene", blender)
    home, frames = folder / "home", folder / "frames"
    with farm_process(folder / "farm", "--samples", str(SAMPLES)) as domain:
        say(_("A farm of our own answers at {domain}.").format(domain=domain))
        Settings(home).remember_farm(folder / "farm")
        submission = _submission(options, home, scene, frames)
        with if_stopped(_("Stopped: nothing was submitted, and the demo's farm has ended.")):
            session = prepare(submission, scene)
        with _cancelled_if_stopped(session):
            ids = send(submission, session)
            with _panel(options, home, scene, ids[0]) as panel:
                code = report(submission, session, ids)
                pictures = _results(home, ids[0])
                if panel is not None:
                    if not options.screenshot:
                        say(_("Close the panel to end the demo."))
                    panel.wait()
    if code == ExitCode.DONE:
        from .common.contact_sheet import contact_sheet  # noqa: PLC0415 - it needs Pillow, of the farm's extra

        sheet = contact_sheet(pictures, folder / "contact_sheet.png")
        say(_("{count} frames are in {folder}").format(count=len(pictures), folder=pictures[0].parent))
        say(_("Contact sheet: {sheet}").format(sheet=sheet))
    return code


def _scene(folder: Path, blender: Program) -> Path:
    """The demo's scene, written once for each version of Blender."""
    scene, stamp = folder / "demo.blend", folder / "written_by"
    if scene.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == blender.version:
        return scene
    say(_("Blender {version} writes the scene.").format(version=blender.version))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = complete(blender.command("hosts.blender.demo.scene", str(folder)), SCENE_TIME, child.environment(),
                        in_one=True)
    except subprocess.TimeoutExpired as error:
        raise FoxError(_("Blender could not write the scene: {reason}").format(
            reason=_("it does not answer within {seconds:.0f} seconds").format(seconds=SCENE_TIME))) from error
    if done.returncode or not scene.exists():
        raise FoxError(_("Blender could not write the scene: {reason}").format(
            reason=(done.stdout.strip().splitlines() or [_("it gave no reason.")])[-1]))
    stamp.write_text(blender.version, encoding="utf-8")
    return scene


def _submission(options: argparse.Namespace, home: Path, scene: Path, frames: Path) -> argparse.Namespace:
    """Return what ``foxsubmit submit`` reads for the demo's scene, by its own parser."""
    return parse(["submit", str(scene), "--home", str(home), "--account", LOCAL, "--output", str(frames),
                  "--fetch", "finished", "--timeout", str(options.timeout), *(["--json"] if options.json else [])])


@contextlib.contextmanager
def _cancelled_if_stopped(session: Session) -> Iterator[None]:
    """Cancel what goes on where the demo is stopped: it would look for a farm that is no more."""
    try:
        yield
    except KeyboardInterrupt as stop:
        stop.args = (_("Stopped: what was rendered so far is kept, and the demo's farm has ended."),)
        for each in session.state.transfers.rows:
            if not each.state.over:
                session.transfers.cancel(each.id)
        until(session, lambda state: all(each.state.over for each in state.transfers.rows), CANCEL)
        raise


@contextlib.contextmanager
def _panel(options: argparse.Namespace, home: Path, scene: Path,
           submission: str) -> Iterator[subprocess.Popen[bytes] | None]:
    """The panel, in a process of its own: a Qt that cannot start must not end the demo. None where none is shown."""
    command = [sys.executable, "-m", __name__.split(".")[0], "panel", str(scene), "--home", str(home),
               "--account", LOCAL, "--submission", submission]
    if options.screenshot:
        command += ["--screenshot", str(options.screenshot)]
    elif options.no_panel or not has_display():
        yield None
        return
    logs = Settings(home).logs
    private_folder(logs)
    private_file(logs / "panel.log")
    with (logs / "panel.log").open("ab") as log:
        panel = subprocess.Popen(command, stdout=log, stderr=log, creationflags=child.HIDDEN)
    try:
        yield panel
    except BaseException:
        panel.terminate()
        raise


def _results(home: Path, submission: str) -> list[Path]:
    """The frames that this run brought."""
    with contextlib.closing(Journal(Settings(home).journal)) as journal:
        return sorted(Path(each.local) for each in journal.results(submission).values())
