"""The farm's numbers for host applications. Source: the vendor's mapping of software ids."""

from __future__ import annotations

from ..errors import BadInput
from ..i18n import _

CG_IDS = {
    "maya": 2000,
    "3ds max": 2001,
    "houdini": 2004,
    "cinema 4d": 2005,
    "blender": 2007,
    "vr standalone": 2008,
    "keyshot": 2012,
    "clarisse": 2013,
    "nuke": 2015,
    "katana": 2016,
    "unreal": 2020,
}


def cg_id(name: str) -> int:
    """The id of a host application by its name, upper and lower case alike.

    Raises:
        BadInput: the farm has no such application.
    """
    try:
        return CG_IDS[name.lower()]
    except KeyError:
        raise BadInput(_("The farm has no software “{name}”; it has: {names}.").format(
            name=name, names=", ".join(CG_IDS))) from None
