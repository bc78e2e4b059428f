"""Pictures of the panel in every state: ``python -m tests.ui.shots FOLDER [--scale 2] [NAME …]``."""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SUBMIT, ASSETS, TRANSFERS, JOBS = range(4)
USUAL, TALL, NARROW = (900, 760), (960, 884), (420, 984)

SHOTS = {  # name: (state, tab, size)
    "submit": ("studio", SUBMIT, USUAL),
    "submit-ready": ("studio_ready", SUBMIT, (900, 852)),
    "hardware-menu": ("studio", SUBMIT, USUAL),
    "submit-order": ("simulations", SUBMIT, USUAL),
    "submit-hooks": ("house_rules", SUBMIT, USUAL),
    "submit-short": ("short_of_money", SUBMIT, USUAL),
    "narrow-short": ("short_of_money", SUBMIT, NARROW),
    "submit-demo": ("ready", SUBMIT, USUAL),
    "submit-errors": ("errors", SUBMIT, USUAL),
    "submit-mistake": ("two_troubles", SUBMIT, USUAL),
    "submit-uploading": ("uploading", SUBMIT, USUAL),
    "submit-gathering": ("gathering", SUBMIT, USUAL),
    "submit-opening": ("empty", SUBMIT, USUAL),
    "submit-no-scene": ("nothing_open", SUBMIT, USUAL),
    "submit-unnamed": ("unnamed", SUBMIT, USUAL),
    "narrow-unnamed": ("unnamed", SUBMIT, NARROW),
    "submit-no-environment": ("no_environment", SUBMIT, USUAL),
    "submit-other-version": ("other_version", SUBMIT, USUAL),
    "submit-message": ("message", SUBMIT, USUAL),
    "submit-away": ("away", SUBMIT, USUAL),
    "submit-long": ("long_names", SUBMIT, USUAL),
    "submit-chinese": ("chinese", SUBMIT, USUAL),
    "dropped": ("dropped", SUBMIT, USUAL),
    "dropped-reading": ("dropping", SUBMIT, USUAL),
    "dropped-sent": ("dropped_sent", SUBMIT, USUAL),
    "narrow-dropped": ("dropped", SUBMIT, NARROW),
    "narrow": ("studio", SUBMIT, NARROW),
    "narrow-assets": ("errors", ASSETS, NARROW),
    "narrow-transfers": ("studio", TRANSFERS, NARROW),
    "narrow-jobs": ("jobs", JOBS, NARROW),
    "assets": ("studio", ASSETS, USUAL),
    "assets-demo": ("some_new", ASSETS, USUAL),
    "assets-nodes": ("some_new", ASSETS, USUAL),
    "assets-unmatched": ("some_new", ASSETS, USUAL),
    "assets-reading": ("gathering", ASSETS, USUAL),
    "submit-fix-asked": ("studio", SUBMIT, USUAL),
    "transfers-cancel": ("studio", TRANSFERS, USUAL),
    "transfers-folder": ("unplugged", TRANSFERS, USUAL),
    "transfers-cancelling": ("being_cancelled", TRANSFERS, USUAL),
    "transfers-after": ("after_another", TRANSFERS, USUAL),
    "narrow-after": ("after_another", TRANSFERS, NARROW),
    "jobs-after": ("after_another", JOBS, TALL),
    "narrow-jobs-after": ("after_another", JOBS, NARROW),
    "submit-after": ("after_another", SUBMIT, (1200, 1120)),
    "transfers-silent": ("silent", TRANSFERS, USUAL),
    "transfers-checking": ("checking", TRANSFERS, USUAL),
    "transfers-checked": ("checked", TRANSFERS, USUAL),
    "narrow-checked": ("checked", TRANSFERS, NARROW),
    "transfers-all-right": ("all_right", TRANSFERS, USUAL),
    "assets-none": ("nothing_open", ASSETS, USUAL),
    "transfers": ("studio", TRANSFERS, USUAL),
    "transfers-none": ("ready", TRANSFERS, USUAL),
    "jobs": ("jobs", JOBS, TALL),
    "jobs-demo": ("demo_jobs", JOBS, TALL),
    "jobs-away": ("away", JOBS, TALL),
    "jobs-none": ("ready", JOBS, USUAL),
    "jobs-never-there": ("never_there", JOBS, USUAL),
    "jobs-long": ("long_names", JOBS, TALL),
    "jobs-viewer": ("log", JOBS, (960, 760)),
    "jobs-viewer-exr": ("exr", JOBS, (960, 760)),
    "jobs-viewer-wipe": ("wiped", JOBS, (960, 760)),
    "jobs-viewer-difference": ("differing", JOBS, (960, 760)),
    "narrow-viewer-difference": ("differing", JOBS, NARROW),
    "jobs-viewer-movie": ("saving_movie", JOBS, (960, 760)),
    "jobs-viewer-full": ("wiped", JOBS, (960, 760)),
    "jobs-marked": ("marked", JOBS, TALL),
    "jobs-viewer-marked": ("marked", JOBS, (960, 760)),
    "jobs-viewer-thresholds": ("marked", JOBS, (960, 760)),
    "narrow-viewer-marked": ("marked", JOBS, NARROW),
    "jobs-log": ("log", JOBS, TALL),
    "jobs-no-log": ("no_log", JOBS, TALL),
    "jobs-output": ("output", JOBS, TALL),
    "jobs-blocks": ("blocks", JOBS, TALL),
    "jobs-tested": ("tested", JOBS, TALL),
    "jobs-no-balance": ("out_of_balance", JOBS, TALL),
    "jobs-too-slow": ("too_slow", JOBS, TALL),
    "jobs-reasons": ("some_failed", JOBS, TALL),
    "jobs-failed": ("some_failed", JOBS, TALL),
    "narrow-tested": ("tested", JOBS, NARROW),
    "narrow-reasons": ("some_failed", JOBS, NARROW),
    "jobs-delete": ("jobs", JOBS, TALL),
    "jobs-nodes": ("jobs", JOBS, TALL),
    "jobs-nothing-found": ("nothing_found", JOBS, USUAL),
    "jobs-refused": ("may_not_see", JOBS, USUAL),
    "jobs-not-shown": ("not_shown", JOBS, TALL),
    "jobs-chinese": ("chinese_jobs", JOBS, TALL),
    "narrow-viewer": ("log", JOBS, NARROW),
    "narrow-viewer-exr": ("exr", JOBS, NARROW),
    "signin": ("signed_in", SUBMIT, (900, 640)),
    "signin-first": ("no_account", SUBMIT, (900, 640)),
    "signin-wrong": ("wrong_key", SUBMIT, (900, 640)),
    "signin-farm": ("signing_in", SUBMIT, NARROW),
    "accounts": ("many_accounts", SUBMIT, USUAL),
    "locked-out": ("locked_out", SUBMIT, USUAL),
    "settings": ("in_settings", SUBMIT, (900, 860)),
    "settings-narrow": ("in_settings", SUBMIT, NARROW),
    "account": ("own_things", SUBMIT, (900, 760)),
    "account-narrow": ("own_things", SUBMIT, NARROW),
    "account-refused": ("own_things_refused", SUBMIT, (900, 760)),
    "account-asking": ("many_accounts", SUBMIT, (900, 760)),
    "account-projects": ("own_things", SUBMIT, (900, 640)),
    "account-projects-narrow": ("own_things", SUBMIT, NARROW),
    "account-delete": ("own_things", SUBMIT, (900, 640)),
    "account-records": ("own_things", SUBMIT, (900, 640)),
    "account-records-narrow": ("own_things", SUBMIT, NARROW),
    "account-sign-ins": ("own_things", SUBMIT, (900, 640)),
    "account-elsewhere": ("own_things", SUBMIT, (900, 640)),
    "account-recycled": ("own_things", SUBMIT, (900, 640)),
    "account-recycled-narrow": ("own_things", SUBMIT, NARROW),
    "settings-network": ("away", JOBS, USUAL),
    "jobs-viewer-alpha": ("log", JOBS, (960, 760)),
    "jobs-viewer-red": ("log", JOBS, (960, 760)),
    "environment": ("editing", SUBMIT, (900, 640)),
    "environment-changed": ("editing_changed", SUBMIT, (900, 640)),
    "environment-new": ("editing_new", SUBMIT, (900, 640)),
    "environment-narrow": ("editing", SUBMIT, NARROW),
    "notices": ("noticed", SUBMIT, USUAL),
    "money-costs": ("money", SUBMIT, USUAL),
    "money-budgets": ("money", SUBMIT, USUAL),
    "money-notices": ("money", SUBMIT, USUAL),
    "money-sending": ("money", SUBMIT, USUAL),
    "narrow-money-costs": ("money", SUBMIT, NARROW),
    "narrow-money-sending": ("money", SUBMIT, NARROW),
    "budget": ("over_budget", SUBMIT, (1200, 1120)),
    "studio-broken": ("studio_broken", SUBMIT, USUAL),
    "help": ("ready", SUBMIT, USUAL),
    "narrow-help": ("ready", SUBMIT, NARROW),
    **{f"tour-{step}": ("studio_ready", SUBMIT, USUAL) for step in range(1, 5)},
    **{f"narrow-tour-{step}": ("studio_ready", SUBMIT, (360, 640)) for step in range(1, 5)},
    "presets": ("with_presets", SUBMIT, USUAL),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--language", default="en")
    parser.add_argument("--theme", default="dark", choices=("dark", "light", "contrast"))
    options = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    shoot(options.folder, options.names or list(SHOTS), options.scale, options.theme, options.language)


def shoot(folder: Path, names: list[str], scale: float, theme: str, language: str = "en") -> None:
    from qtpy.QtCore import Qt
    from qtpy.QtGui import QCursor, QFont
    from qtpy.QtWidgets import QApplication
    from tests.ui.doubles import Double
    from tests.ui.having import having
    from tests.ui.settling import settle
    from tests.ui.states import States

    from foxsubmit.core.common.i18n import use
    from foxsubmit.ui.kit.theme import OURS
    from foxsubmit.ui.panel import Panel

    if sys.version_info < (3, 11):  # Qt 6 always does
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseHighDpiPixmaps)
    app = QApplication(sys.argv[:1])
    if sys.platform != "win32":  # whose own style is the one that is seen there
        app.setStyle("Fusion")
    font = QFont("Inter")
    font.setPixelSize(12)
    folder.mkdir(parents=True, exist_ok=True)
    use(language)
    states = States(folder / "thumbnails" if (folder / "thumbnails").mkdir(exist_ok=True) is None else folder)
    QCursor.setPos(4000, 4000)  # nothing is hovered
    for name in names:
        state, tab, size = SHOTS[name]
        shown = having(getattr(states, state)(), settings={"language": language})
        panel = Panel(Double(shown), OURS[theme], font=font)
        panel.resize(*size)
        panel.tabs.setCurrentIndex(tab)
        panel.show()
        prepare(panel, name)
        if panel.seen() == "jobs":
            wait_for_pictures(panel.jobs)
        settle(panel)
        picture = (full_screen(panel, app) if name == "jobs-viewer-full" else panel).grab()
        if name == "hardware-menu":
            draw_popup(picture, panel)
        picture.save(str(folder / f"{name}{'@2x' if scale == 2 else ''}.png"))
        panel.close()
        panel.deleteLater()


