"""Runs inside Blender: write what a .blend file holds as JSON, for the process that asked."""

from __future__ import annotations

import json
import os
import traceback
from pathlib import Path
from typing import Any

from ...core.errors import FoxError
from ...core.i18n import _
from ..fake.data import asset_to_json, scene_to_json
from .ending import leave
from .host import Blender
from .opening import open_scene


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
    host = Blender()
    assets = [asset_to_json(asset) for asset in host.assets() if asset is not None]
    return {"scene": scene_to_json(host.scene()), "assets": assets}


def write(output: Path, answer: dict[str, Any]) -> None:
    """Write the answer so that nobody sees half of it."""
    part = output.with_name(f"{output.name}.part")
    part.write_text(json.dumps(answer, ensure_ascii=True), encoding="ascii")
    os.replace(part, output)  # noqa: PTH105
