"""Agent and farm run for months: nothing stays in their memory for each submission that is over."""

from __future__ import annotations

import gc
import socket
import tracemalloc

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer

from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.hashing_reader import BLOCK, HashingReader
from foxsubmit.core.transfer.retry_schedule import RetrySchedule
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.renderers.pool import Pool


def values(root):
    """Yield whatever objects of ours hold, one in the other, but not what they were given of Python's own."""
    seen, waiting = set(), [root]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, (list, tuple, set, frozenset)):
            waiting += each
        elif type(each).__module__.startswith("foxsubmit."):
            waiting += vars(each).values() if hasattr(each, "__dict__") else ()


def open_lines(domain):
    """Return the sockets of this process to a farm that are open, whether anybody holds them or not."""
    port = int(domain.rpartition(":")[2])
    found = [each for each in gc.get_objects() if isinstance(each, socket.socket) and each.fileno() != -1]
    return [each for each in found if each.family == socket.AF_INET and own_port(each) != port]


def own_port(line):
    """Return the port of a socket here; 0 for one that is not connected yet, of which Windows tells none."""
    try:
        return line.getsockname()[1]
    except OSError:
        return 0


@pytest.fixture
def no_collection():
    """Nothing is closed because the collector came by: it may come once in an hour."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_long_looks", "no_collection")
def test_an_agent_and_a_farm_keep_nothing_of_what_is_over(tmp_path, settings, api, journal, farm):
    ids = [submit(make_project(tmp_path / str(number), {}, frames=1), api, journal, budget="100") for number in (1, 2)]
    (budget, *_more) = journal.budgets().active()
    agent, before = Agent(settings, idle=0.1, waits=(0.1,)), len(open_lines(farm.domain))
    agent.run()
    assert len(open_lines(farm.domain)) == before
    done = [transfer(journal, each) for each in ids]
    assert [each.state for each in done] == 2 * [TransferState.FETCHED], [each.message for each in done]
    assert not {*ids, budget.id}.intersection(each for each in values(agent) if isinstance(each, str))
    (pool,) = [each for each in gc.get_objects() if isinstance(each, Pool) and each._farm is farm.state]
    assert not pool._nodes, "tasks that no node is at"


def test_a_schedule_forgets_what_is_over_and_keeps_the_rest():
    schedule = RetrySchedule((60.0,))
    for each in "ab":
        assert schedule.due(each, 1)
        schedule.worked(each, moved=False)
        assert schedule.failed(each, "half")[0] == 1
    schedule.keep({"a"})
    assert "b" not in list(values(schedule))
    assert schedule.failed("a", "half")[0] == 2
    assert schedule.due("b", 1)


def test_a_small_file_takes_little_memory_to_read(tmp_path):
    file = tmp_path / "frame.png"
    file.write_bytes(b"frame" * 100)
    tracemalloc.start()
    try:
        with HashingReader(file) as reader:
            assert b"".join(map(bytes, reader.blocks(500))) == file.read_bytes()
        assert tracemalloc.get_traced_memory()[1] < BLOCK // 4
    finally:
        tracemalloc.stop()


def test_a_file_is_read_whole_where_blocks_grow_and_where_the_file_does(tmp_path):
    file, sizes = tmp_path / "cache.bin", iter((1, 3, 100, 7, 1000))
    file.write_bytes(bytes(range(200)))
    with HashingReader(file) as reader:
        file.write_bytes(content := bytes(range(250)) * 3)
        assert b"".join(map(bytes, reader.blocks(len(content), lambda: next(sizes)))) == content
