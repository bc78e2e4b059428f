"""The vendor's interface under our name; tests/conformance compares it with the vendor's own."""

from __future__ import annotations

import json
import logging
import pickle

import pytest

import foxsubmit
from foxsubmit import FoxAPI, rayvision
from foxsubmit.core.common.errors import FoxError, Refused

TASK = {"software_config": {"cg_name": "Blender", "cg_version": "4.5", "plugins": {}},
        "task_info": {"cg_id": "2007", "platform": "2", "project_name": "Rayvision", "input_cg_file": "D:/shot.blend"},
        "scene_info_render": {"common": {"frames": "1"}}, "scene_info": {}}


@pytest.fixture
def api(farm):
    return rayvision.RayvisionAPI(farm.access_id, farm.access_key, farm.domain, "2", "http")


def tags(api, task):
    return set(json.loads(api.query.task_info([task])["items"][0]["labels"] or "{}"))


def test_the_account_is_known_from_the_sign_in_on(api, farm):
    assert api.user_info is api.user.info
    assert api.get_user_id() == api.user.user_id == api.user_info["user_id"]
    assert {"input_bid", "config_bid", "output_bid", "user_name", "local_os"} <= set(api.user_info)
    assert (api.user_info["domain"], api.user_info["platform"], api.platform) == (farm.domain, "2", "2")
    assert (api.connect.domain, api.connect.timeout, api._connect.platform) == (farm.domain, 60, "2")
    assert api.connect.post("/api/render/setUp/queryUserProfile")["userId"] == api.get_user_id()
    assert foxsubmit.RayvisionAPI is rayvision.RayvisionAPI


def prepare(api, farm, task):
    """Store what else a task needs before it is submitted."""
    farm.state.storage.write(str(api.user_info["input_bid"]), "/D/shot.blend", b"scene")
    listed = {"scene": [{"local": "D:/shot.blend", "server": "/D/shot.blend", "hash": ""}], "asset": []}
    for name, content in (("upload", listed), ("asset", {}), ("tips", {})):
        api.transmit.upload_json_content(task, json.dumps(content), f"{name}.json")
    return task


def test_a_task_id_is_kept_until_its_task_is_submitted(api, farm):
    first = prepare(api, farm, api.task.task_id)
    assert api.task.task_id == first == api.task._generate_task_id()
    assert api.check_and_add_project_name("Rayvision") == api.check_and_add_project_name("Rayvision")
    assert api.submit_by_data(json.dumps(TASK), producer="Ann")
    info = api.query.task_info([first])["items"][0]
    assert (info["producer"], info["projectName"]) == ("Ann", "Rayvision")
    assert api.task.task_id != first
    kept = prepare(api, farm, api.task.task_id)
    api.transmit.upload_json_content(kept, json.dumps(TASK))
    assert api.task.submit_task(kept, only_id=True) == kept
    assert api.task.task_id == kept


def test_no_other_tag_is_removed_by_the_vendors_order_of_arguments(api, farm):
    task = api.task.create_task()["taskIdList"][0]
    for name in ("one", "two"):
        api.tag.add_task_tag(name, [task])
    ours = FoxAPI(farm.access_id, farm.access_key, farm.domain)
    with pytest.raises(TypeError, match="delete_task_tag"):
        ours.tag.delete_task_tag([task], ["one"])
    assert tags(api, task) == {"one", "two"}
    api.tag.delete_task_tag([task], ["one"])
    assert tags(api, task) == {"two"}


def test_errors_have_the_vendors_names_and_are_ours_too(api, monkeypatch):
    with pytest.raises(rayvision.RayvisionAPIError) as caught:
        api.task.stop_task([987654])
    error = caught.value
    assert isinstance(error, (rayvision.RayvisionError, Refused))
    assert (error.error_code, error.error) == (error.code, error.message)
    assert error.request.endswith(error.path)
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - ours
    assert (str(copied), copied.error_code, copied.request) == (str(error), error.error_code, error.request)
    with pytest.raises(rayvision.RayvisonTaskIdError) as caught:
        api.submit("5")
    assert (caught.value.error_code, isinstance(caught.value, FoxError)) == (2000, True)
    for wrong in ("{}", "{", "/not/there.json", [1]):
        with pytest.raises(rayvision.RayvisionError):
            api.submit_by_data(wrong)
    monkeypatch.delenv("RAYVISION_API_ACCESS_ID", raising=False)
    with pytest.raises(TypeError, match="RAYVISION_API_ACCESS_ID"):
        rayvision.RayvisionAPI()
    assert issubclass(rayvision.exception.CGFileNotExistsError, rayvision.exception.AnalyzeError)


def test_the_log_says_what_was_called_and_no_secret(farm, tmp_path, monkeypatch):
    monkeypatch.setenv("RAYVISION_API_DOMAIN", f"http://{farm.domain}")
    for _time in range(2):
        rayvision.RayvisionAPI(farm.access_id, farm.access_key, log_folder=str(tmp_path), log_name="mine", platform="2")
    logger = logging.getLogger("rayvision_api")
    handler = logger.handlers[-1]
    logger.removeHandler(handler)
    handler.close()
    lines = (tmp_path / "mine.log").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6, "each of the three calls of a sign-in once"
    assert "POST /api/render/setUp/queryUserProfile: HTTP 200, code 200" in lines[0]
    assert farm.access_key not in "".join(lines)
    own = logging.getLogger("a script's own")
    assert rayvision.RayvisionAPI(farm.access_id, farm.access_key, farm.domain, "2", "http", own).logger is own
