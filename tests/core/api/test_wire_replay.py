"""Every request of the API: those recorded from the vendor's own client, made again with ours, and our own."""

from __future__ import annotations

import ast
import http.server
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import api_table
import pytest

from foxsubmit.core import api as package
from foxsubmit.core.api import FoxAPI
from foxsubmit.core.api.wire.signing import sign, string_to_sign

RECORDING = json.loads((Path(__file__).parent / "vendor_sdk_requests.json").read_text(encoding="utf-8"))
KEY = "the-key"

OWN = [
    # Calls that the recorded client does not have, in the recording's shape; what is sent is what a document says:
    # {"call": "tag.rename", "args": {"name": "x"}, "requests": [{"path": "/api/…", "body": {"newName": "x"}}]}
    {"call": "query.iter_all_frames", "args": {"task_id": 5, "page_size": 1}, "requests": [
        {"path": "/api/render/handle/queryTaskFrames", "body": {"taskId": 5, "pageNum": number, "pageSize": 1}}
        for number in (1, 2)]},
    {"call": "query.iter_tasks", "args": {"page_size": 1, "status_list": [25]}, "requests": [
        {"path": "/api/render/handle/getTaskList/v2", "body": {"pageNum": 1, "pageSize": 1, "statusList": [25]}}]},
    {"call": "query.wait_for_tasks", "args": {"task_ids_list": [1521323], "until": bool}, "requests": [
        {"path": "/api/render/handle/queryTaskInfo/v2", "body": {"taskIds": [1521323]}}]},
    {"call": "tag.get_project_list", "args": {}, "requests": [{"path": "/api/render/project/getList", "body": {}}]},
]
CALLS = [*RECORDING["calls"], *OWN]

OTHERWISE = {
    # The SDK fails before it sends anything; the recording's own note says what must go out.
    "env.get_render_env name": [("/api/render/plugin/getUserPluginConfig", {"cgId": 2004, "osName": 1})],
}

FRAMES = {1: {"id": 7, "taskId": 5, "frameIndex": "2-4[1]", "frameStatus": 4},
          2: {"id": 8, "taskId": 5, "frameIndex": "10", "frameStatus": 4}}
ANSWERS = {
    "createTask": {"taskIdList": [1], "aliasTaskIdList": ["2W1"], "userId": 1},
    "getConfig": {"inputBid": "1", "outputBid": "2", "configBid": "3", "resqEngines": []},
    "queryTaskInfo": {"items": [{"id": 1521323, "taskStatus": 0, "respRenderingTaskList": None}]},
    "setTaskOverTimeStop": "SUCCESS", "fullSpeedRendering": "成功",
}
LISTS = {"queryPlatforms", "queryAnalyseErrorDetail", "getUserPluginConfig", "loadingFrameThumbnail", "list",
         "getOutputUserDirFile", "getUserPackNodeInfo"}


def answer(path, body):
    """What a farm would say, as far as the client looks."""
    name = path.replace("/v2", "").rsplit("/", 1)[1]
    if name == "queryTaskFrames":
        return {"pageCount": 2, "pageNum": body["pageNum"], "total": 2, "size": 1, "items": [FRAMES[body["pageNum"]]]}
    if path.endswith("project/list"):
        return {"projectNameList": []}
    return ANSWERS.get(name, [] if name in LISTS else {})


class Recorder:
    """A farm that writes down what it is asked, and refuses a wrong signature."""

    def __init__(self):
        self.requests = []
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                recorder.requests.append((self.path, body))
                recorder.headers = dict(self.headers)
                signed = sign(KEY, string_to_sign(recorder.domain, self.path, self.headers, body))
                code = 200 if signed == self.headers["signature"] else 611
                data = json.dumps({"code": code, "data": answer(self.path, body), "serverTime": 1000 * time.time()})
                self.send_response(200)
                self.send_header("Content-Length", str(len(data.encode())))
                self.end_headers()
                self.wfile.write(data.encode())

            def log_message(self, *_args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.domain = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def recorder():
    recorder = Recorder()
    yield recorder
    recorder.close()


@pytest.fixture
def api(recorder):
    recorder.requests.clear()
    with FoxAPI("AKID", KEY, recorder.domain, "2", protocol="http") as api:
        yield api


def call(api, name, arguments):
    group, method = name.split(".")
    answer = getattr(getattr(api, group), method)(**arguments)
    return list(answer) if isinstance(answer, Iterator) else answer


@pytest.mark.parametrize("recorded", CALLS, ids=lambda each: f"{each['call']} {' '.join(each['args'])}")
def test_the_same_call_sends_the_same_bodies_to_the_same_paths(api, recorder, recorded):
    call(api, recorded["call"], recorded["args"])
    expected = OTHERWISE.get(f"{recorded['call']} {' '.join(recorded['args'])}") or [
        (request["path"], request["body"]) for request in recorded["requests"]]
    assert recorder.requests == expected


def test_every_call_is_made_here():
    ours = {f"{group}.{name}" for group, name, *_rest in api_table.calls()}
    made = {each["call"] for each in CALLS}
    assert ours - made == set(), "add each of these to OWN, with the request that it should send"


def test_the_headers_are_the_recorded_ones(api, recorder):
    api.user.query_user_profile()
    example = RECORDING["headers_example"]
    assert set(example) <= set(recorder.headers)
    same = ("accessId", "channel", "platform", "version", "Content-Type", "languageFlag")
    assert {name: recorder.headers[name] for name in same} == {name: example[name] for name in same}
    assert len(recorder.headers["nonce"]) == len(example["nonce"])


def test_regions_are_numbered_as_the_recording_numbers_them_and_the_other_way_in_china(monkeypatch):
    sent = []
    for domain in ("task.foxrenderfarm.com", "task.renderbus.com"):
        api = FoxAPI("AKID", KEY, domain)
        monkeypatch.setattr(api.query, "_query", lambda path, answer, zone: sent.append(zone))
        api.query.platforms()
        api.query.get_transfer_server_msg()
    assert sent == [2, 1, 1, 2]


def test_a_documented_path_that_the_current_client_left_is_the_second_one():
    recorded = {request["path"] for each in CALLS for request in each["requests"]}
    for file in Path(package.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"_query", "_command"}:
                paths = [each.value for each in node.args if isinstance(each, ast.Constant)]
                assert paths[0] in recorded, f"{paths[0]} is in no request of CALLS: add its call to OWN"
                assert not set(paths[1:]) & recorded


def test_a_deleted_tag_may_be_named_in_either_way(api, recorder):
    api.tag.delete_task_tag(tag_ids=[21205])
    api.tag.delete_task_tag(taskIds=[1], labelNames=["x"])
    assert [body for _path, body in recorder.requests] == [
        {"labelIds": [21205]}, {"taskIds": [1], "labelNames": ["x"]}]
