"""What tests of fetching share."""

from __future__ import annotations

import pytest
from tests.core.transfer.agents import note_fetches


@pytest.fixture
def no_long_looks(monkeypatch):
    """The farm here is quicker than one whose nodes are elsewhere."""
    monkeypatch.setattr("foxsubmit.core.transfer.retry_schedule.WATCH", (0.05, 0.2))
    monkeypatch.setattr("foxsubmit.core.transfer.agent.POLL", 0.03)  # an agent in this process ends after three looks


@pytest.fixture
def fetched(monkeypatch):
    return note_fetches(monkeypatch)
