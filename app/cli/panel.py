"""``foxsubmit panel``: the panel as a program of its own, for a scene on disk, or only to watch."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from ..application import has_display, start_qt
from ..core.api.codes import FrameStatus
from ..core.common.errors import BadInput, FoxError, NoAnswer
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.session.state import State
from ..core.settings.settings import Settings
from ..hosts.recorded import nothing_open
from ..hosts.scenes import read_scene
from .common.arguments import as_json, home_and_account, timeout
from .common.shapes import usual

if TYPE_CHECKING:
    from qtpy.QtCore import QCoreApplication

    from ..ui.panel import Panel

SIGNALS = {int(signal.SIGINT): ExitCode.INTERRUPTED, **{
    int(getattr(signal, name)): ExitCode.ENDED for name in ("SIGTERM", "SIGBREAK") if hasattr(signal, name)}}
UNFINISHED = (FrameStatus.WAITING, FrameStatus.RENDERING)
SETTLE = 0.3  # seconds for the last repaint
TURNS = 20
"""Turns of the event loop for it: pages are made in turns of their own, of which a slow machine makes few meanwhile."""
SCREENSHOT_TIMEOUT = 120.0  # seconds
SHAPE = usual({"screenshot": "the path of the picture, null without one"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what the panel shows, and whether only a picture of it is wanted."""
    home_and_account(parser)
    parser.add_argument("scene", type=Path, nargs="?", metavar="SCENE.blend")
    parser.add_argument("--task", type=int, metavar="ID", help=_("show this task's frames"))
    parser.add_argument("--submission", metavar="ID", help=_("show this submission's frames"))
    parser.add_argument("--screenshot", type=Path, metavar="FILE",
                        help=_("write a picture of it and end; needs no display"))
    timeout(parser, _("--screenshot waits so many seconds for what is to be seen (default: %(default)g)"),
            SCREENSHOT_TIMEOUT)
    as_json(parser, _("print where the picture is as JSON, once the panel is closed"))


def run(options: argparse.Namespace) -> int:
    """Show the panel until it is closed, or write a picture of it."""
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not has_display():
        raise BadInput(_("There is no display for the panel: use --screenshot FILE to get a picture of it."))
    app = start_qt()
    from ..start import open_panel  # noqa: PLC0415 - after the platform is chosen

    host = read_scene(options.scene) if options.scene else nothing_open()
    panel = open_panel(host, Settings(options.home), options.account)
    if options.task is not None:
        panel.show_task(options.task)
    if options.submission:
        _show_submission(panel, options.submission)
    if not options.screenshot:
        left = [panel]
        panel.closed.connect(left.clear)
        with ends_by_signal(app) as asked:
            app.exec()
        for each in left:  # a signal ended it; one that its user closed is destroyed
            each.close()
        _tell(options)
        return asked[0] if asked else ExitCode.DONE
    frames = options.task is not None or bool(options.submission)
    seen = _wait(app, panel, options.timeout, frames=frames)
    if not panel.grab().save(str(options.screenshot)):
        raise BadInput(_("The picture {path} cannot be written.").format(path=options.screenshot))
    if not seen:
        raise _unseen(panel.session.state, options.timeout)
    _tell(options)
    return ExitCode.DONE


def _tell(options: argparse.Namespace) -> None:
    if options.json:
        SHAPE.write(screenshot=str(options.screenshot) if options.screenshot else None)


@contextlib.contextmanager
def ends_by_signal(app: QCoreApplication) -> Iterator[list[ExitCode]]:
    """Have Ctrl+C and SIGTERM close the panel; the list then has what the command ends with.

    Qt would print the KeyboardInterrupt of a slot, and go on. The panel's timers let Python hear of a signal.
    """
    asked: list[ExitCode] = []

    def end(number: int, _frame: FrameType | None) -> None:
        asked.append(SIGNALS[number])
        app.quit()

    before = {number: signal.signal(number, end) for number in SIGNALS}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _unseen(state: State, seconds: float) -> FoxError:
    """Why the picture does not show what was asked for."""
    if state.jobs.gone is not None:
        return BadInput(_("The farm has no task {task}: see “foxsubmit tasks --all”.").format(task=state.jobs.gone))
    why = state.account.trouble or state.jobs.listing.trouble or state.jobs.detail.trouble or state.transfers.trouble
    return NoAnswer(why or _("The panel did not show all of it within {seconds:g} seconds: the picture has what was "
                             "there.").format(seconds=seconds), state.account.trouble_code)


def _show_submission(panel: Panel, submission: str) -> None:
    """Go to a submission's frames once its task has a number."""
    from qtpy.QtCore import QTimer  # noqa: PLC0415 - after the platform is chosen

    timer = QTimer(panel)

    def look() -> None:
        found = [each for each in panel.session.state.transfers.rows if each.id == submission]
        if found and found[0].task_id is not None:
            timer.stop()
            panel.show_task(found[0].task_id)

    timer.timeout.connect(look)
    timer.start(100)


def _wait(app: QCoreApplication, panel: Panel, seconds: float, *, frames: bool) -> bool:
    """Process events until there is something to see: half of the frames' pictures, or the scene; whether there is."""
    end = time.monotonic() + seconds
    settled, turns = 0.0, 0
    while time.monotonic() < end:
        app.processEvents()
        ready = _pictured(panel.session.state) if frames else _gathered(panel.session.state)
        settled = settled or (time.monotonic() + SETTLE if ready else 0.0)
        turns += bool(settled)
        if settled and turns > TURNS and time.monotonic() > settled:
            return True
        if frames and panel.session.state.jobs.gone is not None:
            break
        time.sleep(0.01)
    return False


def _gathered(state: State) -> bool:
    return state.scene.gathered or bool(state.account.trouble)


def _pictured(state: State) -> bool:
    """Half of the frames have their picture, or no more will come."""
    pictures = [frame for frame in state.jobs.frames if frame.thumbnail]
    waiting = [frame for frame in state.jobs.frames if frame.status in UNFINISHED]
    done = [frame for frame in state.jobs.frames if frame.status is FrameStatus.DONE]
    nothing_comes = state.jobs.detail.complete and bool(state.jobs.frames) and not waiting and not done
    return nothing_comes or (
        bool(pictures) and (2 * len(pictures) >= len(state.jobs.frames) or (not waiting and pictures == done)))
