"""Actions on assets; each ends in one intent."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from qtpy.QtWidgets import QWidget

from ...core.assets.found import FoundAsset
from ...core.common.i18n import _
from ...core.model.need import Need
from ...core.session.session import Session
from ..kit.choosing import ask_files, ask_folder
from ..kit.folders import open_folder
from .tree import Branch


class AssetActions:
    """``parent`` is what dialogs belong to."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        self._parent = parent
        self._session = session

    def add_files(self) -> None:
        """Files that the scene does not name."""
        ask_files(self._parent, _("Files to send with the scene"), self._beside(), self.add)

    def add_folder(self) -> None:
        """A folder with all below it."""
        ask_folder(self._parent, _("A folder to send with the scene"), self._beside(), lambda path: self.add([path]))

    def add(self, paths: Iterable[str]) -> None:
        """Add files to those that the user added before."""
        known = self._session.state.submit.choices.extra_files
        added = tuple(dict.fromkeys((*known, *(os.path.normpath(path) for path in paths))))
        if added != known:
            self._session.submit.choose(extra_files=added)

    def remove(self, assets: Iterable[FoundAsset]) -> None:
        """Remove files that the user added."""
        gone = {asset.path for asset in assets}
        self._session.submit.choose(extra_files=tuple(
            path for path in self._session.state.submit.choices.extra_files if path not in gone))

    def exclude(self, assets: Sequence[FoundAsset], excluded: bool) -> None:
        """Leave out, or send after all."""
        choices = self._session.state.submit.choices
        left_out, sent = dict.fromkeys(choices.excluded), dict.fromkeys(choices.send_too)
        for asset in assets:
            (sent if excluded else left_out).pop(asset.path, None)
            if excluded:
                left_out[asset.path] = None
            elif asset.need is Need.SHOWN or choices.leave_out:
                sent[asset.path] = None
        if assets:
            self._session.submit.choose(excluded=tuple(left_out), send_too=tuple(sent))

    def select(self, assets: Iterable[FoundAsset]) -> None:
        """Show the nodes in the host."""
        self._session.scene.select(tuple(dict.fromkeys(node for asset in assets for node in asset.used_by)))

    def locate(self, assets: Sequence[FoundAsset]) -> None:
        """Ask where one is; what lay beside it is found with it."""
        if len(assets) != 1:
            return
        path = assets[0].path
        title = _("Where is {name}?").format(name=path.replace("\\", "/").rpartition("/")[2])
        if assets[0].folder:
            ask_folder(self._parent, title, self._beside(), lambda found: self._session.scene.locate(path, found))
        else:
            ask_files(self._parent, title, self._beside(), lambda found: self._session.scene.locate(path, found[0]),
                      many=False)

    def search(self) -> None:
        """Ask for a folder in which to look for all that is missing."""
        ask_folder(self._parent, _("Where the missing files are looked for, with all folders below"), self._beside(),
                   self._session.scene.search)

    def forget_moves(self) -> None:
        """Look where the scene says, nowhere else."""
        self._session.submit.choose(relocated=())

    def open_folder(self, branches: Sequence[Branch]) -> None:
        """Open the folder of a branch in the system's file manager."""
        folder = folder_of(branches[0]) if len(branches) == 1 else ""
        if folder:
            open_folder(folder)

    def _beside(self) -> str:
        scene = self._session.state.scene.scene
        return str(scene.path.parent) if scene and scene.path else ""


def folder_of(branch: Branch) -> str:
    """Return the existing folder of an asset or a branch, or an empty text."""
    if branch.node:
        return ""
    path = Path(branch.asset.found_at or branch.asset.path) if branch.asset else Path(branch.key)
    if branch.asset and not branch.asset.folder:
        path = path.parent
    return str(path) if path.is_dir() else ""
