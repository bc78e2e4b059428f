"""An account's own things at the farm, beside its offer: settings, projects, rented nodes, frames, records."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..api import FoxAPI
from ..api.types import UserSetting
from ..common.i18n import clauses, labelled
from .facts import ENABLED, OWN_AND_MAIN, node_label, read_projects

OWN = 0
"""``flag`` of the list of projects: those of this account alone."""

PROJECT_ON = 0
"""Status of a project that tasks can be booked on; the call's own default is off."""

RECORDS = 50
"""Records of one request."""

SILENT = ("id", "platform", "userId", "channel", "taskAlias")
"""Fields of a record that say nothing to people, or say again what another one does."""

TIMES = ("operateTime", "loginTime", "operationTime", "createTime")


@dataclasses.dataclass(frozen=True)
class FarmSettings:
    """The account's defaults at the farm. None where the farm does not say."""

    slow_after: int | None = None
    """Seconds after which a frame counts as running too long."""
    frames_together: str | None = None
    """Frames that one node renders together."""
    ignores_missing_maps: bool | None = None
    """Whether 3ds Max scenes with missing maps are rendered all the same."""
    starts_by_itself: bool | None = None
    """Whether a scene whose check is done is rendered with its own parameters."""
    may_download: bool | None = None
    shares_main_storage: bool | None = None
    """Whether assets go into the main account's storage."""
    uses_main_balance: bool | None = None


@dataclasses.dataclass(frozen=True)
class FrameTotals:
    """How many frames of all tasks of the account are in each state. None where the farm does not say."""

    waiting: int | None = None
    rendering: int | None = None
    done: int | None = None
    failed: int | None = None
    stopped: int | None = None
    all: int | None = None


@dataclasses.dataclass(frozen=True)
class RentedNode:
    """A pack of nodes that the account rents."""

    id: int
    name: str


@dataclasses.dataclass(frozen=True)
class NodeKind:
    """A kind of render node, whatever it renders."""

    id: int
    label: str
    on: bool
    current: bool
    """Whether the task that was asked for uses it."""


@dataclasses.dataclass(frozen=True)
class AccountProject:
    """A project that tasks can be booked on."""

    id: int
    name: str
    own: bool
    """Whether it is this account's; else its main account's, which alone can delete it."""


@dataclasses.dataclass(frozen=True)
class Record:
    """Something that happened: to a task, or a sign-in."""

    key: str
    """Distinguishes it from the others of the list."""
    moment: float
    """Seconds since 1970; 0 where the farm does not say."""
    who: str = ""
    what: str = ""
    task: int | None = None
    more: str = ""
    address: str = ""


class RecordPage(NamedTuple):
    """One page of records, the newest first."""

    number: int
    rows: tuple[Record, ...]
    more: bool
    """Whether there are later pages."""


def read_settings(api: FoxAPI) -> FarmSettings:
    """Ask for the account's defaults."""
    found: UserSetting = api.user.query_user_setting()
    seconds, hours = found.get("taskOverTimeSec"), found.get("taskOverTime")
    maps, commit = found.get("maxIgnoreMapFlag"), found.get("autoCommit")
    return FarmSettings(
        slow_after=seconds if isinstance(seconds, int) else hours * 3600 if isinstance(hours, int) else None,
        frames_together=found.get("singleNodeRenderFrames"),
        ignores_missing_maps=None if maps is None else str(maps) == "1",
        starts_by_itself=None if commit is None else str(commit) == "2",
        may_download=_not(_flag(found.get("downloadDisable"))),
        shares_main_storage=_flag(found.get("shareMainCapital")),
        uses_main_balance=_flag(found.get("useMainBalance")))


def change_slow_after(api: FoxAPI, seconds: int) -> FarmSettings:
    """Set after how many seconds a frame counts as running too long; the defaults as they are then."""
    api.user.update_user_settings(seconds)
    return read_settings(api)


def read_totals(api: FoxAPI) -> FrameTotals:
    """Ask how many frames are in each state."""
    found: Mapping[str, Any] = api.query.all_frame_status()
    numbers = [found.get(f"{name}FramesTotal") for name in ("waiting", "executing", "done", "failed", "abandon")]
    return FrameTotals(*[each if isinstance(each, int) else None for each in (*numbers, found.get("totalFrames"))])


