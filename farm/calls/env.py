"""``api.env``: render environments, both the farm's own and the user's."""

from __future__ import annotations

from typing import Any

from ...core.common.i18n import _, listed
from ..base import catalogue
from ..base.parameters import integer, integers, need, text
from ..base.refusal import EXISTS, INVALID, Refusal
from ..base.routes import Body, route
from ..farm import Farm
from .environments import Environment, environments, remember, set_default

LINUX, WINDOWS = 0, 1


@route("/api/render/plugin/getUserPluginConfig")
def get_user_plugin_config(farm: Farm, body: Body) -> Any:
    """List the environments of the given applications, the default first.

    The farm's own environments are offered for whichever system is asked for: this machine has only one, and a client
    that insists on Windows nodes must be able to work against it as well.
    """
    numbers = integers(body, "cgIds") or ([integer(body, "cgId")] if body.get("cgId") else [])
    if not numbers:
        need(body, "cgIds")
    system = _system(body, "osName", WINDOWS)
    for cg_id in numbers:
        if cg_id not in catalogue.SOFTWARE:
            raise Refusal(INVALID, _("cgIds: the farm has no software {number}.").format(number=cg_id))
    return [each.show(system) for cg_id in numbers for each in environments(farm, cg_id)
            if each.system in {None, system}]


@route("/api/render/plugin/addUserPluginConfig")
def add_user_plugin_config(farm: Farm, body: Body) -> Any:
    """Add an environment; its name must be new."""
    made = _environment(farm, body)
    if _find(farm, made.name):
        raise Refusal(EXISTS, _("editName: there is an environment “{name}” already.").format(name=made.name))
    remember(farm, made)
    return {"editName": made.name}


@route("/api/render/plugin/editUserPluginConfig")
def edit_user_plugin_config(farm: Farm, body: Body) -> None:
    """Replace the contents of an environment."""
    made = _environment(farm, body)
    _known(farm, made.name)
    remember(farm, made)


@route("/api/render/plugin/deleteUserPluginConfig")
def delete_user_plugin_config(farm: Farm, body: Body) -> None:
    """Delete an environment; if it was the default, the newest of the farm's own becomes the default."""
    remember(farm, _known(farm, text(body, "editName")), deleted=True)


@route("/api/render/plugin/setDefaultUserPluginConfig")
def set_default_user_plugin_config(farm: Farm, body: Body) -> None:
    """Choose the environment that submissions begin with."""
    set_default(farm, _known(farm, text(body, "editName")))


def _environment(farm: Farm, body: Body) -> Environment:
    """Build an environment from the request and check it against the catalogue."""
    cg_id, version = integer(body, "cgId"), text(body, "cgVersion")
    if cg_id not in catalogue.SOFTWARE:
        raise Refusal(INVALID, _("cgId: the farm has no software {number}.").format(number=cg_id))
    if text(body, "cgName").lower() != catalogue.software_name(cg_id).lower():
        raise Refusal(INVALID, _("cgName: software {number} is {name}.").format(
            number=cg_id, name=catalogue.software_name(cg_id)))
    offered = catalogue.versions(cg_id, farm.blender_version)
    if version not in offered:
        raise Refusal(INVALID, _("cgVersion: the farm has {name} in the versions {versions}.").format(
            name=catalogue.software_name(cg_id), versions=listed(offered)))
    known = {plugin["pluginId"]: plugin for plugin in catalogue.all_plugins(cg_id)}
    chosen = integers(body, "pluginIds")
    for number in chosen:
        if number not in known:
            raise Refusal(INVALID, _("pluginIds: {name} has no plug-in {number} here.").format(
                name=catalogue.software_name(cg_id), number=number))
    return Environment(
        name=text(body, "editName"), cg_id=cg_id, version=version, layer_type=integer(body, "renderLayerType", 0),
        system=_system(body, "renderSystem"), plugins=tuple(known[number] for number in dict.fromkeys(chosen)),
        project_path=text(body, "projectPath", ""))


def _system(body: Body, name: str, default: int | None = None) -> int:
    system = integer(body, name, default)
    if system not in {LINUX, WINDOWS}:
        raise Refusal(INVALID, _("The parameter {name} must be 0 (Linux) or 1 (Windows).").format(name=name))
    return system


def _find(farm: Farm, name: str) -> Environment | None:
    return next((each for cg_id in catalogue.SOFTWARE for each in environments(farm, cg_id) if each.name == name), None)


def _known(farm: Farm, name: str) -> Environment:
    found = _find(farm, name)
    if found is None:
        raise Refusal(INVALID, _("editName: there is no environment “{name}”.").format(name=name))
    return found
