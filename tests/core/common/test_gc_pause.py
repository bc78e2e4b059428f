from __future__ import annotations

import gc
import sys
import threading
import time
import weakref

import pytest

from foxsubmit.core.common import gc_pause
from foxsubmit.core.common.gc_pause import MANY, freeze_gc, pause_gc, unfreeze_gc
from foxsubmit.core.model.host import Asset, Scene
from foxsubmit.core.session import gather
from foxsubmit.hosts.recorded import RecordedHost


class Knot:
    """Something that only the collector can free."""

    def __init__(self):
        self.itself = self


@pytest.fixture(scope="module")
def thawed():
    """The collector looks once at what the tests before left: it may be a million objects."""
    unfreeze_gc()
    gc.unfreeze()
    gc.collect()


@pytest.fixture(autouse=True)
def as_before(thawed):
    """The settings are those of the whole process: threads of the tests before may still be at work."""
    end = time.monotonic() + 60
    while gc_pause._Pause.blocks and time.monotonic() < end:
        time.sleep(0.01)
    unfreeze_gc()
    gc.unfreeze()
    gc.collect(0)  # the count of what was made since begins at none
    yield
    unfreeze_gc()
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_inside_and_all_is_as_before_afterwards():
    with pause_gc():
        with pause_gc():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_many_objects_are_exempt_afterwards_until_they_are_given_back():
    with pause_gc():
        kept = [[number] for number in range(MANY + 1)]
    assert gc.get_freeze_count() >= len(kept)
    unfreeze_gc()
    assert gc.get_freeze_count() == 0


def test_after_a_block_that_made_little_the_hosts_garbage_is_collected_as_ever():
    knot = weakref.ref(Knot())
    with pause_gc():
        kept = [[number] for number in range(10)]
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert knot() is None and kept


def test_the_interpreter_switches_threads_as_the_host_has_it():
    before = sys.getswitchinterval()
    with pause_gc():
        assert sys.getswitchinterval() == before


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
        kept = [[number] for number in range(MANY + 1)]
    assert not gc.isenabled()
    assert gc.get_freeze_count() == 0 and kept


def test_what_the_host_has_frozen_stays_frozen():
    gc.freeze()
    frozen = gc.get_freeze_count()
    with pause_gc():
        kept = [[number] for number in range(MANY + 1)]
    freeze_gc()
    assert gc.get_freeze_count() <= frozen and kept
    unfreeze_gc()
    assert gc.get_freeze_count() > 0


@pytest.mark.parametrize(("assets", "frozen"), [(gather.LARGE // 2, False), (gather.LARGE * 2, True)])
def test_what_a_scan_of_a_large_scene_finds_is_left_out_of_collections(assets, frozen):
    host = RecordedHost(Scene(None, "1"), tuple(Asset(f"/t/{number}.png", "node") for number in range(assets)))
    scan = gather.AssetScan(host)
    while not scan.step():
        pass
    assert (len(scan.found), bool(gc.get_freeze_count())) == (assets, frozen)
