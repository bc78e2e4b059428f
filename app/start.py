"""Put the parts together. The only module that knows them all."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtGui import QGuiApplication

from .core.model.host import Host
from .core.session.dropped.scene import SceneReader
from .core.session.session import Session
from .core.settings.inventory import note_start
from .core.settings.settings import Settings
from .doctor.installation import check_installation
from .doctor.subject import Installation
from .hosts.checking import run_check
from .hosts.folders import scenes_of
from .hosts.scenes import read_scene
from .ui.door.report import ReportWindow
from .ui.panel import Panel

OFFSCREEN = "offscreen"
"""Qt's platform without a screen: nobody is there to be shown around, only a picture is wanted."""


def open_panel(host: Host, settings: Settings | None = None, account: str | None = None, *,
               embedded: bool = False, on_top: bool = False) -> Panel:
    """Show the panel for one host application. Every ``hosts/<dcc>`` menu item ends here.

    ``embedded``: the host puts it into a tab of its own, and shows it; ``on_top``: the host has no window that Qt
    knows, so that the panel would go behind it.
    """
    note_start(host.name, (settings or Settings()).home)
    window = host.parent()
    reader = SceneReader(scenes_of, read_scene)
    panel = Panel(Session(host, settings, account, reader), parent=None if embedded else window)
    # Else Python's collector destroys a panel that nobody holds, on whatever thread it runs.
    panel.closed.connect(panel.deleteLater)
    panel.setWindowFlag(Qt.WindowType.Window, not embedded)
    panel.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
    if not embedded:
        panel.show()
    if QGuiApplication.platformName() != OFFSCREEN:
        panel.tour.begin_once()
    return panel


def show_report(host: Host, settings: Settings | None = None) -> ReportWindow:
    """Check this installation: call everything of the host once, write the report and show it.

    The window goes on with what of the installation takes seconds.
    """
    settings = settings or Settings()
    settings.speak()
    report, path = run_check(host, settings)
    asked = Installation(settings, in_host=True)
    window = ReportWindow(report, path, lambda: check_installation(asked), parent=host.parent())
    window.show()
    return window
