"""Runs inside a host application without a window: write what a scene file holds, for the process that asked."""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from ..core.common.atomic import replace
from ..core.common.errors import FoxError
from ..core.common.i18n import _
from ..core.model.host import Host, Reports
from .recorded.data import asset_to_json, scene_to_json


def main(arguments: list[str]) -> int:
    """``HOST SCENE OUTPUT``"""
    host, scene, output = arguments
    answer, code = tell(host, Path(scene))
    write(Path(output), answer)
    # What a plug-in starts in the background must not keep the process.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def tell(host: str, scene: Path) -> tuple[dict[str, Any], int]:
    """Return the contents of the scene, or the reason why they cannot be told, and the exit code."""
    try:
        opening = importlib.import_module(f".{host}.opening", __package__)
        return describe(opening.open_scene(scene)), 0
    except FoxError as error:
        return {"error": str(error)}, 1
    except Exception as error:  # the last stop before the process ends: the asker gets a sentence, not a silence
        traceback.print_exc()
        return {"error": _("The scene could not be read: {detail}.").format(detail=error)}, 1


def describe(host: Host) -> dict[str, Any]:
    """The open scene as JSON."""
    assets = [asset_to_json(asset) for asset in host.assets() if asset is not None]
    scene = scene_to_json(host.scene())
    unread = host.unread() if isinstance(host, Reports) else ()
    return {"scene": scene, "assets": assets, "unread": [[each.node, each.reason, each.read] for each in unread]}


def write(output: Path, answer: dict[str, Any]) -> None:
    """Write the answer so that nobody sees half of it."""
    part = output.with_name(f"{output.name}.part")
    part.write_text(json.dumps(answer, ensure_ascii=True), encoding="ascii")
    replace(part, output)
