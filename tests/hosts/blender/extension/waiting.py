"""Have Blender wait for the program that installs an extension, as it does where it has a window.

Without one it asks all the time whether that has ended, which costs as much as the installing.
"""

from __future__ import annotations

import contextlib
import subprocess

PAUSE = 0.02  # seconds


def wait_for_programs():
    """Let a process that asks whether a program of its own has ended wait a moment for that."""
    poll = subprocess.Popen.poll

    def after_a_moment(program):
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(PAUSE)
        return poll(program)

    subprocess.Popen.poll = after_a_moment
