"""What hooks are given and may answer: plain dictionaries in JSON's types, described in docs/studio.md.

``version`` is the version of these dictionaries; it grows where a key changes its meaning or goes, not with new keys.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, TypedDict  # noqa: UP035 - studios evaluate them on 3.9

VERSION = 1

VALIDATE, PRE_SUBMIT, POST_SUBMIT, FRAME_FETCHED, TASK_ENDED = FUNCTIONS = (
    "validate", "pre_submit", "post_submit", "frame_fetched", "task_ended")
"""The names of the functions that are called, in the order in which they are."""

Choices = Dict[str, Any]
"""Every choice by its name, with ``version``."""


class Unit(TypedDict):
    """A render unit: a layer, a node, or a camera of a scene."""

    id: str
    name: str
    camera: str
    layer: str
    kind: str
    frames: str
    """``1-10[2]``"""
    size: List[int]
    renderer: str
    output: str
    format: str
    enabled: bool


class UsedFile(TypedDict):
    """A file, or a pattern of files, that the scene names."""

    path: str
    kind: str
    state: str
    """``found``, ``partial``, ``missing``, ``address`` or ``unreadable``."""
    nodes: List[str]


class Scene(TypedDict):
    """The scene as it was read."""

    version: int
    host: str
    """``blender``, ``maya``, ``houdini`` or ``max``."""
    host_version: str
    path: str
    """Empty where it was never saved."""
    project: str
    cameras: List[str]
    plugins: Dict[str, str]
    units: List[Unit]
    files: List[UsedFile]


class Fix(TypedDict, total=False):
    """The click that puts a finding right."""

    label: str
    """A verb, as a button says it."""
    changes: Choices


class Finding(TypedDict, total=False):
    """One thing that is worth saying; ``text`` is needed, all else is not."""

    text: str
    severity: str
    """``note``, ``warning`` (the default) or ``error``, which keeps the submission back."""
    nodes: List[str]
    details: List[str]
    """Paths or values."""
    fix: Fix


class Change(TypedDict):
    """A choice that a hook changed before a submission."""

    file: str
    function: str
    choice: str
    was: Any
    now: Any


class Plan(TypedDict):
    """A submission."""

    version: int
    host: str
    name: str
    """The scene's file name."""
    scene: str
    account: str
    job_name: str
    comment: str
    batch: str
    artist: str
    priority: int
    tags: List[str]
    folder: str
    choices: Choices
    hooks: List[Change]


class Task(TypedDict):
    """A task on the farm. ``end`` and ``message`` are empty before it ended."""

    version: int
    id: Optional[int]
    submission: str
    name: str
    account: str
    folder: str
    """The folder of its results on this machine; empty where none are fetched."""
    end: str
    """``done``, ``some failed``, ``all failed`` …: a word of ``model/ending.py``."""
    message: str


class File(TypedDict):
    """A result that is on this machine."""

    version: int
    path: str
    server: str
    """Its path on the farm."""
    frame: Optional[int]
    """The number in its name; None where it has none."""
    size: int
    sha256: str
