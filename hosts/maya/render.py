"""Render settings of the current layer.

Sources of the renderers' own attributes: scenes that V-Ray 7, Redshift and RenderMan wrote, and public pipeline code
that reads and sets them (AYON for Maya, Deadline Cloud for Maya).
"""

from __future__ import annotations

import math
import os
import re
from typing import Any

from maya import cmds

from ...core.model.host import Frames
from .attributes import number, text, value
from .paths import is_absolute

GLOBALS, RESOLUTION = "defaultRenderGlobals", "defaultResolution"
MASTER, MASTER_NAME = "defaultRenderLayer", "masterLayer"

EXTENSIONS = {
    # imageFormat -> ending; 21 to 23 are movies, 50 and 51 formats of plug-ins, named by imfPluginKey
    0: "gif", 1: "pic", 2: "rla", 3: "tif", 4: "tif", 5: "sgi", 6: "als", 7: "iff", 8: "jpg", 9: "eps", 10: "iff",
    12: "yuv", 13: "sgi", 19: "tga", 20: "bmp", 21: "mv", 22: "mov", 23: "avi", 31: "psd", 32: "png", 35: "dds",
    36: "psd", 40: "exr",
}
REDSHIFT = {0: "iff", 1: "exr", 2: "png", 3: "tga", 4: "jpg", 5: "tif"}
LAYER_TOKENS = ("<renderlayer>", "<layer>", "%l")
CAMERA_TOKENS = ("<camera>", "%c")
SCENE = "<Scene>"
VRAY, RENDERMAN = "vraySettings", "rmanGlobals"
SPECIFIC = 2
"""``vraySettings.animType``: 0 a still, 1 the range of Maya's settings, 2 the frames that ``animFrames`` names."""
SPAN = re.compile(r"(-?\d+)(?:-(-?\d+)(?:;(\d+))?)?")
PREFIXES = {"vray": (VRAY, "fileNamePrefix"), "renderman": (RENDERMAN, "imageFileFormat")}
"""Renderer -> where its file name prefix is; of all others it is in Maya's own settings."""


def frames() -> Frames:
    """What is rendered: the range if animation is on, else the frame that is shown.

    The playback range is another thing. The farm renders whole frames: a range in fractions becomes the whole ones
    that hold it.
    """
    spans = _named_frames()
    if spans:
        return Frames(min(first for first, _last, _step in spans), max(last for _first, last, _step in spans))
    if not value(GLOBALS, "animation", False) and not _vray("animType", 0):
        now = math.floor(cmds.currentTime(query=True))  # type: ignore[call-arg]  # the stub lacks its query
        return Frames(now, now)
    first, last, step = (number(GLOBALS, name, 1.0) for name in ("startFrame", "endFrame", "byFrameStep"))
    return Frames(math.floor(first), math.ceil(last), max(1, round(step)))


def listed() -> str:
    """The frames that V-Ray's settings name one by one, in the farm's spelling; empty where there is a range."""
    return ",".join(f"{first}-{last}[{step}]" if last != first else str(first) for first, last, step in _named_frames())


def _named_frames() -> list[tuple[int, int, int]]:
    """First, last and step of each part of V-Ray's ``1,5,10-20;2``; of ``10-20;2`` the step is 2."""
    if int(_vray("animType", 0)) != SPECIFIC:
        return []
    return [(int(part[1]), int(part[2] or part[1]), int(part[3] or 1))
            for part in SPAN.finditer(str(_vray("animFrames", "")))]


def _vray(attribute: str, otherwise: Any) -> Any:
    return value(VRAY, attribute, otherwise) if renderer() == "vray" else otherwise


def renderer() -> str:
    """``arnold``, ``vray``, ``redshift``, ``renderman``, ``mayaSoftware``."""
    return text(GLOBALS, "currentRenderer")


def size() -> tuple[int, int]:
    """Return the size of the picture in pixels; V-Ray has a size of its own, of which it renders a part."""
    node = VRAY if renderer() == "vray" and cmds.objExists(VRAY) else RESOLUTION
    part = vray_scale()
    return round(number(node, "width") * part), round(number(node, "height") * part)


def vray_scale() -> float:
    """The part of its size that V-Ray renders: a resolution scale of its frame buffer stays in the scene."""
    part = float(_vray("imgOpt_ratio", 1.0))
    return part if part > 0 else 1.0


def image_format() -> str:
    """The ending of the pictures, as the renderer in use names it."""
    used = renderer()
    if used == "arnold":
        return text("defaultArnoldDriver", "aiTranslator") or "exr"
    if used == "vray":
        return text(VRAY, "imageFormatStr").split(" ")[0] or "png"
    if used == "redshift":
        return REDSHIFT.get(int(number("redshiftOptions", "imageFormat", 1)), "exr")
    if used == "renderman":
        return "exr"
    chosen = int(number(GLOBALS, "imageFormat"))
    return EXTENSIONS.get(chosen) or text(GLOBALS, "imfPluginKey") or "exr"


def tiles_pictures() -> str:
    """The renderer that looks for tiled pictures beside others; empty for Arnold where it is told not to."""
    used = renderer()
    there = used != "arnold" or value("defaultArnoldRenderOptions", "use_existing_tiled_textures", True)
    return used if there else ""


def prefix(layers: int, cameras: int) -> str:
    """The file name prefix, with layer and camera in it where there are several: else one overwrites another."""
    own = text(*PREFIXES.get(renderer(), (GLOBALS, "imageFilePrefix")))
    plain = own.lower()
    if cameras > 1 and not any(token in plain for token in CAMERA_TOKENS):
        own = f"<Camera>/{own or SCENE}"
    if layers > 1 and not any(token in plain for token in LAYER_TOKENS):
        own = f"<Layer>/{own or SCENE}"
    return own


def renumbers() -> bool:
    """Whether the frames get other numbers in their file names."""
    return bool(value(GLOBALS, "modifyExtension", False))


def colour() -> str:
    """The OCIO configuration in use; empty for one of Maya's own. The variable OCIO comes before the settings."""
    if not cmds.colorManagementPrefs(query=True, cmEnabled=True):
        return ""
    variable = os.environ.get("OCIO", "").replace("\\", "/")
    if is_absolute(variable):
        return variable
    if not cmds.colorManagementPrefs(query=True, cmConfigFileEnabled=True):
        return ""
    path = cmds.colorManagementPrefs(query=True, configFilePath=True)  # False where there is none
    found = path.replace("\\", "/") if isinstance(path, str) else ""
    return "" if "<MAYA_RESOURCES>" in found else found
