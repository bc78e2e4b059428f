"""A scan of a scene gives the host its turn after a slice, and after each step that may be as long as one."""

from __future__ import annotations

import pytest

from foxsubmit.core.model.host import Asset
from foxsubmit.core.session import gather


class Clock:
    """The time of the scan; a step of the host takes what the test says."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        return self.now


@pytest.fixture
def scanned(monkeypatch):
    """The number of steps in each slice, of a host whose steps take so many 1024ths of a second."""
    def scan(*steps):
        clock, taken = Clock(), []
        monkeypatch.setattr(gather, "time", clock)

        class Host:
            def assets(self):
                for number, step in enumerate(steps):
                    clock.now += step / 1024
                    taken.append(number)
                    yield Asset(f"/t/{number}.png", "node")

        scan, slices, before = gather.AssetScan(Host()), [], 0
        while not scan.step():
            slices.append(len(taken) - before)
            before = len(taken)
        assert len(scan.found) == len(steps)
        return [*slices, len(taken) - before]

    return scan


def test_short_steps_fill_a_slice(scanned):
    assert scanned(*[1] * 25) == [11, 11, 3]


def test_a_long_step_is_the_last_of_its_slice_so_that_the_next_long_one_has_its_own(scanned):
    assert scanned(9, 12, 1, 1) == [1, 1, 2]
