"""When a process began, as the system says it: another process may get its number, but not with the same start."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

START = 19  # field of /proc/PID/stat behind the name, which may hold spaces
QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
PATIENCE = 5.0  # seconds for ps


def start_of(process: int) -> str:
    """Return when a process began, to be compared only; empty where there is no such process, or nobody says it."""
    if sys.platform == "win32":
        return _windows(process)
    if sys.platform == "darwin":
        return _ps(process)
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return fields[START] if len(fields) > START else ""


def _ps(process: int) -> str:
    try:
        done = subprocess.run(["ps", "-o", "lstart=", "-p", str(process)],  # noqa: S607 - where it lies differs
                              env={**os.environ, "LC_ALL": "C"}, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _windows(process: int) -> str:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.OpenProcess.restype = ctypes.c_void_p
    kernel.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
    kernel.GetProcessTimes.argtypes = (ctypes.c_void_p, *(ctypes.POINTER(ctypes.c_uint64),) * 4)
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    handle = kernel.OpenProcess(QUERY, 0, process)
    if not handle:
        return ""
    times = [ctypes.c_uint64() for _each in range(4)]
    try:
        done = kernel.GetProcessTimes(handle, *(ctypes.byref(each) for each in times))
    finally:
        kernel.CloseHandle(handle)
    return str(times[0].value) if done else ""
