"""Whatever a server answers, a script gets the answer or an error of ours that names the farm."""

from __future__ import annotations

import http.server
import json
import threading
from pathlib import Path

import pytest

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.common.errors import BadAnswer, FoxError
from foxsubmit.core.jobs.details import read_log, read_mosaic, read_output
from foxsubmit.core.jobs.frames import FrameBook
from foxsubmit.core.jobs.listing import read_some, read_tasks
from foxsubmit.core.jobs.tasks import FrameLog
from foxsubmit.core.offer.facts import Facts, read_facts
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.http.engine import HttpEngine

RECORDED = json.loads((Path(__file__).parent / "vendor_sdk_requests.json").read_text(encoding="utf-8"))["calls"]
CALLS = {each["call"]: each["args"] for each in RECORDED}

GARBAGE = [
    None, [], {}, "SUCCESS", 7, True, [None], [[]], ["x"], [1], [{}], [{"id": "1"}],
    {"items": None}, {"items": {}}, {"items": [None]}, {"items": [{}]}, {"pageCount": 1, "items": [{"id": 1}]},
    {"items": [{"id": 1, "taskStatus": None}]}, {"items": [{"id": 1, "taskStatus": 0, "respRenderingTaskList": 1}]},
    {"items": [{"id": 1, "taskStatus": 0, "respRenderingTaskList": [{"respRenderingTaskList": [{}]}]}]},
    {"items": [{"id": 1, "taskStatus": 0, "labels": "7", "totalFrames": "many"}]},
    {"pageCount": "1", "items": []}, {"pageCount": 1, "items": [{"id": 1, "frameIndex": None, "frameStatus": 4}]},
    {"taskIdList": None}, {"taskIdList": []}, {"taskIdList": ["1"]}, {"taskIdList": {"0": 1}},
    {"projectNameList": None}, {"projectNameList": [{}]}, {"projectNameList": [{"projectName": 1, "projectId": 1}]},
    [{"cgId": 2007, "editName": "a", "cgName": "b", "cgVersion": None}],
    [{"cgId": 2007, "editName": "a", "cgName": "b", "cgVersion": "4", "respUserPluginInfoVos": [{}]}],
    [{"id": 1, "type": 1, "model": None, "ram": None}], {"inputBid": 1}, {"resqEngines": [[]]},
    {"inputBid": "1", "outputBid": "2", "resqEngines": [{"engineName": "http"}]},
    {"usdbalance": "much"}, {"zone": "x", "usdbalance": [1]}, [{"filePath": 1, "directory": "true"}],
    [{"stored": "1"}],
]


class Liar:
    """A farm that answers the same to everything."""

    def __init__(self):
        self.data = None
        liar = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                data = json.dumps({"code": 200, **({} if liar.data is Ellipsis else {"data": liar.data})}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.domain = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def liar():
    liar = Liar()
    yield liar
    liar.close()


@pytest.fixture(scope="module")
def api(liar):
    with FoxAPI("AKID", "key", liar.domain, "2", protocol="http") as api:
        yield api


def answer_or_error(call, domain):
    """What a call returned, after which nothing but our own errors is left to happen."""
    try:
        return call()
    except BadAnswer as error:
        assert domain in str(error)
        return error
    except FoxError as error:
        return error


@pytest.mark.parametrize("name", CALLS)
def test_every_call_ends_with_an_answer_or_with_an_error_that_names_the_farm(api, liar, name):
    group, method = name.split(".")
    for liar.data in [..., *GARBAGE]:
        answer_or_error(lambda: getattr(getattr(api, group), method)(**CALLS[name]), liar.domain)


@pytest.mark.parametrize("name", [
    name for name in CALLS if name.startswith("query.") and "restart" not in name and name != "query.stop_frame"])
def test_a_query_whose_data_is_not_there_is_an_error(api, liar, name):
    liar.data = ...
    with pytest.raises(BadAnswer, match="data is missing") as caught:
        getattr(api.query, name.split(".")[1])(**CALLS[name])
    assert caught.value.path.startswith("/api/")


@pytest.mark.parametrize("garbage", GARBAGE, ids=json.dumps)
def test_what_the_panel_reads_ends_with_an_answer_or_an_error(api, liar, garbage, tmp_path):
    liar.data = garbage
    facts = answer_or_error(lambda: read_facts(api, traits_of("blender")), liar.domain)
    assert isinstance(facts, (Facts, FoxError))
    answer_or_error(lambda: read_tasks(api), liar.domain)
    answer_or_error(lambda: read_some(api, [5]), liar.domain)
    answer_or_error(lambda: FrameBook(5).look(api, None), liar.domain)
    answer_or_error(lambda: read_log(api, FrameLog(5)), liar.domain)
    answer_or_error(lambda: read_output(api, (5,), ""), liar.domain)
    answer_or_error(lambda: read_mosaic(api, 5), liar.domain)


@pytest.mark.parametrize("garbage", GARBAGE, ids=json.dumps)
def test_what_the_agent_reads_ends_with_an_answer_or_an_error(api, liar, garbage):
    liar.data = garbage
    answer_or_error(lambda: open_engine(api), liar.domain)
    answer_or_error(lambda: api.task.create_task()[0], liar.domain)
    answer_or_error(lambda: HttpEngine(api.client, "1", "2").have([("/a", 1)]), liar.domain)


def test_a_task_that_was_not_given_a_number_may_have_been_made(api, liar):
    liar.data = {"taskIdList": []}
    with pytest.raises(BadAnswer, match=r"data\.taskIdList is empty\. The farm may have done it all the same"):
        api.task.create_task()
