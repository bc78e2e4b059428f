"""Every handler of the farm is called here, as its client would and with what a client may get wrong.

A handler that has no line in EXAMPLES is named; the tests below then hold for it, too.
"""

from __future__ import annotations

import enum
import itertools

import pytest
from tests.farm.conftest import Visitor

from foxsubmit.core.common.errors import Refused
from foxsubmit.farm.base.refusal import EMPTY, INVALID
from foxsubmit.farm.base.routes import ROUTES
from foxsubmit.farm.http import app  # noqa: F401 - registers the routes


class Given(enum.Enum):
    """What stands in an example for something that is made for each test."""

    TASK = "a task whose frames are done"
    RESERVED = "a task that could be submitted"
    FRAME = "a frame of the first one"
    PROJECT = "the name of a project"
    ENVIRONMENT = "the name of an environment"


TASK, RESERVED, FRAME, PROJECT, ENVIRONMENT = Given
TASKS = (TASK, RESERVED)
UNKNOWN = {TASK: 999999, RESERVED: 999999, FRAME: 999999, PROJECT: "no project", ENVIRONMENT: "no environment"}
SOFTWARE = {"cgId": 2007, "cgName": "Blender", "cgVersion": "4.2", "renderSystem": 1}
NOTHING, SUCCESS = None, "SUCCESS"
PAGE = {"pageCount", "items"}
FRAMES = {"taskId": TASK, "selectAll": 1}

