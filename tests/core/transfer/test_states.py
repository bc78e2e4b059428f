"""What each state of a transfer means: a count that leaves one out is seen here."""

from __future__ import annotations

import dataclasses

import pytest

from foxsubmit.core.transfer.journal.totals import Totals, totals
from foxsubmit.core.transfer.states import Transfer, TransferState

S = TransferState
TRANSFER = Transfer("1", "shot.blend", S.PLANNED, bytes=150, bytes_done=90, bytes_new=100, bytes_sent=40,
                    fetch_bytes=1000, fetch_done=100, speed=10.0)

MEANING = {  # state: (over, under way, bytes left)
    S.PLANNED: (False, True, 60),
    S.CREATING: (False, True, 60),
    S.UPLOADING: (False, True, 60),
    S.CONFIGURING: (False, True, 900),
    S.HELD: (False, True, 900),
    S.SUBMITTING: (False, True, 900),
    S.WATCHING: (False, True, 900),
    S.FETCHED: (True, False, 0),
    S.PAUSED: (False, False, 900),
    S.CANCELLING: (False, True, 0),
    S.CANCELLED: (True, False, 0),
    S.FAILED: (True, False, 0),
}


def test_every_state_is_looked_at():
    assert set(MEANING) == set(S)


@pytest.mark.parametrize("state", S)
def test_a_state_is_over_or_under_way_or_rests(state):
    transfer = dataclasses.replace(TRANSFER, state=state)
    assert (state.over, transfer.under_way, transfer.bytes_left) == MEANING[state]
    assert transfer.seconds_left == (transfer.bytes_left / 10 or None)


@pytest.mark.parametrize("state", S)
def test_all_together_have_left_what_those_have_that_go_on_by_themselves(state):
    one = dataclasses.replace(TRANSFER, state=state)
    both = totals([one, dataclasses.replace(TRANSFER, id="2", bytes_sent=90, speed=5.0)])
    _over, under_way, left = MEANING[state]
    assert both == (Totals(2, left + 10, 15.0) if under_way else Totals(1, 10, 5.0))


def test_what_is_paused_while_it_is_sent_still_has_to_be_sent():
    assert dataclasses.replace(TRANSFER, state=S.PAUSED, stage=S.UPLOADING).bytes_left == 60


def test_nothing_is_left_of_nothing():
    assert totals([]) == Totals(0, 0, 0.0)
    assert totals([]).seconds_left is None
    assert Totals(1, 100, 0.0).seconds_left is None, "it stands still"
    assert Totals(1, 0, 5.0).seconds_left is None, "there is nothing to wait for"
    assert Totals(1, 100, 5.0).seconds_left == 20.0
