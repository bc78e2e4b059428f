"""The scripts of README.md, docs/api.md, docs/farm.md and docs/rayvision.md run as they stand there, on a farm here."""

from __future__ import annotations

import os
import subprocess
import sys
import types

import pytest
from tests.code_blocks import ROOT, blocks_of

from foxsubmit import FoxAPI, RayvisionAPI
from foxsubmit.testing import farm

PIPELINE = '''"""A pipeline of somebody."""

import json

from foxsubmit.core.assets.find import find_all  # noqa: F401 - the whole package is there


def submit(api, scene):
    (task,) = api.task.create_task()["taskIdList"]
    api.transmit.upload_json_content(task, json.dumps({"task_info": {}}))


def nightly(api):
    return api.query.get_task_list()["total"]
'''


def scripts(page):
    return [each.code for each in blocks_of((ROOT / page).read_text(encoding="utf-8"), page)
            if each.language == "python" and not each.reason]


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    with farm(tmp_path_factory.mktemp("farm")) as local:
        local.api.task.create_task()
        yield local


@pytest.fixture
def keys(local, monkeypatch, tmp_path):
    """The account of the farm where a script takes it from the variables."""
    for name, value in (("ACCESS_ID", local.access_id), ("KEY", local.access_key),
                        ("DOMAIN", f"http://{local.domain}")):
        monkeypatch.setenv(f"RAYVISION_API_{name}", value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "my_pipeline.py").write_text(PIPELINE, encoding="utf-8")


def run(code, local, **names):
    """Run a script with the farm's address and keys in the place of those that the page makes up; its names."""
    for made_up in ("jop.foxrenderfarm.com", "task.foxrenderfarm.com"):
        code = code.replace(made_up, local.domain)
    code = code.replace('access_id="…"', f'access_id="{local.access_id}"').replace(
        'access_key="…"', f'access_key="{local.access_key}"')
    exec(compile(code, "page", "exec"), names)  # noqa: S102 - our own page
    return names


def test_the_script_of_the_readme_asks_for_tasks(local):
    (code,) = scripts("README.md")
    assert isinstance(run(code, local)["api"], FoxAPI)


def test_the_scripts_of_the_page_about_the_api(local, keys, capsys):
    lists, patient = scripts("docs/api.md")
    run(lists, local, access_id=local.access_id, access_key=local.access_key)
    assert len(capsys.readouterr().out.splitlines()) == local.api.query.get_task_list()["total"]
    made = run(patient, local, access_id=local.access_id, access_key=local.access_key)["api"]
    assert made.query.get_task_list()["pageNum"] == 1


def test_the_script_of_the_page_about_the_vendors_class(local):
    (code,) = scripts("docs/rayvision.md")
    assert run(code, local)["RayvisionAPI"] is RayvisionAPI


def test_a_suite_as_the_page_about_the_farm_has_it_passes(keys, tmp_path):
    suite, _conversation = scripts("docs/farm.md")
    first, _newline, rest = suite.partition("\n")
    (tmp_path / "conftest.py").write_text(first, encoding="utf-8")
    (tmp_path / "test_shots.py").write_text("import my_pipeline\n" + rest, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_shots.py"],
                          cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ})
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_a_conversation_is_recorded_and_played_as_the_page_about_the_farm_has_it(local, keys, tmp_path):
    _suite, conversation = scripts("docs/farm.md")
    names = run(conversation, local, my_pipeline=types.SimpleNamespace(
        nightly=lambda api: api.query.get_task_list()["total"]))
    assert (tmp_path / "conversation.json").is_file()
    names["test_the_night"]()
