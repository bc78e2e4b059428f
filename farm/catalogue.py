"""What the farm offers, and never changes: software, hardware, zones."""

from __future__ import annotations

from typing import Any

PLATFORMS = [{"platform": 2, "name": "query_platform_w2"}]
MAYA, MAX, HOUDINI, BLENDER = 2000, 2001, 2004, 2007

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
    2000: ("2024", "2025", "2026"),
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
           "redshift": ("3.6.04", "2025.2.0")},
    2001: {"vray": ("6.20.06", "7.00.01"), "corona": ("11.2", "12.2"), "forestpack": ("9.2.1",),
           "tyflow": ("1.126",), "phoenixfd": ("5.22.01",)},
    2004: {"htoa": ("6.3.3.0", "6.4.0.1"), "redshift": ("3.6.04", "2025.2.0"), "karma": ("1.0",)},
}

HARDWARE: list[dict[str, Any]] = [
    {"id": 301, "type": 1, "model": "Default", "gpuNum": None, "ram": "64GB", "notSupportCgId": [], "status": 1},
    {"id": 303, "type": 1, "model": "Default", "gpuNum": None, "ram": "128GB", "notSupportCgId": [], "status": 1},
    {"id": 337, "type": 2, "model": "4090", "gpuNum": "2*GPU", "ram": "64GB", "notSupportCgId": [2013, 2015, 2016],
     "status": 1},
    {"id": 341, "type": 2, "model": "1080Ti", "gpuNum": "2*GPU", "ram": "64GB", "notSupportCgId": [2005, 2007],
     "status": 0},
]

PROJECTS = [{"projectId": 3671, "projectName": "Demo"}, {"projectId": 3672, "projectName": "Lookdev"}]


def software_name(cg_id: int) -> str:
    """``Maya`` for 2000; the number itself where the farm does not know it."""
    return SOFTWARE[cg_id][0] if cg_id in SOFTWARE else str(cg_id)


def software_list() -> dict[str, Any]:
    """The answer of querySoftwareList."""
    return {
        "isAutoCommit": 2,
        "renderInfoList": [
            {"cgId": cg_id, "cgName": name, "cgType": suffixes, "isSupportLinux": linux, "isNeedAnalyse": 1,
             "isNeedProjectPath": 1, "iconPath": f"/img/softimage/{name.lower().replace(' ', '-')}.png"}
            for cg_id, (name, suffixes, linux) in SOFTWARE.items()
        ],
        "defaultCgId": BLENDER,
    }


def versions(cg_id: int, blender: str) -> list[str]:
    """The versions of an application; for Blender the one that really renders here, first."""
    known = VERSIONS.get(cg_id, ())
    if cg_id != BLENDER or not blender:
        return list(known)
    return [blender, *(version for version in known if version != blender)]


def software_detail(cg_id: int, blender: str) -> dict[str, Any]:
    """The answer of querySoftwareDetail: every plug-in with every version of its application."""
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
    """The versions of a plug-in, spelled as the farm does: with the name in front."""
    first = cg_id * 1000 + 10 * list(PLUGINS[cg_id]).index(name)
    return [{"pluginId": first + place, "pluginName": name, "pluginVersion": f"{name} {version}"}
            for place, version in enumerate(PLUGINS[cg_id][name])]


def environments(cg_id: int, blender: str) -> list[dict[str, Any]]:
    """The render environments of an application, the default first."""
    plain = versions(cg_id, blender)
    newest = plain[0] if cg_id == BLENDER and blender else plain[-1]
    older = next((version for version in reversed(plain) if version != newest), "")
    names = list(PLUGINS.get(cg_id, {}))
    found = [_environment(cg_id, newest, 1, plugins(cg_id, names[0])[-1:] if names else [])]
    if older:
        found.append(_environment(cg_id, older, 0, []))
    return found


def _environment(cg_id: int, version: str, default: int, chosen: list[dict[str, Any]]) -> dict[str, Any]:
    name = software_name(cg_id)
    return {
        "cgId": cg_id, "editName": f"{name} {version}", "cgName": name, "cgVersion": version, "renderLayerType": 0,
        "isDefault": default, "projectPath": "", "isMainUserId": 1, "respUserPluginInfoVos": chosen,
    }
