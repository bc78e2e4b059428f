"""Tell a tracker what happens: a line of JSON for each thing. A real one would call its own service here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from foxsubmit.hooks import File, Plan, Task


def post_submit(plan: Plan, task: Task) -> None:
    """The task is on the farm."""
    _tell(task, what="submitted", scene=plan["scene"], changed=[each["choice"] for each in plan["hooks"]])


def frame_fetched(task: Task, file: File) -> None:
    """A result is on this machine, whole."""
    _tell(task, what="fetched", frame=file["frame"], path=file["path"])


def task_ended(task: Task) -> None:
    """All is rendered, or nothing more will be; the results are here."""
    _tell(task, what="ended", end=task["end"])


def _tell(task: Task, **said: Any) -> None:
    if task["folder"]:
        Path(task["folder"]).mkdir(parents=True, exist_ok=True)
        with (Path(task["folder"]) / "tracker.jsonl").open("a", encoding="utf-8") as tracker:
            tracker.write(json.dumps({"task": task["id"], **said}) + "\n")