EXAMPLES = {
    # path: (body, answer); of an object some keys, of a list what is in it
    "/api/render/common/queryPlatforms": ({}, [{"platform", "name"}]),
    "/api/render/file/operate/getOutputUserDirFile": ({"taskId": TASK}, [{"fileName", "filePath"}]),
    "/api/render/handle/abandonTask": ({"taskIds": [TASK]}, NOTHING),
    "/api/render/handle/addTaskLabel": ({"taskIds": [TASK], "label": "new"}, NOTHING),
    "/api/render/handle/deleteTask": ({"taskIds": [TASK]}, NOTHING),
    "/api/render/handle/deleteTaskLabel": ({"taskIds": [TASK], "labelNames": ["own"]}, NOTHING),
    "/api/render/handle/editTaskHardwareConfig": ({"taskIds": [TASK], "hardwareConfigIds": [301]}, NOTHING),
    "/api/render/handle/fullSpeedRendering": ({"taskIds": [TASK]}, SUCCESS),
    "/api/render/handle/getTaskList": ({}, PAGE),
    "/api/render/handle/getTaskList/v2": ({}, PAGE),
    "/api/render/handle/loadTaskProcessImg": ({"taskId": TASK}, {"grabInfo", "currentTaskType"}),
    "/api/render/handle/loadingFrameThumbnail": ({"id": FRAME}, [str]),
    "/api/render/handle/operate/sdk/loginRecord": ({}, PAGE),
    "/api/render/handle/operate/sdk/taskRecord": ({}, PAGE),
    "/api/render/handle/queryAllFrameStats": ({}, {"doneFramesTotal", "totalFrames"}),
    "/api/render/handle/queryTaskFrames": ({"taskId": TASK}, PAGE),
    "/api/render/handle/queryTaskInfo": ({"taskIds": [TASK]}, PAGE),
    "/api/render/handle/queryTaskInfo/v2": ({"taskIds": [TASK]}, PAGE),
    "/api/render/handle/recommitTaskFrames": (FRAMES, NOTHING),
    "/api/render/handle/recommitTasks": ({"taskIds": [TASK]}, NOTHING),
    "/api/render/handle/setTaskOverTimeStop": ({"taskIds": [TASK], "overTime": 60}, SUCCESS),
    "/api/render/handle/showLog": ({"id": FRAME}, PAGE),
    "/api/render/handle/startTask": ({"taskIds": [TASK]}, NOTHING),
    "/api/render/handle/stopTask": ({"taskIds": [TASK]}, NOTHING),
    "/api/render/handle/stopTaskFrames": (FRAMES, NOTHING),
    "/api/render/handle/updateTaskLimit": ({"taskId": TASK, "taskLimit": 2}, NOTHING),
    "/api/render/hardwareConfig/list": ({"taskIds": [TASK]}, [{"id", "current"}]),
    "/api/render/plugin/addUserPluginConfig": ({**SOFTWARE, "editName": "new"}, {"editName"}),
    "/api/render/plugin/deleteUserPluginConfig": ({"editName": ENVIRONMENT}, NOTHING),
    "/api/render/plugin/editUserPluginConfig": ({**SOFTWARE, "editName": ENVIRONMENT}, NOTHING),
    "/api/render/plugin/getUserPluginConfig": ({"cgIds": [2007]}, [{"editName", "cgVersion"}]),
    "/api/render/plugin/querySoftwareDetail": ({"cgId": 2000}, {"cgVersion", "cgPlugin"}),
    "/api/render/plugin/querySoftwareList": ({}, {"renderInfoList", "defaultCgId"}),
    "/api/render/plugin/setDefaultUserPluginConfig": ({"editName": ENVIRONMENT}, NOTHING),
    "/api/render/project/add": ({"newName": "new", "status": 0}, NOTHING),
    "/api/render/project/delete": ({"delName": PROJECT}, NOTHING),
    "/api/render/project/getList": ({}, {"projectNameList"}),
    "/api/render/project/list": ({"flag": 0}, {"projectNameList"}),
    "/api/render/setUp/queryUserProfile": ({}, {"userId", "usdbalance"}),
    "/api/render/setUp/queryUserSetting": ({}, {"taskOverTime"}),
    "/api/render/setUp/updateUserSetting": ({"taskOverTimeSec": 7200}, NOTHING),
    "/api/render/submit/createTask": ({"count": 2, "cloneOriginalId": TASK}, {"taskIdList"}),
    "/api/render/submit/getUserPackNodeInfo": ({}, [{"packNodeId", "packName"}]),
    "/api/render/submit/queryAnalyseErrorDetail": ({"codes": ["15006"]}, [{"code", "desSolutionCn"}]),
    "/api/render/submit/task": ({"taskId": RESERVED}, NOTHING),
    "/api/render/submit/taskJsonFile": ({"taskId": RESERVED, "content": "{}"}, NOTHING),
    "/api/render/task/deleteTaskLabel": ({"taskIds": [TASK], "labelNames": ["own"]}, NOTHING),
    "/api/render/transfer/getBid": ({}, {"input_bid", "output_bid"}),
    "/api/render/transfer/getConfig": ({}, {"inputBid", "resqEngines"}),
    "/api/render/transfer/getRaySyncUserKey": ({}, {"raySyncUserKey"}),
    "/api/render/transfer/getServerInfo": ({"zone": 1}, {"raysyncTransfer"}),
    "/api/render/user/getRaySyncUserKey": ({}, {"raySyncUserKey"}),
    "/api/rendering/task/renderingTask/startTask": ({"taskIds": [TASK]}, NOTHING),
    "/api/rendering/task/renderingTask/stopTask": ({"taskIds": [TASK]}, NOTHING),
    "/api/rendering/task/renderingTask/updateTaskUserLevel": ({"taskId": TASK, "taskUserLevel": 60}, NOTHING),
}

LEAVES_OUT = {
    # handlers that leave an unknown task out of their answer instead of refusing it
    "/api/render/handle/queryTaskInfo", "/api/render/handle/queryTaskInfo/v2", "/api/render/hardwareConfig/list",
}
KEEPS_DELETED = LEAVES_OUT | {
    # handlers that only read, and tell of a task in the recycle bin as well
    "/api/render/file/operate/getOutputUserDirFile", "/api/render/handle/loadTaskProcessImg",
    "/api/render/handle/queryTaskFrames", "/api/render/submit/createTask",
}
_names = itertools.count()


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


