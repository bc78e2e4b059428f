"""Some runs of the bench of faults (bench/faults/README.md); the bench itself makes thousands."""

from __future__ import annotations

import pytest
from bench.faults.bench import Bench, columns, table
from bench.faults.case import Verdict
from bench.faults.kinds import KINDS

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
@pytest.mark.parametrize(("name", "count"), [("kill", 22), ("clock", 5)])
def test_nothing_is_lost_doubled_hung_or_unexplained(tmp_path, name, count):
    assert runs(tmp_path, name, count) == []


def test_a_run_counts_once_in_each_column():
    assert list(columns(Verdict(lost=["a frame", "another"], hung=["there"]))) == ["runs", "lost", "hung"]


def test_a_run_whose_fault_never_came_about_is_none():
    assert list(columns(Verdict(hit=False))) == []
    assert [line.split() for line in table([])][-1] == ["all", *"000000"]
