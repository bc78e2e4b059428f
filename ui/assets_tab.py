"""The Assets tab: every file that the scene names, and whether the farm will find it."""

from __future__ import annotations

from qtpy.QtCore import QRect, QRectF
from qtpy.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from qtpy.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ..core.assets.found import AssetState, FoundAsset
from ..core.host import Frames
from ..core.i18n import _, count
from ..core.plan.frames import shown
from ..core.state import State, Step
from . import format
from .asset_tree import Branch, tree, wanted
from .cells import Cell
from .empty import EmptyPage
from .look import Look
from .rows import Column, RowsModel
from .rows_view import RowsView
from .seen import Seen
from .widgets import STRETCH, CheckBox, Label, Line, row

OPEN_UP_TO = 300
"""Assets; with more the tree starts folded."""

KIND_ICONS = {"image": "texture", "udim": "texture", "sequence": "sequence", "cache": "sequence", "movie": "sequence",
              "library": "scene", "scene": "scene"}


def _name(each: Branch) -> Cell:
    if each.asset is None:
        return Cell(each.name, icon="folder", path=True)
    whole = each.asset.state is AssetState.FOUND
    icon = KIND_ICONS.get(each.asset.kind, "file") if whole else "missing"
    files = len(each.asset.files)
    return Cell(each.name, icon=icon, icon_tone="text_2" if whole else "error", tip=each.asset.path,
                second=count("{n} file", "{n} files", files) if files > 1 else "", path=True)


def _state(each: Branch) -> Cell:
    if each.asset is None:
        missing = each.missing
        return Cell(count("{n} missing", "{n} missing", missing), "error") if missing else Cell()
    asset = each.asset
    if asset.state is AssetState.FOUND:
        return Cell(_("Found"), "text_2")
    if asset.state is AssetState.PARTIAL:
        every = len(asset.files) + len(asset.missing)
        return Cell(_("{n} of {all}").format(n=format.number(len(asset.files)), all=format.number(every)), chip="warn",
                    tip=_("Not on disk: {frames}").format(frames=shown(ranges(asset.missing))))
    word = _("Missing") if asset.state is AssetState.MISSING else _("Unreadable")
    return Cell(word, chip="error" if asset.required else "wait",
                tip="" if asset.required else _("The scene renders without it."))


def _size(each: Branch) -> Cell:
    return Cell(format.size(each.size) if each.size else format.NOTHING, "text" if each.asset else "text_2")


def _kind(kind: str) -> str:
    return "UDIM" if kind == "udim" else kind.capitalize()


def ranges(numbers: tuple[int, ...]) -> list[Frames]:
    """Frame numbers as ranges."""
    result: list[Frames] = []
    for number in sorted(numbers):
        if result and number == result[-1].last + 1:
            result[-1] = Frames(result[-1].first, number)
        else:
            result.append(Frames(number, number))
    return result


def columns() -> tuple[Column, ...]:
    """As in the tree."""
    return (
        Column(_("Name"), _name),
        Column(_("State"), _state, 112),
        Column(_("Kind"), lambda each: Cell(_kind(each.asset.kind) if each.asset else "", "text_2"), 86),
        Column(_("Used by"), lambda each: Cell(", ".join(each.asset.used_by) if each.asset else "", "text_2"), 150),
        Column(_("Size"), _size, 84, right=True),
    )


