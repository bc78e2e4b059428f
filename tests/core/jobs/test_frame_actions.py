"""Which frames can be restarted, stopped and fetched: one table for the panel, the command line and scripts."""

from __future__ import annotations

import pytest

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.jobs.frame_actions import FrameAction, failed, fitting, reasons, why_no_fetch
from foxsubmit.core.jobs.tasks import FrameRow
from foxsubmit.core.transfer.states import Transfer, TransferState

S = FrameStatus
RESTARTED = {S.DONE, S.STOPPED, S.FAILED, S.TIMED_OUT}
STOPPED = {S.RENDERING, S.WAITING, S.WAITING_PREPROCESSING, S.WAITING_PHOTON_FRAME, S.WAITING_PHOTON_TASK,
           S.WAITING_SIMULATION, S.WAITING_SUBFRAME}


def frame(status, number=1):
    return FrameRow(id=number, name=str(number), status=status, status_number=int(status), task_id=7)


@pytest.mark.parametrize(("action", "fits", "words"), [
    (FrameAction.RESTART, RESTARTED, "done, failed or stopped"),
    (FrameAction.STOP, STOPPED, "waiting or rendering"),
    (FrameAction.FETCH, {S.DONE}, "frames that are done."),
])
def test_an_action_fits_the_frames_of_its_statuses_alone_and_says_so(action, fits, words):
    every = [frame(status, number) for number, status in enumerate(S)]
    assert {each.status for each in fitting(action, every)} == fits
    assert reasons(action, every) == []
    (said,) = reasons(action, [each for each in every if each.status not in fits])
    assert words in said
    assert reasons(action, []) == [said]


def test_frames_that_took_too_long_count_as_failed():
    assert [each.status for each in failed(map(frame, S))] == [S.FAILED, S.TIMED_OUT]


@pytest.mark.parametrize(("state", "wanted", "said"), [
    (TransferState.WATCHING, frozenset(), []),
    (TransferState.PAUSED, frozenset(),
     ["What this task sends and fetches is paused: resume it on the Transfers tab."]),
    (TransferState.WATCHING, frozenset({(7, "1")}), ["It is being fetched."]),
    (TransferState.WATCHING, frozenset({(8, "1")}), []),
])
def test_done_frames_are_fetched_unless_their_transfer_rests_or_brings_them(state, wanted, said):
    transfer = Transfer(id="a", name="shot.blend", state=state, wanted=wanted)
    assert why_no_fetch([frame(S.DONE)], transfer) == said
    assert why_no_fetch([frame(S.DONE)], None) == []
    assert why_no_fetch([frame(S.FAILED)], transfer) == ["Select frames that are done."]
