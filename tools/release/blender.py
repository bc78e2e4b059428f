"""Blender's extensions and the add-on for 3.3 to 4.1, as the same bytes each time, and the repository of them."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

from foxsubmit.install import bundle, extension

from ..extension import choosing, qt_extension
from . import libraries, packing, payload

SLIM, QT, LEGACY = "blender", "blender-qt", "blender-3.3-4.1"


def build(out: Path, epoch: int, platforms: Sequence[str] = ()) -> list[Path]:
    """Make the extension without Qt, one with Qt for each platform, the add-on, and a repository of each kind."""
    builder = extension.Builder.find()
    wheels = payload.wheels(extension.PYTHON)
    made = [_settled(extension.build(out / SLIM, builder, wheels), epoch, builder),
            packing.make_again(extension.build_legacy(out / LEGACY, payload.wheels(bundle.OLDEST)), epoch)]
    made += [_settled(qt_extension(out / QT, each, builder, wheels, _qt(each)), epoch, builder) for each in platforms]
    for folder in (SLIM, *([QT] if platforms else [])):
        index = extension.index(out / folder, builder)
        page = index.with_suffix(".html")
        page.write_text(re.sub(r"<p>Built [^<]*</p>", f"<p>Built {time.strftime('%Y-%m-%d', time.gmtime(epoch))}</p>",
                               page.read_text(encoding="utf-8")), encoding="utf-8")
        made += [index, page]
    return made


def _qt(platform: str) -> list[Path]:
    """The wheels of Qt alone, for one of Blender's platforms."""
    return libraries.locked("qt", extension.PYTHON, *choosing(platform))


def _settled(path: Path, epoch: int, builder: extension.Builder) -> Path:
    """Make an extension again as the bytes that it always is, which Blender still takes."""
    packing.make_again(path, epoch)
    builder.run("validate", str(path))
    return path
