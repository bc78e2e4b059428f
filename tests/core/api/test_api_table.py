from __future__ import annotations

import re

import api_table
import faces
import pytest
from api_document import EXAMPLES, PATHS


def test_the_page_about_the_api_is_what_the_code_says():
    assert api_table.DOCUMENT.read_text(encoding="utf-8") == api_table.document(), (
        "docs/api.md is stale: run python tests/core/api/api_table.py")


def test_every_call_says_what_it_does_in_one_line():
    for _group, name, _parameters, _verb, _paths, meaning in api_table.calls():
        assert meaning[:1].isupper(), f"{name} has no docstring that begins with a capital"
        assert meaning.endswith("."), f"the first line of the docstring of {name} is no sentence"


CHANGING = re.compile(r"/(create|task$|taskJsonFile|update|stop|start|abandon|delete|recommit|add|edit|set|fullSpeed)")
"""How the last part of a path begins that changes something; calls to it are commands."""


def test_the_verb_goes_with_what_the_path_does():
    for _group, name, _parameters, verb, paths, _meaning in api_table.calls():
        for path in paths:
            last = path[path.rindex("/"):]
            assert (verb == "command") == bool(CHANGING.match(last)), (
                f"{name} is a {verb}: is that right for {path}? If so, CHANGING has to know its first word")


def test_every_documented_path_and_call_is_there():
    ours = list(api_table.calls())
    assert set(PATHS) - {path for *_start, paths, _meaning in ours for path in paths} == set()
    assert {example.call for example in EXAMPLES} - {f"{group}.{name}" for group, name, *_rest in ours} == set()
    assert len(set(PATHS)) == 41


@pytest.fixture(scope="module")
def code():
    return faces.package()


def test_every_call_has_a_face_in_the_panel_or_on_the_command_line_or_a_reason(code):
    assert list(api_table.faceless(api_table.calls(), code)) == [], (
        "nothing reaches them and WITHOUT_A_FACE of api_table.py has no reason, or something does and it has one")


def test_no_cell_is_empty_without_a_reason():
    rows = [line for line in api_table.DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert len(rows) == len(list(api_table.calls()))
    for row in rows:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
        assert len(cells) == 9, row
        assert "" not in cells, row
        assert "–" not in cells[-4:], f"{row}: WITHOUT_A_FACE has no reason"


@pytest.mark.parametrize(("call", "job"), [
    ("task.abort_task", "`app/job/known_task.py`"), ("query.get_render_log", "`app/job/known_task.py`"),
    ("task.create_task", "the agent"), ("env.delete_render_env", "`job.client()`"),
    ("tag.get_label_list", "`job.client()`")])
def test_what_a_job_does_not_do_by_itself_is_done_by_its_client(code, call, job):
    assert api_table.shown_faces(call, code).rpartition(" | ")[2] == job


@pytest.mark.parametrize(("call", "panel", "cli"), [
    ("user.update_user_settings", "ui/door/account_overview.py", "app/cli/account.py"),
    ("task.edit_task_hardware_config", "ui/jobs/task_actions.py", "app/cli/tasks/task.py"),
    ("tag.delete_label", "ui/door/account_projects.py", "app/cli/projects.py"),
    ("env.delete_render_env", "ui/submit/environment_editor.py", "app/cli/environments.py"),
    ("query.get_task_processing_img", "ui/jobs/task_detail.py", "app/cli/tasks/one/blocks.py")])
def test_the_module_that_is_named_is_the_one_that_offers_it(code, call, panel, cli):
    found = code.faces(call)
    assert (found.get(faces.PANEL), found.get(faces.CLI)) == (panel, cli)


def test_what_the_agent_does_for_the_panel_is_not_said_to_be_done_by_it(code):
    found = code.faces("task.create_task")
    assert set(found) == {faces.AGENT, faces.CLI}, "“foxsubmit agent” is the agent"
    assert api_table.face(found, faces.PANEL) == "the agent"


SOURCES = {
    "core/jobs/actions.py": "class TaskAction: ...\n_A = TaskAction\n"
                            "RULES = {_A.STOP: lambda api: api.task.stop_task(), _A.START: lambda api: api.task.go()}\n"
                            "def perform(api, what):\n    RULES[what](api)\n",
    "core/offer/facts.py": "def read(api):\n    return api.user.read_one(), unused\n\n"
                           "def unused(api):\n    return api.user.read_none()\n",
    "core/session/subject.py": "from ..offer.facts import read\n\nclass Subject:\n"
                               "    def look(self):\n        self._look()\n\n"
                               "    def _look(self):\n        read(self.api)\n\n"
                               "    def nobody(self, api):\n        api.user.read_two()\n",
    "ui/page.py": "from ..core.jobs.actions import TaskAction\nfrom ..core.session.subject import Subject\n\n"
                  "def draw(subject: Subject, act):\n    subject.look()\n    act(TaskAction.STOP)\n"
                  "    if act is TaskAction.START: pass\n",
}


@pytest.mark.parametrize(("call", "found"), [
    ("user.read_one", {faces.PANEL: "ui/page.py"}), ("user.read_two", {}), ("task.go", {}),
    ("task.stop_task", {faces.PANEL: "ui/page.py"})])
def test_a_call_that_nothing_in_the_panel_reaches_has_no_face(call, found):
    assert faces.Code(SOURCES).faces(call) == found


def test_a_call_without_a_face_is_named_and_so_is_a_reason_that_is_none():
    ours = [("user", "read_one"), ("user", "read_two"), ("tag", "get_label_list")]
    assert list(api_table.faceless(ours, faces.Code(SOURCES))) == ["user.read_two"]
    ours_made = {**SOURCES, "ui/other.py": "def draw(api):\n    api.tag.get_label_list()\n"}
    assert list(api_table.faceless(ours, faces.Code(ours_made))) == ["user.read_two", "tag.get_label_list"]