def prepare(panel, name: str) -> None:
    """What a state does not say: what is open, what is picked."""
    if name in ("submit-ready", "budget", "submit-after"):
        panel.submit.more.fold.setChecked(True)
    if name == "submit":
        panel.submit.units.view.setCurrentIndex(panel.submit.units.model.index(0, 1))
    if "jobs" in name or name.startswith("narrow-viewer") or name in (
            "narrow-tested", "narrow-reasons"):
        prepare_jobs(panel.jobs, name)
    if name in ("transfers", "transfers-cancel", "transfers-folder"):
        prepare_transfers(panel.transfers, name)
    if name == "assets-demo":
        panel.assets.view.setCurrentIndex(panel.assets.model.index(7, 0))
    if name == "assets-nodes":
        panel.assets.by_node.setChecked(True)
    if name == "assets-unmatched":
        panel.assets.filter.setText("sh900")
    if name == "submit-fix-asked":
        panel.submit.findings.rows[0].fix.click()
    if name == "hardware-menu":
        panel.submit.target.hardware.showPopup()
    prepare_doors(panel, name)


def prepare_doors(panel, name: str) -> None:
    """Open the pages around the tabs, and type on them."""
    if "money" in name:
        panel._turn_aside("money")
        panel.money.show_part(name.rpartition("-")[2])
    if name.startswith("settings"):
        (panel.show_network if name == "settings-network" else panel.head.settings.click)()
        if panel.session.state.settings.errors:
            panel.settings.rows["download_folder"].line.setText("Q:/renders")
    if name.startswith("account-") or name == "account":
        prepare_account(panel, name)
    prepare_help(panel, name)
    if name in ("signin", "signin-wrong"):
        panel.sign_in.access_id.setText("ak-7f3c19d0e2a845b6")
        panel.sign_in.access_key.setText("0123456789abcdef01234567")
        panel.sign_in.access_key.setFocus()
    if name == "environment-changed":
        panel.environments.delete.click()


