"""Measures the frames of sequences and judges them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, Optional

from ...common.errors import BadInput
from .judge import judge
from .marks import Mark
from .measure import Measure, measure

TOGETHER = 2
"""Frames that are measured at once, each by a process of its own."""


class Judged(NamedTuple):
    """A frame that looks wrong."""

    path: Path
    frame: int
    marks: tuple[Mark, ...]


def look_over(found: Mapping[str, Mapping[int, Path]]) -> Iterator[tuple[int, list[Judged]]]:
    """Measure the frames of each sequence; yield how many it has, and those of them that look wrong.

    Raises:
        OSError: a file is gone.
    """
    with ThreadPoolExecutor(TOGETHER) as pool:
        for paths in found.values():
            measured = dict(zip(paths, pool.map(_measured, paths.values())))
            marks = judge(measured)
            yield len(paths), [Judged(paths[frame], frame, some) for frame, some in marks.items()]


def _measured(path: Path) -> Optional[Measure]:
    path.stat()  # one that is gone is another thing than one that is damaged
    with contextlib.suppress(BadInput):
        return measure(path)
    return None
