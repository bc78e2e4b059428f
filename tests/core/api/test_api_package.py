"""The package as scripts see it: light to import, typed, usable in every documented way."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import foxsubmit
from foxsubmit import FoxAPI
from foxsubmit.core.common.errors import BadInput, CannotConnect, NoAnswer, Refused

ROOT = Path(__file__).parents[3]
HEAVY = ("jsonschema", "qtpy", "PySide2", "PySide6", "platformdirs", "sqlite3", "rich", "starlette", "uvicorn", "PIL",
         "bpy", "numpy")

SCRIPT = '''
from foxsubmit.core.api import FoxAPI
from foxsubmit.core.api.codes import TaskStatus

with FoxAPI("id", "key", domain="task.foxrenderfarm.com", platform="2") as api:
    for task in api.query.get_task_list(page_num=1, page_size=20)["items"]:
        if TaskStatus(task["taskStatus"]).over:
            print(task["id"], task.get("sceneName"))
    frames = api.query.get_all_frames(task_id=35736251)
    print(sum(frame["frameExecuteTime"] or 0 for frame in frames.values()))
    created = api.task.create_task(count=1, labels=["a"])
    api.task.submit_task(task_id=created[0])
    api.env.add_render_env(render_env={"cgId": 2000, "cgName": "Maya", "renderSystem": "0", "pluginIds": [1166]})
'''
MISTAKES = {
    "an unknown keyword": ("page_size=20", "page_sise=20", 'Unexpected keyword argument "page_sise"'),
    "a wrong type": ("task_id=35736251", 'task_id="35736251"', 'Argument "task_id" to "get_all_frames"'),
    "a misspelt method": ("api.task.submit_task", "api.task.sumbit_task", '"Task" has no attribute "sumbit_task"'),
    "a misspelt key": ('task["taskStatus"]', 'task["taskstatus"]', 'TypedDict "TaskInfo" has no key "taskstatus"'),
    "a key that no environment has": ('"cgName": "Maya"', '"cgname": "Maya"',
                                      'Argument "render_env" to "add_render_env" of "Env"'),
}


def run(*command):
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, timeout=300)


def configuration(folder):
    """mypy's, with the package linked together as it is imported (docs/architecture.md)."""
    package = folder / "path" / "foxsubmit"
    package.mkdir(parents=True)
    for source in (*(ROOT / "app").glob("*.py"), ROOT / "app" / "rayvision", ROOT / "core", ROOT / "hosts"):
        (package / source.name).symlink_to(source)
    file = folder / "mypy.ini"
    file.write_text(f"[mypy]\nstrict = True\nmypy_path = {package.parent}\n", encoding="utf-8")
    return file


def test_importing_the_api_loads_nothing_heavy():
    found = run("-c", f"import sys, foxsubmit.core.api; print([name for name in {HEAVY} if name in sys.modules])")
    assert found.stdout.strip() == "[]", found.stderr


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed for this Python")
def test_mypy_finds_what_is_wrong_in_a_script(tmp_path):
    (tmp_path / "good.py").write_text(SCRIPT, encoding="utf-8")
    for name, (right, wrong, _said) in MISTAKES.items():
        assert right in SCRIPT
        (tmp_path / f"{name.replace(' ', '_')}.py").write_text(SCRIPT.replace(right, wrong), encoding="utf-8")
    found = run("-m", "mypy", "--config-file", str(configuration(tmp_path)), "--cache-dir", str(tmp_path / "cache"),
                *sorted(str(path) for path in tmp_path.glob("*.py")))
    lines = [line for line in found.stdout.splitlines() if line.startswith(str(tmp_path))]
    errors = [line for line in lines if ": error: " in line]
    assert len(errors) == len(MISTAKES), found.stdout + found.stderr
    for name, (_right, _wrong, said) in MISTAKES.items():
        assert any(f"{name.replace(' ', '_')}.py" in line and said in line for line in errors), (name, errors)


def test_an_unknown_keyword_names_the_method():
    with FoxAPI("id", "key") as api, pytest.raises(TypeError, match="task_info\\(\\) got an unexpected keyword"):
        api.query.task_info(task_ids=[1])


def test_the_vendors_way_of_naming_an_environment_works_like_the_documented_one():
    with FoxAPI("id", "key") as api:
        sent = []
        api.env._command = lambda path, answer=None, **wire: sent.append(wire)
        api.env.add_render_env(render_env={"cgId": 2000})
        api.env.add_render_env(data={"cgId": 2000})
        api.env.update_render_env({"cgId": 2000})
    assert sent == [{"cgId": 2000}] * 3


@pytest.mark.parametrize("call", [
    lambda api: api.env.add_render_env(),
    lambda api: api.env.get_render_env(),
    lambda api: api.env.get_render_env(name="word"),
    lambda api: api.query.error_detail(),
    lambda api: api.query.restart_frame(select_all=1),
    lambda api: api.query.restart_frame(5, select_all=0),
    lambda api: api.query.stop_frame(5, 0, []),
    lambda api: api.query.get_small_task_id("no task"),
    lambda api: api.tag.delete_task_tag(),
])
def test_a_call_that_cannot_work_is_not_sent(call):
    with FoxAPI("id", "key", "127.0.0.1:9", protocol="http") as api, pytest.raises(BadInput):
        call(api)


