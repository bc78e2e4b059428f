"""Reading the open scene, and looking for its files on disk."""

from __future__ import annotations

import dataclasses
import functools
import logging
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Callable, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..assets.choosing import with_choices
from ..assets.found import FoundAsset
from ..assets.locate import locate, search
from ..assets.moved import Move
from ..common.disk import error_sentence
from ..common.errors import BadInput, FoxError
from ..common.gc_pause import pause_gc
from ..common.i18n import _
from ..model.choices import Choices
from ..model.host import Asset, Describes, Host, Opens, RenderUnit, Reports, SavesAs, Selects, Writes
from ..model.host import Scene as HostScene
from .events import Events, FilesFound, FilesLocated, HostFailed, JournalRead, NewCounted, SceneRead
from .gather import AssetScan, OnDisk, PendingUpload, SceneFile, Slices, look, look_for_extras, what_is_new, written
from .link import FarmLink, Workers
from .state import SceneState
from .store import Part, Store

log = logging.getLogger(__name__)

RECOUNT = 3.0  # seconds between two counts of what the farm lacks, while files arrive there
IDLE_SHARE = 20
"""Times as long as a count took, the next one waits: of very many files it takes a second."""

UNREAD: Mapping[str, Any] = {
    "assets": (), "gathered": False, "scanned": 0, "new_bytes": None, "new_files": 0, "unsent": None, "own_bytes": None,
    "reading": True, "trouble": "", "written_since": False}
"""The fields of a scene whose files are still looked for."""


