"""``api.user``: the account, its storage and its hardware."""

from __future__ import annotations

from typing import Any

from ...core.api.codes import SoftwareId
from ..base import constants
from ..base.hardware import hardware
from ..base.parameters import either, integer, integers
from ..base.routes import Body, route
from ..farm import Farm
from ..rules import billing
from .records import record_login

PROFILE: dict[str, Any] = {
    "userId": constants.USER_ID, "userName": constants.USER_NAME, "platform": constants.PLATFORM, "phone": "",
    "email": "", "company": "", "name": "", "job": "", "communicationNumber": "",
    "softType": SoftwareId.BLENDER, "softStatus": 1,
    "businessType": 1, "status": 1, "infoStatus": 0, "accountType": 1, "userType": 1, "mainUserId": 0, "level": 50,
    "pictureLever": None, "zone": 2, "rmbbalance": 0, "rmbCumulative": 0,
    "credit": 0, "coupon": 0, "description": "", "country": "", "city": "", "address": "",
    "cpuPrice": constants.CPU_PRICE, "gpuPrice": constants.GPU_PRICE, "shareMainCapital": 0, "subDeleteTask": 0,
    "useMainBalance": 0, "hideBalance": 0, "hideJobCharge": 0, "useLevelDirectory": 1, "downloadDisable": 0,
    "displaySubaccount": 1, "subaccountLimits": 5, "houdiniFlag": 0, "c4dFlag": 0, "blenderFlag": 0,
    "keyshotFlag": 0, "studentEndTime": None,
}

SETTING: dict[str, Any] = {
    "infoStatus": None, "accountType": None, "shareMainCapital": 0, "subDeleteTask": 0, "useMainBalance": 0,
    "singleNodeRenderFrames": "1", "maxIgnoreMapFlag": "1", "autoCommit": "2", "separateAccountFlag": 0,
    "mifileSwitchFlag": 0, "assfileSwitchFlag": 0, "manuallyStartAnalysisFlag": 0, "downloadDisable": 0,
}

OVER_TIME, OVER_TIME_DEFAULT = "taskOverTimeSec", 43200
HOUR = 3600


@route("/api/render/setUp/queryUserProfile")
def query_user_profile(farm: Farm, _body: Body) -> Any:
    """Return the account's profile with the balance that is left."""
    record_login(farm)
    balance = farm.options.balance
    left = billing.balance_left(farm.database, balance)
    return {**PROFILE, "userId": farm.kin.user_id, "userName": farm.kin.user_name,
            "mainUserId": farm.kin.main_user_id, "usdbalance": round(left, 4), "usdCumulative": balance}


@route("/api/render/setUp/queryUserSetting")
def query_user_setting(farm: Farm, _body: Body) -> Any:
    """Return the account's defaults."""
    seconds = over_time(farm)
    return {**SETTING, "taskOverTime": seconds // HOUR, OVER_TIME: seconds}


@route("/api/render/setUp/updateUserSetting")
def update_user_setting(farm: Farm, body: Body) -> None:
    """Set the only default that can be set: after how many seconds a frame counts as slow."""
    seconds = integer(body, either(body, OVER_TIME, "taskOverTime"), least=1)
    with farm.database.change() as change:
        change.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (OVER_TIME, str(seconds)))


@route("/api/render/transfer/getBid")
def get_bid(_farm: Farm, _body: Body) -> Any:
    """Return the three storages of the account; it has neither a main account nor sub-accounts."""
    return {"config_bid": constants.CONFIG, "input_bid": constants.INPUT, "output_bid": constants.OUTPUT,
            "parent_input_bid": None, "sub_user_output_bids": []}


@route("/api/render/hardwareConfig/list")
def hardware_config_list(farm: Farm, body: Body) -> Any:
    """List the kinds of render nodes; ``current`` marks those that the tasks asked for."""
    used: set[str] = set()
    for task in integers(body, "taskIds"):
        row = farm.database.row("SELECT hardware FROM tasks WHERE id = ?", task)
        used |= set(row["hardware"].split(",")) if row else set()
    return hardware(used)


def over_time(farm: Farm) -> int:
    """Return ``taskOverTimeSec``, the seconds after which a frame counts as slow."""
    row = farm.database.row("SELECT value FROM settings WHERE name = ?", OVER_TIME)
    return int(row["value"]) if row else OVER_TIME_DEFAULT