def prepare_account(panel, name: str) -> None:
    """Open the page of the account, and the part that the picture is of."""
    if panel._aside != "account":
        panel._turn_aside("account")
    page = panel.account_page
    for word, part in (("projects", "projects"), ("delete", "projects"), ("records", "task_records"),
                       ("sign-ins", "sign_ins"), ("recycled", "recycled"), ("elsewhere", "elsewhere")):
        if word in name:
            page.show_part(part)
    if name == "account-delete":
        page.parts["projects"].view.setCurrentIndex(page.parts["projects"].model.index(0, 0))
        page.parts["projects"].delete.button.click()


def prepare_help(panel, name: str) -> None:
    if name in ("help", "narrow-help"):
        panel.head.account.menu_of_accounts.actions()[-2].trigger()
    if "tour-" in name:
        panel.tour.begin(int(name.rpartition("-")[2]) - 1)


def prepare_transfers(tab, name: str) -> None:
    for second in range(120):  # an upload that went up and down
        tab._samples.add([("a", 5.1e6 + 0.8e6 * math.sin(second / 7) - (2.5e6 if 52 < second < 56 else 0))])
    tab.detail.line.show_values(tab._samples.of("a"))
    if name == "transfers-cancel":
        tab._act("cancel", tab._session.state.transfers.rows[0])
    if name == "transfers-folder":
        tab._act("folder", tab._session.state.transfers.rows[1])