class Scene:
    """The open scene: what the host says of it, and which of its files are there."""

    def __init__(self, store: Store, events: Events, link: FarmLink, workers: Workers, host: Host) -> None:
        self._store = store
        self._part: Part[SceneState] = Part(store, "scene")
        self._events = events
        self._link = link
        self._workers = workers
        self._host = host
        self._scan: AssetScan | None = None
        self._description: Slices[HostScene] | None = None
        """The description of the scene while the host gives it in slices; None when it does not."""
        self._then: Callable[[HostScene], None] = self._read
        """The function that is called with a description."""
        self.described_in = 0.0
        """Seconds of the main thread that the last description in slices took so far."""
        self._file = SceneFile(host, workers)
        self._file_reading: int | None = None
        """Number of the reading for which the application reads the file now."""
        self._named: Tuple[Asset, ...] = ()
        """The assets that the scene named when it was last read."""
        self._counted_of: Tuple[FoundAsset, ...] = ()
        """The assets of which it was last asked what the farm lacks."""
        self._count_due, self._count_at, self._counting_since = False, 0.0, 0.0
        """Whether, and when (time.monotonic), it is counted again what the farm lacks; when that began last."""
        self._choices = Choices()
        """The choices by which the files are looked for."""
        self.reading = 0
        """Number of the current reading of the scene: what an earlier one finds is no longer wanted."""

    def tick(self) -> None:
        """Go on reading or scanning the scene for a slice; see whether its file is still the one that was read.

        What the farm lacks is counted again where files have arrived there.
        """
        if self._count_due and time.monotonic() >= self._count_at and self._part.now.new_bytes is not None:
            self.count_new()
        if self._description is not None:
            self._describe_on(self._description)
        elif self._scan is not None:
            self._scan_on(self._scan)
        elif self._part.now.gathered and not self._part.now.reading and not self._part.now.written_since:
            self._file.watch(self._file_written)

    def close(self) -> None:
        """Leave what is under way."""
        self._scan = self._description = None

    def refresh(self) -> None:
        """Read the scene, from its file where that was read, and look for its files."""
        if self._file_reading == self.reading:
            return  # its application is at it
        self.reading += 1
        if self._file.is_old():
            self._read_file()
            return
        self._describe(self._read)
        if self._description is not None:
            self._scan = None
            self._store.say("")
            self._part.change(**UNREAD)

    def look(self) -> None:
        """Read the scene and its files again where the host describes another one; saving alone makes none."""
        if self.describing:
            self._describe(self._then)  # from the beginning: what was met before may be old
        elif self._part.now.scene is not None:
            self._describe(self._compare)

    def _compare(self, scene: HostScene) -> None:
        known = self._part.now.scene
        if known is None or dataclasses.replace(scene, unsaved=known.unsaved) != known:
            self._read(scene)
        else:
            self._part.change(scene=scene)

    @property
    def describing(self) -> bool:
        """Whether the host is describing the scene, in slices."""
        return self._description is not None

    def _describe(self, then: Callable[[HostScene], None]) -> None:
        """Have the host describe the scene, and go on with that: now, or in later turns where it takes long."""
        self._description = None
        if isinstance(self._host, Describes):
            self._description, self._then = Slices(self._host.description()), then
            self._describe_on(self._description)
            return
        scene = self.describe()
        if scene is not None:
            then(scene)

    def _describe_on(self, description: Slices[HostScene]) -> None:
        try:
            done = description.step()
        except Exception as error:
            self.failed(error)
            return
        self.described_in = description.seconds
        if done:
            self._description = None
            self._then(description.found[-1])

    def _read_file(self) -> None:
        """Have the application read the scene's file again, in its own process."""
        self._scan = None
        reading = self._file_reading = self.reading

        def done() -> None:
            self._file_reading = None
            scene = self.describe()
            if reading == self.reading and scene is not None:
                self._read(scene)

        def failed(error: Exception) -> None:
            self._file_reading = None
            if reading == self.reading:
                self.failed(error)

        self._store.say("")
        self._part.change(reading=True, trouble="", scanned=0)
        self._file.read(done, failed)

    def _file_written(self) -> None:
        """Say that a file of the scene was written; a reading that has begun since finds that out by itself."""
        if not self._part.now.reading:
            self._part.change(written_since=True)

    @property
    def from_file(self) -> bool:
        """Whether the scene was read from its file by another process."""
        return self._file.there

    def look_at_file(self, done: Callable[[bool], None], failed: Callable[[Exception], None]) -> None:
        """Find out on a worker whether the scene's file, or one that it links, was written since it was read."""
        self._file.look(done, failed)

    def need_same_file(self) -> None:
        """Raise BadInput where the scene's file was written since it was read. Worker thread."""
        if self._file.changed():
            raise BadInput(_("The scene was saved while it was being submitted: submit it again."))

    def _read(self, scene: HostScene) -> None:
        self.reading += 1
        with pause_gc():
            self._scan = AssetScan(self._host)
        self._store.say("")
        self._part.change(scene=scene, **UNREAD)
        self._events.tell(SceneRead())

    def describe(self) -> HostScene | None:
        """Return the scene as the host describes it now; None where it fails, which is said."""
        try:
            with pause_gc():
                return self._host.scene()
        except Exception as error:
            self.failed(error)
            return None

    def changed_since_read(self, scene: HostScene) -> bool:
        """Whether the scene is another one than its files were looked for."""
        state = self._part.now
        return scene != state.scene or not state.gathered or written(scene.path) != state.saved_ns

    def stop_reading(self) -> None:
        """Leave the scene's files alone; Submit looks for them after all."""
        if self._part.now.reading:
            while self._description is not None:  # what scene it is, is known all the same
                self._describe_on(self._description)
            self.reading += 1
            self._scan = None
            self._part.change(reading=False)

    def save(self) -> None:
        """Save the scene, and read it again."""
        try:
            self._host.save()
        except Exception as error:
            self.failed(error)
            return
        self.refresh()

    def save_as(self, path: Path) -> None:
        """Have the host save the scene under another name, and read it again."""
        if isinstance(self._host, SavesAs):
            self._change(self._host.save_as, path)

    def open(self, path: Path) -> None:
        """Have the host open another scene, and read it."""
        if isinstance(self._host, Opens):
            self._change(self._host.open, path)

    def _change(self, change: Callable[[Path], None], path: Path) -> None:
        try:
            change(path)
        except Exception as error:
            self.failed(error)
            return
        self.refresh()

    @property
    def written_each_time(self) -> bool:
        """Whether Submit writes the scene whatever is known of its changes."""
        return isinstance(self._host, Writes)

    def write_copy(self, target: Path, units: tuple[RenderUnit, ...], overrides: Mapping[str, str]) -> None:
        """Write the scene as it is now to another file, for these units, and read it again."""
        try:
            if isinstance(self._host, Writes):
                self._host.write_copy(target, units, overrides)
        except Exception as error:
            self.failed(error)
            return
        self.refresh()

    def locate(self, path: str, found_at: str) -> None:
        """Take a file from where the artist found it, and what lay beside it too."""
        try:
            moves = locate(path, found_at)
        except BadInput as error:
            self._store.say(str(error))
            return
        self._events.tell(FilesLocated(moves))

    def search(self, folder: str) -> None:
        """Look for what is missing by its name, in a folder and all below it."""
        assets, reading = self._part.now.assets, self.reading

        def done(moves: tuple[Move, ...]) -> None:
            if reading != self.reading:
                return  # cancelled, or the scene was read again
            self._part.change(reading=False)
            self._store.say("" if moves else _(
                "Nothing that is missing lies in {folder} or below it.").format(folder=folder))
            self._events.tell(FilesLocated(moves))

        self._store.say("")
        self._part.change(reading=True)
        self._workers.disk.run(lambda: search(assets, folder), done, functools.partial(self._not_looked, reading))

    def select(self, nodes: tuple[str, ...]) -> None:
        """Show the nodes of a finding in the host, where it can."""
        try:
            if isinstance(self._host, Selects):
                self._host.select(nodes)
        except Exception as error:
            self.failed(error)

    def failed(self, error: Exception) -> None:
        """End in a sentence whatever a host raises: an error in a timer would come back every tick."""
        self._scan = self._description = None
        if not isinstance(error, FoxError):
            log.exception("%s failed", self._host.name)
        self._not_looked(self.reading, error)
        self._events.tell(HostFailed(error))

    def follow(self, choices: Choices) -> None:
        """Look for the files that other choices name: relocated ones, extra ones; count again what is new."""
        before, self._choices = self._choices, choices
        if choices.relocated != before.relocated:
            self._look()
        elif choices.extra_files != before.extra_files:
            extras = choices.extra_files
            self._workers.disk.run(lambda: look_for_extras(extras), self._extras_found, self._say)
        elif self._part.now.assets is not self._counted_of:
            self.count_new()  # they are others since what is left out, or which frames are rendered, has changed

    def begin_with(self, choices: Choices) -> None:
        """Take choices over before the files are looked for."""
        self._choices = choices

    def count_new(self, _event: object = None) -> None:
        """Count what the farm lacks, once both the files and the account are known."""
        state, api = self._part.now, self._link.api
        if api is not None and state.gathered and state.scene is not None:
            self._counted_of = state.assets
            self._count_due, self._counting_since = False, time.monotonic()
            count = functools.partial(what_is_new, state.assets, state.scene.path, self._link.settings.journal,
                                      api.client.access_id)
            self._workers.disk.run(count, self._counted, self._say)

    def journal_read(self, event: JournalRead) -> None:
        """Have it counted again what the farm lacks where a transfer came further: what arrived is no longer new."""
        self._count_due = self._count_due or event.moved or event.arrived
        if event.moved:
            self._count_at = 0.0

    def forget_account(self, _event: object) -> None:
        """Another account: what its farm lacks is not known."""
        self._part.change(new_bytes=None, new_files=0)

    def _scan_on(self, scan: AssetScan) -> None:
        try:
            done = scan.step()
        except Exception as error:
            self.failed(error)
            return
        self._part.change(scanned=len(scan.found))
        if done:
            self._scan = None
            if isinstance(self._host, Reports):
                self._part.change(unread=self._host.unread())
            self._named = tuple(scan.found)
            self._look()

    def _look(self) -> None:
        """Look on disk for what the scene named when it was read last."""
        scene = self._part.now.scene
        if self._scan is not None or (self.describing and self._then == self._read) or scene is None:
            return  # they are looked for when the scene is read
        self.reading += 1
        settings = self._store.state.settings
        read = functools.partial(look, self._named, scene, self._choices, settings.roots, settings.path_mapping)
        self._store.say("")
        self._part.change(reading=True, trouble="")
        self._workers.disk.run(read, functools.partial(self._looked, self.reading),
                               functools.partial(self._not_looked, self.reading))

    def _looked(self, reading: int, found: OnDisk) -> None:
        if reading == self.reading:
            read_ns, self._file.linked = self._file.written_ns, found.linked
            self._part.change(reading=False, assets=found.assets, gathered=True,
                              saved_ns=found.saved_ns if read_ns is None else read_ns,
                              own_bytes=found.own_bytes, real_roots=found.real_roots, read_at=time.time())
            self.count_new()
            self._events.tell(FilesFound())

    def _not_looked(self, reading: int, error: Exception) -> None:
        if reading == self.reading:
            self._part.change(reading=False, trouble="" if self._part.now.gathered else error_sentence(error))
            self._say(error)

    def _say(self, error: Exception) -> None:
        self._store.say(error_sentence(error))

    def _extras_found(self, extras: tuple[FoundAsset, ...]) -> None:
        self._part.change(assets=with_choices(self._part.now.assets, extras=extras))
        self.count_new()

    def _counted(self, new: PendingUpload) -> None:
        now = time.monotonic()
        self._count_at = now + max(RECOUNT, IDLE_SHARE * (now - self._counting_since))
        self._part.change(new_bytes=new.bytes, new_files=new.files, unsent=new.unsent)
        self._events.tell(NewCounted())


