"""A farm of this machine that goes away and comes back: a real process, two panels, the same port."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys

import pytest
from tests.core.transfer.agents import wait_for, work

from foxsubmit.core.common import child
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.core.settings.local_farm import serves
from foxsubmit.ui.panel import JOBS, SUBMIT, Panel

SINCE = re.compile(r"The farm has not answered since \d\d:\d\d; last known data is shown\. .+")
STOP, START = "Stop the local farm", "Start the local farm"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(settings, port):
    """Start the farm as whoever types it into a terminal does, always on one port; its process."""
    with contextlib.ExitStack() as stack:
        def start():
            process = subprocess.Popen(child.command(
                sys.executable, "cli", "farm", "--home", str(settings.home), "--port", str(port), "--simulate",
                "--seconds", "0.02"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=child.environment())
            stack.callback(process.wait)
            stack.callback(process.kill)
            wait_for(lambda: serves(settings.home / "farm"))
            return process

        yield start


@pytest.fixture
def open_panel(settings, project, qtbot, font, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    monkeypatch.setattr("foxsubmit.core.session.connecting.RECONNECT", 0.3)
    monkeypatch.setattr("foxsubmit.core.api.wire.client.WAITS", ())
    panels = []

    def open_panel(*, seen=True):
        panel = Panel(Session(project, settings), font=font)
        qtbot.addWidget(panel)
        panel.resize(960, 884)
        panel.setVisible(seen)  # of two windows that close, the next test's may not get the focus
        panels.append(panel)
        return panel

    yield open_panel
    for panel in panels:
        panel.close()


def entries(panel):
    """Return the entries of the account's menu, by their texts."""
    return {action.text(): action for action in panel.head.account.menu_of_accounts.actions()}


def is_away(panel):
    panel.session.jobs.look_now()
    return panel.session.state.account.connection is Connection.AWAY


def connected(panel):
    return panel.session.state.account.connection is Connection.CONNECTED


def keeps_what_was_known(panel, typed):
    """Everything that was on the screen still is, beside a band that says how old it is."""
    state = panel.session.state
    assert SINCE.fullmatch(panel.away.text.whole()), panel.away.text.whole()
    assert panel.away.isVisible() and panel._whole.currentIndex() == 0
    assert [task.done for task in state.jobs.tasks] == [3]
    panel.tabs.setCurrentIndex(JOBS)
    assert panel.jobs.view.model().rowCount() == 1
    panel.tabs.setCurrentIndex(SUBMIT)
    assert panel.environments.name.text() == "My own"
    assert panel.head.balance.whole().endswith("USD")
    assert state.environments.editor == typed
    assert panel.start_farm.isVisible()


def test_a_farm_that_is_stopped_elsewhere_leaves_what_was_known_and_comes_back_by_itself(start, open_panel, qtbot,
                                                                                         settings):
    first = start()
    panel, other = open_panel(), open_panel(seen=False)
    session = panel.session
    qtbot.waitUntil(lambda: session.state.can_submit and connected(other))
    session.submit.submit()
    qtbot.waitUntil(lambda: bool(session.state.submit.submitted))
    work(settings)
    qtbot.waitUntil(lambda: [task.done for task in session.state.jobs.tasks] == [3])
    panel.edit_environment(session.state.environments.known[0].name)
    session.environments.change(name="My own")
    typed = session.state.environments.editor
    assert typed.name == "My own" and not panel.away.isVisible()
    entries(other)[STOP].trigger()
    qtbot.waitUntil(lambda: first.poll() is not None)
    qtbot.waitUntil(lambda: is_away(panel) and session.state.account.current.running is False)
    keeps_what_was_known(panel, typed)
    start()
    qtbot.waitUntil(lambda: connected(panel))
    assert not panel.away.isVisible()
    assert session.state.environments.editor == typed


def test_a_farm_that_was_killed_is_started_and_stopped_where_that_is_seen(start, open_panel, qtbot, settings):
    first = start()
    panel = open_panel()
    session = panel.session
    qtbot.waitUntil(lambda: connected(panel) and bool(session.state.environments.known))
    panel.edit_environment(session.state.environments.known[0].name)
    typed = session.state.environments.editor
    first.kill()
    first.wait()
    qtbot.waitUntil(lambda: is_away(panel) and session.state.account.current.running is False)
    assert SINCE.fullmatch(panel.away.text.whole())
    assert START in entries(panel) and STOP not in entries(panel)
    panel.start_farm.click()
    qtbot.waitUntil(lambda: connected(panel))
    assert session.state.environments.editor == typed
    assert STOP in entries(panel) and START not in entries(panel)
    entries(panel)[STOP].trigger()
    qtbot.waitUntil(lambda: is_away(panel))
    assert serves(settings.home / "farm") is None
    assert panel._whole.currentIndex() == 0, "the page to sign in takes the place of nothing"


def test_a_panel_that_opens_on_a_stopped_farm_offers_to_start_it(start, open_panel, qtbot, settings):
    first = start()
    first.kill()
    first.wait()
    assert serves(settings.home / "farm") is None
    panel = open_panel()
    qtbot.waitUntil(panel.start_farm.isVisible)
    assert panel._whole.currentIndex() == 0, "the page to sign in takes the place of nothing"
    assert not panel.away.text.whole().startswith("The farm has not answered since"), "it was never seen to answer"
