"""The render units, with a box each and one for all of them in the header."""

from __future__ import annotations

import dataclasses

from qtpy.QtCore import QModelIndex, QPoint, QRect, Qt
from qtpy.QtGui import QPainter, QResizeEvent
from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.common.i18n import _, listed
from ...core.model import format
from ...core.model.apart import selected, units_of
from ...core.model.choices import Choices
from ...core.model.frames import shown
from ...core.model.host import RenderUnit, Scene
from ...core.model.unit_order import in_order, nearest, waits_for
from ...core.plan.hosts import traits_of
from ...core.session.session import Session
from ..keys.press import Keys
from ..keys.table import UNITS
from ..kit import paint, words
from ..kit.cells import Cell
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, LineEdit, row
from ..table.column_menu import ColumnMenu
from ..table.model import Column, RowsModel
from ..table.views import Header, RowsView

MOST_ROWS = 8
"""More are scrolled within the table."""

RENDER, NONE = "render", "–"
"""The kind of unit that has a camera and a size, and what is shown in their place where a unit needs none."""

CAMERA, FRAMES, COUNT, SIZE, FORMAT = range(2, 7)
ORDER = (FRAMES, COUNT, CAMERA, SIZE, FORMAT)
"""The columns that are shown where there is room, the first ones first."""

LEAST_NAME, WIDEST_FRAMES, FILTER_WIDTH = 100, 200, 180
EDGES = 2 + 12
"""The frame of the table and its scroll bar."""

FILTER_FROM = 6
"""Fewer units need no filter."""


@dataclasses.dataclass(frozen=True)
class UnitRow:
    """A render unit and whether it will be rendered."""

    unit: RenderUnit
    on: bool
    own_frames: bool
    after: tuple[str, ...] = ()
    """Names of the units that are rendered, too, and have to be done before it."""
    host: str = ""


def selected_ids(scene: Scene | None, choices: Choices) -> frozenset[str]:
    """Return the ids of the units that will be rendered."""
    return frozenset(unit.id for unit in selected(scene, choices)) if scene else frozenset()


def columns(title: str) -> tuple[Column, ...]:
    """``title`` is what the host calls a unit."""
    return (
        Column("", lambda each: Cell(checked=Qt.CheckState.Checked if each.on else Qt.CheckState.Unchecked), 30),
        Column(title, _name, sort=lambda each: each.unit.name.lower(), typed=lambda each: each.unit.name),
        Column(_("Camera"), _camera, 150, grows=1, sort=lambda each: each.unit.camera.lower()),
        Column(_("Frames"), _frames, 110, grows=1, sort=lambda each: each.unit.frames.first, sample=Cell("1001-1240")),
        Column(_("Count"), _count, 64, right=True, sort=lambda each: len(each.unit.frames), sample=Cell("1,240")),
        Column(_("Size"), _size, 116, right=True,
               sort=lambda each: each.unit.size, sample=Cell("8192 × 8192")),
        Column(_("Format"), lambda each: Cell(words.file_format(each.unit.format), "text_2"), 76),
    )


def _name(each: UnitRow) -> Cell:
    unit = each.unit
    tip = [unit.name, unit.output]
    if unit.layers:
        tip.append(_("View layers: {names}").format(names=listed(unit.layers)))
    if not unit.enabled:
        tip.append(_("Not switched on in the scene."))
    if each.after:
        tip.append(_("Waits for: {names}").format(names=listed(each.after)))
    short = listed(name.rsplit("/", 1)[-1] for name in each.after)
    second = _("after {names}").format(names=short) if short else unit.layer
    tone = "text" if unit.enabled or each.on else "text_2"
    return Cell(unit.name, tone, icon="layer", path=True, second=second, tip="\n".join(filter(None, tip)))


def _camera(each: UnitRow) -> Cell:
    if not each.unit.camera and each.unit.kind != RENDER:
        return Cell(NONE, "text_2")
    if not each.unit.camera:
        return Cell(traits_of(each.host).say(_("No camera")), "warn", icon="warning", icon_tone="warn")
    if each.unit.variant:
        return Cell(_("{camera}, then by markers").format(camera=each.unit.camera), icon="camera")
    return Cell(each.unit.camera, icon="camera", path=True)


def _size(each: UnitRow) -> Cell:
    if each.unit.kind != RENDER and not any(each.unit.size):
        return Cell(NONE, "text_2")
    return Cell("{} × {}".format(*each.unit.size))


def _frames(each: UnitRow) -> Cell:
    return Cell(shown((each.unit.frames,)), "text" if each.own_frames else "text_2")


def _count(each: UnitRow) -> Cell:
    return Cell(format.number(len(each.unit.frames)), "text" if each.own_frames else "text_2")


