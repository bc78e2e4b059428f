"""Some runs of the bench of faults (bench/faults/README.md); the bench itself makes thousands."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from bench.faults import world
from bench.faults.bench import Bench, columns, table
from bench.faults.case import Verdict
from bench.faults.kinds import KINDS
from bench.faults.nursery import Nursery
from bench.faults.soak import Held, Sample, grown
from bench.faults.world import World

SEED = 7


def runs(tmp_path, name, count):
    """Make the first runs of a kind; return their faults."""
    kind = KINDS[name]
    if lacking := kind.lacking():
        pytest.skip(lacking)
    with Bench(tmp_path, SEED, say=lambda _line: None) as bench:
        done = bench.run_all([(kind, 0, count)], jobs=2)
    assert len(done) == count
    return [(each.trial.label, each.verdict.faults) for each in done if each.verdict.faults]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "count"), [("kill", 11), ("clock", 4)])
def test_nothing_is_lost_doubled_hung_or_unexplained(tmp_path, name, count):
    assert runs(tmp_path, name, count) == []


def test_a_run_counts_once_in_each_column():
    assert list(columns(Verdict(lost=["a frame", "another"], hung=["there"]))) == ["runs", "lost", "hung"]


def test_a_run_whose_fault_never_came_about_is_none():
    assert list(columns(Verdict(hit=False))) == []
    assert [line.split() for line in table([])][-1] == ["all", *"000000"]


def held(at_work, at_rest):
    """Return what one process held: memory at work, descriptors at rest."""
    return Held([Sample(memory, 90, 11) for memory in at_work], [Sample(0.0, each, 11) for each in at_rest])


def test_a_soak_sees_that_descriptors_leak_and_takes_no_connection_at_work_for_one():
    assert list(grown(held([40.0] * 9, [31, 31, 32, 31, 32, 31, 32, 32, 32]))) == []
    assert list(grown(held([40.0] * 9, [30, 31, 31, 32, 32, 33, 33, 34, 34]))) == ["descriptors 32 -> 34"]


def test_a_soak_sees_memory_that_grows():
    assert list(grown(held([30.0, 31.0, 35.0, 35.5, 35.0, 36.0, 36.0, 36.0, 37.0], [31] * 9))) == []
    assert list(grown(held([30.0, 31.0, 32.0, 50.0, 51.0, 52.0, 70.0, 71.0, 72.0], [31] * 9))) == ["memory 51 -> 71"]


def test_what_the_journal_forgets_is_not_lost_and_what_it_may_not_forget_is(tmp_path, monkeypatch):
    bench = World(tmp_path, Nursery.__new__(Nursery))
    bench.farm_folder.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(bench.farm_folder / "farm.sqlite")) as farm:
        farm.execute("CREATE TABLE tasks (id, status)")
    kept = bench.journal(lambda journal: journal.add_fetch("local", "shot", 1, str(tmp_path)))
    bench.wished = {kept: "go", "forgotten": "go"}
    assert list(bench.broken()) == ["the journal has 1 submissions, 2 were made"]
    monkeypatch.setattr(world, "ENTRIES", 1)
    assert list(bench.broken()) == []
