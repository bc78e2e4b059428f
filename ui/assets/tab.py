"""The Assets tab: every file that the scene names, and whether the farm will find it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qtpy.QtCore import QPoint, Qt
from qtpy.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from qtpy.QtWidgets import QButtonGroup, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ...core.assets.found import FoundAsset
from ...core.assets.gathered import gathered
from ...core.assets.upload_delta import UploadDelta
from ...core.common.foreign import harmless, tip
from ...core.common.gc_pause import freeze_gc
from ...core.common.i18n import _, count
from ...core.model import format
from ...core.session.session import Session
from ...core.session.state import Amounts, SceneState
from ..keys.press import Keys
from ..keys.table import ASSETS
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import MANY, DrawGuard
from ..kit.empty import EmptyPage
from ..kit.fitting import Flow, fit
from ..kit.folders import copy, open_folder
from ..kit.slices import Sliced
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, CheckBox, Label, LineEdit, ToggleButton, row
from .actions import AssetActions, folder_of
from .cells import Cells
from .detail import AssetDetail
from .model import AssetModel
from .totals import Totals
from .tree import Branches, Filter, build
from .view import AssetView

OPEN_UP_TO = 300
"""Assets; with more the tree starts folded."""

FOOTER = 52
MARGIN = 12
FILTER_WIDTH, STATES_WIDTH = 200, 140
LEAST_FILTER = 84
ROOMY = 560
"""The design's pixels from which the selected file is told about, and what all of them add up to."""
TREE, NOTHING, READING, UNMATCHED = range(4)


