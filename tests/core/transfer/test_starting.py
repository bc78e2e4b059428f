"""An agent that dies at its start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from foxsubmit.core.common import child
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer import start
from foxsubmit.core.transfer.agent_starts import WAITS, Starts
from foxsubmit.core.transfer.start import ensure_agent, see_agent_start

DIES = "import sys; sys.stderr.write('first\\nModuleNotFoundError: No module named requests\\n'); sys.exit(1)"


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def dying(tmp_path, monkeypatch):
    """A home whose agent dies at its start, the clock of its starts, and the processes that were started."""
    settings, clock, begun = Settings(tmp_path / "home"), Clock(), []
    started = child.start_detached

    def start_dying(_command, log):
        process = started([sys.executable, "-c", DIES], log)
        process.wait()
        begun.append(process)
        return process

    monkeypatch.setattr(child, "start_detached", start_dying)
    monkeypatch.setitem(start._starts, settings.home, Starts(clock))
    return settings, clock, begun


def test_an_agent_that_dies_at_its_start_says_the_last_line_of_its_log_once(dying):
    settings, clock, begun = dying
    assert ensure_agent(settings)
    with pytest.raises(FoxError, match="does not start: ModuleNotFoundError: No module named requests"):
        ensure_agent(settings)
    clock.now += WAITS[0]
    assert ensure_agent(settings)
    clock.now += WAITS[1]
    assert not ensure_agent(settings), "it has just been seen that the second one died, too"
    assert len(begun) == 2


def test_starts_that_fail_are_ever_further_apart(dying):
    settings, clock, begun = dying
    said = 0
    for second in range(60):
        clock.now = float(second)
        try:
            ensure_agent(settings)
        except FoxError:
            said += 1
    assert (len(begun), said) == (4, 1)


def test_whoever_does_not_look_again_hears_at_once_that_it_died(dying):
    settings, _clock, _begun = dying
    ensure_agent(settings)
    with pytest.raises(FoxError, match="No module named requests"):
        see_agent_start(settings)


def test_a_process_that_is_still_beginning_is_waited_for(tmp_path):
    starts = Starts(Clock())
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        starts.began(process, tmp_path / "none", 0)
        assert not starts.due()
    starts.went_well()
    assert starts.due()
