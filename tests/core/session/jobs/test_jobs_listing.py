"""The list of tasks and the frames of one: what is asked for, and how it goes together."""

from __future__ import annotations

import dataclasses
import time

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit
from tests.plant import plant
from tests.pumping import until

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.common.errors import BadInput, CannotConnect, Refused
from foxsubmit.core.jobs import inputs, schedule
from foxsubmit.core.jobs.actions import TaskAction, fitting, reasons
from foxsubmit.core.jobs.frames import MOST, FrameBook
from foxsubmit.core.jobs.listing import read_some, read_tasks, with_first, with_next, with_some
from foxsubmit.core.jobs.reading import frame_row, task_row
from foxsubmit.core.jobs.tasks import TaskFilter, TaskRow
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

LONG = 500_000


def task(number, status=TaskStatus.DONE, **more):
    return TaskRow(number, f"shot {number}", status, int(status), **more)


def ids(tasks):
    return [each.id for each in tasks]


# Putting pages together.


def test_new_tasks_come_first_and_what_is_further_down_stays():
    known = tuple(map(task, (9, 8, 7, 6, 5)))
    assert ids(with_first(known, tuple(map(task, (11, 10, 9, 8))), more=True)) == [11, 10, 9, 8, 7, 6, 5]


def test_a_task_that_was_deleted_goes():
    known = tuple(map(task, (9, 8, 7, 6, 5)))
    assert ids(with_first(known, tuple(map(task, (9, 7, 6))), more=True)) == [9, 7, 6, 5]


def test_a_gap_drops_what_is_known():
    assert ids(with_first(tuple(map(task, (5, 4))), tuple(map(task, (99, 98))), more=True)) == [99, 98]


def test_a_list_of_one_page_is_that_page():
    assert ids(with_first(tuple(map(task, (9, 8, 7))), (task(9),), more=False)) == [9]


def test_a_task_that_moved_between_two_pages_is_there_once():
    assert ids(with_next(tuple(map(task, (9, 8))), tuple(map(task, (8, 7))))) == [9, 8, 7]


def test_what_was_asked_for_and_did_not_come_is_gone():
    known = tuple(map(task, (9, 8, 7)))
    found = with_some(known, (8, 7), (task(7, TaskStatus.FAILED),))
    assert [(each.id, each.status) for each in found] == [(9, TaskStatus.DONE), (7, TaskStatus.FAILED)]


# Rows.


@pytest.mark.parametrize(("labels", "tags"), [
    ('{"night": 3, "fox-0123456789ab": 4}', ("night",)), ('["a", "b"]', ("a", "b")), ("{}", ()), ("x", ()), (None, ()),
    ("7", ()), ('[1, "a"]', ("a",))])
def test_tags_are_read_however_the_farm_writes_them(labels, tags):
    assert task_row({"id": 1, "taskStatus": 25, "labels": labels}).tags == tags


def test_strange_values_become_defaults():
    row = frame_row({"id": 1, "taskId": 2, "frameIndex": "7", "frameStatus": 77, "nodeId": 5, "averageMemory": "much",
                     "frameRam": None, "endTime": None})
    assert (row.node, row.memory, row.ram, row.ended) == ("", 0, 0, 0)
    assert row.status is FrameStatus.UNKNOWN
    assert row.status_number == 77


# How often.


def test_the_farm_is_asked_the_less_the_less_there_is_to_see():
    polls = schedule.PollSchedule()
    waits = [polls.worked(watched=watched, moving=moving) for watched, moving in (
        (True, True), (False, True), (True, False), (False, False))]
    assert waits == sorted(waits)
    assert waits[0] >= 1


def test_after_a_click_the_farm_is_asked_soon_a_few_times():
    polls = schedule.PollSchedule()
    polls.hurry()
    waits = [polls.worked(watched=True, moving=False) for _look in range(6)]
    assert waits[0] < 1
    assert waits[-1] == schedule.WATCHED_IDLE


def test_a_farm_that_fails_is_left_in_peace_for_ever_longer():
    polls = schedule.PollSchedule()
    waits = [polls.failed() for _try in range(10)]
    assert waits == sorted(waits)
    assert waits[1] == 2 * waits[0]
    assert waits[-1] == schedule.LAST_AGAIN
    polls.worked(watched=True, moving=True)
    assert polls.failed() == waits[0]


# Actions.


