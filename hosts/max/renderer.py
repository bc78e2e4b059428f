"""The current renderer: its name, where it keeps its settings, and those that task.json has.

Sources: the farm's document "3ds Max configuration profile" for the names and values of V-Ray's in task.json, Chaos'
"MAXScript" pages for V-Ray's and Corona's own, Autodesk's "Arnold for 3ds Max" for Arnold's. What a version does not
have is left out.
"""

from __future__ import annotations

from typing import Any

from pymxs import runtime as rt

from ..reading import Reader

V_RAY = "V_Ray"

SWITCH, FLAG, VALUE, CLASS = "switch", "flag", "value", "class"
"""How the farm spells a value: 1 or 0; true or false; as it is; by its class."""

V_RAY_SETTINGS = {
    # the farm's name: (V-Ray's property, spelling)
    "gi": ("gi_on", SWITCH),
    "primary_gi_engine": ("gi_primary_type", VALUE),
    "secondary_gi_engine": ("gi_secondary_type", VALUE),
    "irradiance_map_mode": ("adv_irradmap_mode", VALUE),
    "irrmap_file": ("adv_irradmap_loadFileName", VALUE),
    "light_cache_mode": ("lightcache_mode", VALUE),
    "light_cache_file": ("lightcache_loadFileName", VALUE),
    "subdivs": ("dmcgi_subdivs", VALUE),
    "secbounce": ("dmcgi_depth", VALUE),
    "image_sampler_type": ("imageSampler_type", VALUE),
    "filter_on": ("filter_on", FLAG),
    "filter_kernel": ("filter_kernel", CLASS),
    "vfb": ("output_on", SWITCH),
    "rend_raw_img_name": ("output_saveRawFile", FLAG),
    "raw_img_name": ("output_rawFileName", VALUE),
    "save_sep_channel": ("output_splitgbuffer", FLAG),
    "channel_file": ("output_splitfilename", VALUE),
    "onlyphoton": ("options_dontRenderImage", FLAG),
    "reflection_refraction": ("options_reflectionRefraction", FLAG),
    "displacement": ("options_displacement", FLAG),
    "mem_limit": ("system_raycaster_memLimit", VALUE),
    "default_geometry": ("system_raycaster_defaultGeometry", VALUE),
}

CORONA_SETTINGS = ("progressive_passLimit", "progressive_timeLimit", "adaptivity_targetError")
ARNOLD_SETTINGS = ("AA_samples", "GI_diffuse_samples", "GI_specular_samples", "GI_transmission_samples",
                   "GI_sss_samples", "GI_volume_samples", "GI_total_depth")
"""The farm documents no names for these two: they keep their own."""

TABLES = {
    V_RAY: V_RAY_SETTINGS,
    "Corona": {name: (name, VALUE) for name in CORONA_SETTINGS},
    "Arnold": {name: (name, VALUE) for name in ARNOLD_SETTINGS},
}
"""How a renderer's class begins -> what task.json has of it."""

FROM_FILE = "2"
"""Mode of V-Ray's light cache and irradiance map."""
IRRADIANCE_MODES = {FROM_FILE: False, "7": True}
"""Modes that read an irradiance map -> whether it has a file a frame: 7 is "Animation (rendering)"."""
IRRADIANCE, PHOTON, LIGHT_CACHE = "0", "1", "3"
"""Engines."""


def name_of(renderer: Any) -> str:
    """``V_Ray_6__update_2``: the class, whose name has the version in it."""
    return str(renderer).split(":", 1)[0]


def current() -> str:
    """The class of the renderer that is set in Render Setup."""
    return name_of(rt.renderers.current)


def tiles_pictures() -> str:
    """The renderer that looks for tiled pictures beside others, as hosts/tiled.py names it; empty for others."""
    used = current().lower()
    return next((name for name in ("arnold", "redshift") if used.startswith(name)), "")


def settings(reader: Reader) -> Any:
    """Where the current renderer keeps its settings: V-Ray GPU has them a level deeper."""
    renderer = rt.renderers.current
    if "V_Ray_GPU" in name_of(renderer):
        return reader.read("V-Ray GPU", renderer, getattr, renderer, "V_Ray_settings")
    return renderer


def setting(source: Any, name: str, reader: Reader, otherwise: Any = None) -> Any:
    """One property of the renderer; ``otherwise`` where it has none of this name, or will not tell."""
    user = current()
    if not reader.read(user, False, rt.isProperty, source, name):
        return otherwise
    value = reader.read(user, None, rt.getProperty, source, name)
    return otherwise if value is None else value


def details(reader: Reader) -> dict[str, str]:
    """The renderer's settings as task.json spells them, each with ``renderer.`` in front."""
    table = next((table for start, table in TABLES.items() if current().startswith(start)), {})
    source = settings(reader)
    values = {name: setting(source, own, reader) for name, (own, _spelling) in table.items()}
    return {f"renderer.{name}": spelled(value, table[name][1])
            for name, value in values.items() if value is not None}


def spelled(value: Any, spelling: str) -> str:
    """A value in the farm's words."""
    if spelling == SWITCH:
        return str(int(bool(value)))
    if spelling == CLASS:
        return str(rt.classOf(value))
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value).replace("\\", "/")


def light_files(reader: Reader) -> list[tuple[str, str, bool]]:
    """(path, kind, whether there is one a frame) of each map that V-Ray would read; those that it computes are not."""
    source = settings(reader)

    def read(name: str) -> str:
        return spelled(setting(source, name, reader, ""), VALUE)

    if read("gi_on") == "false":
        return []
    engines = {read("gi_primary_type"), read("gi_secondary_type")}
    found = []
    # An old version that does not tell its mode may read it.
    mode = read("adv_irradmap_mode") or FROM_FILE
    if read("gi_primary_type") in ("", IRRADIANCE) and mode in IRRADIANCE_MODES:
        found.append((read("adv_irradmap_loadFileName"), "vrmap", IRRADIANCE_MODES[mode]))
    if engines & {"", LIGHT_CACHE} and read("lightcache_mode") in ("", FROM_FILE):
        found.append((read("lightcache_loadFileName"), "vrlmap", False))
    if PHOTON in engines:
        found.append((read("photonmap_loadFileName"), "cache", False))
    if read("caustics_on") == "true":
        found.append((read("caustics_loadFileName"), "cache", False))
    return [each for each in found if each[0]]
