from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import Refused


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


@pytest.mark.parametrize(("path", "body", "code", "name"), [
    ("/api/render/submit/createTask", {"count": 0}, 600, "count"),
    ("/api/render/submit/createTask", {"labels": "one"}, 600, "labels"),
    ("/api/render/submit/task", {}, 601, "taskId"),
    ("/api/render/submit/task", {"taskId": "x"}, 600, "taskId"),
    ("/api/render/submit/task", {"taskId": 7}, 600, "7"),
    ("/api/render/submit/taskJsonFile", {"taskId": 1}, 601, "content"),
    ("/api/render/handle/stopTask", {}, 601, "taskIds"),
    ("/api/render/handle/stopTask", {"taskIds": [7]}, 600, "7"),
    ("/api/render/handle/startTask", {"taskIds": 7}, 600, "taskIds"),
    ("/api/render/handle/queryTaskFrames", {"taskId": 7}, 600, "taskId"),
    ("/api/render/handle/getTaskList", {"pageNum": 0}, 600, "pageNum"),
    ("/api/render/handle/getTaskList", {"startTime": "monday"}, 600, "startTime"),
    ("/api/render/handle/loadingFrameThumbnail", {}, 601, "id"),
    ("/api/render/handle/loadingFrameThumbnail", {"id": 7}, 600, "id"),
    ("/api/render/file/operate/getOutputUserDirFile", {"taskId": 7}, 600, "taskId"),
    ("/api/render/file/operate/getOutputUserDirFile", {"treePath": "/../.."}, 600, ".."),
])
def test_a_parameter_that_cannot_be_used_is_named(visitor, path, body, code, name):
    with pytest.raises(Refused) as caught:
        visitor.api.client.query(path, **body)
    assert caught.value.code == code
    assert name in caught.value.message