def test_a_layer_whose_task_is_selected_too_is_not_named_twice():
    layer = task(2, TaskStatus.RENDERING)
    whole = task(1, TaskStatus.RENDERING, children=(layer,))
    assert fitting(TaskAction.STOP, [whole, layer]) == (1,)


@pytest.mark.parametrize("action", list(TaskAction))
def test_every_action_says_why_it_cannot_be_done(action):
    (sentence,) = reasons(action, [])
    assert sentence == "Select a task first."
    ended = reasons(action, [task(1, TaskStatus.ABANDONED)])
    assert all(each.endswith(".") for each in ended)
    assert bool(ended) == (action not in (TaskAction.DELETE, TaskAction.ADD_TAG))


@pytest.mark.parametrize("typed", ["", "0", "-3", "many", "1.5", "99999999"])
def test_a_number_of_nodes_is_a_number(typed):
    with pytest.raises(BadInput, match="number of nodes"):
        inputs.nodes(typed)


@pytest.mark.parametrize(("typed", "seconds"), [("12", 43200), ("0,5", 1800), ("0", 0), ("never", 0), ("0.001", 60)])
def test_hours_become_seconds(typed, seconds):
    assert inputs.seconds(typed) == seconds


# On a farm.


@pytest.fixture
def long_task(tmp_path, settings):
    """A task of 1,000 frames, none of which is ever done."""
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=3600)) as farm:
        settings.remember_farm(farm.folder)
        plant(farm.state, LONG, {"common": {"frames": "1-1000"}})
        yield farm, settings.credentials("local").api()


class Counting:
    """Lets every call through and keeps its arguments."""

    def __init__(self, api):
        self.pages = []
        self._task_frames = api.query.task_frames
        api.query.task_frames = self

    def __call__(self, task_id, page, size):
        self.pages.append(page)
        return self._task_frames(task_id, page, size)


def read_all(book, api, row):
    for _look in range(20):
        book.look(api, row)
        if book.complete:
            return
    raise AssertionError("it is never complete")


def test_a_look_takes_a_few_pages_only(long_task):
    _farm, api = long_task
    book, counted = FrameBook(LONG), Counting(api)
    (row,) = read_some(api, [LONG])
    book.look(api, row)
    assert counted.pages == list(range(1, MOST + 1))
    read_all(book, api, row)
    assert sorted(counted.pages) == list(range(1, 11))
    assert [frame.name for frame in book.rows] == [str(number) for number in range(1, 1001)]


def test_a_complete_book_is_read_again_only_where_something_may_have_changed(long_task):
    _farm, api = long_task
    book = FrameBook(LONG)
    (row,) = read_some(api, [LONG])
    read_all(book, api, row)
    rendering = [frame for frame in book.rows if frame.status is FrameStatus.RENDERING]
    counted = Counting(api)
    seen = [frame.id for frame in book.rows[650:660]]
    before = {frame.id: frame for frame in book.rows}
    moved = dataclasses.replace(row, seconds=row.seconds + 1)
    book.look(api, moved, seen)
    assert len(counted.pages) <= MOST
    if rendering:
        assert counted.pages[0] == 1
    assert 7 in counted.pages
    unchanged = [frame for frame in book.rows if frame == before[frame.id]]
    assert all(frame is before[frame.id] for frame in unchanged)


def test_a_filter_is_the_farms(long_task):
    _farm, api = long_task
    (row,) = read_tasks(api).rows
    assert read_tasks(api, TaskFilter(row.name[:3])).rows[0].id == LONG
    assert read_tasks(api, TaskFilter(str(LONG)[1:])).rows[0].id == LONG
    assert read_tasks(api, TaskFilter("nothing like it")).rows == ()
    assert read_tasks(api, TaskFilter(statuses=(TaskStatus.FAILED,))).rows == ()
    assert read_tasks(api, dataclasses.replace(TaskFilter(), days=1)).more is False


def test_a_page_says_how_many_older_entries_there_are(farm, api):
    for number in range(1000, 1053):
        plant(farm.state, number)
    first, second = read_tasks(api), read_tasks(api, page=2)
    assert (len(first.rows), first.more, first.older) == (50, True, 3)
    assert (ids(second.rows), second.more, second.older) == ([1002, 1001, 1000], False, 0)
    assert read_tasks(api, page=3).older == 0


