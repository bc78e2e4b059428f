"""Journal, agent and farm against a model: whatever is done in whatever order, and whoever is killed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from bench.faults.nursery import Nursery
from bench.faults.world import World
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="agent and farm are forked")]
MOST = 3  # submissions at once


class Machine(RuleBasedStateMachine):
    """What somebody may do, one after the other; each leaves agent and farm some moments."""

    nursery: Nursery

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="fault-model-")
        self.world = World(Path(self.folder.name) / "world", self.nursery, 0.01)

    @initialize()
    def begin(self):
        self.world.begin()
        self.world.add()

    @precondition(lambda self: len(self.world.wished) < MOST)
    @rule()
    def submit(self):
        self.world.add()

    @rule(which=st.integers(0, MOST), wish=st.sampled_from(["pause", "go", "go", "cancel"]))
    def wish(self, which, wish):
        self.world.wish(self.one(which), wish)

    @rule(who=st.sampled_from(["agent", "farm"]))
    def kill(self, who):
        self.world.end(who)

    @rule(fail=st.booleans())
    def let_frames_fail(self, fail):
        self.world.fail_frames(fail)

    @rule(which=st.integers(0, MOST))
    def restart_failed(self, which):
        self.world.restart_failed(self.one(which))

    @rule(which=st.integers(0, MOST))
    def fetch(self, which):
        self.world.fetch(self.one(which))

    @rule()
    def wait_until_nothing_more_happens(self):
        self.world.until(self.world.settled, 60)

    @invariant()
    def nothing_is_doubled_and_cancelled_means_cancelled(self):
        assert list(self.world.broken()) == []

    def one(self, which):
        ids = list(self.world.wished)
        return ids[which % len(ids)]

    def teardown(self):
        try:
            assert self.world.finish() == []
        finally:
            self.world.kill("agent", "farm")
            self.folder.cleanup()


def test_no_order_of_steps_loses_or_doubles_anything(tmp_path):
    with Nursery(None, {"XDG_CACHE_HOME": str(tmp_path)}) as nursery:
        Machine.nursery = nursery
        run_state_machine_as_test(Machine, settings=settings(
            max_examples=8, stateful_step_count=10, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck)))
