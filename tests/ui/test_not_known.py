"""What is not known yet, or could not be asked, is not shown as none."""

from __future__ import annotations

import dataclasses

import pytest
from tests.ui.having import having

from foxsubmit.core.jobs.tasks import Detail, Listing
from foxsubmit.core.session.state import Connection, State, TransfersState
from foxsubmit.ui.jobs.footer import of_task
from foxsubmit.ui.jobs.tab import AWAY, NONE
from foxsubmit.ui.panel import JOBS, TRANSFERS

GARBAGE = "127.0.0.1 did not answer as a render farm does: check the domain in the settings."


def texts(page):
    return page._title.whole(), page._text.text()


@pytest.fixture
def panel(opened):
    def open_at(state, tab=None):
        panel, _session = opened(state)
        if tab is not None:
            panel.tabs.setCurrentIndex(tab)
        return panel

    return open_at


@pytest.mark.parametrize(("listing", "page", "title"), [
    (Listing(), NONE, "Loading from the farm"),
    (Listing(trouble=GARBAGE), AWAY, "The list of tasks cannot be read"),
    (Listing(answered=True, more=True), NONE, "Loading from the farm"),
    (Listing(answered=True), NONE, "No tasks yet"),
])
def test_an_empty_list_of_tasks_is_none_only_where_the_farm_said_so(panel, states, listing, page, title):
    tab = panel(having(states.ready(), jobs={"listing": listing}), JOBS).jobs
    assert tab.pages.currentIndex() == page
    shown, text = texts(tab.pages.currentWidget())
    assert shown == title
    assert (text == GARBAGE) is bool(listing.trouble)


def test_tasks_that_are_here_stay_while_a_look_fails(panel, states):
    state = states.jobs()
    tab = panel(having(state, jobs={"listing": dataclasses.replace(state.jobs.listing, trouble=GARBAGE)}), JOBS).jobs
    assert tab.model.rowCount() == len(state.jobs.tasks)


def test_a_task_that_the_farm_does_not_have_is_named(panel, states):
    tab = panel(having(states.jobs(), jobs={"selected": 4711, "named": {4711: None}, "frames": (),
                                            "detail": Detail()}), JOBS).jobs
    assert texts(tab.frames.none) == ("No such task", "The farm has no task 4711.")
    assert tab.footer.text.whole() == "The farm has no task 4711."


def test_a_task_that_was_not_answered_yet_is_asked_for(panel, states):
    state = having(states.jobs(), jobs={"selected": 4711, "frames": (), "detail": Detail()})
    assert texts(panel(state, JOBS).jobs.frames.none)[0] == "Loading the frames"


def test_frames_that_cannot_be_read_say_why(panel, states):
    state = having(states.jobs(), jobs={"frames": (), "detail": Detail(trouble=GARBAGE)})
    assert texts(panel(state, JOBS).jobs.frames.none) == ("The frames cannot be read", GARBAGE)


@pytest.mark.parametrize(("transfers", "title"), [
    (TransfersState(), "Reading the journal"),
    (TransfersState(trouble="The journal is in use."), "The transfers cannot be read"),
    (TransfersState(read=True), "Nothing to send or fetch"),
])
def test_an_empty_queue_is_none_only_where_the_journal_was_read(panel, states, transfers, title):
    tab = panel(dataclasses.replace(states.ready(), transfers=transfers), TRANSFERS).transfers
    assert texts(tab._none)[0] == title


def test_whether_frames_are_fetched_is_not_said_before_the_journal_is_read(states):
    done = next(task for task in states.jobs().jobs.tasks if task.done and not task.failed)
    assert "none is fetched yet" in of_task(done, None)
    assert "fetched" not in of_task(done, None, known=False)


def test_environments_that_may_not_be_listed_are_not_missing(panel, states):
    none = having(states.ready(), environments={"known": ()})
    submit = panel(having(none, environments={"withheld": frozenset({"environments"})})).submit
    assert texts(submit._no_environment)[0] == "The environments are not known"
    assert texts(panel(none).submit._no_environment)[0].startswith("No environment for ")


def test_a_scene_that_no_farm_has_seen_is_not_called_fine(panel, states):
    ready = having(states.ready(), submit={"findings": ()})
    assert panel(ready).submit.findings._fine.text() == "Nothing to fix"
    alone = having(ready, account={"profile": None, "connection": Connection.UNKNOWN})
    assert panel(alone).submit.findings._fine.text() == ""


def test_nobody_is_called_unknown_while_the_farm_is_asked(panel, states):
    asking = having(states.ready(), account={"profile": None, "known": (), "connection": Connection.UNKNOWN})
    assert panel(asking).head.account.whole() == "Connecting"
    away = having(asking, account={"connection": Connection.AWAY})
    assert panel(away).head.account.whole() == "No account yet"


def test_nothing_is_known_of_a_new_state():
    state = State()
    assert not state.transfers.read
    assert not state.jobs.listing.answered
    assert (state.jobs.gone, state.account.profile) == (None, None)
