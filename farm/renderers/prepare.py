"""Gather what a renderer needs to know about the frames that it is given."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ...core.api.codes import FrameType
from ...core.common.errors import BadInput
from ...core.model.server_paths import server_path
from ..base import catalogue
from ..base.constants import INPUT
from ..farm import Farm
from ..rules.scene import frame_numbers, from_json, uploads
from ..store.configuration import read_configuration
from .render_job import Piece, RenderJob

ONE = {FrameType.SIMULATION, FrameType.PHOTON}
"""Types of frames that are calculated once, whatever frames they are for."""


def prepare(farm: Farm, task: sqlite3.Row, rows: Sequence[sqlite3.Row], folder: Path) -> RenderJob:
    """Build the job of one node."""
    return RenderJob(
        task=task["id"],
        software=catalogue.software_name(task["cg_id"]),
        scene=stored(farm, task["scene_path"]),
        name=PurePosixPath(task["scene_name"]).stem,
        unit=from_json(task["unit"]),
        pieces=tuple(Piece(row["id"], _numbers(row), row["block"], row["type"]) for row in rows),
        paths=paths(farm, task["parent"] or task["id"]),
        folder=folder,
        tiles=task["tiles"],
        tiles_type=task["tiles_type"],
    )


def paths(farm: Farm, task: int) -> dict[str, str]:
    """Map local paths to their stored copies, and server paths too where a file lay elsewhere than its path implies."""
    entries = uploads(read_configuration(farm.storage, task, "upload.json"))
    copies = {entry["server"]: str(stored(farm, entry["server"])) for entry in entries}
    moved = {entry["server"]: copies[entry["server"]] for entry in entries if _lay_elsewhere(**entry)}
    return {**{entry["local"]: copies[entry["server"]] for entry in entries}, **moved}


def _lay_elsewhere(local: str, server: str, **_more: str) -> bool:
    try:
        return server_path(local) != server
    except BadInput:
        return False


def stored(farm: Farm, path: str) -> Path:
    """Return a file of input storage."""
    file = farm.storage.find(INPUT, path)
    if file is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return file


def _numbers(row: sqlite3.Row) -> tuple[int, ...]:
    if row["block"] or row["type"] in ONE or row["name"] == str(row["number"]):
        return (row["number"],)
    return tuple(frame_numbers(row["name"]))
