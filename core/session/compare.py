"""Compare the scene with its last submission."""

from __future__ import annotations

import contextlib
import dataclasses

from ..plan.hosts import traits_of
from ..transfer.journal.journal import Journal
from .link import FarmLink, Workers
from .planning import planner
from .scene import Scene
from .since import as_hooks_changed, said, since_last
from .state import SubmitState
from .store import Part, Store


class Comparison:
    """Compares the open scene with what was submitted of it from this machine."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers, scene: Scene) -> None:
        self._store = store
        self._part: Part[SubmitState] = Part(store, "submit")
        self._link = link
        self._workers = workers
        self._scene = scene

    def begin(self) -> None:
        """Compare, where the scene was submitted before and could be submitted now; the sentence is ``since``."""
        state, link, reading = self._store.state, self._link, self._scene.reading
        scene, host = state.scene.scene, state.scene.host
        if scene is None or scene.path is None or link.facts is None or traits_of(host).packed or not state.can_submit:
            return
        name = scene.path.name
        if not any(each.name == name and each.host == host and each.task_id for each in state.transfers.rows):
            return

        def job() -> str:
            with contextlib.closing(Journal(link.settings.journal)) as journal:
                choices = as_hooks_changed(journal, name, host, state.submit.choices)
                build = planner(dataclasses.replace(
                    state, submit=dataclasses.replace(state.submit, choices=choices)), link)
                plans = build() if build is not None else ()
                found = since_last(journal, plans[0]) if plans else None
            return "" if found is None else said(found)

        def done(text: str) -> None:
            if reading == self._scene.reading and self._part.now.choices == state.submit.choices:
                self._part.change(since=text)

        # What cannot be compared is not submitted either, and then Submit says why.
        self._workers.disk.run(job, done, lambda _error: None)
