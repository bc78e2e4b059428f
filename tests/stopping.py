"""A Python that is stopped from outside: by Ctrl+C, and as the system asks it to end.

Windows ends a process that is sent a signal, whatever it listens to. Ctrl+C comes from the console there, and is sent
by a helper that joins the console of that process, which nobody else has. Ctrl+Break, a console that is closed and
a logout are SIGBREAK; Wine's consoles tell none of them, so the process raises it in itself, as their handler does.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

WINDOWS = os.name == "nt"
ASKED = signal.SIGBREAK if WINDOWS else signal.SIGTERM
"""How the system asks a program to end."""

RAISING = """
import runpy, signal, sys, threading
threading.Thread(target=lambda: sys.stdin.read(1) and signal.raise_signal(signal.SIGBREAK), daemon=True).start()
_minus_m, *sys.argv = sys.argv[1:] if sys.argv[1] == "-m" else ["", *sys.argv[1:]]
(runpy.run_module if _minus_m else runpy.run_path)(sys.argv[0], run_name="__main__")
"""
"""Run a module or a script, and raise the signal when something is written to this process."""

CTRL_C = """
import ctypes, sys
kernel = ctypes.WinDLL("kernel32", use_last_error=True)
kernel.FreeConsole()
if not (kernel.AttachConsole(int(sys.argv[1])) and kernel.SetConsoleCtrlHandler(None, True)
        and kernel.GenerateConsoleCtrlEvent(0, 0)):
    raise ctypes.WinError(ctypes.get_last_error())
"""


def start(arguments: Sequence[str], **options: Any) -> subprocess.Popen[str]:
    """Start a Python with arguments, ``-m`` a module or a script, that `stop` can stop; ``options`` are of Popen."""
    own: dict[str, Any] = {}
    if WINDOWS:
        arguments = ["-c", RAISING, *arguments]
        own = {"stdin": subprocess.PIPE, "creationflags": subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen([sys.executable, *arguments], text=True, **own, **options)


def stop(process: subprocess.Popen[str], number: int) -> None:
    """Send SIGINT, which is Ctrl+C, or what `ASKED` says, to a process that `start` has started."""
    if not WINDOWS:
        process.send_signal(number)
    elif number == signal.SIGINT:
        subprocess.run([sys.executable, "-c", CTRL_C, str(process.pid)], check=True,
                       creationflags=subprocess.DETACHED_PROCESS)
    else:
        assert process.stdin is not None
        process.stdin.write("!")
        process.stdin.flush()
