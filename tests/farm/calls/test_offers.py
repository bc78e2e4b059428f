from __future__ import annotations

import pytest

from foxsubmit.core.api import types
from foxsubmit.core.common.errors import Refused
from foxsubmit.farm.base.constants import CONFIG, INPUT, OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

QUICK = Options(simulate=True)
HOSTS = ("maya", "houdini", "3ds max", "blender", "cinema 4d", "nuke", "katana", "unreal", "clarisse", "keyshot",
         "vr standalone")


class Blender:
    version = "4.5.15"

    def command(self, module, *arguments):
        raise AssertionError("nothing is rendered here")


@pytest.fixture(scope="module")
def farm(tmp_path_factory):
    with LocalFarm(tmp_path_factory.mktemp("farm"), options=Options(blender=Blender())) as running:
        yield running


def fits(answer, kind):
    """Whether an answer has every documented key."""
    return not set(kind.__annotations__) - set(answer)


def test_the_profile_and_the_settings_have_every_documented_key(visitor):
    assert fits(visitor.api.user.query_user_profile(), types.UserProfile)
    assert fits(visitor.api.user.query_user_setting(), types.UserSetting)


def test_the_storages_are_told_in_both_ways(visitor, farm):
    assert fits(visitor.api.user.get_transfer_bid(), types.TransferBid)
    config = visitor.api.transmit.get_transfer_config()
    assert (config["inputBid"], config["outputBid"], config["configBid"]) == (INPUT, OUTPUT, CONFIG)
    engine, = config["resqEngines"]
    line, = engine["respTaskEngineLines"]
    assert (engine["engineName"], f"{line['server']}:{line['port']}") == ("http", farm.domain)


@pytest.mark.parametrize("name", HOSTS)
def test_every_application_has_a_default_environment_of_a_version_it_offers(visitor, name):
    environments = visitor.api.env.get_render_env(name)
    assert all(fits(each, types.RenderEnv) for each in environments)
    assert [each["isDefault"] for each in environments] == [1, 0][: len(environments)]
    detail = visitor.api.query.supported_plugin(name)
    offered = {version["cgVersion"] for version in detail["cgVersion"]}
    assert {each["cgVersion"] for each in environments} <= offered
    assert {plugin["cvId"] for plugin in detail["cgPlugin"]} <= {version["id"] for version in detail["cgVersion"]}


def test_the_default_environment_of_blender_is_the_one_that_renders_here(visitor):
    default = visitor.api.env.get_render_env("blender")[0]
    assert (default["cgVersion"], default["isDefault"]) == ("4.5.15", 1)
    versions = [each["cgVersion"] for each in visitor.api.query.supported_plugin("blender")["cgVersion"]]
    assert versions == ["4.5.15", "3.6", "4.2", "4.5"]


@pytest.mark.parametrize("system", [0, 1])
def test_environments_are_offered_for_the_system_that_is_asked_for(visitor, system):
    found = visitor.api.env.get_render_env(cg_names=["maya", "houdini"], os_name=system)
    assert {each["cgName"] for each in found} == {"Maya", "Houdini"}
    assert {each["osName"] for each in found} == {system}


def test_plugins_are_spelled_with_their_name_in_front(visitor):
    plugin = visitor.api.env.get_render_env("maya")[0]["respUserPluginInfoVos"][0]
    assert plugin["pluginVersion"].startswith(plugin["pluginName"] + " ")


def test_software_the_farm_does_not_have_is_refused(visitor):
    for path, body in (("querySoftwareDetail", {"cgId": 1}), ("getUserPluginConfig", {"cgIds": ["1"]})):
        with pytest.raises(Refused, match="no software 1"):
            visitor.api.client.query(f"/api/render/plugin/{path}", **body)


def test_the_hardware_has_one_that_is_switched_off(visitor):
    hardware = visitor.api.user.get_hardware_config()
    assert all(fits(each, types.HardwareConfig) for each in hardware)
    assert [each["status"] for each in hardware] == [1, 1, 1, 0]
    assert {each["type"] for each in hardware} == {1, 2}


def test_the_hardware_of_a_task_is_marked(farm, tmp_path, visit):
    with LocalFarm(tmp_path / "other", options=QUICK) as other:
        visitor = visit(other)
        task = visitor.submit(hardwareConfigId="303")
        marked = [each["id"] for each in visitor.api.user.get_hardware_config([str(task)]) if each["current"]]
    assert marked == [303]


def test_projects_and_software_are_listed(visitor):
    assert [project["projectName"] for project in visitor.api.tag.get_label_list()["projectNameList"]] == [
        "Demo", "Lookdev"]
    software = visitor.api.query.supported_software()
    assert {2000, 2001, 2004, 2007} <= {each["cgId"] for each in software["renderInfoList"]}


def test_codes_are_explained_in_both_languages(visitor):
    chinese, = visitor.api.query.error_detail("35001")
    english, = visitor.api.query.error_detail("35001", language=1)
    assert fits(english, types.ErrorDetail)
    assert (chinese["type"], english["type"]) == (0, 0)
    assert "Blender场景缺少文件" in chinese["desDescriptionCn"]
    assert english["desSolutionCn"].startswith("Bring the file back")


def test_several_codes_are_explained_in_the_order_asked(visitor):
    found = visitor.api.query.error_detail(codes=["15033", "10012", "12345"], language=1)
    assert [(each["code"], each["type"]) for each in found] == [("15033", 1), ("10012", 0), ("12345", 1)]


def test_no_code_at_all_is_refused(visitor):
    with pytest.raises(Refused) as caught:
        visitor.api.client.query("/api/render/submit/queryAnalyseErrorDetail")
    assert caught.value.code == 601
