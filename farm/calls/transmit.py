"""``api.transmit``: transfer servers, configuration files, output storage."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

from ..base import constants
from ..base.constants import CONFIG, INPUT, OUTPUT
from ..base.database import now
from ..base.parameters import integer, text
from ..base.routes import Body, route
from ..farm import Farm
from ..rules import billing
from ..rules.tasks import known_task, live_task
from ..store.configuration import write_configuration
from .records import TIME

CLIENT = "3.2.8.2"
"""Version of the Raysync client in the vendor's example; the farm does not speak Raysync."""


@route("/api/render/transfer/getConfig")
def get_config(farm: Farm, _body: Body) -> Any:
    """Return the storage ids and the transfer engines: HTTP at the farm's own address, and Aspera if asked for.

    What is called Aspera is this farm's own program that is started in place of the vendor's (farm/transmitter).
    """
    names = ("http", "Aspera") if farm.options.transmitter else ("http",)
    return {"inputBid": INPUT, "outputBid": OUTPUT, "configBid": CONFIG, "parentInputBid": None,
            "resqEngines": [_engine(farm, name) for name in names], "subUserOutputBids": []}


def _engine(farm: Farm, name: str) -> dict[str, Any]:
    host, _colon, port = farm.domain.partition(":")
    line = {"name": "local", "server": host, "port": port, "isDefault": 1, "lineId": 1, "type": 0}
    return {
        "engineName": name, "isDefault": int(name == "http"), "automaticCheck": 0, "checkServer": "", "checkPort": "",
        "checkEnable": "0", "checkExcludType": "", "resqEngineAccounts": None, "respTaskEngineLines": [line],
    }


@route("/api/render/submit/taskJsonFile")
def task_json_file(farm: Farm, body: Body) -> None:
    """Store one of a task's configuration files."""
    task, name = integer(body, "taskId"), text(body, "fileName", "task.json")
    content = text(body, "content")
    live_task(farm, task)
    write_configuration(farm.storage, task, name, content)


@route("/api/render/transfer/getServerInfo")
def get_server_info(farm: Farm, body: Body) -> Any:
    """Return the address of Raysync. Nothing listens there: getConfig names the engine that exists."""
    integer(body, "zone", 1)
    host = farm.domain.partition(":")[0]
    transfer = {"serverIp": host, "serverPort": 0, "proxyIp": host, "proxyPort": 0, "sslPort": 0, "port": 0}
    return {"clientVersion": CLIENT, "protocolVersion": CLIENT, "raysyncTransfer": transfer}


@route("/api/render/user/getRaySyncUserKey", "/api/render/transfer/getRaySyncUserKey")
def get_ray_sync_user_key(farm: Farm, _body: Body) -> Any:
    """Return a Raysync key derived from the account's key; it opens nothing."""
    key, user = (hashlib.sha256(f"{word} {farm.account.access_key}".encode()).hexdigest() for word in ("sync", "user"))
    return {
        "channel": 2, "platform": constants.PLATFORM, "signature": "", "version": "1.0.0", "userKey": user[:32],
        "id": farm.kin.user_id, "userName": farm.kin.user_name, "zone": 2, "phone": "", "email": "",
        "loginTime": now(),
        "infoStatus": 0, "accountType": 1, "shareMainCapital": 0, "subDeleteTask": 0, "subDeleteCapital": 0,
        "useMainBalance": 0, "downloadDisable": 0, "raySyncUserKey": key[:40],
    }


@route("/api/render/file/operate/getOutputUserDirFile")
def get_output_user_dir_file(farm: Farm, body: Body) -> Any:
    """List a folder of output storage; with a task and no folder only the entry of the task's folder, as documented."""
    path = text(body, "treePath", "/")
    entries = farm.storage.listing(OUTPUT, path.rstrip("/"))
    if body.get("taskId") is not None and path.strip("/") == "":
        output = known_task(farm, integer(body, "taskId"))["output"]
        entries = [(place, entry) for place, entry in entries if output and entry.name == output]
    owing = int(billing.balance_left(farm.database, farm.options.balance) < 0)
    return [_entry(place, entry, owing) for place, entry in entries]


def _entry(place: str, entry: Path, owing: int) -> dict[str, Any]:
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
        "isArrears": owing,
    }
