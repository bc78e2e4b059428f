"""The viewer of a panel, at frame 1046."""

from __future__ import annotations

import pytest

from foxsubmit.ui.jobs.task_detail import VIEWER
from foxsubmit.ui.panel import JOBS


@pytest.fixture
def looking(opened, states, qtbot):
    """Open the viewer on a state at frame 1046; gives its page and the session."""
    def look(state=None, width=960, height=884):
        panel, session = opened(state if state is not None else states.log(), width, height)
        panel.tabs.setCurrentIndex(JOBS)
        panel.jobs.frames.pick(1046)
        panel.jobs.detail.turn(VIEWER)
        page = panel.jobs.detail.viewer
        qtbot.waitUntil(page.viewer.has_picture)
        session.calls.clear()
        return page, session

    return look