def read_nodes(api: FoxAPI) -> tuple[RentedNode, ...]:
    """Ask which nodes the account rents."""
    return tuple(RentedNode(each["packNodeId"], each.get("packName") or "") for each in api.query.get_pack_node_info())


def read_node_kinds(api: FoxAPI, task: int | None = None) -> tuple[NodeKind, ...]:
    """Ask which kinds of render nodes there are, and which of them a task uses."""
    return tuple(NodeKind(each["id"], node_label(each), each.get("status", ENABLED) == ENABLED,
                          task is not None and bool(each.get("current")))
                 for each in api.user.get_hardware_config([str(task)] if task is not None else None))


def read_software(api: FoxAPI) -> tuple[str, ...]:
    """Ask which host applications the farm renders."""
    return tuple(each["cgName"] for each in api.query.supported_software()["renderInfoList"] if each.get("cgName"))


def read_account_projects(api: FoxAPI) -> tuple[AccountProject, ...]:
    """Ask for the account's own projects, and for those of its main account."""
    own = {each["projectId"] for each in api.tag.get_list(flag=OWN)["projectNameList"]}
    return tuple(AccountProject(each["projectId"], each["projectName"], each["projectId"] in own)
                 for each in api.tag.get_list(flag=OWN_AND_MAIN)["projectNameList"])


def add_project(api: FoxAPI, name: str) -> tuple[tuple[str, str], ...]:
    """Have the farm add a project; (name, id) of those that tasks can be booked on then."""
    # Somebody else may have added it since the list was read.
    if name not in dict(read_projects(api)):
        api.tag.add_label(name, status=PROJECT_ON)
    return read_projects(api)


def read_task_records(api: FoxAPI, page: int = 1, days: int = 0) -> RecordPage:
    """Ask what was done with tasks and by whom, in so many days, today included; 0 for any."""
    return _page(page, api.user.task_record(pageNum=page, pageSize=RECORDS, startDate=_first_day(days)))


def read_sign_ins(api: FoxAPI, page: int = 1, days: int = 0) -> RecordPage:
    """Ask who signed in and from where, in so many days, today included; 0 for any."""
    return _page(page, api.user.login_record(pageNum=page, pageSize=RECORDS, startDate=_first_day(days)))


def _page(number: int, answer: Any) -> RecordPage:
    """Read an answer that no document describes: an object with a page of items, or the items alone."""
    items = answer.get("items") if isinstance(answer, Mapping) else answer
    found = [each for each in items or () if isinstance(each, Mapping)]
    pages = answer.get("pageCount") if isinstance(answer, Mapping) else None
    more = number < pages if isinstance(pages, int) else len(found) >= RECORDS
    return RecordPage(number, tuple(_record(each, f"{number}/{at}") for at, each in enumerate(found)), more)


def _record(item: Mapping[str, Any], place: str) -> Record:
    """Read a record; what it says in fields that are not known is shown as it is."""
    left = {name: value for name, value in item.items() if name not in SILENT}
    moment = next((left.pop(name) for name in TIMES if name in left), None)
    task, number = left.pop("taskId", None), item.get("id")
    who, what, detail, address = (_text(left.pop(name, "")) for name in ("userName", "operation", "detail", "ip"))
    unknown = [labelled(name, str(value)) for name, value in left.items()
               if isinstance(value, (str, int, float)) and value]
    return Record(str(number) if number is not None else place, _moment(moment), who, what,
                  task if isinstance(task, int) else None, clauses(detail, *unknown), address)


def _moment(value: object) -> float:
    """Read a time in milliseconds, or one that is written out; 0 where it is neither."""
    if isinstance(value, (int, float)):
        return value / 1000
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d %H:%M:%S").timestamp() if isinstance(value, str) else 0.0
    except (ValueError, OverflowError, OSError):
        return 0.0


def _first_day(days: int) -> str:
    return str(datetime.date.today() - datetime.timedelta(days=days - 1)) if days else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _flag(value: object) -> bool | None:
    return bool(value) if isinstance(value, int) else None


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value
