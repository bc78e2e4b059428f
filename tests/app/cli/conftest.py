"""Fixtures for tests of commands: the agents that these start are forks."""

from __future__ import annotations

import pytest
from tests.core.transfer.agents import QUICK
from tests.forking import agents_forked


@pytest.fixture(autouse=True)
def quick_agents(monkeypatch):
    """A command that runs in this process starts its agent sooner than a Python starts."""
    agents_forked(monkeypatch, QUICK)


@pytest.fixture
def no_blender(monkeypatch):
    """Let the doctor find no Blender, whose start takes longer than all else: tests/app/doctor has it start one."""
    monkeypatch.setattr("foxsubmit.doctor.programs.find_blender", lambda: None)
