"""Commands on a farm without nodes: what they leave in its tables, and that they wake the nodes at once."""

from __future__ import annotations

import pytest
from tests.plant import plant

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.farm.base.constants import Account
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.base.routes import ROUTES
from foxsubmit.farm.farm import Farm
from foxsubmit.farm.http import app  # noqa: F401 - registers the routes
from foxsubmit.farm.rules.rules import settle
from foxsubmit.farm.store.configuration import write_configuration

TASK = 5


@pytest.fixture
def farm(tmp_path):
    """A farm without nodes, with a task of three frames."""
    farm = Farm(tmp_path, "127.0.0.1:1", Account("id", "key"), Options(simulate=True))
    plant(farm, TASK)
    yield farm
    farm.close()


@pytest.mark.parametrize(("path", "more"), [
    ("/api/render/handle/startTask", {}), ("/api/render/handle/stopTask", {}),
    ("/api/render/handle/abandonTask", {}), ("/api/render/handle/fullSpeedRendering", {}),
    ("/api/render/handle/recommitTasks", {}), ("/api/render/handle/updateTaskLimit", {"taskLimit": 2}),
    ("/api/render/handle/recommitTaskFrames", {"selectAll": 1}),
    ("/api/render/handle/stopTaskFrames", {"selectAll": 1}),
    ("/api/rendering/task/renderingTask/updateTaskUserLevel", {"taskUserLevel": 60}),
    ("/api/render/handle/setTaskOverTimeStop", {"overTime": 9}),
    ("/api/render/handle/editTaskHardwareConfig", {"hardwareConfigIds": [301]}),
])
def test_a_command_wakes_the_nodes(farm, path, more):
    before = farm.ticket()
    ROUTES[path](farm, {"taskId": TASK, "taskIds": [TASK], **more})
    assert farm.ticket() > before


def test_a_submission_wakes_the_nodes(farm):
    number = ROUTES["/api/render/submit/createTask"](farm, {})["taskIdList"][0]
    for name in ("task.json", "upload.json"):
        content = farm.storage.find("30201", f"/{TASK}/cfg/{name}").read_text(encoding="utf-8")
        write_configuration(farm.storage, number, name, content)
    before = farm.ticket()
    ROUTES["/api/render/submit/task"](farm, {"taskId": number})
    assert farm.ticket() > before


def test_a_picture_that_is_rendered_again_waits_for_its_tile(farm):
    tiled = TASK + 1
    plant(farm, tiled, {"common": {"frames": "1"}}, tiles="2")
    rows = farm.database.rows("SELECT id, block FROM frames WHERE task = ? ORDER BY id", tiled)
    with farm.database.change() as change:
        change.execute("UPDATE frames SET status = 4 WHERE task = ?", (tiled,))
        settle(change, tiled)
    again = [rows[0]["id"], rows[-1]["id"]]  # a tile and the picture
    ROUTES["/api/render/handle/recommitTaskFrames"](farm, {"taskId": tiled, "ids": again})
    found = farm.database.rows("SELECT status FROM frames WHERE task = ? ORDER BY id", tiled)
    assert [row["status"] for row in found] == [
        FrameStatus.WAITING, FrameStatus.DONE, FrameStatus.WAITING_SUBFRAME]