@pytest.mark.parametrize(("name", "number"), [
    (35736251, 35736251), ("35736251", 35736251), ("2W35736251", 35736251), ("P18278", 18278)])
def test_a_task_may_be_named_as_the_farm_shows_it(name, number, monkeypatch):
    with FoxAPI("id", "key") as api:
        monkeypatch.setattr(api.query, "task_info", lambda numbers: {"items": []})
        assert api.query.get_small_task_id(task_id=name) == [number]


def test_frames_are_asked_for_a_page_at_a_time_as_they_are_taken(monkeypatch):
    asked = []

    def page(task_id, number, size):
        asked.append(number)
        return {"pageCount": 3, "items": [{"id": number, "frameIndex": str(number)}]}

    with FoxAPI("id", "key") as api:
        monkeypatch.setattr(api.query, "task_frames", page)
        frames = api.query.iter_all_frames(5)
        assert asked == []
        assert next(frames)["id"] == 1
        assert asked == [1]
        assert [frame["id"] for frame in frames] == [2, 3]
        assert list(api.query.get_all_frames(5, start_page=2, end_page=2)) == ["2"]


def test_a_frame_that_the_task_does_not_have_is_named_before_anything_is_sent(monkeypatch):
    with FoxAPI("id", "key", "127.0.0.1:9", protocol="http") as api:
        monkeypatch.setattr(api.query, "get_all_frames", lambda task: {"6": {"id": 1}, "7-9[1]": {"id": 2}})
        with pytest.raises(BadInput, match="Task 5 has no frame “7”"):
            api.query.get_custome_frames(5, ["6", "7"])
        with pytest.raises(BadInput):
            api.query.frame_number_to_stop(5, [])


def test_tasks_are_gone_through_page_by_page_and_none_comes_twice(monkeypatch):
    # A task that is submitted meanwhile moves 8 to the second page.
    pages, asked = {1: [9, 8], 2: [8, 7], 3: []}, []

    def page(number, size, *filters):
        asked.append((number, size, filters))
        return {"items": [{"id": each, "somethingNew": [1]} for each in pages[number]]}

    with FoxAPI("id", "key") as api:
        monkeypatch.setattr(api.query, "get_task_list", page)
        tasks = api.query.iter_tasks(2, status_list=[25])
        assert next(tasks) == {"id": 9, "somethingNew": [1]}
        assert asked == [(1, 2, ([25], None, None, None, None))]
        assert [task["id"] for task in tasks] == [8, 7]
        assert [number for number, *_rest in asked] == [1, 2, 3]


def looks(api, monkeypatch, *answers):
    """What the farm says of tasks at each look, an error or their statuses; the seconds between the looks."""
    said, waits = list(answers), []

    def look(_ids):
        answer = said.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return {"items": [{"id": number, "taskStatus": status} for number, status in answer.items()]}

    monkeypatch.setattr(api.query, "task_info", look)
    monkeypatch.setattr("foxsubmit.core.api.waiting.time.sleep", waits.append)
    return waits


def test_tasks_are_waited_for_until_each_is_over_or_rests(monkeypatch):
    seen = []
    with FoxAPI("id", "key") as api:
        # 77 is no status that anybody documented; the farm is away for a moment.
        waits = looks(api, monkeypatch, {1: 5, 2: 0}, CannotConnect("away"), {2: 10, 1: 77}, {2: 10, 1: 25})
        ended = api.query.wait_for_tasks([1, 2], every=3, on_look=lambda tasks: seen.append(len(tasks)))
    assert [(task["id"], task["taskStatus"]) for task in ended] == [(1, 25), (2, 10)]
    assert (waits, seen) == ([3, 3, 3], [2, 2, 2])


def test_a_wait_ends_where_somebody_says_so(monkeypatch):
    with FoxAPI("id", "key") as api:
        looks(api, monkeypatch, {1: 5}, {1: 40}, {1: 40})
        assert api.query.wait_for_tasks([1], until=lambda task: task["taskStatus"] == 40)[0]["taskStatus"] == 40
        with pytest.raises(NoAnswer, match="has not finished in time: 1"):
            api.query.wait_for_tasks([1], timeout=0, until=lambda task: False)
        looks(api, monkeypatch, {1: 5}, Refused(605, "no", "/x"))
        with pytest.raises(NoAnswer, match="does not have these tasks: 7"):
            api.query.wait_for_tasks([1, 7])
        with pytest.raises(Refused):
            api.query.wait_for_tasks([1])
        with pytest.raises(BadInput, match="above 0"):
            api.query.wait_for_tasks([1], every=0)


def test_the_base_of_all_errors_is_with_the_client():
    assert issubclass(Refused, foxsubmit.FoxError)
    assert "FoxError" in foxsubmit.__all__