class UnitsHeader(Header):
    """Its first section is a box for all units."""

    def __init__(self, style: Style, model: RowsModel, parent: QWidget) -> None:
        super().__init__(style, model, parent)
        self.all = Qt.CheckState.Unchecked

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        super().paintSection(painter, rect, logicalIndex)
        if logicalIndex == 0:
            corner = QPoint(rect.center().x() - paint.CHECK_BOX // 2 + 1, rect.center().y() - paint.CHECK_BOX // 2)
            paint.check_box(painter, corner, self.all, self.panel_style.theme)


class UnitsView(RowsView):
    """Space and a click on the box switch a unit."""

    toggled = Signal(object)
    """The user switches a unit on or off: its UnitRow."""

    def __init__(self, style: Style, model: RowsModel, parent: QWidget, header: Header) -> None:
        super().__init__(style, model, parent, header=header)
        self.clicked.connect(self._clicked)
        Keys(UNITS, {"toggle": self._toggle}, self)

    def _toggle(self) -> None:
        if self.current() is not None:
            self.toggled.emit(self.current())

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggled.emit(self.rows.row(index))


class Units(QWidget):
    """The section: title, how many, filter, table."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._guard = DrawGuard()
        self._scene: Scene | None = None
        self._host = ""
        self._choices = Choices()
        self._how_many = Label(style, tone="text_2")
        self.filter = LineEdit(style, _("Filter units"), _("Filter units"), "search", FILTER_WIDTH)
        self.filter.textChanged.connect(self._filtered)
        self.model = RowsModel(columns(_("Name")), lambda each: each.unit.id, self)
        self._header = UnitsHeader(style, self.model, self)
        self.view = UnitsView(style, self.model, self, self._header)
        self._columns = ColumnMenu(self.view, kept=2)
        self._header.sectionClicked.connect(self._all)
        self.view.toggled.connect(self._toggled)
        self.view.setAccessibleName(_("Render units"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(Flow(Label(style, _("Render units"), style.section), self._how_many, STRETCH, self.filter))
        layout.addWidget(self.view)
        self._none = Label(style, tone="text_2", elide=Qt.TextElideMode.ElideMiddle)
        self.clear = Button(style, _("Clear the filter"), "filter", "small")
        self.clear.clicked.connect(self.filter.clear)
        self._nothing = QWidget()
        self._nothing.setLayout(row(self._none, self.clear, STRETCH))
        layout.addWidget(self._nothing)
        self._nothing.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Narrow the camera column and the filter."""
        self.view.set_width(CAMERA, 104 if narrow else 150)
        self.filter.fix_width(110 if narrow else FILTER_WIDTH)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Show what has room beside the names, the least asked for last."""
        order = tuple(self.model.columns[place].title for place in ORDER)
        self._columns.fit(self.width() - self.view.width_of(0) - EDGES, order, self.view.panel_style.wide(LEAST_NAME))

    def draw(self, host: str, scene: Scene | None, choices: Choices) -> None:
        """Show the units of the scene."""
        if not self._guard.changed(host, scene, choices):
            return
        self._host, self._scene, self._choices = host, scene, choices
        units = units_of(scene, choices) if scene else ()
        on = selected_ids(scene, choices)
        self.model.rename(1, words.unit_title(host))
        self.model.rename(2, traits_of(host).say(_("Camera")))
        self._how_many.show_text(_("{n} of {all} selected").format(n=len(on), all=len(units)))
        self.filter.setVisible(len(units) >= FILTER_FROM)
        self._header.all = (Qt.CheckState.Unchecked if not on else Qt.CheckState.Checked if len(on) == len(units)
                            else Qt.CheckState.PartiallyChecked)
        self._header.viewport().update()
        self._show()
        self.view.setFixedHeight(self.view.height_for(min(MOST_ROWS, max(1, len(units)))))

    def _show(self) -> None:
        scene, choices, wanted = self._scene, self._choices, self.filter.text().strip().lower()
        on = selected_ids(scene, choices)
        units = in_order(units_of(scene, choices) if scene else ())
        before = waits_for(units)
        names = [unit.name for unit in units if unit.id in on]
        self.model.show([UnitRow(unit, unit.id in on, choices.frames is None,
                                 nearest(unit.name, names, before) if unit.after else (), self._host)
                         for unit in units if wanted in f"{unit.name} {unit.camera} {unit.layer}".lower()])
        nothing = bool(wanted) and not self.model.rowCount()
        rows = [self.model.row(self.model.index(place, 0)) for place in range(self.model.rowCount())]
        for place, cell in ((FRAMES, _frames), (COUNT, _count)):
            self.view.widen_for(place, [cell(each) for each in rows], self.view.panel_style.wide(WIDEST_FRAMES))
        self._fit_columns()
        self._none.show_text(_("No render unit matches “{text}”.").format(text=self.filter.text()) if nothing else "")
        self._nothing.setVisible(nothing)

    def _filtered(self, _text: str) -> None:
        self._show()

    def _toggled(self, each: UnitRow) -> None:
        self._session.submit.choose(units=self._selected() ^ {each.unit.id})

    def _all(self, section: int) -> None:
        if section == 0 and self._session.state.scene.scene:
            state = self._session.state
            scene = state.scene.scene
            every = frozenset(unit.id for unit in units_of(scene, state.submit.choices)) if scene else frozenset()
            self._session.submit.choose(units=frozenset() if self._selected() == every else every)

    def _selected(self) -> frozenset[str]:
        """The units that are selected now, also where that was not drawn yet."""
        state = self._session.state
        return selected_ids(state.scene.scene, state.submit.choices)
