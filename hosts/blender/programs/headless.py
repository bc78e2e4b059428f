"""Runs inside Blender: write what a .blend file holds as JSON, for the process that asked."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from ....core.common.errors import FoxError
from ....core.common.i18n import _
from ...telling import describe, write
from ..node.ending import leave
from ..scene.host import Blender
from ..scene.opening import open_scene


def main(arguments: list[str]) -> int:
    """``scene.blend output.json``: gather the scene, write the answer, end the process."""
    scene, output = (Path(argument) for argument in arguments)
    code = 0
    try:
        answer = gather(scene)
    except FoxError as error:
        answer, code = {"error": str(error)}, 1
    except Exception as error:  # the last stop before the process ends: the asker gets a sentence, not a silence
        traceback.print_exc()
        answer, code = {"error": _("The scene could not be read: {detail}.").format(detail=error)}, 1
    write(output, answer)
    leave(code)


def gather(path: Path) -> dict[str, Any]:
    """Open the scene and describe it."""
    open_scene(path)
    return describe(Blender(as_saved=True))
