"""How fast it goes and may go, by a clock that only the test moves."""

from __future__ import annotations

import os

import pytest
from tests.conftest import make_project
from tests.core.transfer.uploads import Stopped, Watched, never, planned, upload

from foxsubmit.core.transfer import speed
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.speed import RateLimiter, SpeedMeter

MB = 1 << 20


class Clock:
    """Stands in for the module time."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        assert 0 < seconds <= speed.STEP + 1e-9, "asleep for longer than a wish may wait"
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(speed, "time", clock)
    return clock


def test_without_a_limit_nobody_waits(clock):
    RateLimiter(lambda: 0).take(1 << 40, never)
    assert clock.now == 1000.0


def test_in_the_long_run_there_are_no_more_bytes_a_second_than_the_limit(clock):
    limiter = RateLimiter(lambda: MB)
    for _block in range(160):
        limiter.take(MB // 8, never)
    assert 18 < clock.now - 1000.0 < 22


def test_a_rest_is_not_saved_up(clock):
    limiter = RateLimiter(lambda: MB)
    limiter.take(MB, never)
    clock.now += 3600
    started = clock.now
    for _block in range(10):
        limiter.take(MB, never)
    assert clock.now - started > 8


def test_a_limit_that_changes_holds_at_once_also_while_it_waits(clock):
    limits = iter([1000, 1000, *[MB] * 1000])
    limiter = RateLimiter(lambda: next(limits))
    limiter.take(MB, never)
    assert clock.now - 1000.0 < 5, "with the first limit it would have been a quarter of an hour"
    limiter = RateLimiter(iter([1000, 1000, 0, 0]).__next__)
    limiter.take(MB, never)


def test_who_waits_can_be_stopped(clock):
    def stop():
        if clock.now > 1003:
            raise Stopped

    with pytest.raises(Stopped):
        RateLimiter(lambda: 1).take(MB, stop)
    assert clock.now < 1004


def test_speed_is_that_of_the_last_seconds():
    meter = SpeedMeter()
    assert meter.speed(0.0) == 0
    meter.moved(0, 0.0)
    meter.moved(1000, 1.0)
    assert meter.speed(1.0) == 1000
    meter.moved(1000, 2.0)
    assert meter.speed(2.0) == 1000
    assert meter.speed(20.0) == 0


def test_speed_grows_old_while_nothing_moves():
    meter = SpeedMeter()
    meter.moved(0, 0.0)
    meter.moved(1000, 1.0)
    assert meter.speed(4.0) == 250


@pytest.mark.parametrize("sizes", [[300_000], [1000] * 300], ids=["one", "many"])
def test_an_upload_keeps_to_the_limit_of_the_journal(tmp_path, api, journal, clock, sizes):
    host = make_project(tmp_path / "p", {f"{number}.bin": os.urandom(size) for number, size in enumerate(sizes)})
    journal.set_limit(50_000)
    upload(planned(host, api, journal), open_engine(api), api, journal)
    assert clock.now - 1000.0 > 4
    journal.set_limit(0)


def test_with_a_limit_large_files_leave_in_smaller_blocks(tmp_path, api, journal, clock):
    host = make_project(tmp_path / "p", {"a.bin": os.urandom(2 * MB)})
    journal.set_limit(400_000)
    engine = upload(planned(host, api, journal), Watched(open_engine(api)), api, journal)
    steps = [done for server, done in engine.moves if server.endswith("a.bin")]
    assert max(after - before for before, after in zip([0, *steps], steps)) <= 100_000
