"""``api.transmit``: transfer servers, configuration files, output storage."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

from ..core.i18n import _
from .account import CONFIG, INPUT, OUTPUT
from .parameters import INVALID, integer, text
from .query import TIME
from .routes import Body, Refuse, route
from .state import Farm

PLAIN_NAME = re.compile(r"[\w-][\w. -]{0,99}")


@route("/api/render/transfer/getConfig")
def get_config(farm: Farm, _body: Body) -> Any:
    """Storage ids, and the one engine: HTTP on this very address."""
    host, _colon, port = farm.domain.partition(":")
    line = {"name": "local", "server": host, "port": port, "isDefault": 1, "lineId": 1, "type": 0}
    engine = {
        "engineName": "http", "isDefault": 1, "automaticCheck": 0, "checkServer": "", "checkPort": "",
        "checkEnable": "0", "checkExcludType": "", "resqEngineAccounts": None, "respTaskEngineLines": [line],
    }
    return {"inputBid": INPUT, "outputBid": OUTPUT, "configBid": CONFIG, "parentInputBid": None,
            "resqEngines": [engine], "subUserOutputBids": []}


@route("/api/render/submit/taskJsonFile")
def task_json_file(farm: Farm, body: Body) -> Any:
    """Store one of a task's configuration files."""
    task, name = integer(body, "taskId"), text(body, "fileName", "task.json")
    content = text(body, "content")
    if not PLAIN_NAME.fullmatch(name):
        raise Refuse(INVALID, _("fileName must be the plain name of a file, task.json for example."))
    if farm.database.row("SELECT id FROM tasks WHERE id = ?", task) is None:
        raise Refuse(INVALID, _("taskId: there is no task {number}.").format(number=task))
    try:
        json.loads(content)
    except ValueError as error:
        raise Refuse(INVALID, _("content of {name} is not JSON: {reason}.").format(
            name=name, reason=error)) from error
    farm.storage.write(CONFIG, f"/{task}/cfg/{name}", content.encode())


@route("/api/render/file/operate/getOutputUserDirFile")
def get_output_user_dir_file(farm: Farm, body: Body) -> Any:
    """One folder of output storage; with a task and no folder the entry of the task's own, as documented."""
    path = text(body, "treePath", "/")
    entries = farm.storage.listing(OUTPUT, path.rstrip("/"))
    if body.get("taskId") is not None and path.strip("/") == "":
        task = integer(body, "taskId")
        row = farm.database.row("SELECT output FROM tasks WHERE id = ?", task)
        if row is None:
            raise Refuse(INVALID, _("taskId: there is no task {number}.").format(number=task))
        entries = [(place, entry) for place, entry in entries if row["output"] and entry.name == row["output"]]
    return [_entry(place, entry) for place, entry in entries]


def _entry(place: str, entry: Path) -> dict[str, Any]:
    folder = entry.is_dir()
    status = entry.stat()
    return {
        "fileName": entry.name,
        "fileSize": None if folder else status.st_size,
        "iconPath": None,
        "lastModify": datetime.datetime.fromtimestamp(status.st_mtime).strftime(TIME),
        "fileType": None if folder else entry.suffix[1:],
        "filePath": place,
        "directory": folder,
        "isArrears": 0,
    }
