"""The numbers of a task's frames, as people write them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ..common.errors import BadInput
from ..common.i18n import _
from ..model.frames import compress, named, numbers, parse, shown
from .blocks import Blocks
from .tasks import FrameRow


class FrameRange:
    """``1001-1120``. Frames that go on rendering change nothing of it: it is made again where numbers changed."""

    def __init__(self) -> None:
        self._of_blocks = Blocks(_numbers)
        self._frames: Sequence[FrameRow] = ()
        self._numbers: list[int] = []
        self._text = ""

    def of(self, frames: Sequence[FrameRow]) -> str:
        """Return the range of these frames."""
        if frames is self._frames:
            return self._text
        self._frames = frames
        numbers = list(dict.fromkeys(itertools.chain.from_iterable(self._of_blocks.of(frames))))
        if numbers != self._numbers:
            self._numbers, self._text = numbers, shown(compress(numbers))
        return self._text


def chosen(frames: Sequence[FrameRow], text: str) -> list[FrameRow]:
    """Return the frames that ``text`` names: one by the farm's name, or numbers and ranges such as ``1-10,15``.

    Raises:
        BadInput: it is no range, or a frame of it is not there.
    """
    named_so = [frame for frame in frames if text.strip() in (frame.name, frame.label)]
    if named_so:
        return named_so
    wanted = set(numbers(parse(text)))
    found = [frame for frame in frames if not wanted.isdisjoint(named(frame.name))]
    missing = sorted(wanted.difference(*map(named, (frame.name for frame in found))))
    if missing:
        raise BadInput(_("The task has no frame {frames}.").format(frames=shown(compress(missing))))
    return found


def _numbers(frames: Sequence[FrameRow]) -> list[int]:
    names = [frame.name for frame in frames]
    if all(map(str.isdecimal, names)):  # nearly always, and a third of the time for 10,000
        return list(map(int, names))
    return list(itertools.chain.from_iterable(map(named, names)))
