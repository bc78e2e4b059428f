"""A process of Windows with all that it will start: a job ends them together, where a process is ended alone."""

from __future__ import annotations

import ctypes
import subprocess
import sys

TAKEN_IN = 0x101  # PROCESS_TERMINATE and PROCESS_SET_QUOTA, as Windows asks for it
CODE = 1  # as the task manager has it

if sys.platform == "win32":
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = _kernel.OpenProcess.restype = ctypes.c_void_p
    _kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    _kernel.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
    _kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    _kernel.TerminateJobObject.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    _kernel.CloseHandle.argtypes = (ctypes.c_void_p,)

    class Job:
        """Holds a process that has started nothing yet."""

        def __init__(self, process: subprocess.Popen[str]) -> None:
            self._process, self._job = process, _kernel.CreateJobObjectW(None, None)
            handle = _kernel.OpenProcess(TAKEN_IN, 0, process.pid)
            self._holds = bool(handle and self._job and _kernel.AssignProcessToJobObject(self._job, handle))
            if handle:
                _kernel.CloseHandle(handle)

        def kill(self) -> None:
            """End all of them; the process alone where no job took it."""
            if not (self._holds and _kernel.TerminateJobObject(self._job, CODE)):
                self._process.kill()

        def close(self) -> None:
            """Let those go that are left."""
            if self._job:
                _kernel.CloseHandle(self._job)
                self._job = None
else:
    import contextlib
    import os
    import signal

    class Job:
        """Holds a process that leads a group of its own."""

        def __init__(self, process: subprocess.Popen[str]) -> None:
            self._group = process.pid

        def kill(self) -> None:
            """End all of them."""
            with contextlib.suppress(OSError):
                os.killpg(self._group, signal.SIGKILL)

        def close(self) -> None:
            """Let those go that are left."""
