"""Reading the scene, its files, and what the artist chooses."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from ..assets.choosing import with_choices
from ..assets.found import FoundAsset
from ..checks.finding import SAVE, Finding
from ..gather import OnDisk, Walk, look, look_for_extras, new_bytes
from ..host import Selects
from ..state import Step
from .farm import FarmIntents


class SceneIntents(FarmIntents):
    """The open scene."""

    _walk: Walk | None = None

    def refresh(self) -> None:
        """Read the scene and look for its files."""
        try:
            scene = self._host.scene()
            self._walk = Walk(self._host)
        except Exception as error:
            self._host_failed(error)
            return
        self._change(scene=scene, assets=(), gathered=False, new_bytes=None, step=Step.GATHERING, message="")

    def choose(self, **changes: Any) -> None:
        """Set fields of ``Choices``."""
        before = self.state.choices
        self._change(choices=dataclasses.replace(before, **changes))
        extras = self.state.choices.extra_files
        if extras != before.extra_files:
            self._disk.run(lambda: look_for_extras(extras), self._extras_found, self._failed)
        elif self.state.choices.excluded != before.excluded:
            self._count_new()

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
        if done:
            self._walk = None
            scene = self.state.scene.path if self.state.scene else None
            read = functools.partial(look, walk.found, self.state.choices.extra_files, scene)
            self._disk.run(read, self._gathered, self._failed)

    def _extras_found(self, extras: tuple[FoundAsset, ...]) -> None:
        self._change(assets=with_choices(self.state.assets, extras=extras))
        self._count_new()

    def _gathered(self, found: OnDisk) -> None:
        self._change(step=Step.READY, assets=found.assets, saved_ns=found.saved_ns, gathered=True)
        self._count_new()

    def _count_new(self) -> None:
        """What is new depends on the files and on the account: count when both are there."""
        scene, api = self.state.scene, self._api
        if api is not None and self.state.gathered and scene is not None:
            count = functools.partial(
                new_bytes, self.state.assets, scene.path, self._settings.journal, api.client.access_id)
            self._disk.run(count, lambda number: self._change(new_bytes=number), self._failed)

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
