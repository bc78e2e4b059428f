"""A bundle on a studio's share: versions side by side, of which a file names the one that hosts import at their start.

    fox-bundle/current.txt                   0.2.0
    fox-bundle/foxsubmit/__init__.py         leads to that version
    fox-bundle/maya, houdini                 what hosts look for
    fox-bundle/versions/0.1.0, 0.2.0 …       each with its package and its libraries

Nothing that lies in a version changes once it is there, so that hosts which have it loaded go on with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..core.common.atomic import write_text
from ..core.common.errors import FoxError
from ..core.common.i18n import _
from ..core.common.system_errors import system_reason
from ..core.common.version import VERSION
from . import bundle

CURRENT = "current.txt"
VERSIONS = "versions"
CHOSEN = "FOXSUBMIT_VERSION"
"""Variable: another version for the workstation that has it, to try it there first."""

LAUNCHER = f'''"""Leads to the version that {CURRENT} names, or the variable {CHOSEN} of this workstation."""

import os

_root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
with open(os.path.join(_root, "{CURRENT}"), "rb") as _file:
    _named = _file.read()
_utf_16 = _named[:2] in (b"\\xff\\xfe", b"\\xfe\\xff")  # as PowerShell writes
_named = _named.decode("utf-16" if _utf_16 else "utf-8-sig").strip()
_named = os.environ.get("{CHOSEN}") or _named
_package = os.path.join(_root, "{VERSIONS}", _named, "{bundle.NAME}")
if not os.path.isfile(os.path.join(_package, "__init__.py")):
    raise ImportError("foxsubmit %s is not in %s: write a version that is there into %s" % (
        _named, os.path.join(_root, "{VERSIONS}"), os.path.join(_root, "{CURRENT}")))
__path__[:] = [_package]
__file__ = os.path.join(_package, "__init__.py")
with open(__file__, encoding="utf-8") as _file:
    exec(compile(_file.read(), __file__, "exec"))
'''


def make(folder: Path, extra: Mapping[str, str], *, switch: bool) -> bool:
    """Put this version beside the others; False if it lies there already. ``extra``: path below ``folder`` -> text.

    Args:
        folder: the bundle on the share; a bundle that lies there whole, of before there were versions, may be in use.
        extra: what hosts look for.
        switch: whether it is the current one from then on; the first one is in any case.

    Raises:
        FoxError: the libraries could not be had, or the share not be written.
    """
    made = bundle.make(folder / VERSIONS / VERSION, {})
    files = {**extra, f"{bundle.NAME}/__init__.py": LAUNCHER, bundle.STAMP: f"{bundle.NAME} {VERSION}\n"}
    switched = switch or not current(folder)
    try:
        for path, text in {**files, **({CURRENT: f"{VERSION}\n"} if switched else {})}.items():  # that one comes last
            if _text(folder / path) != text:
                write_text(folder / path, text)
    except OSError as error:
        raise FoxError(_("{folder} cannot be written: {reason}.").format(
            folder=folder, reason=system_reason(error))) from error
    return made


def current(folder: Path) -> str:
    """Return the version that hosts import from a share; empty where none is named."""
    try:
        return read_version((folder / CURRENT).read_bytes())
    except (OSError, ValueError):
        return ""


def read_version(written: bytes) -> str:
    """Return what a file of one word says, however an editor or a shell of Windows has written it."""
    return written.decode("utf-16" if written[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").strip()


def others(folder: Path) -> tuple[str, ...]:
    """Return the versions on a share beside the current one."""
    found = (path.name for path in (folder / VERSIONS).glob("*") if (path / bundle.STAMP).is_file())
    return tuple(sorted(name for name in found if name != current(folder)))


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
