"""Pictures that oiiotool makes of nothing but its arguments: each once for all tests of a process."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from foxsubmit.core.pictures import oiio


def drawn(path: Path, *arguments: str) -> Path:
    """Write a picture of what the arguments say, which name no other file."""
    path.write_bytes(_content(path.suffix, arguments))
    return path


@functools.cache
def _content(suffix: str, arguments: tuple[str, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, f"drawn{suffix}")
        oiio.run([oiio.tool(), *arguments, "-o", str(made)], made)
        return made.read_bytes()
