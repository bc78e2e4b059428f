"""Put a submitted task into a farm under a number of one's own: for tests, benches and lessons."""

from __future__ import annotations

import json
from typing import Any

from ..core.model.server_paths import server_path
from .base.constants import INPUT
from .farm import Farm
from .rules.submission import plan_frames, write_down
from .rules.tasks import add_task
from .store.configuration import write_configuration

RENDER = {"common": {"frames": "1-3[1]"}}


def plant(
    farm: Farm,
    number: int,
    render: dict[str, Any] | None = None,
    scene: str = "D:/shot.blend",
    first_frame: int | None = None,
    **info: str,
) -> None:
    """Task ``number`` with its scene and configuration; its frames are counted from ``first_frame`` on.

    ``render`` is scene_info_render and ``info`` more of task_info, as in task.json.

    Raises:
        Refuse: it cannot be rendered so.
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
        write_down(change, number, task["task_info"], server_path(scene), "", planned)
        if first_frame is not None:
            lowest = change.execute("SELECT MIN(id) FROM frames WHERE task = ?", (number,)).fetchone()[0]
            change.execute("UPDATE frames SET id = id + ? WHERE task = ?", (first_frame - lowest, number))
    farm.wake()
