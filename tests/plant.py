"""Put a submitted task straight into a farm, under a number that the test chooses."""

from __future__ import annotations

import json
from typing import Any

from foxsubmit.core.model.server_paths import server_path
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm.farm import Farm
from foxsubmit.farm.rules.submission import add_submission, plan_frames
from foxsubmit.farm.rules.tasks import add_task
from foxsubmit.farm.store.configuration import write_configuration

RENDER = {"common": {"frames": "1-3[1]"}}


def plant(
    farm: Farm,
    number: int,
    render: dict[str, Any] | None = None,
    scene: str = "D:/shot.blend",
    first_frame: int | None = None,
    **info: str,
) -> None:
    """Add task ``number`` with its scene and configuration; the ids of its frames count from ``first_frame``.

    ``render`` is scene_info_render of task.json, and ``info`` adds to its task_info.

    Raises:
        Refusal: the farm cannot render the task.
    """
    task = {"task_info": {"cg_id": "2007", "input_cg_file": scene, **info}, "scene_info_render": render or RENDER}
    upload = {"scene": [{"local": scene, "server": server_path(scene), "hash": ""}], "asset": []}
    planned = plan_frames(task)
    if farm.storage.find(INPUT, server_path(scene)) is None:
        farm.storage.write(INPUT, server_path(scene), b"scene")
    for name, content in (("task.json", task), ("upload.json", upload)):
        write_configuration(farm.storage, number, name, json.dumps(content))
    with farm.database.change() as change:
        add_task(change, {"id": number})
        add_submission(change, number, task["task_info"], server_path(scene), "", planned)
        if first_frame is not None:
            lowest = change.execute("SELECT MIN(id) FROM frames WHERE task = ?", (number,)).fetchone()[0]
            change.execute("UPDATE frames SET id = id + ? WHERE task = ?", (first_frame - lowest, number))
    farm.wake()
