"""On Windows a process that hears that its console is closed has the time to end in order that Windows gives it."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from foxsubmit.core.common import own_process

pytestmark = pytest.mark.windows_only("elsewhere a program that has heard of its end goes on until it ends")

CLOSED = """
import ctypes, sys, threading, time
from foxsubmit.cli.common.signals import AskedToEnd, hears_requests_to_end
from foxsubmit.core.common import own_process

def close():  # as Windows does it, which ends the process then
    kept = own_process._kept[0]
    kept(own_process.ENDING[0])
    ctypes.windll.kernel32.TerminateProcess(-1, 9)

with hears_requests_to_end():
    try:
        threading.Thread(target=close, daemon=True).start()
        while True:
            time.sleep(0.05)  # which no SIGBREAK interrupts
    except AskedToEnd:
        time.sleep(1)
        print("in order", flush=True)
        sys.exit(3)
"""


def test_a_program_whose_console_is_closed_puts_things_in_order_first():
    done = subprocess.run([sys.executable, "-c", CLOSED], stdout=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "in order\n")


def test_of_ctrl_c_python_hears_by_itself(monkeypatch):
    monkeypatch.setattr(own_process.time, "sleep", lambda _seconds: pytest.fail("it ends nothing"))
    monkeypatch.setattr(signal, "raise_signal", lambda _number: pytest.fail("it is told twice"))
    assert not any(own_process.hear(event) for event in (0, 1))


def test_windows_takes_the_handler():
    own_process.have_time_to_end()
    assert own_process._kept
