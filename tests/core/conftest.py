"""What tests of the core share: a session whose uploads wait for an agent that the test starts."""

from __future__ import annotations

import pytest
from tests.pumping import until

from foxsubmit.core.session.session import Session


@pytest.fixture
def no_agent_process(monkeypatch):
    """The agent runs where a test wants it, in a thread, or nowhere."""
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)


@pytest.fixture
def session(project, settings, farm, no_agent_process):
    """It has read the scene and knows what is new to the farm."""
    session = Session(project, settings)
    session.account.connect()
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered and state.scene.new_bytes is not None)
    yield session
    session.close()
