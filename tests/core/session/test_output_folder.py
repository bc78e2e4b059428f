"""The output folder is tried before anything is asked of the farm."""

from __future__ import annotations

import pytest
from tests.pumping import until

pytestmark = pytest.mark.usefixtures("no_agent_process")


@pytest.fixture
def impossible(tmp_path):
    """A folder below a file: whoever runs the test, nothing can be written there."""
    (tmp_path / "file").write_bytes(b"")
    return tmp_path / "file" / "frames"


def test_nothing_is_submitted_whose_results_could_not_be_written(session, journal, impossible, api):
    session.submit.choose(output_folder=str(impossible))
    session.submit.submit()
    state = until(session, lambda state: state.message and not state.busy)
    assert str(impossible) in state.message
    assert "Choose another output folder" in state.message
    assert state.submit.submitted == ()
    assert journal.transfers() == ()
    assert api.query.get_task_list(page_size=10)["items"] == []


def test_another_folder_is_taken(session, journal, impossible, tmp_path):
    session.submit.choose(output_folder=str(impossible))
    session.submit.submit()
    until(session, lambda state: state.message and not state.busy)
    session.submit.choose(output_folder=str(tmp_path / "frames" / "shot"))
    session.submit.submit()
    state = until(session, lambda state: state.submit.submitted)
    assert state.message == ""
    assert list((tmp_path / "frames" / "shot").iterdir()) == [], "nothing of the try stays"
    assert len(journal.transfers()) == 1


def test_results_that_stay_on_the_farm_need_no_folder(session, impossible):
    session.submit.choose(output_folder=str(impossible), download=False)
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)


def test_a_saved_plan_is_not_submitted_either(session, journal, impossible, tmp_path):
    from foxsubmit.core.plan.plan import from_json

    session.submit.choose(output_folder=str(impossible))
    session.submit.save_plan(tmp_path / "plan.json")
    until(session, lambda state: not state.busy and (tmp_path / "plan.json").exists())
    session.submit.submit_plan(from_json((tmp_path / "plan.json").read_text(encoding="utf-8")))
    state = until(session, lambda state: state.message and not state.busy)
    assert str(impossible) in state.message
    assert journal.transfers() == ()


def test_nothing_is_fetched_to_where_nothing_can_be_written(session, journal, impossible):
    session.transfers.fetch(1000, str(impossible))
    state = until(session, lambda state: state.message)
    assert str(impossible) in state.message
    assert journal.transfers() == ()
