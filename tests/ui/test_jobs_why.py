"""A frame that failed says why: in the table, the sheet, their tooltips and the footer."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import Qt
from tests.ui.having import having
from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.jobs.tasks import LookedOver
from foxsubmit.core.model.logs.reasons import Reason
from foxsubmit.core.model.logs.rules import Cause
from foxsubmit.ui.jobs.footer import of_frame
from foxsubmit.ui.kit import words
from foxsubmit.ui.panel import JOBS

MISSING = Reason(Cause.FILE, "Unable to load texture /tex/sand.exr", "/tex/sand.exr")


def failed(why=MISSING):
    return dataclasses.replace(frame(7, FrameStatus.FAILED, 3, 0), why=why)


@pytest.fixture
def jobs(opened, states):
    state = states.jobs()
    panel, session = opened(having(state, jobs={"frames": (failed(), *state.jobs.frames[1:])}), 960, 884)
    panel.tabs.setCurrentIndex(JOBS)
    return panel.jobs, session


def test_the_table_says_why_in_the_status_and_in_a_sentence(jobs):
    tab, _session = jobs
    index = tab.frames.model.find(7)
    status = index.siblingAtColumn(1)
    assert tab.frames.model.cell(status).text == "File missing"
    sentence = ("Frame 7 failed: a file is missing: /tex/sand.exr. “Unable to load texture /tex/sand.exr” "
                "Locate the file on the Assets tab, and submit again: only what is new is sent.")
    for shown in (index.siblingAtColumn(0), status):
        assert shown.data(Qt.ItemDataRole.ToolTipRole) == sentence
    assert of_frame(failed(), LookedOver()) == sentence


def test_a_frame_whose_log_was_not_read_sends_to_its_log():
    assert of_frame(failed(None), LookedOver()) == "1 frame selected: 7, failed. Its log says why."


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_a_word_and_a_sentence(cause):
    row = failed(Reason(cause))
    assert words.frame_status(row).status == "error"
    assert words.why_failed(row).startswith("Frame 7 failed: ")
