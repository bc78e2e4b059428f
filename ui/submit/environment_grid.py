"""The versions here beside those on the farm, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.offer.drafts import PluginRow
from ..kit.combo import Combo, Entry
from ..kit.style import Style
from ..kit.widgets import Label, Paragraph, row

ICONS = {"ok": "ok", "warn": "warning", "error": "error"}
NAME, HERE, THERE, VERDICT = range(4)
LINE = 26
TITLES = 24
COMBO_WIDTH, LEAST_COMBO, COMBO_HEIGHT = 116, 80, 22
EDGE = 8


class PluginLine:
    """The widgets of one line; ``chosen`` is called with the plug-in and the version that is taken."""

    def __init__(self, style: Style, plugin: PluginRow, chosen: Callable[[str, str], None]) -> None:
        self._style = style
        self.name = Label(style, plugin.name, elide=Qt.TextElideMode.ElideRight)
        self.name.setContentsMargins(EDGE, 0, 0, 0)
        self.here = Label(style, elide=Qt.TextElideMode.ElideRight)
        self.there = Combo(style, _("{name} on the farm").format(name=plugin.name))
        self.there.setFixedHeight(COMBO_HEIGHT)
        self.there.chosen.connect(lambda version: chosen(plugin.name, str(version)))
        self.icon = QLabel()
        self.icon.setFixedWidth(16)
        self.verdict = Paragraph(style)

    def draw(self, plugin: PluginRow) -> None:
        """Show the line."""
        self.here.show_text(plugin.here or ("" if plugin.application else _("Not used")),
                            "" if plugin.here else "text_2")
        none = [] if plugin.application else [Entry("", _("None"))]
        versions = plugin.offered if plugin.there in ("", *plugin.offered) else (plugin.there, *plugin.offered)
        self.there.fill([*none, *(Entry(version, version) for version in versions)])
        self.there.pick(plugin.there)
        self.verdict.show_text(plugin.verdict, plugin.tone)
        self.icon.setVisible(plugin.tone in ICONS and bool(plugin.verdict))
        if plugin.tone in ICONS:
            self.icon.setPixmap(self._style.pixmap(ICONS[plugin.tone], plugin.tone, 14, self.icon.devicePixelRatioF()))

    def place(self, grid: QGridLayout, line: int, narrow: bool) -> None:
        """Put the widgets into the grid; a narrow one has the verdict below."""
        verdict = QWidget()
        inside = row(self.icon, self.verdict, spacing=6)
        inside.setContentsMargins(EDGE if narrow else 0, 0, EDGE, 4 if narrow else 0)
        inside.setStretch(1, 1)
        verdict.setLayout(inside)
        if line % 2 == 0:
            grid.addWidget(_ground(), 2 * line, NAME, 2 if narrow else 1, VERDICT if narrow else VERDICT + 1)
        for column, part in ((NAME, self.name), (HERE, self.here), (THERE, self.there)):
            grid.addWidget(part, 2 * line, column)
        grid.setRowMinimumHeight(2 * line, LINE)
        if narrow:
            grid.addWidget(verdict, 2 * line + 1, NAME, 1, VERDICT)
        else:
            grid.addWidget(verdict, 2 * line, VERDICT)


class PluginGrid(QWidget):
    """``application`` is called with the application's version, ``plugin`` with a plug-in and its version."""

    def __init__(self, style: Style, application: Callable[[str], None], plugin: Callable[[str, str], None]) -> None:
        super().__init__()
        self._style = style
        self._application = application
        self._plugin = plugin
        self.lines: dict[str, PluginLine] = {}
        self._narrow = False
        self._rows: Sequence[PluginRow] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._box = QWidget()
        self._layout.addWidget(self._box)

    def draw(self, rows: Sequence[PluginRow]) -> None:
        """Lines that are there already keep their widgets, and the keyboard stays where it is."""
        self._rows = rows
        if [each.name for each in rows] != list(self.lines):
            self._make(rows)
        for each in rows:
            self.lines[each.name].draw(each)
        self._fit_versions()

    def _fit_versions(self) -> None:
        """Give the choices of versions one width, in which the longest is seen whole."""
        widest = max((line.there.narrowest() for line in self.lines.values()), default=0)
        for line in self.lines.values():
            line.there.setFixedWidth(max(widest, LEAST_COMBO if self._narrow else COMBO_WIDTH))

    def set_narrow(self, narrow: bool) -> None:
        """The verdicts below."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._make(self._rows)

    def _make(self, rows: Sequence[PluginRow]) -> None:
        self._layout.removeWidget(self._box)
        self._box.deleteLater()
        self._box = QWidget()
        self._box.setObjectName("Grid")
        self._box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(self._box)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        titles = (_("Plugin"), _("Here"), _("On the farm"), _("Verdict"))
        shown = titles[:VERDICT] if self._narrow else titles
        grid.addWidget(_ground(titles=True), 0, NAME, 1, len(shown))
        for column, title in enumerate(shown):
            label = Label(self._style, title, self._style.small_medium, "text_2")
            label.setContentsMargins(EDGE if column == NAME else 0, 0, 0, 0)
            grid.addWidget(label, 0, column)
        grid.setRowMinimumHeight(0, TITLES)
        grid.setColumnStretch(NAME if self._narrow else VERDICT, 1)
        for column, width in ((NAME, 80), (HERE, 70), (VERDICT, 120)):
            grid.setColumnMinimumWidth(column, 0 if self._narrow else self._style.wide(width))
        self.lines = {}
        for place, each in enumerate(rows):
            line = PluginLine(self._style, each, self._chosen(each))
            line.place(grid, place + 1, self._narrow)
            line.draw(each)  # once it has its place: shown before, a part of it would be a window
            self.lines[each.name] = line
        self._fit_versions()
        self._layout.addWidget(self._box)

    def _chosen(self, line: PluginRow) -> Callable[[str, str], None]:
        if line.application:
            return lambda _name, version: self._application(version)
        return self._plugin


def _ground(titles: bool = False) -> QWidget:
    """The ground of a line, as wide as the grid."""
    ground = QWidget()
    if titles:
        ground.setObjectName("GridHead")
    else:
        ground.setObjectName("GridRow")
    ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return ground
