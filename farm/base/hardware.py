"""The kinds of nodes that a farm pretends to have, and what each does not render."""

from __future__ import annotations

import copy
from typing import Any

from ...core.common.i18n import _
from . import constants
from .refusal import INVALID, Refusal

CPU, GPU = 1, 2
ON, OFF = 1, 0


def _kind(number: int, kind: int, model: str, ram: int, status: int = ON, **not_supported: list[Any]) -> dict[str, Any]:
    return {
        "id": number, "type": kind, "model": model, "gpuNum": "2*GPU" if kind == GPU else None, "ram": f"{ram}GB",
        "platform": constants.PLATFORM, "status": status, "notSupportCgId": [], "notSupportCode": [],
        "notSupportCgVersions": [], "notSupportPluginList": [], **not_supported,
    }


# What is not supported differs from kind to kind, so that a client meets every way of saying it.
_HARDWARE = [
    _kind(301, CPU, "Default", 64),
    _kind(303, CPU, "Default", 128, notSupportPluginList=["^redshift .*", "^octane.*"]),
    _kind(337, GPU, "4090", 64, notSupportCgId=[2013, 2015, 2016], notSupportCode=["15002"],
          notSupportCgVersions=[{"cgId": 2000, "cgVersionName": "2024"}, {"cgId": 2007, "cgVersionName": "3.6"}],
          notSupportPluginList=["^corona .*"]),
    _kind(341, GPU, "1080Ti", 64, OFF, notSupportCgId=[2005, 2007]),
]


def hardware(current: set[str]) -> list[dict[str, Any]]:
    """Return the answer of hardwareConfig/list; ``current`` holds the ids that the tasks in question use."""
    return [{**copy.deepcopy(kind), "current": str(kind["id"]) in current} for kind in _HARDWARE]


def usable(number: int) -> dict[str, Any]:
    """Return a kind of node that tasks can be given.

    Raises:
        Refusal: no kind has this number, or it is switched off.
    """
    found = next((kind for kind in _HARDWARE if kind["id"] == number), None)
    if found is None:
        raise Refusal(INVALID, _("hardwareConfigIds: there is no hardware {number}.").format(number=number))
    if found["status"] != ON:
        raise Refusal(INVALID, _("hardwareConfigIds: hardware {number} is switched off.").format(number=number))
    return found


def ram(number: int) -> int:
    """Return the GB of memory of a kind of node that tasks can be given."""
    return int(usable(number)["ram"].replace("GB", ""))
