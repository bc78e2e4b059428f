"""A Blender that is started at once: a fork of a Python that has loaded bpy, which takes longer than most renders.

Each is a process of its own in the folder, with the streams, the variables and the view of the disk of whoever started
it, and an empty Blender in it. This file is also run by its path: as the Python that forks, and as the command.
"""

from __future__ import annotations

import array
import atexit
import functools
import json
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

READY = "ready\n"
NAMESPACES = ("user", "mnt")
LOADED = ("hosts.blender.demo.scene", "hosts.blender.node.render", "hosts.blender.programs.headless")
"""Modules that are run in it."""


@functools.cache
def server(python):
    """Return the address of a Python that forks, which ends with this process."""
    from foxsubmit.core.common import child

    folder = tempfile.mkdtemp(prefix="warm")
    address = str(Path(folder, "socket"))
    own = {name: value for name, value in child.environment().items() if name != "OCIO"}
    process = subprocess.Popen([python, __file__, "serve", address, child.__file__], env=own, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(process.communicate)
    while (line := process.stdout.readline()) != READY:
        assert line, "the Python that forks has ended"
    return address


def warm(program):
    """Return a program as one that forks, where it is a Python and there are forks; None if there is none."""
    return Warm(program) if program is not None and program.is_python and sys.platform == "linux" else program


class Warm:
    """A program (``hosts.blender.programs.program``) whose commands are forks."""

    def __init__(self, program):
        self._python = program.path
        self.version = program.version

    def command(self, module, *arguments):
        return [sys.executable, "-I", "-S", __file__, "start", server(self._python), module, *arguments]


def start(address, *arguments):
    """Have a Blender forked with what this process has, and end as it ends."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address)
    handed = [0, 1, 2, *(os.open(f"/proc/self/ns/{name}", os.O_RDONLY) for name in NAMESPACES)]
    job = json.dumps({"arguments": arguments, "folder": str(Path.cwd()), "variables": dict(os.environ)}).encode()
    connection.sendmsg([len(job).to_bytes(8, "big")],
                       [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", handed))])
    connection.sendall(job)
    # A killed Blender is told by its signal, which cannot be had by an exit code.
    code = int(connection.makefile().readline())
    if code < 0:
        os.kill(os.getpid(), -code)
    sys.exit(code)


def serve(address, child):
    """Load bpy, and fork for each that connects until the other end of the pipe is closed."""
    namespace = runpy.run_path(child, run_name="child")
    namespace["make_package"]()
    for name in LOADED:
        __import__(f"foxsubmit.{name}")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_given: None)
    running = {}
    sys.stdout.write(READY)
    sys.stdout.flush()
    while True:
        ready, _write, _error = select.select([0, listener, wake, *running], [], [])
        if 0 in ready:
            shutil.rmtree(Path(address).parent, ignore_errors=True)
            os._exit(0)  # as hosts.blender.node.ending says
        if wake in ready:
            os.read(wake, 64)
        for connection in [each for each in ready if each in running]:  # its command was killed, and so is it
            os.kill(running.pop(connection), signal.SIGKILL)
            connection.close()
        _reap(running)
        if listener in ready:
            connection, _peer = listener.accept()
            pid = _fork(connection, child)
            running[connection] = pid


def _reap(running):
    """Tell the commands whose Blenders have ended how they ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        for connection in [each for each, its in running.items() if its == pid]:
            del running[connection]
            connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
            connection.close()


def _fork(connection, child):
    data, handed, _flags, _from = connection.recvmsg(8, socket.CMSG_SPACE(5 * 4))
    descriptors = array.array("i", handed[0][2])
    with connection.makefile("rb") as file:
        job = json.loads(file.read(int.from_bytes(data, "big")))
    pid = os.fork()
    if not pid:
        _become(job, descriptors, child)
    for each in descriptors:
        os.close(each)
    return pid


def _become(job, descriptors, child):
    """Be the process that was asked for, to its end."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _enter(descriptors[3:])
        os.chdir(job["folder"])
        os.environ.clear()
        os.environ.update(job["variables"])
        for number, each in enumerate(descriptors[:3]):
            os.dup2(each, number)
        os.closerange(3, max(descriptors) + 1)
        # Those of the Python that forks know what kind of files theirs were.
        sys.stdout, sys.stderr = open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115 - to the end of the process
        sys.argv = [child, *job["arguments"]]
        runpy.run_path(child, run_name="__main__")
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _enter(descriptors):
    """Go into the namespaces of the command, as far as they are others."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    for name, each in zip(NAMESPACES, descriptors):
        if os.fstat(each).st_ino != Path(f"/proc/self/ns/{name}").stat().st_ino and libc.setns(each, 0):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    {"serve": serve, "start": start}[sys.argv[1]](*sys.argv[2:])
