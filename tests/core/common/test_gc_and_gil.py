from __future__ import annotations

import gc
import sys
import threading
import time

import pytest

from foxsubmit.core.common import gc_and_gil
from foxsubmit.core.common.gc_and_gil import SWITCH, pause_gc, unfreeze_gc


@pytest.fixture(autouse=True)
def as_before():
    """The settings are those of the whole process: threads of the tests before may still be at work."""
    end = time.monotonic() + 60
    while (gc_and_gil._Before.blocks or gc_and_gil._Before.givers) and time.monotonic() < end:
        time.sleep(0.01)
    yield
    unfreeze_gc()
    gc.enable()


def test_nothing_is_collected_inside_and_all_is_as_before_afterwards():
    before = sys.getswitchinterval()
    with pause_gc():
        with pause_gc():
            assert not gc.isenabled()
        assert not gc.isenabled()
        assert sys.getswitchinterval() == pytest.approx(SWITCH)
        kept = [[number] for number in range(1000)]
    assert gc.isenabled()
    assert sys.getswitchinterval() == pytest.approx(before)
    assert gc.get_freeze_count() >= len(kept)
    unfreeze_gc()
    assert gc.get_freeze_count() == 0


def test_it_ends_also_when_the_work_fails():
    with pytest.raises(ValueError, match="no"), pause_gc():
        raise ValueError("no")
    assert gc.isenabled()


def test_two_threads_side_by_side():
    inside, over = threading.Event(), threading.Event()

    def other():
        with pause_gc():
            inside.set()
            over.wait()

    thread = threading.Thread(target=other)
    thread.start()
    inside.wait()
    with pause_gc():
        pass
    assert not gc.isenabled(), "the other one is still at it"
    over.set()
    thread.join()
    assert gc.isenabled()


def test_who_has_switched_collections_off_keeps_them_off():
    gc.disable()
    with pause_gc():
        pass
    assert not gc.isenabled()