class Totals(QWidget):
    """A bar of the bytes that are on the farm already and those that must be sent."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._theme = look.theme
        self._parts: tuple[tuple[float, str], ...] = ()
        self.setFixedHeight(8)

    def show_parts(self, *parts: tuple[float, str]) -> None:
        """Bytes and status, from the left."""
        if parts != self._parts:
            self._parts = parts
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(self._theme.control))
        every, left = sum(size for size, _status in self._parts), 0.0
        for size, status in self._parts:
            width = self.width() * size / every if every else 0.0
            if width:
                painter.fillRect(QRectF(left, 0, max(2.0, width - 1), self.height()), QColor(self._theme.bar(status)))
            left += width
        painter.end()


class Legend(QWidget):
    """A swatch, what it means, how much, how many."""

    def __init__(self, look: Look, name: str, status: str) -> None:
        super().__init__()
        self._colour = look.theme.bar(status)
        self._amount, self._files = Label(look, font=look.strong), Label(look, font=look.small, tone="text_2")
        layout = row(Label(look, name, tone="text_2"), self._amount, self._files, spacing=6)
        layout.setContentsMargins(14, 0, 0, 0)
        self.setLayout(layout)

    def say(self, amount: str, files: str = "") -> None:
        """Hidden where there is nothing."""
        self._amount.show_text(amount)
        self._files.show_text(files)
        self._files.setVisible(bool(files))
        self.setVisible(bool(amount))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, self.height() // 2 - 4, 8, 8), QColor(self._colour))
        painter.end()


class AssetsTab(QWidget):
    """Filter, totals, tree."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._seen = Seen()
        self._assets: tuple[FoundAsset, ...] = ()
        self.filter = Line(look, _("Find a file or node"), _("Find a file or node"), "search", 200)
        self.only_missing = CheckBox(look, _("Only missing"))
        self._sum = Label(look, tone="text_2")
        self._totals = Totals(look)
        self._sent = Legend(look, _("On the farm"), "wait")
        self._new = Legend(look, _("New or changed"), "run")
        self._missing = Legend(look, _("Missing"), "error")
        self.model = RowsModel(columns(), lambda each: each.key, self, lambda each: each.children)
        self.view = RowsView(look, self.model, self, tree=True)
        self.view.setAccessibleName(_("Assets"))
        self._none = EmptyPage(look, "texture", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._tree())
        self._pages.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.filter.textChanged.connect(lambda _text: self._show())
        self.only_missing.toggled.connect(lambda _on: self._show())

    def _tree(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(row(self.filter, self.only_missing, STRETCH, self._sum))
        layout.addSpacing(2)
        layout.addWidget(self._totals)
        layout.addLayout(row(self._sent, self._new, self._missing, STRETCH, spacing=18))
        layout.addSpacing(2)
        layout.addWidget(self.view, 1)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for title, least in ((_("Kind"), 640), (_("Used by"), 520)):
            self.view.set_column_hidden(title, self.width() < least)
        self.filter.setFixedWidth(200 if self.width() >= 520 else 140)

    def draw(self, state: State) -> None:
        """Show the assets, once they are all there: a tree that grows under the pointer helps nobody."""
        if not self._seen.changed(state.assets, state.gathered, state.step, state.new_bytes, state.scene):
            return
        if state.step is Step.GATHERING and not state.gathered:
            self._none.say("texture", _("Looking for the files of the scene"), _("You can go on working."))
        else:
            self._assets = state.assets
            self._none.say("texture", _("This scene uses no files"),
                           _("Textures, caches and libraries would be listed here."))
            self._draw_totals(state)
            self._show()
        self._pages.setCurrentIndex(0 if self._assets else 1)

    def _draw_totals(self, state: State) -> None:
        missing = sum(asset.state is not AssetState.FOUND for asset in state.assets)
        files = sum(len(asset.files) for asset in state.assets)
        new = state.new_bytes
        sent = max(0, state.asset_bytes - (new or 0))
        self._sum.show_text(count("{n} file", "{n} files", files) + ", " + format.size(state.asset_bytes))
        self._totals.show_parts((sent if new is not None else 0, "wait"), (new or 0, "run"))
        self._sent.say(format.size(sent) if new is not None and sent else "")
        self._new.say(format.size(new) if new else "")
        self._missing.say(format.number(missing) if missing else "")

    def _show(self) -> None:
        first = self.model.rowCount() == 0
        some = wanted(self._assets, self.filter.text(), self.only_missing.isChecked())
        self.model.show(tree(some))
        if len(some) > OPEN_UP_TO:
            self.view.expandToDepth(0)
        elif first or self.filter.text() or self.only_missing.isChecked():
            self.view.expandAll()
