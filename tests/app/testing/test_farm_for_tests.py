"""The farm for the tests of a pipeline, used as such a suite would."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest

from foxsubmit.core.common.errors import BadInput, FoxError
from foxsubmit.testing import farm

SUITE = """
    import pytest

    pytest_plugins = ["foxsubmit.testing.plugin"]


    def test_a_task_is_made_on_a_farm_of_its_own(fox_farm):
        assert fox_farm.api.query.get_task_list()["total"] == 0
        fox_farm.api.task.create_task()


    def test_the_next_test_sees_nothing_of_it(fox_farm, fox_farm_of_session):
        assert fox_farm.api.query.get_task_list()["total"] == 0
        assert fox_farm.domain != fox_farm_of_session.domain
"""


def test_a_suite_has_the_farm_by_naming_the_plugin(tmp_path):
    (tmp_path / "test_pipeline.py").write_text(textwrap.dedent(SUITE), encoding="utf-8")
    # Other plugins that are installed here, such as that of Qt, would be loaded by themselves.
    ran = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
                         env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, capture_output=True, text=True,
                         cwd=tmp_path, timeout=120, check=False)
    assert "2 passed" in ran.stdout, ran.stdout + ran.stderr


def test_the_farm_fails_as_planned_and_is_well_again_afterwards(tmp_path):
    with farm(tmp_path / "farm") as local:
        with local.faults("4xx,path=getTaskList"), pytest.raises(FoxError):
            local.api.query.get_task_list()
        assert local.api.query.get_task_list()["total"] == 0
        with pytest.raises(BadInput, match="There is no fault “flood”"), local.faults("flood"):
            pass
        assert local.access_key not in repr(local)
        assert local.transmitter.is_file()


def test_one_folder_has_one_farm_and_keeps_its_tasks(tmp_path):
    with farm(tmp_path / "farm") as local:
        local.api.task.create_task()
        with pytest.raises(BadInput), farm(tmp_path / "farm"):
            pass
    with farm(tmp_path / "farm") as again:
        assert again.access_id == local.access_id
        assert again.api.task.create_task() != [1000]
