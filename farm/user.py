"""``api.user``: the account, its storage and its hardware."""

from __future__ import annotations

from typing import Any

from . import account, catalogue
from .parameters import integers
from .routes import Body, route
from .state import Farm

PROFILE: dict[str, Any] = {
    "userId": account.USER_ID, "userName": account.USER_NAME, "platform": account.PLATFORM, "phone": "",
    "email": "", "company": "", "name": "", "job": "", "communicationNumber": "",
    "softType": catalogue.BLENDER, "softStatus": 1,
    "businessType": 1, "status": 1, "infoStatus": 0, "accountType": 1, "userType": 1, "mainUserId": 0, "level": 50,
    "pictureLever": None, "zone": 2, "rmbbalance": 0, "rmbCumulative": 0, "usdCumulative": account.BALANCE,
    "credit": 0, "coupon": 0, "description": "", "country": "", "city": "", "address": "",
    "cpuPrice": account.CPU_PRICE, "gpuPrice": account.GPU_PRICE, "shareMainCapital": 0, "subDeleteTask": 0,
    "useMainBalance": 0, "hideBalance": 0, "hideJobCharge": 0, "useLevelDirectory": 1, "downloadDisable": 0,
    "displaySubaccount": 1, "subaccountLimits": 5, "houdiniFlag": 0, "c4dFlag": 0, "blenderFlag": 0,
    "keyshotFlag": 0, "studentEndTime": None,
}

SETTING: dict[str, Any] = {
    "infoStatus": None, "accountType": None, "shareMainCapital": 0, "subDeleteTask": 0, "useMainBalance": 0,
    "singleNodeRenderFrames": "1", "maxIgnoreMapFlag": "1", "autoCommit": "2", "separateAccountFlag": 0,
    "mifileSwitchFlag": 0, "assfileSwitchFlag": 0, "manuallyStartAnalysisFlag": 0, "downloadDisable": 0,
    "taskOverTime": 12, "taskOverTimeSec": 43200,
}


@route("/api/render/setUp/queryUserProfile")
def query_user_profile(farm: Farm, _body: Body) -> Any:
    """The account, with what is left of its balance."""
    spent = farm.database.rows("SELECT SUM(fee) AS fee FROM frames")[0]["fee"] or 0.0
    return {**PROFILE, "usdbalance": round(account.BALANCE - spent, 4)}


@route("/api/render/setUp/queryUserSetting")
def query_user_setting(_farm: Farm, _body: Body) -> Any:
    """The account's defaults."""
    return SETTING


@route("/api/render/transfer/getBid")
def get_bid(_farm: Farm, _body: Body) -> Any:
    """The three storages of the account; it has no main account and no sub-accounts."""
    return {"config_bid": account.CONFIG, "input_bid": account.INPUT, "output_bid": account.OUTPUT,
            "parent_input_bid": None, "sub_user_output_bids": []}


@route("/api/render/hardwareConfig/list")
def hardware_config_list(farm: Farm, body: Body) -> Any:
    """Kinds of render nodes; ``current`` marks those that the tasks asked for."""
    tasks = set(integers(body, "taskIds"))
    used = {row["hardware"] for row in farm.database.rows("SELECT id, hardware FROM tasks") if row["id"] in tasks}
    return [{**kind, "platform": account.PLATFORM, "current": str(kind["id"]) in used}
            for kind in catalogue.HARDWARE]
