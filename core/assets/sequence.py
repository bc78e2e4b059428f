"""A path with tokens, and the files on disk that it stands for. Reads the disk."""

from __future__ import annotations

import math
import operator
import os
import re
from collections.abc import Sequence

from ..model.host import Frames
from .found import LocalFile
from .listing import Disk, Trouble, is_absence, is_folder, reason_of, regular_file
from .picking import MOST_NEEDED, how_many, steps
from .tokens import FRAME, TILE, Number, Numbers, agreed, frame_tokens, has_tokens, is_fractional, without_expressions

SEPARATOR = os.sep
SEPARATORS = re.compile(r"[\\/]+" if SEPARATOR == "\\" else "/+")


def split(path: str) -> tuple[str, list[str]]:
    """The folder before the first token, and the parts from there on; parts without tokens between them are one."""
    drive, rest = os.path.splitdrive(without_expressions(path))
    parts = [part for part in SEPARATORS.split(rest) if part not in ("", ".")]
    first = next((number for number, part in enumerate(parts) if has_tokens(part)), max(0, len(parts) - 1))
    below: list[str] = []
    for part in parts[first:]:
        if below and not has_tokens(part) and not has_tokens(below[-1]):
            below[-1] = f"{below[-1]}{SEPARATOR}{part}"
        else:
            below.append(part)
    return SEPARATOR.join((drive, *parts[:first])) + (SEPARATOR if first == 0 else ""), below


def bound_of(path: str, numbers: Sequence[Frames | None]) -> set[Number] | None:
    """The frames that a sequence has by the word of all that show it; None where one of them says nothing."""
    known = [frames for frames in numbers if frames is not None]
    marks = frame_tokens(path)
    if not known or len(known) < len(numbers) or not marks or sum(map(how_many, known)) > MOST_NEEDED:
        return None
    bound = {number for frames in known for number in steps(frames)}
    # Of a sequence of whole frames, a frame between two is the one before it.
    return bound if any(map(is_fractional, marks)) else {math.floor(number) for number in bound}


class Numbered:
    """The files of one path with tokens."""

    def __init__(self, path: str, disk: Disk, bound: set[Number] | None = None) -> None:
        """``bound`` are the frames to take; None takes all that are there."""
        self._disk = disk
        self._bound = bound
        self.found: list[tuple[Numbers, LocalFile]] = []
        """The files, each with what the tokens stand for in it; sorted by frame, then by name."""
        self.troubles: list[str] = []
        """Why something that may belong to it could not be read."""
        folder, parts = split(path)
        waiting: list[tuple[str, int, Numbers]] = [(folder, 0, {})] if parts else []
        while waiting:
            place, number, numbers = waiting.pop()
            if number == len(parts):
                self._take_path(place, numbers)
            elif not has_tokens(parts[number]) or self._is_literal(place, parts, number):
                waiting.append((os.path.join(place, parts[number]), number + 1, numbers))  # noqa: PTH118 - text in, text out
            elif number + 1 == len(parts):
                self._take_all(place, parts[number], numbers)
            else:
                waiting += [(entry.path, number + 1, both) for entry, both in self._like(place, parts[number], numbers)
                            if is_folder(entry)]
        frames = [numbers.get(FRAME, 0) for numbers, _file in self.found]
        if not all(map(operator.lt, frames, frames[1:])):  # names with leading zeros come in the order of their frames
            self.found.sort(key=lambda match: (match[0].get(FRAME, 0), match[1].path))

    @property
    def files(self) -> tuple[LocalFile, ...]:
        """The files of the sequence, sorted by frame, then by name."""
        return tuple([file for _numbers, file in self.found])

    @property
    def tiles(self) -> set[int]:
        """The UV tiles that are there."""
        return {int(numbers[TILE]) for numbers, _file in self.found if TILE in numbers}

    @staticmethod
    def _is_literal(place: str, parts: list[str], number: int) -> bool:
        """Whether a folder is really called so, as ``props #3`` may be."""
        return number + 1 < len(parts) and os.path.isdir(os.path.join(place, parts[number]))  # noqa: PTH112, PTH118

    def _like(self, folder: str, part: str, numbers: Numbers) -> list[tuple[os.DirEntry[str], Numbers]]:
        """The entries that are wanted, with the numbers of the whole path so far."""
        listing = self._disk.listing(folder)
        if listing.error is not None:
            self._note(listing.error, folder)
        found, bound = listing.like(part), self._bound
        if numbers:
            found = [(entry, both) for entry, more in found if (both := agreed(numbers, more)) is not None]
        if bound is not None:
            found = [(entry, both) for entry, both in found if FRAME not in both or both[FRAME] in bound]
        return found

    def _take_all(self, folder: str, part: str, numbers: Numbers) -> None:
        """The loop that runs once a file: it is flat on purpose."""
        add, linked, status_of = self.found.append, self._disk.linked, os.stat
        for entry, both in self._like(folder, part, numbers):
            path = entry.path
            try:
                if entry.is_file():
                    if entry.is_symlink():
                        linked.add(path)
                    # Its status is asked by its path, as in listing.py.
                    add((both, regular_file(path, status_of(path))))
                elif both and entry.is_dir():
                    # A folder a frame. One that only * stands for is a neighbour: /tex/*.png means files.
                    self._take_below(path, both)
            except OSError as error:
                self._note(error, path)

    def _take_below(self, folder: str, numbers: Numbers) -> None:
        below, troubles = self._disk.below(folder)
        self.troubles += troubles
        for entry in below:
            self._take_path(entry.path, numbers)

    def _take_path(self, path: str, numbers: Numbers) -> None:
        try:
            self.found.append((numbers, regular_file(path, self._disk.status(path))))
        except (OSError, ValueError) as error:
            self._note(error, path)

    def _note(self, error: Trouble, path: str) -> None:
        if not is_absence(error):
            self.troubles.append(reason_of(error, path))
