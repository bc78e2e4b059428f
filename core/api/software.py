"""Host applications by name, in every spelling that the farm and its SDK use."""

from __future__ import annotations

import re

from ..common.errors import BadInput
from ..common.i18n import _, listed
from .codes import SoftwareId

NAMES = {
    SoftwareId.MAYA: ("Maya",),
    SoftwareId.MAX: ("3ds Max",),
    SoftwareId.LIGHTWAVE: ("LightWave",),
    SoftwareId.ARNOLD: ("Arnold",),
    SoftwareId.HOUDINI: ("Houdini",),
    SoftwareId.CINEMA_4D: ("Cinema 4D",),
    SoftwareId.SOFTIMAGE: ("Softimage",),
    SoftwareId.BLENDER: ("Blender",),
    SoftwareId.VR_STANDALONE: ("VR Standalone",),
    SoftwareId.MR_STANDALONE: ("MR Standalone",),
    SoftwareId.SKETCHUP: ("SketchUp",),
    SoftwareId.VUE: ("Vue",),
    SoftwareId.KEYSHOT: ("KeyShot",),
    SoftwareId.CLARISSE: ("Clarisse",),
    SoftwareId.OCTANE_RENDER: ("Octane Render",),
    SoftwareId.NUKE: ("Nuke",),
    SoftwareId.KATANA: ("Katana",),
    SoftwareId.UNREAL: ("Unreal Engine", "Unreal"),
}
"""The first is the one to show."""


def _key(name: str) -> str:
    """``cinema4d`` for "Cinema 4D" of the document and "cinema4d" of the SDK alike."""
    return re.sub(r"[\s_-]", "", name).lower()


_IDS = {_key(name): number for number, names in NAMES.items() for name in names}


def software_id(name: str) -> SoftwareId:
    """The id of a host application by its name.

    Raises:
        BadInput: the farm has no such application.
    """
    try:
        return _IDS[_key(name)]
    except KeyError:
        raise BadInput(_("The farm has no software “{name}”; it has: {names}.").format(
            name=name, names=listed(names[0] for names in NAMES.values()))) from None
