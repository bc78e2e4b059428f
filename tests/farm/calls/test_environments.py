from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import Refused
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

MADE = {"cgId": 2000, "cgName": "Maya", "cgVersion": "2020", "renderLayerType": 0, "editName": "mine",
        "renderSystem": "0", "pluginIds": [1166]}


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


@pytest.fixture(autouse=True)
def as_the_catalogue_has_it(farm):
    """Nothing of the user's own, at the beginning of each test."""
    with farm.state.database.change() as change:
        change.execute("DELETE FROM environments")
        change.execute("DELETE FROM settings")


def maya(visitor, system=0):
    return [(each["editName"], each["isDefault"]) for each in visitor.api.env.get_render_env("maya", os_name=system)]


def test_an_environment_of_ones_own_is_offered_for_its_system_only(visitor):
    assert visitor.api.env.add_render_env(render_env=MADE) == {"editName": "mine"}
    assert maya(visitor) == [("Maya 2026", 1), ("Maya 2025", 0), ("mine", 0)]
    assert maya(visitor, system=1) == [("Maya 2026", 1), ("Maya 2025", 0)]
    mine = visitor.api.env.get_render_env("maya", os_name=0)[2]
    assert (mine["osName"], mine["cgVersion"]) == (0, "2020")
    assert mine["respUserPluginInfoVos"] == [
        {"pluginId": 1166, "pluginName": "wobble", "pluginVersion": "wobble 0.9.5"}]


def test_a_name_is_given_once(visitor):
    visitor.api.env.add_render_env(render_env=MADE)
    for name in ("mine", "Maya 2026", "Houdini 20.5.487"):
        with pytest.raises(Refused, match=name) as caught:
            visitor.api.env.add_render_env(render_env={**MADE, "editName": name})
        assert caught.value.code == 503


@pytest.mark.parametrize(("changed", "code", "name"), [
    ({"pluginIds": [1166, 7]}, 600, "plug-in 7"), ({"cgId": 1}, 600, "software 1"), ({"cgName": "Nuke"}, 600, "cgName"),
    ({"cgVersion": "1999"}, 600, "cgVersion"), ({"renderSystem": 2}, 600, "renderSystem"),
    ({"editName": ""}, 601, "editName"), ({"pluginIds": "1166"}, 600, "pluginIds"),
])
def test_what_an_environment_cannot_be_is_named(visitor, changed, code, name):
    with pytest.raises(Refused) as caught:
        visitor.api.client.command("/api/render/plugin/addUserPluginConfig", **{**MADE, **changed})
    assert caught.value.code == code
    assert name in caught.value.message
    assert len(maya(visitor)) == 2


def test_an_environment_is_replaced_by_what_is_sent(visitor):
    visitor.api.env.add_render_env(render_env=MADE)
    visitor.api.env.update_render_env(render_env={**MADE, "cgVersion": "2024", "pluginIds": [], "projectPath": "D:/p"})
    mine = visitor.api.env.get_render_env("maya", os_name=0)[2]
    assert (mine["cgVersion"], mine["respUserPluginInfoVos"], mine["projectPath"]) == ("2024", [], "D:/p")


def test_the_default_comes_first_until_it_is_deleted(visitor):
    visitor.api.env.add_render_env(render_env=MADE)
    visitor.api.env.set_default_render_env("mine")
    assert maya(visitor) == [("mine", 1), ("Maya 2026", 0), ("Maya 2025", 0)]
    visitor.api.env.delete_render_env("mine")
    assert maya(visitor) == [("Maya 2026", 1), ("Maya 2025", 0)]


def test_what_the_farm_brings_can_be_deleted_too(visitor):
    visitor.api.env.delete_render_env("Maya 2026")
    assert maya(visitor) == [("Maya 2025", 1)]
    visitor.api.env.add_render_env(render_env={**MADE, "editName": "Maya 2026"})
    assert maya(visitor) == [("Maya 2026", 1), ("Maya 2025", 0)]


@pytest.mark.parametrize("call", ["delete_render_env", "set_default_render_env"])
def test_an_environment_that_is_not_there_is_named(visitor, call):
    with pytest.raises(Refused, match="“ghost”") as caught:
        getattr(visitor.api.env, call)("ghost")
    assert caught.value.code == 600


def test_environments_survive_the_farm(folder, visit):
    for _start in range(2):
        with LocalFarm(folder, options=Options(simulate=True)) as farm:
            visitor = visit(farm)
            if len(maya(visitor)) == 2:
                visitor.api.env.add_render_env(render_env=MADE)
                visitor.api.env.set_default_render_env("mine")
            assert maya(visitor)[0] == ("mine", 1)


def test_both_spellings_of_the_application_are_understood(visitor):
    one = visitor.api.client.query("/api/render/plugin/getUserPluginConfig", cgId=2004)
    assert one == visitor.api.client.query("/api/render/plugin/getUserPluginConfig", cgIds=["2004"], osName=1)
