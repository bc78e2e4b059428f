"""The panel as a program of its own: for a scene on disk, or only to watch."""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING

from .core.errors import BadInput
from .core.host import Scene
from .core.i18n import _
from .core.settings import Settings
from .core.state import FrameStatus, State
from .hosts.blender.snapshot import read_scene
from .hosts.fake import FakeHost

if TYPE_CHECKING:
    from qtpy.QtCore import QCoreApplication

    from .ui.panel import Panel

PATIENCE = 120.0  # seconds for the pictures of a screenshot
SETTLE = 0.3  # seconds for the last repaint


def has_display() -> bool:
    """Whether a window can be shown here."""
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(options: argparse.Namespace) -> int:
    """``foxsubmit panel``"""
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not has_display():
        raise BadInput(_("There is no display for the panel: use --screenshot FILE to get a picture of it."))
    try:
        from qtpy.QtWidgets import QApplication  # noqa: PLC0415 - after the platform is chosen

        from .start import open_panel  # noqa: PLC0415
    except ImportError as error:
        raise BadInput(_("The panel needs Qt: pip install \"foxsubmit[qt]\".")) from error
    host = read_scene(options.scene) if options.scene else FakeHost(Scene(path=None, version=""), name="blender")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    panel = open_panel(host, Settings(options.home), options.account)
    if options.task is not None:
        panel.show_task(options.task)
    if options.newest:
        _show_newest(panel)
    if not options.screenshot:
        return int(app.exec())
    _wait(app, panel)
    if not panel.grab().save(str(options.screenshot)):
        raise BadInput(_("The picture {path} cannot be written.").format(path=options.screenshot))
    return 0


def _show_newest(panel: Panel) -> None:
    """Go to the newest submission's frames once its task has a number."""
    from qtpy.QtCore import QTimer  # noqa: PLC0415 - after the platform is chosen

    timer = QTimer(panel)

    def look() -> None:
        newest = next(iter(panel.session.state.transfers), None)
        if newest is not None and newest.task_id is not None:
            timer.stop()
            panel.show_task(newest.task_id)

    timer.timeout.connect(look)
    timer.start(100)


def _wait(app: QCoreApplication, panel: Panel) -> None:
    """Process events until half of the frames have their picture, or nothing more will come."""
    end = time.monotonic() + PATIENCE
    settled = 0.0
    while time.monotonic() < end:
        app.processEvents()
        ready = _ready(panel.session.state)
        settled = settled or (time.monotonic() + SETTLE if ready else 0.0)
        if settled and time.monotonic() > settled:
            return
        time.sleep(0.01)


def _ready(state: State) -> bool:
    if state.task_id is None:
        return state.gathered or bool(state.trouble)
    pictures = [frame for frame in state.task_frames if frame.thumbnail]
    over = state.task_frames and all(
        frame.status in (FrameStatus.DONE, FrameStatus.FAILED) for frame in state.task_frames)
    done = [frame for frame in state.task_frames if frame.status is FrameStatus.DONE]
    return bool(pictures) and (2 * len(pictures) >= len(state.task_frames) or (bool(over) and pictures == done))
