"""Put the parts together. The only module that knows them all."""

from __future__ import annotations

from .core.host import Host
from .core.session import Session
from .core.settings import Settings
from .ui.panel import Panel


def open_panel(host: Host, settings: Settings | None = None, account: str | None = None) -> Panel:
    """Show the panel for one host application. Every ``hosts/<dcc>`` menu item ends here."""
    panel = Panel(Session(host, settings, account), parent=host.parent())
    panel.show()
    return panel
