"""Details of the selected asset, and the actions on it."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFrame, QLabel, QVBoxLayout

from ...core.assets.found import AssetState, FoundAsset
from ...core.common.i18n import _, count
from ...core.model import format
from ..kit.style import Style
from ..kit.widgets import Button, Label, row
from .cells import frames, kind
from .tree import Branch

HEIGHT = 80


class AssetDetail(QFrame):
    """Its height is the same whatever is selected."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self.setObjectName("Card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self._name = Label(style, font=style.strong, elide=Qt.TextElideMode.ElideMiddle)
        self._what = Label(style, tone="text_2")
        self._path = Label(style, font=style.mono, tone="text_2", elide=Qt.TextElideMode.ElideMiddle)
        self._why = Label(style, elide=Qt.TextElideMode.ElideRight)
        self._more = Label(style, font=style.small, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        self.select = Button(style, _("Select in scene"), "select")
        self.locate = Button(style, _("Locate…"), "folder")
        self.search = Button(style, _("Search a folder…"), "search")
        self.forget = Button(style, _("Use the scene’s paths"), "cancel")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._why)
        words.addWidget(self._more)
        below = row(words, self.select, self.locate, self.search, self.forget)
        below.setStretch(0, 1)
        above = row(self._icon, self._name, self._what, 8, self._path, spacing=8)
        above.setStretch(4, 1)
        self._path.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addLayout(below)
        self.setFixedHeight(style.scaled(HEIGHT))

    def show_branch(self, branch: Branch) -> None:
        """A folder or a node."""
        for button in (self.select, self.locate, self.search, self.forget):
            button.hide()
        parts = [count("{n} is missing", "{n} are missing", branch.missing) if branch.missing else "",
                 count("{n} file is new or changed", "{n} files are new or changed", branch.new) if branch.new else "",
                 count("{n} is left out", "{n} are left out", branch.excluded) if branch.excluded else ""]
        said = format.together(*parts)
        self._say("layer" if branch.node else "folder", "text_2", branch.name, "", "" if branch.node else branch.key,
                  format.together(count("{n} asset", "{n} assets", branch.leaves), format.size(branch.size)), said)

    def show_asset(self, asset: FoundAsset | None, others: int, selects: bool, relocated: bool) -> None:
        """``others``: how many more are missing; ``relocated``: paths of the scene are replaced."""
        lost = asset is not None and asset.state not in (AssetState.FOUND, AssetState.ADDRESS)
        self.select.setVisible(selects and asset is not None and asset.kind != "extra")
        self.locate.setVisible(lost)
        self.search.setVisible(lost)
        self.forget.setVisible(relocated and not lost)
        if asset is None:
            self._say("info", "text_2", _("Nothing selected"), "", "", _("Select a file to see what uses it."), "")
        elif lost:
            self._say("missing", "error", _name(asset), _what(asset), asset.path, _why(asset),
                      count("{n} more is missing: what lies beside this one is found with it.",
                            "{n} more are missing: what lies beside this one is found with it.", others)
                      if others else _("Locate it, or exclude it and go without."))
        elif asset.found_at:
            self._say("warning", "warn", _name(asset), _("found elsewhere"), asset.path,
                      _("It is sent from {path}.").format(path=asset.found_at), _("The scene keeps its own path."))
        else:
            self._say("texture" if asset.kind in ("image", "udim") else "file", "text_2", _name(asset),
                      kind(asset.kind), asset.path, _("Used by {nodes}").format(nodes=format.names(asset.used_by, 6)),
                      format.together(count("{n} file", "{n} files", len(asset.files)), format.size(asset.size)))

    def _say(self, icon: str, tone: str, name: str, what: str, path: str, why: str, more: str) -> None:
        self._icon.setPixmap(self._style.pixmap(icon, tone, 16, self.devicePixelRatioF()))
        for label, text in ((self._name, name), (self._what, what), (self._path, path), (self._why, why),
                            (self._more, more)):
            label.show_text(text)


def _name(asset: FoundAsset) -> str:
    return asset.path.replace("\\", "/").rstrip("/").rpartition("/")[2] or asset.path


def _what(asset: FoundAsset) -> str:
    return {
        AssetState.PARTIAL: _("is not whole"), AssetState.UNREADABLE: _("cannot be read"),
    }.get(asset.state, _("is not on disk"))


def _why(asset: FoundAsset) -> str:
    if asset.missing:
        return _("Not on disk: {frames}").format(frames=frames(asset))
    return asset.reason or _("Used by {nodes}").format(nodes=format.names(asset.used_by, 6))
