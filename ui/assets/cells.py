"""Contents of the columns of the asset tree."""

from __future__ import annotations

from collections.abc import Mapping

from ...core.assets.found import AssetState, FoundAsset
from ...core.assets.upload_delta import UploadDelta
from ...core.common.i18n import _, count
from ...core.model import asset_kinds, format
from ...core.model.frames import compress, shown
from ...core.model.host import Frames
from ...core.model.need import Need
from ..kit.cells import Cell
from ..table.model import Column
from .tree import Branch

KIND_ICONS = {"image": "texture", "udim": "texture", "sequence": "sequence", "cache": "sequence", "movie": "sequence",
              "library": "scene", asset_kinds.EXTRA: "add"}
SHOWN_NODES = 4


class Cells:
    """``unsent`` is what has to be sent; None while that is not known."""

    def __init__(self) -> None:
        self.unsent: Mapping[str, UploadDelta] | None = None

    def columns(self) -> tuple[Column, ...]:
        """Columns of the asset tree, in their order."""
        return (
            Column(_("Name"), name),
            Column(_("State"), self.state, 126, sample=Cell(_("Found elsewhere"), chip="warn")),
            Column(_("Kind"), lambda each: Cell(kind(each.asset.kind) if each.asset else "", "text_2"), 86, gives_way=3,
                   grows=1),
            Column(_("Used by"), used_by, 150, gives_way=2, grows=4),
            Column(_("File size"), size, 84, gives_way=1, right=True, sample=Cell(format.size(88.8e9))),
        )

    def state(self, each: Branch) -> Cell:
        """A chip where something is to be known, a word where not."""
        if each.asset is None:
            return self._sum(each)
        asset = each.asset
        if not asset.included and asset.need is Need.SHOWN:
            return Cell(_("Not rendered"), "text_dim", tip=_(
                "It is only seen or heard while working: it is not sent, the render does not need it."))
        if not asset.included:
            return Cell(_("Excluded"), "text_dim", tip=_("It is not sent."))
        if asset.state is not AssetState.FOUND:
            return lacking(asset)
        if asset.found_at:
            return Cell(_("Found elsewhere"), chip="warn", tip=_("It is sent from {path}.").format(path=asset.found_at))
        return self._found(asset)

    def _found(self, asset: FoundAsset) -> Cell:
        if self.unsent is None:
            return Cell(_("Found"), "text_2")
        new = self.unsent.get(asset.path)
        if new is None:
            return Cell(_("Unchanged"), "text_2", tip=_("The farm has this file as it is here."))
        word = _("Changed") if new.changed else _("New")
        return Cell(word, chip="run", tip=_("{size} to send").format(size=format.size(new.bytes)))

    def _sum(self, each: Branch) -> Cell:
        if each.missing:
            return Cell(count("{n} missing", "{n} missing", each.missing), "error")
        if each.excluded == each.leaves:
            return Cell(_("Excluded"), "text_dim")
        if each.new:
            return Cell(count("{n} new", "{n} new", each.new), "run")
        return Cell(_("Unchanged") if self.unsent is not None else "", "text_2")


def name(each: Branch) -> Cell:
    """Return the name cell of a branch, with the icon of its kind."""
    if each.asset is None:
        return Cell(each.name, icon="layer" if each.node else "folder", path=True,
                    second=count("{n} asset", "{n} assets", each.leaves))
    asset = each.asset
    whole = asset.state is AssetState.FOUND or not asset.included
    icon = KIND_ICONS.get(asset.kind, "folder" if asset.folder else "file") if whole else "missing"
    files = len(asset.files)
    return Cell(each.name, "text" if asset.included else "text_dim", icon=icon,
                icon_tone="text_2" if whole else "error", tip=asset.path,
                second=count("{n} file", "{n} files", files) if files > 1 else "", path=True)


def lacking(asset: FoundAsset) -> Cell:
    """The state of what is not whole on disk."""
    if asset.state is AssetState.PARTIAL:
        every = len(asset.files) + len(asset.missing)
        return Cell(_("{n} of {all}").format(n=format.number(len(asset.files)), all=format.number(every)), chip="warn",
                    tip=_("Not on disk: {frames}").format(frames=frames(asset)))
    if asset.state is AssetState.ADDRESS:
        return Cell(_("Address"), chip="wait",
                    tip=_("An asset resolver turns it into a path, which is not known here."))
    word = _("Missing") if asset.state is AssetState.MISSING else _("Unreadable")
    return Cell(word, chip="error" if asset.need is Need.NEEDED else "wait",
                tip=asset.reason or ("" if asset.need is Need.NEEDED else _("The scene renders without it.")))


def frames(asset: FoundAsset) -> str:
    """Return the frames of a sequence that are not on disk, as ranges."""
    ranges: tuple[Frames, ...] = compress(sorted(asset.missing))
    return shown(ranges)


def used_by(each: Branch) -> Cell:
    """The first nodes; all of them in the tooltip."""
    nodes = each.asset.used_by if each.asset else ()
    return Cell(format.names(nodes, SHOWN_NODES), "text_2", tip="\n".join(nodes[:40]))


def size(each: Branch) -> Cell:
    """Return the size of all assets in the branch."""
    return Cell(format.size(each.size) if each.size else format.NOTHING, "text" if each.asset else "text_2")


def kind(word: str) -> str:
    """Return the name of a kind of asset, as people say it."""
    return asset_kinds.names().get(word) or word.capitalize()
