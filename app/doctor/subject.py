"""The subject of the checks of an installation."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path

from ..core.common.errors import FoxError
from ..core.settings.local_farms import is_local
from ..core.settings.settings import Settings

SECONDS = 60.0  # a first start of Blender from a slow disk takes many


@dataclasses.dataclass(frozen=True)
class Installation:
    """The installation to check, and how long a check may take."""

    settings: Settings
    account: str | None = None
    """The one to use; None for the one that is used where nobody names one."""

    scene: Path | None = None
    seconds: float = SECONDS
    """How long one check may take."""

    in_host: bool = False
    """Whether this runs in a host application, which has a Qt of its own."""

    @property
    def local(self) -> bool:
        """Whether the account is the farm of this machine, or is not known as the accounts cannot be read."""
        with contextlib.suppress(FoxError):
            return is_local(self.account or self.settings.account())
        return True
