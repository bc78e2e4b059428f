"""A studio's rules of where files lie that scenes name by paths of other machines.

core/assets/path_mapping.py applies them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|%([A-Za-z_]\w*)%")
WINDOWS = re.compile(r"[A-Za-z]:(?=[\\/]|$)|[\\/]{2}(?=[^\\/])")
"""How an absolute path of Windows begins; the slashes of a share may be those of other systems."""


class Rule(NamedTuple):
    """One rule: what a scene writes in front, and the folder of this machine or of the farm that it stands for."""

    source: str
    target: str

    @property
    def fits(self) -> bool:
        """Whether it can be used: from a folder, or a variable, to a folder that says where it is."""
        return is_absolute(self.target) and bool(self.source.strip("/\\")) and (
            is_absolute(self.source) or VARIABLE.match(self.source) is not None)

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that it gives a value; none where it says where a folder lies."""
        return tuple(match[match.lastindex or 1] for match in VARIABLE.finditer(self.source))


def is_absolute(path: str) -> bool:
    """Whether a path says where it is, on Windows or elsewhere."""
    return path.startswith("/") or WINDOWS.match(path) is not None
