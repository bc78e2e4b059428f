from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

QUICK = Options(simulate=True, seconds=0.02)
FINISHED = (25, 30, 45)


class Visitor:
    """A client of the farm under test: the API, signed storage requests, whole submissions."""

    def __init__(self, address):
        self.domain = address.domain
        self.api = FoxAPI(address.access_id, address.access_key, address.domain, "2", protocol="http")

    def close(self):
        self.api.client.http.close()

    def storage(self, method, bid=INPUT, data=None, extra=None, **parameters):
        path = f"/storage/{bid}"
        parameters = {name: str(value) for name, value in parameters.items()}
        headers = {**self.api.client.headers(path, parameters, method), **(extra or {})}
        return self.api.client.http.request(
            method, f"http://{self.domain}{path}", params=parameters, data=data, headers=headers, timeout=20)

    def put(self, path, data, bid=INPUT, offset=0, size=None):
        answer = self.storage(
            "PUT", bid, data, path=path, offset=offset, size=len(data) if size is None else size)
        return answer.json()

    def have(self, *files, bid=INPUT):
        body = {"files": [{"path": path, "size": size} for path, size in files]}
        return self.api.client.query(f"/storage/{bid}/have", **body)

    def send(self, task, scene="/D/scenes/shot.blend", render=None, content=b"scene", **info):
        """Everything that a task needs, but not the submission."""
        local = f"D:{scene[2:]}"
        self.put(scene, content)
        self.configure(task, local, render or {"common": {"frames": "1-3[1]"}}, [local], **info)

    def configure(self, task, scene, render, files, more=None, **info):
        """The two files that the farm reads."""
        configuration = {"task_info": {"cg_id": "2007", "input_cg_file": scene, **info},
                         "scene_info_render": render, "additional_info": more or {}}
        upload = {"scene": [{"local": scene, "server": server_path(scene), "hash": ""}],
                  "asset": [{"local": file, "server": server_path(file)} for file in files]}
        self.api.transmit.upload_json_content(task, json.dumps(configuration))
        self.api.transmit.upload_json_content(task, json.dumps(upload), "upload.json")

    def submit(self, **scene):
        task = self.api.task.create_task()[0]
        self.send(task, **scene)
        self.api.task.submit_task(task)
        return task

    def info(self, task):
        return self.api.query.task_info([task])["items"][0]

    def frames(self, task):
        return self.api.query.get_all_frames(task)

    def wait(self, task, condition=lambda info: info["taskStatus"] in FINISHED, seconds=180):
        """The task once the condition holds."""
        end = time.monotonic() + seconds
        while True:
            info = self.info(task)
            if condition(info):
                return info
            assert time.monotonic() < end, info
            time.sleep(0.02)


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "farm"


@pytest.fixture
def farm(folder):
    with LocalFarm(folder, options=QUICK) as running:
        yield running


@pytest.fixture(scope="module")
def module_farm(tmp_path_factory):
    """One for all tests of a module that leave nothing in it."""
    with LocalFarm(tmp_path_factory.mktemp("farm"), options=QUICK) as running:
        yield running


@pytest.fixture
def visit():
    """A visitor of any farm, closed in the end."""
    visitors = []

    def visit(address):
        visitors.append(Visitor(address))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.close()


@pytest.fixture
def visitor(farm, visit):
    return visit(farm)
