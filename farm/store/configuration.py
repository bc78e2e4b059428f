"""Store and read the configuration files of a task."""

from __future__ import annotations

import json
import re
from typing import Any

from ...core.common.i18n import _
from ..base.constants import CONFIG
from ..base.refusal import INVALID, Refusal
from .storage import Storage

PLAIN_NAME = re.compile(r"[\w-][\w. -]{0,99}")


def write_configuration(storage: Storage, task: int, name: str, content: str) -> None:
    """Store a configuration file, so that it outlives a power cut; one of the same name is replaced.

    Raises:
        Refusal: the content is not JSON, or the name is not a plain file name.
    """
    if not PLAIN_NAME.fullmatch(name):
        raise Refusal(INVALID, _("fileName must be the plain name of a file, task.json for example."))
    try:
        json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refusal(INVALID, _("content of {name} is not JSON: {reason}.").format(
            name=name, reason=error)) from error
    path = f"/{task}/cfg/{name}"
    storage.write(CONFIG, path, content.encode())
    storage.sync(CONFIG, [path])  # nobody asks whether it is still there before the task is submitted


def read_configuration(storage: Storage, task: int, name: str) -> dict[str, Any]:
    """Return the content of a configuration file.

    Raises:
        Refusal: the file was not sent, or the disk has lost it.
    """
    file = storage.find(CONFIG, f"/{task}/cfg/{name}")
    try:
        content = json.loads(file.read_text(encoding="utf-8")) if file else None
    except ValueError as error:  # whole JSON was stored
        raise Refusal(INVALID, _("{name} of task {number} is damaged on the farm's disk: submit once more.").format(
            number=task, name=name)) from error
    if not isinstance(content, dict):
        raise Refusal(INVALID, _("Task {number} has no {name}: send it with taskJsonFile.").format(
            number=task, name=name))
    return content