class AssetsTab(QWidget):
    """Filter, totals, tree, the selected one, what can be done with the selected ones."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._roomy = style.wide(ROOMY)
        self._guard, self._seen_totals = DrawGuard(), DrawGuard()
        self._assets: tuple[FoundAsset, ...] = ()
        self._unsent: Mapping[str, UploadDelta] | None = None
        self._selects = self._relocated = False
        self._slices = Sliced(self)
        self._cells = Cells()
        self.deeds = AssetActions(self, session)
        self._path: Path | None = None
        self._first = True
        self._picks_missing = False
        """Once the tree is built."""
        self.setAcceptDrops(True)
        self._make_controls(style)
        self.model = AssetModel(self._cells.columns(), self)
        self.view = AssetView(style, self.model, self)
        self.view.setAccessibleName(_("Assets"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.picked.connect(self._draw_picked)
        self.detail = AssetDetail(style)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._pages = QStackedWidget()
        for page in (self._tree(), EmptyPage(style, "texture", _("This scene uses no files"), _(
                "Textures, caches and libraries would be listed here. Files that the scene does not name can be added "
                "by hand."), self.add_first), self._reading_page(style)):
            self._pages.addWidget(page)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._footer(style))
        self._connect()
        self._draw_picked()

    def _make_controls(self, style: Style) -> None:
        self.by_folder = ToggleButton(style, _("By folder"), "switch", "first")
        self.by_node = ToggleButton(style, _("By node"), "switch", "last")
        self._switch = QButtonGroup(self)
        for button in (self.by_folder, self.by_node):
            self._switch.addButton(button)
        self.by_folder.setChecked(True)
        self.filter = LineEdit(style, _("Find a file or node"), _("Find a file or node"), "search", FILTER_WIDTH)
        self.states = Combo(style, _("State"))
        self.states.fill([
            Entry("", _("All states")), Entry("missing", _("Missing")), Entry("new", _("New or changed")),
            Entry("unchanged", _("Unchanged")), Entry("elsewhere", _("Found elsewhere")),
            Entry("excluded", _("Excluded")), Entry("added", _("Added by hand"))])
        self.states.fix_width(STATES_WIDTH)
        self.states.pick("")
        self.only_missing = CheckBox(style, _("Only missing"))
        self.add_files = Button(style, _("Add files…"), "add")
        self.add_folder = Button(style, _("Add folder…"), "folder")
        self.add_first = Button(style, _("Add files…"), "add")
        self.totals = Totals(style)

    def _tree(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(MARGIN, 10, MARGIN, 10)
        layout.setSpacing(10)
        self._controls = row(row(self.by_folder, self.by_node, spacing=0), self.filter, self.states,
                             self.only_missing, STRETCH, self.add_files, self.add_folder)
        layout.addLayout(self._controls)
        layout.addWidget(self.totals)
        self.clear = Button(self.view.panel_style, _("Clear the filter"), "filter")
        self._none = EmptyPage(self.view.panel_style, "search", "", "", self.clear)
        self._list = QStackedWidget()
        self._list.addWidget(self.view)
        self._list.addWidget(self._none)
        layout.addWidget(self._list, 1)
        layout.addWidget(self.detail)
        return page

    def _reading_page(self, style: Style) -> QWidget:
        self.stop = Button(style, _("Cancel"), "cancel")
        self._reading = EmptyPage(style, "texture", "", "", self.stop)
        return self._reading

    def _footer(self, style: Style) -> QWidget:
        footer = QWidget()
        footer.setObjectName("Footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        footer.setMinimumHeight(FOOTER)
        self._picked = Label(style, tone="text_2")
        self.exclude = Button(style, _("Exclude"), "block")
        self.include = Button(style, _("Include"), "ok")
        self.remove = Button(style, _("Remove"), "delete")
        self.open = Button(style, _("Open folder"), "folder")
        self._sum = Label(style, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        layout = Flow(self._picked, self.exclude, self.include, self.remove, self.open, STRETCH, self._sum)
        layout.setContentsMargins(12, 8, 12, 8)
        footer.setLayout(layout)
        self._foot = footer
        return footer

    def _connect(self) -> None:
        Keys(ASSETS, {"open": lambda: self.view.go(True), "close": lambda: self.view.go(False),
                      "exclude": self._exclude_or_include, "copy": lambda: copy_paths(self.view.assets())}, self.view)
        self.filter.textChanged.connect(lambda _text: self._show())
        self.only_missing.toggled.connect(lambda _on: self._show())
        self.states.chosen.connect(self._state_chosen)
        self.by_node.toggled.connect(lambda _on: self._show())
        self.clear.clicked.connect(self._clear)
        self.stop.clicked.connect(self._session.scene.stop_reading)
        for button in (self.add_files, self.add_first):
            button.clicked.connect(self.deeds.add_files)
        self.add_folder.clicked.connect(self.deeds.add_folder)
        self.exclude.clicked.connect(lambda: self.deeds.exclude(self.view.assets(), True))
        self.include.clicked.connect(lambda: self.deeds.exclude(self.view.assets(), False))
        self.remove.clicked.connect(lambda: self.deeds.remove(self.view.assets()))
        self.open.clicked.connect(lambda: self.deeds.open_folder(self.view.branches()))
        self.detail.select.clicked.connect(lambda: self.deeds.select(self.view.assets()))
        self.detail.locate.clicked.connect(lambda: self.deeds.locate(self.view.assets()))
        self.detail.search.clicked.connect(self.deeds.search)
        self.detail.forget.clicked.connect(self.deeds.forget_moves)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self._sum.setVisible(width >= self._roomy)
        fit(self._controls, width - 2 * MARGIN, (
            lambda out: self.filter.fix_width(130 if out else FILTER_WIDTH),
            lambda out: self.states.setVisible(not out), self._icons_only,
            lambda out: self.by_folder.setVisible(not out), lambda out: self.by_node.setVisible(not out),
            lambda out: self.filter.setFixedWidth(LEAST_FILTER) if out else None))
        self.detail.setVisible(self.height() >= 420 and width >= self._roomy)

    def _icons_only(self, alone: bool) -> None:
        for button, text in ((self.add_files, _("Add files…")), (self.add_folder, _("Add folder…"))):
            button.setText("" if alone else text)
            button.setToolTip(tip(text) if alone else "")
            button.setAccessibleName(text)

    def show_missing(self) -> None:
        """Only what is missing, the first of it selected."""
        self._picks_missing = True
        self.only_missing.setChecked(True)
        self.filter.clear()
        if self._slices.idle:
            self._pick_missing()
        self.view.setFocus()

    def show_named(self, name: str) -> None:
        """Only what is called like this, whether it is missing or not."""
        self.only_missing.setChecked(False)
        self.filter.setText(name)
        self.view.setFocus()

    def _pick_missing(self) -> None:
        self._picks_missing = False
        row_of = next((place for place in range(self.model.rowCount())
                       if (branch := self.model.branch(place)) and branch.asset), -1)
        if row_of >= 0:
            self.view.setCurrentIndex(self.model.index(row_of, 0))

    def draw(self, scene: SceneState, relocated: bool) -> None:
        """Show the assets, once they are all there: a tree that grows under the pointer helps nobody.

        ``relocated`` says whether files were located elsewhere than the scene says.
        """
        self._selects, self._relocated = scene.selects, relocated
        if scene.reading and not scene.gathered:
            self._reading.say(
                "texture",
                _("Reading the scene"),
                count(
                    "{n} asset so far. You can go on working.",
                    "{n} assets so far. You can go on working.",
                    scene.scanned,
                ),
            )
            self._pages.setCurrentIndex(READING)
            self._foot.hide()
            return
        if self._seen_totals.changed(scene.assets, scene.amounts):
            self._draw_totals(scene.assets, scene.amounts)
        path = scene.scene.path if scene.scene else None
        if path != self._path:  # nobody has closed a branch of another scene
            self._path, self._first = path, True
        if self._guard.changed(scene.assets, scene.unsent):
            self._draw_tree(scene.assets, scene.unsent)
        self._pages.setCurrentIndex(TREE if scene.assets else NOTHING)
        self._foot.setVisible(bool(scene.assets))

    def _draw_totals(self, assets: tuple[FoundAsset, ...], amounts: Amounts) -> None:
        self.totals.draw(assets, amounts)
        new = amounts.new_bytes
        upload = "" if new is None else _("Upload: {size}.").format(
            size=format.size(new)) if new else _("Nothing to upload.")
        self._sum.show_text(format.sentences(_("{files}, {size}.").format(
            files=count("{n} file", "{n} files", amounts.files), size=format.size(amounts.bytes)), upload))

    def _draw_tree(self, assets: tuple[FoundAsset, ...], unsent: Mapping[str, UploadDelta] | None) -> None:
        self._assets = assets
        self._unsent = self._cells.unsent = unsent
        self._show()

    def _wanted(self) -> Filter:
        state = "missing" if self.only_missing.isChecked() else str(entry.key) if (
            entry := self.states.picked()) else ""
        return Filter(self.filter.text().strip().lower(), state)

    def _show(self) -> None:
        wanted = self._wanted()
        work = build(self._assets, self._unsent, wanted, self.by_node.isChecked())
        # Many take long anyway, and this tick has drawn the totals.
        self._slices.run(work, lambda branches: self._built(branches, wanted), len(self._assets) <= MANY)

    def _built(self, branches: Branches, wanted: Filter) -> None:
        if len(self._assets) > MANY:
            freeze_gc()
        leaves = sum(branch.leaves for branch in branches)
        few = leaves <= OPEN_UP_TO
        filtered = bool(wanted.text or wanted.state)
        self.model.show(branches, opened=few and (self._first or filtered))
        self._first = self._first and not leaves
        if not leaves and filtered:
            self._say_none(wanted)
            self.view.clearFocus()  # Qt would give it to the button below, with a ring as if by the Tab key
        self._list.setCurrentIndex(1 if not leaves and filtered else 0)
        if self._picks_missing:
            self._pick_missing()
        self._draw_picked()

    def _say_none(self, wanted: Filter) -> None:
        every = _("Clear the filter to see all {n} assets.").format(n=format.number(len(self._assets)))
        if wanted.state == "missing" and not gathered(self._assets).lost:
            self._none.say("ok", _("All files are found"), f"{_('No file is missing any more.')} {every}", "ok")
        else:
            self._none.say("search", _("No asset matches"), every)

    def _clear(self) -> None:
        """Show every asset."""
        self.states.fix_width(STATES_WIDTH)
        self.states.pick("")
        self.only_missing.setChecked(False)
        self.filter.clear()
        self._show()

    def _state_chosen(self, key: object) -> None:
        self.only_missing.setChecked(key == "missing")
        self._show()

    def _draw_picked(self) -> None:
        branches = self.view.branches()
        number = sum(branch.leaves for branch in branches)
        self._picked.show_text(_("{n} selected").format(n=format.number(number)))
        excluded = sum(branch.excluded for branch in branches)
        added = number == 1 and branches[0].asset is not None and branches[0].asset.kind == "extra"
        self.exclude.setVisible(not added and (number == 0 or excluded < number))
        self.exclude.setEnabled(number > 0)
        self.include.setVisible(excluded > 0)
        self.remove.setVisible(added)
        self.open.setEnabled(len(branches) == 1 and not branches[0].node)
        if len(branches) == 1 and branches[0].asset is None:
            self.detail.show_branch(branches[0])
            return
        only = branches[0].asset if len(branches) == 1 else None
        others = gathered(self._assets).lost - 1
        self.detail.show_asset(only, max(0, others), self._selects, self._relocated)

    def _exclude_or_include(self) -> None:
        chosen = self.view.assets()
        self.deeds.exclude(chosen, any(asset.included for asset in chosen))

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """Return the menu for the selected assets."""
        menu, assets, branches = QMenu(self), self.view.assets(), self.view.branches()
        if self._selects:
            menu.addAction(_("Select in scene"), lambda: self.deeds.select(assets))
        lost = [asset for asset in assets if asset.state.value != "found"]
        if len(lost) == 1:
            menu.addAction(_("Locate…"), lambda: self.deeds.locate(lost))
        if gathered(self._assets).lost:
            menu.addAction(_("Search a folder for all that is missing…"), self.deeds.search)
        menu.addSeparator()
        if any(asset.included for asset in assets):
            menu.addAction(_("Exclude"), lambda: self.deeds.exclude(assets, True))
        if any(not asset.included for asset in assets):
            menu.addAction(_("Include"), lambda: self.deeds.exclude(assets, False))
        if any(asset.kind == "extra" for asset in assets):
            menu.addAction(_("Remove what was added by hand"), lambda: self.deeds.remove(assets))
        menu.addSeparator()
        if len(branches) == 1 and folder_of(branches[0]):
            menu.addAction(_("Open folder"), lambda: open_folder(folder_of(branches[0])))
        if assets:
            menu.addAction(count("Copy path", "Copy {n} paths", len(assets)), lambda: copy_paths(assets))
        menu.addSeparator()
        menu.addAction(_("Open all branches"), lambda: self.model.open_all(True))
        menu.addAction(_("Close all branches"), lambda: self.model.open_all(False))
        return menu

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are added by dropping them here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.deeds.add([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])


def copy_paths(assets: Sequence[FoundAsset]) -> None:
    """Copy the paths of assets to the clipboard, one per line."""
    if assets:
        copy("\n".join(harmless(asset.path) for asset in assets))
