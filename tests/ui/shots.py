"""Pictures of the panel in every state: ``python -m tests.ui.shots FOLDER [--scale 2] [NAME …]``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SUBMIT, ASSETS, TRANSFERS, JOBS = range(4)
USUAL, TALL, NARROW = (900, 760), (960, 884), (420, 984)

SHOTS = {  # name: (state, tab, size)
    "submit": ("studio", SUBMIT, USUAL),
    "submit-ready": ("studio_ready", SUBMIT, (900, 852)),
    "hardware-menu": ("studio", SUBMIT, USUAL),
    "submit-demo": ("ready", SUBMIT, USUAL),
    "submit-errors": ("errors", SUBMIT, USUAL),
    "submit-mistake": ("two_troubles", SUBMIT, USUAL),
    "submit-uploading": ("uploading", SUBMIT, USUAL),
    "submit-gathering": ("gathering", SUBMIT, USUAL),
    "submit-opening": ("empty", SUBMIT, USUAL),
    "submit-no-scene": ("nothing_open", SUBMIT, USUAL),
    "submit-no-environment": ("no_environment", SUBMIT, USUAL),
    "submit-other-version": ("other_version", SUBMIT, USUAL),
    "submit-message": ("message", SUBMIT, USUAL),
    "submit-away": ("away", SUBMIT, USUAL),
    "submit-long": ("long_names", SUBMIT, USUAL),
    "submit-chinese": ("chinese", SUBMIT, USUAL),
    "narrow": ("studio", SUBMIT, NARROW),
    "narrow-assets": ("errors", ASSETS, NARROW),
    "narrow-transfers": ("studio", TRANSFERS, NARROW),
    "narrow-jobs": ("jobs", JOBS, NARROW),
    "assets": ("studio", ASSETS, USUAL),
    "assets-demo": ("errors", ASSETS, USUAL),
    "assets-none": ("nothing_open", ASSETS, USUAL),
    "transfers": ("studio", TRANSFERS, USUAL),
    "transfers-none": ("ready", TRANSFERS, USUAL),
    "jobs": ("jobs", JOBS, TALL),
    "jobs-demo": ("demo_jobs", JOBS, TALL),
    "jobs-away": ("away", JOBS, TALL),
    "jobs-none": ("ready", JOBS, USUAL),
    "jobs-never-there": ("never_there", JOBS, USUAL),
    "jobs-long": ("long_names", JOBS, TALL),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--light", action="store_true", help="on the palette of a light host")
    options = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    shoot(options.folder, options.names or list(SHOTS), options.scale, options.light)


def shoot(folder: Path, names: list[str], scale: float, light: bool) -> None:
    from qtpy.QtCore import Qt
    from qtpy.QtGui import QFont
    from qtpy.QtWidgets import QApplication
    from tests.ui.doubles import Double
    from tests.ui.states import States

    from foxsubmit.ui.panel import Panel
    from foxsubmit.ui.theme import DARK, HostColours, derive

    if sys.version_info < (3, 11):  # Qt 6 always does
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseHighDpiPixmaps)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    font = QFont("Inter")
    font.setPixelSize(12)
    folder.mkdir(parents=True, exist_ok=True)
    states = States(folder / "thumbnails" if (folder / "thumbnails").mkdir(exist_ok=True) is None else folder)
    theme = derive(HostColours("#EFEFEF", "#FFFFFF", "#F5F5F5", "#E2E2E2", "#8A8A8A", "#1A1A1A", "#9A9A9A",
                               "#2C6FD1")) if light else DARK
    for name in names:
        state, tab, size = SHOTS[name]
        panel = Panel(Double(getattr(states, state)()), theme, font=font)
        panel.resize(*size)
        panel.tabs.setCurrentIndex(tab)
        panel.show()
        prepare(panel, name)
        for _turn in range(5):
            app.processEvents()
        picture = panel.grab()
        if name == "hardware-menu":
            draw_popup(picture, panel)
        picture.save(str(folder / f"{name}{'@2x' if scale == 2 else ''}.png"))
        panel.close()
        panel.deleteLater()


def prepare(panel, name: str) -> None:
    """What a state does not say: what is open, what is picked."""
    if name == "submit-ready":
        panel.submit.more.fold.setChecked(True)
    if name == "submit":
        panel.submit.units.view.setCurrentIndex(panel.submit.units.model.index(0, 1))
    if name == "jobs":
        panel.jobs.frames.table.setCurrentIndex(panel.jobs.frames.model.index(7, 0))
    if name == "transfers":
        panel.transfers.view.setCurrentIndex(panel.transfers.model.index(0, 0))
    if name.startswith("assets-demo"):
        panel.assets.view.setCurrentIndex(panel.assets.model.index(0, 0))
    if name == "hardware-menu":
        panel.submit.target.hardware.showPopup()


def draw_popup(picture, panel) -> None:
    """The popup is a window of its own, and the offscreen screen too small for it."""
    from qtpy.QtCore import QPoint
    from qtpy.QtGui import QPainter

    combo = panel.submit.target.hardware
    painter = QPainter(picture)
    painter.drawPixmap(combo.mapTo(panel, QPoint(0, combo.height())), combo.view().window().grab())
    painter.end()


if __name__ == "__main__":
    main()
