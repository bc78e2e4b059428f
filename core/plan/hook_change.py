"""A choice that a studio's hook changed before a submission: no plan holds such a change without the hook's name."""

from __future__ import annotations

import dataclasses
from typing import Any

from ..common.i18n import _, names


@dataclasses.dataclass(frozen=True)
class HookChange:
    """One choice that one hook changed. The values are in JSON's types."""

    file: str
    """The name of the file with the hook."""
    function: str
    choice: str
    was: Any
    now: Any

    @property
    def sentence(self) -> str:
        """The change in words for the artist."""
        return _("{file} ({function}) sets “{choice}” to {now}; it was {was}.").format(
            file=self.file, function=self.function, choice=self.choice.replace("_", " "), now=_shown(self.now),
            was=_shown(self.was))


def _shown(value: Any) -> str:
    """Return a choice as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return names([_shown(each) for each in value]) or _("empty")
    return str(value) if value not in (None, "") else _("empty")
