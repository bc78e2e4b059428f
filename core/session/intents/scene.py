"""Reading the scene, its files, and what the artist chooses."""

from __future__ import annotations

import dataclasses
import functools
import time
from typing import Any, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...assets.choosing import with_choices
from ...assets.found import FoundAsset
from ...assets.locate import locate, search, with_moves
from ...assets.moved import Move
from ...common.errors import BadInput
from ...common.i18n import _
from ...common.quiet import bulk
from ...model.finding import SAVE, Finding
from ...model.host import Asset, Reports, Selects
from ..gather import New, OnDisk, Walk, look, look_for_extras, what_is_new
from ..state import Step
from .farm import FarmIntents


class SceneIntents(FarmIntents):
    """The open scene."""

    _walk: Walk | None = None
    _named: Tuple[Asset, ...] = ()
    """What the scene named when it was read last."""
    _reading = 0
    """Which reading of the scene is the current one: what an earlier one finds is no longer wanted."""

    def check(self) -> None:
        """Look again at all there is: what the farm offers, the scene, its files."""
        self.connect()
        self.refresh()

    def refresh(self) -> None:
        """Read the scene and look for its files."""
        self._reading += 1
        try:
            with bulk():
                scene = self._host.scene()
                self._walk = Walk(self._host)
        except Exception as error:
            self._host_failed(error)
            return
        self._change(scene=scene, assets=(), gathered=False, walked=0, new_bytes=None, news=None, since="",
                     step=Step.GATHERING, message="")

    def stop_reading(self) -> None:
        """Leave the scene's files alone; Submit looks for them after all."""
        if self.state.step is Step.GATHERING:
            self._reading += 1
            self._walk = None
            self._change(step=Step.READY)

    def choose(self, **changes: Any) -> None:
        """Set fields of ``Choices``."""
        before = self.state.choices
        self._change(choices=dataclasses.replace(before, **changes))
        extras = self.state.choices.extra_files
        if self.state.choices.relocated != before.relocated:
            self._look_for_files()
        elif extras != before.extra_files:
            self._disk.run(lambda: look_for_extras(extras), self._extras_found, self._failed)
        elif self.state.choices.excluded != before.excluded:
            self._count_new()

    def locate(self, path: str, found_at: str) -> None:
        """The artist found a file that the scene names: take it from there, and what lay beside it too."""
        try:
            moves = locate(path, found_at)
        except BadInput as error:
            self._change(message=str(error))
            return
        self._moved(moves)

    def search(self, folder: str) -> None:
        """Look for what is missing by its name, in a folder and all below it."""
        assets, reading = self.state.assets, self._reading

        def done(moves: tuple[Move, ...]) -> None:
            if reading != self._reading:
                return  # cancelled, or the scene was read again
            self._change(step=Step.READY, message="" if moves else _(
                "Nothing that is missing lies in {folder} or below it.").format(folder=folder))
            self._moved(moves)

        self._change(step=Step.GATHERING, message="")
        self._disk.run(lambda: search(assets, folder), done, self._failed)

    def fix(self, finding: Finding) -> None:
        """Do what the finding offers to put it right."""
        if finding.fix is not None:
            self.choose(**finding.fix.changes)
            if finding.fix.action == SAVE:
                self._save_and_gather()

    def select(self, nodes: tuple[str, ...]) -> None:
        """Show the nodes of a finding in the host, where it can."""
        try:
            if isinstance(self._host, Selects):
                self._host.select(nodes)
        except Exception as error:
            self._host_failed(error)

    def _gather(self, walk: Walk) -> None:
        try:
            done = walk.step()
        except Exception as error:
            self._host_failed(error)
            return
        self._change(walked=len(walk.found))
        if done:
            self._walk = None
            if isinstance(self._host, Reports):
                self._change(unread=self._host.unread())
            self._named = tuple(walk.found)
            self._look_for_files()

    def _moved(self, moves: tuple[Move, ...]) -> None:
        self.choose(relocated=with_moves(self.state.choices.relocated, moves))

    def _look_for_files(self) -> None:
        """On disk, for what the scene named when it was read last."""
        if self._walk is not None:
            return  # they are looked for when the scene is read
        self._reading += 1
        choices = self.state.choices
        scene = self.state.scene.path if self.state.scene else None
        read = functools.partial(look, self._named, choices.extra_files, scene, choices.relocated)
        self._change(step=Step.GATHERING, message="")
        self._disk.run(read, functools.partial(self._looked_for, self._reading), self._failed)

    def _looked_for(self, reading: int, found: OnDisk) -> None:
        if reading == self._reading:
            self._gathered(found)

    def _extras_found(self, extras: tuple[FoundAsset, ...]) -> None:
        self._change(assets=with_choices(self.state.assets, extras=extras))
        self._count_new()

    def _gathered(self, found: OnDisk) -> None:
        self._change(step=Step.READY, assets=found.assets, saved_ns=found.saved_ns, gathered=True,
                     read_at=time.time())
        self._count_new()

    def _count_new(self) -> None:
        """What is new depends on the files and on the account: count when both are there."""
        scene, api = self.state.scene, self._api
        if api is not None and self.state.gathered and scene is not None:
            count = functools.partial(
                what_is_new, self.state.assets, scene.path, self._settings.journal, api.client.access_id)
            self._disk.run(count, self._counted, self._failed)

    def _counted(self, new: New) -> None:
        self._change(new_bytes=new.bytes, news=new.news)

    def _save_and_gather(self) -> None:
        """Save, and read the scene again."""
        try:
            self._host.save()
        except Exception as error:
            self._host_failed(error)
            return
        self.refresh()

    def _host_failed(self, error: Exception) -> None:
        self._walk = None
        super()._host_failed(error)