def test_a_farm_that_counts_nothing_has_an_unknown_number_of_older_entries(api, monkeypatch):
    items = [{"id": number, "taskStatus": 25, "sceneName": "a"} for number in range(50)]
    monkeypatch.setattr(api.query, "get_task_list", lambda **_asked: {"items": items, "pageCount": 2})
    assert read_tasks(api)[2:] == (True, None)


# In a session.


@pytest.fixture
def session(project, settings, farm, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    session = Session(project, settings)
    session.account.connect()
    until(session, lambda state: state.jobs.listing.answered)
    yield session
    session.close()


def test_a_panel_that_nobody_sees_asks_seldom(session):
    session.jobs.watch(False)
    session.jobs.look_now()
    for _look in range(schedule.HURRIES + 1):
        session.jobs._look_at = 0.0
        until(session, lambda _state: session.jobs._look_at > 0 and not session.jobs._looking)
    assert session.jobs._look_at - time.monotonic() > schedule.HIDDEN_IDLE / 2
    session.jobs.watch(True)
    assert session.jobs._look_at == 0.0


def test_an_account_that_may_not_see_tasks_is_told_so_and_asked_less(session, monkeypatch):
    def refuse(*_asked):
        raise Refused(605, "insufficient permissions", "/api/render/handle/getTaskList")

    monkeypatch.setattr("foxsubmit.core.session.jobs.jobs.read_tasks", refuse)
    session.jobs.look_now()
    state = until(session, lambda state: state.jobs.listing.refused)
    assert "605" in state.jobs.listing.refused
    assert state.message == ""
    assert session.jobs._look_at - time.monotonic() > schedule.FIRST_AGAIN / 2
    monkeypatch.undo()
    session.jobs.look_now()
    until(session, lambda state: not state.jobs.listing.refused)


def test_while_the_farm_is_away_it_is_left_to_the_reconnection(session, farm, monkeypatch):
    looks = []
    monkeypatch.setattr("foxsubmit.core.session.jobs.jobs.read_tasks", lambda *_asked: looks.append(1))
    session.account._connecting._away(CannotConnect("The farm does not answer."))
    session.account._connecting._connect_at = None
    for _pump in range(20):
        session.jobs._look_at = 0.0
        session.pump()
        assert not session.jobs._looking
    assert looks == []
    assert session.state.account.connection is Connection.AWAY


def test_a_filter_that_is_being_typed_is_asked_for_once(session, monkeypatch):
    asked = []

    def read(api, wanted, *page):
        asked.append(wanted)
        return read_tasks(api, wanted, *page)

    monkeypatch.setattr("foxsubmit.core.session.jobs.jobs.read_tasks", read)
    for text in ("s", "sh", "sho"):
        session.jobs.filter(TaskFilter(text))
        session.pump()
    until(session, lambda state: state.jobs.listing.answered)
    assert asked == [TaskFilter("sho")]


def test_no_picture_is_fetched_for_a_panel_that_nobody_sees(session, monkeypatch):
    fetched = []
    monkeypatch.setattr(session.jobs.frames.pictures, "small", lambda _api, frame, *_more: fetched.append(frame.id))
    session.jobs.watch(False)
    frames = session.jobs.frames
    session._store.change("jobs", selected=1)
    done = frame_row({"id": 3, "taskId": 1, "frameIndex": "1", "frameStatus": 4})
    frames._plain_rows = (done,)
    frames._with_pictures()
    frames._fetch_pictures()
    assert not frames._fetching
    session.jobs.watch(True)
    until(session, lambda _state: fetched)
    assert fetched == [3]


# Names that the farm does not look in.


def test_tasks_are_found_by_the_job_name_and_the_batch_that_the_journal_knows(session, farm, api, journal, tmp_path):
    submission = submit(make_project(tmp_path / "named", {}), api, journal, job_name="night {camera}", batch="dailies")
    plant(farm.state, LONG)
    journal.record(submission, TransferState.FETCHED, task_id=LONG)
    until(session, lambda state: any(each.task_id == LONG for each in state.transfers.rows))
    for wanted, found in ((TaskFilter("NIGHT"), [LONG]), (TaskFilter("dailies"), [LONG]), (TaskFilter("nobody"), []),
                          (TaskFilter("night", (TaskStatus.ABANDONED,)), [])):
        session.jobs.filter(wanted)
        until(session, lambda state: state.jobs.listing.answered)
        assert ids(session.state.jobs.tasks) == found, wanted
