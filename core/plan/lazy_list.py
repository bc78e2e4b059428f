"""A list of which each entry is made when it is asked for: a plan's documents may list 500,000 files, several times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Callable


class LazyList(Sequence[Any]):
    """The entries that ``make`` makes of what another sequence holds. Equal to every list of the same entries."""

    def __init__(self, source: Sequence[Any], make: Callable[[Any], Any]) -> None:
        self._source = source
        self._make = make

    def __len__(self) -> int:
        return len(self._source)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self._make(each) for each in self._source[place]]
        return self._make(self._source[place])

    def __iter__(self) -> Iterator[Any]:
        return map(self._make, self._source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (list, LazyList)) and list(self) == list(other)

    def __hash__(self) -> int:
        raise TypeError("a list has no hash")

    def __repr__(self) -> str:
        return repr(list(self))
