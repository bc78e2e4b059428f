"""The panel on a real session, a real journal, a real agent and a farm that draws its frames."""

from __future__ import annotations

import pytest

from foxsubmit.core.session.session import Session
from foxsubmit.ui.panel import JOBS, Panel

PATIENCE = 180_000  # milliseconds


@pytest.mark.slow
def test_from_the_scene_to_the_pictures(qtbot, farm, settings, project, font):
    panel = Panel(Session(project, settings), font=font)
    qtbot.addWidget(panel)
    panel.show()
    button = panel.submit.footer.submit
    qtbot.waitUntil(lambda: button.isEnabled() and "upload" in button.text(), timeout=PATIENCE)
    assert button.text().startswith("Submit 3 frames, upload ")
    button.click()
    qtbot.waitUntil(lambda: panel.tabs.currentIndex() == JOBS, timeout=PATIENCE)
    frames = panel.jobs.frames
    qtbot.waitUntil(lambda: panel.jobs.detail._summary.whole() == "3 done", timeout=PATIENCE)
    qtbot.waitUntil(lambda: all(frames.model.row(frames.model.index(place, 0)).thumbnail for place in range(3)),
                    timeout=PATIENCE)
    qtbot.waitUntil(lambda: panel.jobs.footer.text.whole().startswith("3 files fetched to "), timeout=PATIENCE)
    assert panel.jobs.view.current().done == 3
    assert not panel.away.isVisible()
    assert not panel.trouble.isVisible()
