"""What the farm offers this account, read from its answers into plain data."""

from __future__ import annotations

import dataclasses

from .api import FoxAPI
from .api.software import CG_IDS
from .api.types import UserProfile
from .i18n import _
from .state import Account, Environment, Hardware

SOFTWARE = {"blender": "Blender", "maya": "Maya", "houdini": "Houdini", "max": "3ds Max"}
"""Folder under hosts/ -> the farm's name for it."""

CHINA, GPU, ENABLED = 1, 2, 1


@dataclasses.dataclass(frozen=True)
class Facts:
    """An account, and what it can render a host's scenes with."""

    account: Account
    user_id: str
    environments: tuple[Environment, ...]
    hardware: tuple[Hardware, ...]
    projects: tuple[tuple[str, str], ...]
    """(name, id)."""


def read_facts(api: FoxAPI, host: str) -> Facts:
    """Ask the farm. Blocks for a few calls: not on a host's main thread."""
    software = SOFTWARE[host]
    profile = api.user.query_user_profile()
    projects = api.tag.get_label_list()["projectNameList"]
    return Facts(
        account=_account(profile),
        user_id=str(profile.get("userId") or ""),
        environments=_environments(api, software),
        hardware=_hardware(api, software),
        projects=tuple((each["projectName"], str(each["projectId"])) for each in projects),
    )


def read_account(api: FoxAPI) -> Account:
    """The account as it is now: rendering costs money."""
    return _account(api.user.query_user_profile())


def _account(profile: UserProfile) -> Account:
    hidden = bool(profile.get("hideBalance"))
    chinese = profile.get("zone") == CHINA
    balance = profile.get("rmbbalance") if chinese else profile.get("usdbalance")
    return Account(
        name=str(profile.get("userName") or ""),
        balance=0.0 if hidden else float(balance or 0),
        coupon=0.0 if hidden else float(profile.get("coupon") or 0),
        currency="CNY" if chinese else "USD",
    )


def _environments(api: FoxAPI, software: str) -> tuple[Environment, ...]:
    found = [
        Environment(
            name=each["editName"],
            software=each["cgName"],
            version=each["cgVersion"],
            plugins=tuple((plugin["pluginName"], plugin["pluginVersion"])
                          for plugin in each.get("respUserPluginInfoVos") or ()),
            default=bool(each.get("isDefault")),
            os_name=int(each.get("osName", 1)),
        )
        for each in api.env.get_render_env(name=software)
    ]
    return tuple(sorted(found, key=lambda each: not each.default))


def _hardware(api: FoxAPI, software: str) -> tuple[Hardware, ...]:
    found = []
    for each in api.user.get_hardware_config():
        gpu = each["type"] == GPU
        cards = f"{each['gpuNum']} × " if gpu and each.get("gpuNum") else ""
        reason = ""
        if each.get("status", ENABLED) != ENABLED:
            reason = _("Switched off")
        elif CG_IDS[software.lower()] in (each.get("notSupportCgId") or ()):
            reason = _("Not for {software}").format(software=software)
        label = _("{cards}{model}, {ram} RAM").format(
            cards=cards, model=_("CPU") if not gpu else each["model"], ram=each["ram"].replace("GB", " GB"))
        found.append(Hardware(each["id"], label, gpu, each["ram"].replace("GB", ""), reason))
    return tuple(sorted(found, key=lambda each: each.gpu))
