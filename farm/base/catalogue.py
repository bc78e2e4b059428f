"""The software that the farm offers, and its zone."""

from __future__ import annotations

from typing import Any

from ...core.api.codes import SoftwareId

PLATFORMS = [{"platform": 2, "name": "query_platform_w2"}]

SOFTWARE = {  # cgId: (name, file suffixes, Linux nodes)
    2000: ("Maya", "ma;mb", 1),
    2001: ("3ds Max", "max", 0),
    2004: ("Houdini", "hip;hipnc;hiplc", 1),
    2005: ("Cinema 4D", "c4d", 0),
    2007: ("Blender", "blend", 1),
    2008: ("VR Standalone", "vrscene", 0),
    2012: ("KeyShot", "bip", 0),
    2013: ("Clarisse", "project;render", 1),
    2015: ("Nuke", "nk", 1),
    2016: ("Katana", "katana", 1),
    2020: ("Unreal", "uproject", 0),
}

VERSIONS = {
    2000: ("2020", "2024", "2025", "2026"),
    2001: ("2024", "2025", "2026"),
    2004: ("19.5.805", "20.0.896", "20.5.487"),
    2005: ("2024", "2025"),
    2007: ("3.6", "4.2", "4.5"),
    2008: ("6.2",),
    2012: ("2024",),
    2013: ("5.0",),
    2015: ("15.1",),
    2016: ("7.0",),
    2020: ("5.4",),
}

PLUGINS = {
    2000: {"mtoa": ("5.3.5.3", "5.4.7.1", "5.5.2"), "vrayformaya": ("6.20.02", "7.00.01"),
           "redshift": ("3.6.04", "2025.2.0"), "wobble": ("0.9.5",)},
    2001: {"vray": ("6.20.06", "7.00.01"), "corona": ("11.2", "12.2"), "forestpack": ("9.2.1",),
           "tyflow": ("1.126",), "phoenixfd": ("5.22.01",)},
    2004: {"htoa": ("6.3.3.0", "6.4.0.1"), "redshift": ("3.6.04", "2025.2.0"), "karma": ("1.0",)},
}

NUMBERS = {"wobble 0.9.5": 1166}
"""Plug-in ids of the vendor's examples; every other plug-in gets a computed id."""


def software_name(cg_id: int) -> str:
    """Return the name of an application, ``Maya`` for 2000; an unknown number is its own name."""
    return SOFTWARE[cg_id][0] if cg_id in SOFTWARE else str(cg_id)


def software_list() -> dict[str, Any]:
    """Return the answer of querySoftwareList."""
    return {
        "isAutoCommit": 2,
        "renderInfoList": [
            {"cgId": cg_id, "cgName": name, "cgType": suffixes, "isSupportLinux": linux, "isNeedAnalyse": 1,
             "isNeedProjectPath": 1, "iconPath": f"/img/softimage/{name.lower().replace(' ', '-')}.png"}
            for cg_id, (name, suffixes, linux) in SOFTWARE.items()
        ],
        "defaultCgId": SoftwareId.BLENDER,
    }


def versions(cg_id: int, blender: str) -> list[str]:
    """List the versions of an application; for Blender the one that really renders here comes first."""
    known = VERSIONS.get(cg_id, ())
    if cg_id != SoftwareId.BLENDER or not blender:
        return list(known)
    return [blender, *(version for version in known if version != blender)]


def software_detail(cg_id: int, blender: str) -> dict[str, Any]:
    """Return the answer of querySoftwareDetail: every plug-in with every version of its application."""
    numbers = {version: cg_id * 100 + place for place, version in enumerate(versions(cg_id, blender), 1)}
    return {
        "cgVersion": [
            {"id": number, "cgId": cg_id, "cgName": software_name(cg_id), "cgVersion": version}
            for version, number in numbers.items()
        ],
        "cgPlugin": [
            {"cvId": number, "pluginName": name, "pluginVersions": plugins(cg_id, name)}
            for number in numbers.values() for name in PLUGINS.get(cg_id, {})
        ],
    }


def plugins(cg_id: int, name: str) -> list[dict[str, Any]]:
    """List the versions of a plug-in in the farm's spelling, which begins with the plug-in's name."""
    first = cg_id * 1000 + 10 * list(PLUGINS[cg_id]).index(name)
    spelled = [f"{name} {version}" for version in PLUGINS[cg_id][name]]
    return [{"pluginId": NUMBERS.get(each, first + place), "pluginName": name, "pluginVersion": each}
            for place, each in enumerate(spelled)]


def all_plugins(cg_id: int) -> list[dict[str, Any]]:
    """List every version of every plug-in of an application."""
    return [plugin for name in PLUGINS.get(cg_id, {}) for plugin in plugins(cg_id, name)]
