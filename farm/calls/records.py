"""The history of the account: operations on tasks, and sessions."""

from __future__ import annotations

import datetime
import sqlite3
from typing import Any

from ...core.common.i18n import _
from ..base import constants
from ..base.database import now
from ..base.pages import cut
from ..base.parameters import integer, text
from ..base.refusal import INVALID, Refusal
from ..base.routes import Body, route
from ..farm import Farm

TIME = "%Y-%m-%d %H:%M:%S"
DAY = "%Y-%m-%d"
LOGIN, TASK = "login", "task"
SESSION = 600_000  # ms: a profile that is asked for again within is no new session


def record(change: sqlite3.Connection, operation: str, task: int, detail: str = "") -> None:
    """Record an operation on a task."""
    change.execute("INSERT INTO records (moment, kind, task, detail) VALUES (?, ?, ?, ?)",
                   (now(), TASK, task, f"{operation} {detail}".strip()))


def record_login(farm: Farm) -> None:
    """Record a session; clients begin one by asking for the profile."""
    last = farm.database.row("SELECT MAX(moment) AS moment FROM records WHERE kind = ?", LOGIN)
    if last is None or (last["moment"] or 0) < now() - SESSION:
        with farm.database.change() as change:
            change.execute("INSERT INTO records (moment, kind) VALUES (?, ?)", (now(), LOGIN))


@route("/api/render/handle/operate/sdk/taskRecord")
def task_record(farm: Farm, body: Body) -> Any:
    """List operations on tasks, newest first."""
    return _records(farm, body, TASK, lambda row: {
        "taskId": row["task"], "taskAlias": alias(row["task"]), "operation": row["detail"].partition(" ")[0],
        "detail": row["detail"].partition(" ")[2], "operateTime": row["moment"]})


@route("/api/render/handle/operate/sdk/loginRecord")
def login_record(farm: Farm, body: Body) -> Any:
    """List sessions, newest first."""
    return _records(farm, body, LOGIN, lambda row: {
        "loginTime": row["moment"], "ip": "127.0.0.1", "channel": 4})


def alias(task: int) -> str:
    """Return the ``taskAlias`` of a task."""
    return f"2W{task}"


def moment(body: Body, name: str, shapes: tuple[str, ...] = (TIME,), days: int = 0) -> int | None:
    """Read a local time as milliseconds since 1970; if only the day is given, ``days`` are added."""
    value = text(body, name, "")
    if not value:
        return None
    for shape in shapes:
        try:
            found = datetime.datetime.strptime(value, shape)
            return int((found + datetime.timedelta(days=days if shape == DAY else 0)).timestamp() * 1000)
        except (ValueError, OverflowError, OSError):
            continue
    raise Refusal(INVALID, _("The parameter {name} must look like 2026-01-31 18:00:00.").format(name=name))


def _records(farm: Farm, body: Body, kind: str, show: Any) -> Any:
    first = moment(body, "startDate", (TIME, DAY)) or 0
    last = moment(body, "endDate", (TIME, DAY), days=1) or 1 << 62
    integer(body, "platform", constants.PLATFORM)
    common = {"userId": farm.kin.user_id, "userName": farm.kin.user_name, "platform": constants.PLATFORM}
    return cut(farm.database, body, "records", "kind = ? AND moment BETWEEN ? AND ?", [kind, first, last],
               "id DESC", lambda rows: [{**common, "id": row["id"], **show(row)} for row in rows], size=10)