def prepare_jobs(tab, name: str) -> None:
    from foxsubmit.ui.jobs.task_detail import LOG, MOSAIC, NEXT, OUTPUT, VIEWER

    if name in ("jobs", "jobs-viewer", "jobs-log", "jobs-no-log", "narrow-viewer", "jobs-marked", "jobs-viewer-red",
                "jobs-viewer-alpha") or "viewer-" in name:
        tab.frames.pick(1044 if name == "jobs" else 1046)
    if name == "jobs-viewer-thresholds" and not tab.detail.viewer.side.below.currentIndex():
        tab.detail.viewer.side.why.click()
    page = VIEWER if "viewer" in name else {
        "jobs-log": LOG, "jobs-no-log": LOG, "jobs-output": OUTPUT, "jobs-blocks": MOSAIC, "jobs-reasons": NEXT,
        "narrow-reasons": NEXT}.get(name)
    if page is not None:
        tab.detail.turn(page)
    if name in ("jobs-viewer-red", "jobs-viewer-alpha"):
        tab.detail.viewer.show_channel(name.rpartition("-")[2])
    if name == "jobs-output":
        tab.detail.output.view.expandAll()
    if name == "jobs-delete":
        tab.task_actions.delete()
    if name == "jobs-nodes":
        tab.task_actions.ask_nodes()


def wait_for_pictures(tab) -> None:
    """They are decoded off the main thread."""
    from qtpy.QtWidgets import QApplication

    for _turn in range(400):
        QApplication.processEvents()
        if tab.frames.sheet._cell.gallery.idle and tab.detail.viewer._gallery.idle:
            break
        time.sleep(0.01)


def full_screen(panel, app):
    """The window over the screen, in the size of one."""
    viewer = panel.jobs.detail.viewer
    viewer.fill_screen()
    viewer._full.showNormal()
    viewer._full.resize(1280, 720)
    for _turn in range(5):
        app.processEvents()
    return viewer._full


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
