"""``api.task``: create and submit tasks."""

from __future__ import annotations

from typing import Any

from ...core.common.i18n import _
from ..base.constants import INPUT
from ..base.parameters import integer, text, texts
from ..base.refusal import INVALID, Refusal
from ..base.routes import Body, route
from ..farm import Farm
from ..rules import billing
from ..rules.scene import scene_entry, uploads
from ..rules.submission import add_submission, plan_frames
from ..rules.tasks import add_task, known_task, live_task
from ..store.configuration import read_configuration
from .records import alias, record
from .tag import add_labels

MOST = 100
"""The most task numbers that one call reserves."""


@route("/api/render/submit/createTask")
def create_task(farm: Farm, body: Body) -> Any:
    """Reserve task numbers."""
    count = integer(body, "count", 1, least=1)
    if count > MOST:
        raise Refusal(INVALID, _("The parameter count must be at most {most}.").format(most=MOST))
    integer(body, "outUserId", 0)
    original = integer(body, "cloneOriginalId", 0)
    if original:
        known_task(farm, original, "cloneOriginalId")
    values = {
        "user_level": integer(body, "taskUserLevel", 50, least=0),
        "artist": text(body, "artist", ""),
        "clone_of": original,
    }
    labels = texts(body, "labels")
    with farm.database.change(synced=True) as change:
        numbers = [add_task(change, values) for _each in range(count)]
        farm.numbers.given(numbers[-1])
        for number in numbers:
            add_labels(change, number, labels)
            record(change, "create", number)
    return {"aliasTaskIdList": list(map(alias, numbers)), "taskIdList": numbers, "userId": farm.kin.user_id}


@route("/api/render/submit/task")
def submit_task(farm: Farm, body: Body) -> None:
    """Check the configuration and files of a task, create its frames and queue them."""
    number = live_task(farm, integer(body, "taskId"))["id"]
    task, upload = (read_configuration(farm.storage, number, name) for name in ("task.json", "upload.json"))
    if not isinstance(task.get("task_info"), dict):
        raise Refusal(INVALID, _("task.json has no task_info."))
    entries = uploads(upload)
    check_files(farm, [entry["server"] for entry in entries])
    scene = scene_entry(task, entries)
    if scene is None:
        raise Refusal(INVALID, _("upload.json does not name the scene, input_cg_file of task.json."))
    planned = plan_frames(task)
    # Once the farm says that it has the task, a power cut must not leave a task without its files.
    farm.storage.sync(INPUT, [entry["server"] for entry in entries])
    with farm.database.change(synced=True) as change:
        add_submission(change, number, task["task_info"], scene["server"], text(body, "producer", ""), planned)
        farm.numbers.given(change.execute("SELECT MAX(id) FROM tasks").fetchone()[0])  # layers have numbers, too
        record(change, "submit", number)
        billing.check(change, farm.options.balance)
    farm.wake()


def check_files(farm: Farm, paths: list[str]) -> None:
    """Refuse a task whose files are not all in storage."""
    missing = farm.storage.lacking(INPUT, paths)
    if missing:
        raise Refusal(INVALID, _("{count} files of upload.json are not in storage, {first} for example: "
                                "send them first.").format(count=len(missing), first=missing[0]))
