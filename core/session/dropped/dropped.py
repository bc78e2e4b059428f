"""Scene files that were dropped on the panel: read, checked, and submitted each as its own task."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...common.disk import error_sentence
from ...common.errors import BadInput, FoxError
from ...common.i18n import _
from ...hooks.judging import Judgement
from ...model import format
from ...model.finding import ADD_PROJECT, Finding
from ...offer.facts import Facts, read_facts
from ...plan.hosts import traits_of
from ...transfer.write_down import write_down
from ..events import Events, FoldersAccepted, ProjectWanted, RequestSent, ScenesSent
from ..hooks.hooks import Hooks
from ..hooks.state import Judged
from ..link import FarmLink, Workers
from ..state import Connection, State
from ..store import Part, Store
from . import scene as scene_file
from .scene import FILES, Changed, ReadScene, SceneReader
from .state import DroppedScene, DroppedState, Stage

Listed = Tuple[Tuple[Path, ...], str]
"""The scenes that were found, and why there are no more."""


class Dropped:
    """The list of dropped scenes, and what becomes of each."""

    def __init__(self, store: Store, events: Events, link: FarmLink, workers: Workers, hooks: Hooks,
                 reader: SceneReader | None) -> None:
        self._store = store
        self._part: Part[DroppedState] = Part(store, "dropped")
        self._events = events
        self._link = link
        self._workers = workers
        self._hooks = hooks
        self._asking = False
        """Whether the studio's hooks are being asked about a scene."""
        self._reader = reader
        self._read: dict[str, ReadScene] = {}
        """The scenes that were read, by their paths."""
        self._facts: dict[str, Facts] = {}
        """The farm's offers for scenes of other hosts than the panel's."""
        self._asked: set[str] = set()
        """The hosts of which the farm is being asked."""
        self._judged_by: tuple[object, ...] = ()
        """The values by which the scenes were judged last."""

    # What the artist does.

    def take(self, paths: Sequence[str]) -> None:
        """Add scene files, and the scenes that lie in folders."""
        reader = self._reader
        if reader is None:
            self._store.say(_("Scenes cannot be read from here: submit them with “foxsubmit submit”."))
            return
        self._store.say("")
        self._part.change(looking=True)
        self._workers.scenes.run(lambda: _listed(reader, [Path(path) for path in paths]), self._add, self._failed)

    def select(self, path: str) -> None:
        """Show what is wrong with this scene."""
        self._part.change(selected=path)

    def remove(self, path: str) -> None:
        """Take a scene off the list; what was submitted of it goes on."""
        self._read.pop(path, None)
        self._part.change(scenes=tuple(each for each in self._part.now.scenes if each.path != path))

    def clear(self) -> None:
        """Leave the list; what was submitted goes on."""
        self._read.clear()
        self._part.change(scenes=(), looking=False)

    def fix(self, path: str, finding: Finding) -> None:
        """Do what the finding of a scene offers, for this scene alone; folders are accepted for all."""
        found, fix, row = self._read.get(path), finding.fix, self._row(path)
        if found is None or fix is None or row is None or row.stage is not Stage.READY:
            return
        locked = self._store.state.settings.locked
        changes = {**dict(found.changes), **{name: value for name, value in fix.changes.items() if name not in locked}}
        self._read[path] = dataclasses.replace(found, changes=tuple(changes.items()))
        self._change(path, stage=Stage.JUDGING)
        if fix.roots:
            self._events.tell(FoldersAccepted(fix.roots))
        if fix.action == ADD_PROJECT:
            self._events.tell(ProjectWanted(changes.get("project", self._store.state.submit.choices.project)))

    def read_again(self, path: str) -> None:
        """Read a scene again, whatever became of it."""
        reader = self._reader
        if reader is not None and self._row(path) is not None:
            self._change(path, stage=Stage.READING, trouble="", findings=(), reasons=(), submitted=())
            read = functools.partial(scene_file.read, reader, Path(path), self._link.settings,
                                     self._store.state.settings)
            self._workers.scenes.run(lambda: read() if self._row(path) else None,  # it may be taken off meanwhile
                                     functools.partial(self._was_read, path), functools.partial(self._trouble, path))

    def choose_in_turn(self, in_turn: bool) -> None:
        """Choose whether each scene waits until the tasks of the one above it have ended."""
        self._part.change(in_turn=in_turn)

    def submit(self) -> None:
        """Write down every scene that can be submitted, each as tasks of its own."""
        if self._part.now.reasons:
            return
        panel, link = self._store.state, self._link
        before: list[tuple[str, ...]] = []  # filled on the one worker that sends them, in this order
        for row in self._part.now.ready:
            found, facts = self._read[row.path], self._facts_of(row.host)
            if facts is None:
                continue
            self._change(row.path, stage=Stage.SENDING)
            self._workers.disk.run(
                functools.partial(self._send, found, panel, facts, link.account, link.platform, before),
                functools.partial(self._sent, row.path), functools.partial(self._not_sent, row.path))
        self._events.tell(ScenesSent())

    # What other subjects tell.

    def forget_account(self, _event: object = None) -> None:
        """Another account: what it may use is not known."""
        self._facts.clear()
        self._asked.clear()

    def tick(self) -> None:
        """Check one scene with the present choices, where one waits for that."""
        scenes = self._part.now.scenes
        if not scenes:
            return
        state = self._store.state
        judged_by = (state.submit.choices, state.settings.roots, state.settings.language, self._link.facts,
                     state.account.connection, state.account.profile)
        if any(now is not before for now, before in zip(judged_by, self._judged_by or (None,) * len(judged_by))):
            if self._judged_by and self._judged_by[3] is not self._link.facts:
                self._facts.clear()  # the account may have other projects now
            self._judged_by = judged_by
            self._part.change(scenes=tuple(dataclasses.replace(each, stage=Stage.JUDGING)
                                           if each.stage is Stage.READY else each for each in scenes))
        if state.account.connection is not Connection.CONNECTED:
            return
        for each in self._part.now.scenes:
            facts = self._facts_of(each.host) if each.stage is Stage.JUDGING else None
            if facts is not None:
                if self._hooks.there and not scene_file.asked(self._read[each.path], state):
                    self._ask_hooks(each.path, state)
                else:
                    self._put(scene_file.judged(each, self._read[each.path], state, facts))
                return

    def _ask_hooks(self, path: str, panel: State) -> None:
        """Have the studio's hooks asked about one scene at a time; it is judged once they have answered."""
        if self._asking:
            return
        found = self._read[path]
        subject = scene_file.subject_of(found, panel)

        def take(judgement: Judgement) -> None:
            self._asking = False
            now = self._read.get(path)
            if now is not None and now.scene is found.scene:
                self._read[path] = dataclasses.replace(
                    now, judged=Judged(subject.scene, FILES, subject.choices, judgement))

        self._asking = True
        self._hooks.about(subject, take)

    # Listing and reading.

    def _add(self, listed: Listed) -> None:
        paths, why = listed
        known = {each.path for each in self._part.now.scenes}
        fresh = [path for path in dict.fromkeys(map(str, paths)) if path not in known]
        self._part.change(looking=False, scenes=(*self._part.now.scenes, *map(DroppedScene, fresh)))
        if why:
            self._store.say(why)
        over = {each.path for each in self._part.now.scenes if each.stage in (Stage.SUBMITTED, Stage.FAILED)}
        for path in (*fresh, *(path for path in map(str, paths) if path in over)):
            self.read_again(path)

    def _failed(self, error: Exception) -> None:
        self._part.change(looking=False)
        self._store.say(error_sentence(error))

    def _was_read(self, path: str, found: ReadScene | None) -> None:
        if found is not None and self._row(path) is not None:
            self._read[path] = found
            self._change(path, stage=Stage.JUDGING, host=found.scene.host)

    def _trouble(self, path: str, error: Exception) -> None:
        self._change(path, stage=Stage.FAILED, trouble=error_sentence(error))

    # Submitting.

    def _send(self, found: ReadScene, panel: State, facts: Facts, account: str, platform: str,
              before: list[tuple[str, ...]]) -> tuple[str, ...]:
        """Worker thread. ``before`` has the submissions of the scenes above."""
        above = before[-1] if before and panel.dropped.in_turn else None
        if above is not None:
            if not above:
                raise BadInput(_("It is not submitted: the scene before it was not."))
            found = dataclasses.replace(found, changes=(*found.changes, ("after", above)))
        before.append(())
        settings = self._link.settings
        plans = scene_file.plans(found, panel, facts, account, platform, settings.home / "packed")
        submitted = write_down(settings, plans)
        before[-1] = submitted
        self._link.wake_agent()
        return submitted

    def _sent(self, path: str, submitted: tuple[str, ...]) -> None:
        self._change(path, stage=Stage.SUBMITTED, submitted=submitted)
        self._events.tell(RequestSent())

    def _not_sent(self, path: str, error: Exception) -> None:
        if isinstance(error, Changed):
            self.read_again(path)
            self._store.say(_("{name} was saved since it was read: it is read again and was not submitted.").format(
                name=Path(path).name))
        else:
            self._trouble(path, error)

    # What the farm offers for scenes of another host.

    def _facts_of(self, host: str) -> Facts | None:
        if host == self._store.state.scene.host:
            return self._link.facts
        api = self._link.api
        if host not in self._facts and host not in self._asked and api is not None:
            self._asked.add(host)
            self._link.run(functools.partial(read_facts, api, traits_of(host)),
                           functools.partial(self._offered, host), functools.partial(self._not_offered, host))
        return self._facts.get(host)

    def _offered(self, host: str, facts: Facts) -> None:
        self._asked.discard(host)
        self._facts[host] = facts

    def _not_offered(self, host: str, error: Exception) -> None:
        self._asked.discard(host)
        for each in self._part.now.scenes:
            if each.host == host and each.stage is Stage.JUDGING:
                self._trouble(each.path, error)

    # The rows.

    def _row(self, path: str) -> DroppedScene | None:
        return next((each for each in self._part.now.scenes if each.path == path), None)

    def _change(self, path: str, **changes: Any) -> None:
        row = self._row(path)
        if row is not None:
            self._put(dataclasses.replace(row, **changes))

    def _put(self, row: DroppedScene) -> None:
        self._part.change(scenes=tuple(row if each.path == row.path else each for each in self._part.now.scenes))


def _listed(reader: SceneReader, paths: Sequence[Path]) -> Listed:
    """Worker thread."""
    found: list[Path] = []
    why: list[str] = []
    for path in paths:
        try:
            found += [each.absolute() for each in reader.scenes_of(path)]
        except FoxError as error:
            why.append(str(error))
    return tuple(found), format.sentences(*why)