class Ready:
    """A visitor of the farm with everything that an example may name."""

    def __init__(self, visitor):
        self.visitor = visitor
        # A scene of 3ds Max, because loadTaskProcessImg serves no other.
        scene = {"scene": "/D/shot.max", "cg_id": "2001", "render": {"common": {"frames": "1"}}}
        task, reserved = visitor.submit(**scene), visitor.api.task.create_task()[0]
        visitor.send(reserved, **scene)
        visitor.api.tag.add_task_tag("own", [task])
        number = next(_names)
        visitor.api.tag.add_label(f"project {number}", status=0)
        visitor.api.env.add_render_env({**SOFTWARE, "editName": f"environment {number}", "pluginIds": []})
        visitor.wait(task)
        frame = next(iter(visitor.frames(task).values()))["id"]
        self.given = {TASK: task, RESERVED: reserved, FRAME: frame, PROJECT: f"project {number}",
                      ENVIRONMENT: f"environment {number}"}

    def call(self, path, body, instead=None):
        """The answer to an example; ``instead`` has values that take the place of what is given."""
        return self.visitor.api.client.query(path, **filled(body, {**self.given, **(instead or {})}))


@pytest.fixture
def ready(visitor):
    return Ready(visitor)


@pytest.fixture(scope="module")
def once(farm):
    """The same for all examples that are refused, which change nothing."""
    visitor = Visitor(farm)
    yield Ready(visitor)
    visitor.close()


def filled(value, given):
    """An example with what was made in place of what it names."""
    if isinstance(value, dict):
        return {name: filled(each, given) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, given) for each in value]
    return given[value] if isinstance(value, Given) else "new " + str(next(_names)) if value == "new" else value


def named(body):
    """What an example names of what is made for each test."""
    values = [each for value in body.values() for each in (value if isinstance(value, list) else [value])]
    return [each for each in Given if each in values]


def fits(data, expected):
    """Whether an answer is what an example says."""
    if isinstance(expected, list):
        return isinstance(data, list) and bool(data) and all(fits(each, expected[0]) for each in data)
    if isinstance(expected, set):
        return isinstance(data, dict) and expected <= set(data)
    return isinstance(data, expected) if isinstance(expected, type) else data == expected


def test_every_handler_has_an_example():
    assert set(ROUTES) - set(EXAMPLES) == set(), "add a line to EXAMPLES: the tests of this file then call the handler"
    assert set(EXAMPLES) - set(ROUTES) == set(), "the farm does not serve these any more"


@pytest.mark.parametrize("path", EXAMPLES)
def test_a_handler_answers_its_example(ready, path):
    body, expected = EXAMPLES[path]
    data = ready.call(path, body)
    assert fits(data, expected), data


NAMING = [(path, each) for path, (body, _expected) in EXAMPLES.items() for each in named(body)]


@pytest.mark.parametrize(("path", "what"), [(path, what) for path, what in NAMING if path not in LEAVES_OUT])
def test_a_handler_refuses_what_does_not_exist(once, path, what):
    with pytest.raises(Refused) as caught:
        once.call(path, EXAMPLES[path][0], {what: UNKNOWN[what]})
    assert caught.value.code == INVALID
    assert str(UNKNOWN[what]) in caught.value.message


@pytest.mark.parametrize("path", sorted(LEAVES_OUT))
def test_a_handler_that_leaves_an_unknown_task_out_answers(once, path):
    assert str(UNKNOWN[TASK]) not in str(once.call(path, EXAMPLES[path][0], UNKNOWN))


@pytest.mark.parametrize(("path", "what"), [
    (path, what) for path, what in NAMING if what in TASKS and path not in KEEPS_DELETED])
def test_a_handler_refuses_a_task_that_was_deleted(once, path, what):
    deleted = once.visitor.api.task.create_task()[0]
    once.visitor.api.task.delete_task([deleted])
    with pytest.raises(Refused, match="deleted") as caught:
        once.call(path, EXAMPLES[path][0], {what: deleted})
    assert caught.value.code == INVALID


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, (body, _expected) in EXAMPLES.items()
                                            for name in body])
def test_a_handler_refuses_a_parameter_of_a_wrong_kind_by_its_name(once, path, name):
    with pytest.raises(Refused, match=name) as caught:
        once.call(path, {**EXAMPLES[path][0], name: {"no": "such"}})
    assert caught.value.code in {INVALID, EMPTY}
