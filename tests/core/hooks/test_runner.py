"""Hooks run in a process of their own: whatever they do becomes answers and sentences with file and function."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.core.hooks.houses import house, time_is_up

from foxsubmit.core.common import child
from foxsubmit.core.hooks import runner
from foxsubmit.core.hooks.process import ALONE
from foxsubmit.core.hooks.runner import MODULE, Asked, run
from foxsubmit.core.transfer.supervised.process_start import start_of


def wait_for_end(process):
    """Where a process has ended, its number is nobody's, or its father's to ask for."""
    while alive(process):
        time.sleep(0.02)


def alive(process):
    if os.name == "nt":  # a signal of zero is Ctrl+C there
        return bool(start_of(process))
    with contextlib.suppress(OSError):
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


def asked(**more):
    return Asked(["frame_fetched"], {"version": 1}, **more)


def test_each_file_answers_each_call_in_the_order_of_names(tmp_path):
    ran = run(house(tmp_path, b="def frame_fetched(file): return ['b', file]", a="def frame_fetched(file): return file",
                    _shared="1 / 0", c="x = 1"), asked(calls=[{"file": 1}, {"file": 2}]))
    assert [(each.file, each.call, each.value) for each in ran.answers] == [
        ("a.py", 0, 1), ("a.py", 1, 2), ("b.py", 0, ["b", 1]), ("b.py", 1, ["b", 2])]
    assert ran.troubles == []


def test_a_hook_has_no_key_takes_what_it_names_and_prints_where_it_spoils_nothing(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("RAYVISION_API_KEY", "0123456789")
    monkeypatch.setenv("RAYVISION_API_ACCESS_ID", "ak")
    caplog.set_level("INFO")
    ran = run(house(tmp_path, _shared="KIND = 'exr'", a="""
        import os, sys
        import _shared
        def frame_fetched(**given):
            print("seen", _shared.KIND)
            os.write(1, b"no line of ours")
            return [given, sys.stdin.read(), [name for name in os.environ if "RAYVISION" in name]]
        """, b="def frame_fetched(): return 'nothing is needed'"), asked())
    assert [each.value for each in ran.answers] == [[{"version": 1}, "", []], "nothing is needed"]
    assert "a.py: seen exr" in caplog.messages


@pytest.mark.parametrize(("text", "said"), [
    ("def frame_fetched(): raise ValueError('no\\n such shot')",
     "The hook “frame_fetched” in a.py failed: ValueError: no such shot."),
    ("def frame_fetched(): return {1}",
     "The hook “frame_fetched” in a.py failed: TypeError: Object of type set is not JSON serializable."),
    ("def frame_fetched(): raise SystemExit(3)", "The hook “frame_fetched” in a.py failed: SystemExit: 3."),
    ("def frame_fetched(other): pass",
     "The hook “frame_fetched” in a.py failed: TypeError: frame_fetched() missing 1 required positional argument: "
     "'other'."),
    ("import nowhere_at_all",
     "The hooks in a.py cannot be loaded: ModuleNotFoundError: No module named 'nowhere_at_all'."),
    ("import os\nos._exit(0)", "The hooks in a.py cannot be loaded: it ended its process."),
])
def test_what_a_file_does_wrong_is_a_sentence_and_the_next_one_is_asked(tmp_path, text, said):
    ran = run(house(tmp_path, a=text, b="def frame_fetched(): return 7"), asked())
    assert ran.troubles == [said]
    assert [each.value for each in ran.answers] == [7]


def test_what_prints_without_end_is_ended_with_what_it_has_started(tmp_path, monkeypatch):
    time_is_up(monkeypatch, tmp_path / "prints")
    ran = run(house(tmp_path, a=f"""
        import pathlib, subprocess, sys
        def frame_fetched():
            here, process = pathlib.Path({str(tmp_path)!r}), subprocess.Popen(
                [sys.executable, "-c", "import time; time.sleep(600)"])
            (here / "started").write_text(str(process.pid))
            (here / "prints").touch()
            while True:
                print("x")
        """), asked())
    assert ran.troubles == [
        "The hook “frame_fetched” in a.py failed: it was stopped since it did not end within 20 seconds."]
    started = Path(tmp_path / "started").read_text(encoding="utf-8")
    wait_for_end(int(started))


class Ahead(queue.Queue):
    """What is printed faster than it is read: another line is there, however many were taken."""

    taken = 0

    def get_nowait(self):
        self.taken += 1
        assert self.taken < 1_000_000, "it is read for ever"
        line = super().get_nowait()
        self.put('{"said": "x"}')
        return line


def test_what_prints_faster_than_it_is_read_is_ended_too(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "queue", SimpleNamespace(Queue=Ahead, Empty=queue.Empty, Full=queue.Full))
    monkeypatch.setattr(runner, "log", logging.getLogger("nobody's"))
    time_is_up(monkeypatch, tmp_path / "prints")
    ran = run(house(tmp_path, a=f"""
        import pathlib, time
        def frame_fetched():
            print("x")
            pathlib.Path({str(tmp_path / "prints")!r}).touch()
            time.sleep(600)
        """), asked())
    assert ran.troubles == [
        "The hook “frame_fetched” in a.py failed: it was stopped since it did not end within 20 seconds."]


def test_no_more_is_read_ahead_than_a_thousand_lines_and_the_rest_is_taken_when_it_is_over():
    lines, over = queue.Queue(runner.AHEAD), threading.Event()
    printed = io.StringIO("x\n" * 5_000)
    reader = threading.Thread(target=runner._read, args=(printed, lines, over))
    reader.start()
    while not lines.full():
        time.sleep(0.01)
    assert reader.is_alive()
    over.set()
    reader.join()
    assert lines.qsize() == runner.AHEAD == 1_000
    assert printed.closed


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    gone = dataclasses.replace(house(tmp_path), folder=str(tmp_path / "gone"))
    (said,) = run(gone, asked()).troubles
    assert said.startswith(f"The hooks in {tmp_path / 'gone'} cannot be loaded: FileNotFoundError: ")


def test_what_nobody_wants_any_more_is_ended(tmp_path):
    ran = run(house(tmp_path, a="import time\ndef frame_fetched(): time.sleep(600)"), asked(), halted=lambda: True)
    assert (ran.answers, ran.troubles) == ([], [])


def test_a_process_whose_parent_is_gone_ends_itself(tmp_path):
    house(tmp_path, a="import time\ndef frame_fetched(): time.sleep(600)")
    process = subprocess.Popen(child.command(sys.executable, MODULE), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    head = {"folder": str(tmp_path), "seconds": 0.2 - ALONE, "after": "", "functions": ["frame_fetched"], "shared": {},
            "calls": [{}], "only_names": False, "goes_on": False, "portions": 0}
    process.communicate(json.dumps(head).encode() + b"\n")
    assert process.returncode == 1
