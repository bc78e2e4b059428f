"""The extras of this package, and the command that adds one to the Python that runs.

pyproject.toml has the same (tests/test_packages.py compares them): inside a host the package has no metadata to ask.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

# Extra, requirement, first Python that it is for, and the first that it is not for.
TABLE = """
keyring   keyring>=24.0                     3.9   4.0
7z        py7zr>=0.20                       3.9   4.0
usd       usd-core>=25.2                    3.9   4.0
pictures  OpenImageIO>=3.0                  3.11  4.0
farm      starlette>=0.42                   3.9   4.0
farm      uvicorn>=0.39,<0.55               3.9   4.0
farm      h11>=0.14                         3.9   4.0
farm      Pillow>=10.1                      3.9   4.0
blender   bpy==4.5.*                        3.11  3.12
blender   bpy==5.2.*                        3.13  3.14
qt        PySide2==5.15.2.1                 3.9   3.11
qt        PySide6-Essentials>=6.5,!=6.12.0  3.11  3.12
qt        PySide6-Essentials>=6.5           3.12  4.0
"""


class Wanted(NamedTuple):
    """A requirement of an extra, for some Pythons."""

    extra: str
    requirement: str
    first: tuple[int, ...]
    before: tuple[int, ...]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


WANTED = tuple(Wanted(extra, requirement, _numbers(first), _numbers(before)) for extra, requirement, first, before in
               (line.split() for line in TABLE.split("\n") if line))


def requirements(extra: str, python: tuple[int, int] = sys.version_info[:2]) -> tuple[str, ...]:
    """Return the requirements of an extra on a Python; empty where it brings nothing there."""
    return tuple(each.requirement for each in WANTED if each.extra == extra and each.first <= python < each.before)


def pip_command(extra: str, python: tuple[int, int] = sys.version_info[:2]) -> str:
    """What a person types to have an extra in this Python; empty where it does nothing there, or takes no packages.

    It names the packages, not foxsubmit[…]: they are on a package index, wherever foxsubmit itself came from.
    """
    wanted = requirements(extra, python)
    if not wanted or _sealed(Path(sys.executable or "")):
        return ""
    # What a host calls its executable may be the application itself.
    program = sys.executable if "py" in Path(sys.executable or "").name.lower() else "python"
    return " ".join([f'"{program}"' if " " in program else program, "-m pip install",
                     *(f'"{each}"' for each in wanted)])


def _sealed(program: Path) -> bool:
    """Whether a Python has a file that says where all it imports lies: Windows' embeddable one, which has no pip."""
    return bool(program.name) and any(program.parent.glob("python*._pth"))
