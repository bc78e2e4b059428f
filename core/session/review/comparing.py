"""Compares the frame in the viewer with another picture: both as they are looked at, or how they differ."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any, Callable, NamedTuple

from ...common.disk import error_sentence
from ...common.errors import BadInput
from ...jobs.originals import Originals
from ...jobs.pictures import Pictures
from ...jobs.tasks import FrameRow
from ...pictures.channels import Layer
from ...pictures.inspect import PictureFile, inspect
from ...pictures.looks import Look
from ...pictures.oiio import tool
from ...pictures.previews import PLAIN
from ..link import FarmLink, Workers
from ..store import Part, Store
from .compared import Against, Beside, Way
from .looking import Looking
from .other_picture import OtherPicture, of_file, of_frame, of_task
from .state import ReviewState

NOTHING: dict[str, Any] = {"frame_id": None, "name": "", "sizes": (), "other": None, "difference": None,
                           "figures": None, "lacks_layer": "", "trouble": ""}


class Wanted(NamedTuple):
    """One comparison; another one is made anew."""

    row: FrameRow
    """The frame that is looked at."""
    look: Look | None
    """How it is looked at; None where only the farm's preview is here."""
    against: Against
    way: Way
    gain: float
    beside: FrameRow | None = None
    """The other frame of the task that is compared with."""


class Comparing:
    """What is chosen holds for the frames that follow, too. Main thread."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers, looking: Looking, pictures: Pictures) -> None:
        self._store = store
        self._part: Part[ReviewState] = Part(store, "review")
        self._link = link
        self._workers = workers
        self._looking = looking
        self._pictures = pictures
        self._originals = Originals(link.settings, lambda: link.account)
        self._wanted: Wanted | None = None
        self._making: Wanted | None = None

    def compare(self, against: Against | None) -> None:
        """Compare the frame in the viewer with something else; None ends it."""
        self._change(against=against, **NOTHING)
        self._renew()

    def show(self, **changes: Any) -> None:
        """Change the ``way`` of comparing, or the ``gain`` of the difference."""
        self._change(**changes)
        self._renew()

    def tick(self) -> None:
        """Make the comparison anew where the frame or its look is another one."""
        if self._part.now.compared.against is not None:
            self._renew()

    def forget(self) -> None:
        """Another account is used: its tasks are others."""
        self.compare(None)

    def _renew(self) -> None:
        wanted = self._now()
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if wanted is None:
            self._change(**NOTHING)
        elif self._making is None:
            self._begin(wanted)

    def _now(self) -> Wanted | None:
        review, compared = self._part.now, self._part.now.compared
        row = next((row for row in self._store.state.jobs.frames if row.id == review.frame_id), None)
        if compared.against is None or row is None:
            return None
        own = review.file is not None and review.look is not None and bool(review.layers)
        if own:
            row = dataclasses.replace(row, file=review.file)
        return Wanted(row, review.look if own else None, compared.against, compared.way, compared.gain,
                      self._beside(compared.against, row))

    def _beside(self, against: Against, row: FrameRow) -> FrameRow | None:
        frames = self._store.state.jobs.frames
        if against.kind is Beside.PREVIOUS:
            place = next((at for at, each in enumerate(frames) if each.id == row.id), 0)
            return frames[place - 1] if place else None
        return next((each for each in frames if each.id == against.number), None)

    def _begin(self, wanted: Wanted) -> None:
        self._making = wanted
        worker = self._workers.pictures if wanted.against.kind is Beside.TASK else self._workers.review
        worker.run(self._finder(wanted), functools.partial(self._found, wanted),
                   functools.partial(self._failed, wanted))

    def _finder(self, wanted: Wanted) -> Callable[[], OtherPicture]:
        """Return what finds the other picture on a worker thread."""
        against = wanted.against
        if against.kind is Beside.FILE and against.file is not None:
            return functools.partial(of_file, against.file, wanted.row.name)
        if against.kind is Beside.TASK:
            return functools.partial(of_task, self._link.api, self._originals, self._pictures, against.number,
                                     wanted.row, self._store.state.settings.preferences.thumbnails_url)
        return functools.partial(of_frame, wanted.beside)

    def _found(self, wanted: Wanted, other: OtherPicture) -> None:
        self._workers.review.run(functools.partial(_compare, self._looking, wanted, other),
                                 functools.partial(self._made, wanted), functools.partial(self._failed, wanted))

    def _made(self, wanted: Wanted, made: dict[str, Any]) -> None:
        self._ended(wanted, {**NOTHING, **made, "frame_id": wanted.row.id})

    def _failed(self, wanted: Wanted, error: Exception) -> None:
        self._ended(wanted, {**NOTHING, "trouble": error_sentence(error), "frame_id": wanted.row.id})

    def _ended(self, wanted: Wanted, changes: dict[str, Any]) -> None:
        self._making = None
        if wanted == self._wanted:
            self._change(**changes)
        elif self._wanted is not None:
            self._begin(self._wanted)

    def _change(self, **changes: Any) -> None:
        self._part.change(compared=dataclasses.replace(self._part.now.compared, **changes))


def _compare(looking: Looking, wanted: Wanted, other: OtherPicture) -> dict[str, Any]:
    """Worker thread. What it makes are fields of ``Compared``."""
    source = wanted.row.file or wanted.row.thumbnail
    if not tool() and other.path.suffix.lower() in PLAIN and wanted.way is Way.WIPE:
        return {"name": other.name, "other": other.path}
    theirs = inspect(other.path)
    mine = inspect(source) if source is not None else theirs
    look = wanted.look or Look(mine.layers[0])
    layer, lacks = _alike(theirs, look.layer, wanted.look is not None)
    made: dict[str, Any] = {"name": other.name, "lacks_layer": lacks,
                            "sizes": (_size(mine, look.layer), _size(theirs, layer))}
    if wanted.way is Way.DIFFERENCE:
        try:
            made["difference"], made["figures"] = looking.differ(mine.path, theirs.path, look.layer, layer, wanted.gain)
        except BadInput as error:
            made["trouble"] = str(error)
        return made
    return {**made, "other": looking.draw(theirs, dataclasses.replace(look, layer=layer))}


def _alike(file: PictureFile, layer: Layer, named: bool) -> tuple[Layer, str]:
    """Return the layer of the same name, else the first one and the name that it does not have."""
    same = next((each for each in file.layers if each.name == layer.name and len(each.shown) == len(layer.shown)), None)
    if same is not None:
        return same, ""
    return file.layers[0], layer.name if named and layer.name else ""


def _size(file: PictureFile, layer: Layer) -> tuple[int, int]:
    part = file.parts[layer.part]
    return part.width, part.height
