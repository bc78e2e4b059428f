"""The threads of a process of ours share its heaps."""

from __future__ import annotations

import platform
import re
import subprocess
import sys

import pytest

from foxsubmit.core.common import own_process

COUNTED = f"""
import ctypes, sys, threading
from {own_process.__name__} import share_heaps
if "shared" in sys.argv:
    share_heaps()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(9)
def work():
    together.wait()
    libc.malloc(ctypes.c_size_t(1000))
    together.wait()
for _ in range(8):
    threading.Thread(target=work, daemon=True).start()
together.wait()
together.wait()
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


def counted(folder, *arguments):
    subprocess.run([sys.executable, "-c", COUNTED, str(folder / "info.xml"), *arguments], check=True)
    return len(re.findall(r"<heap nr=", (folder / "info.xml").read_text(encoding="utf-8")))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has other heaps")
def test_the_threads_of_a_process_share_two_heaps(tmp_path):
    assert counted(tmp_path) > 2
    assert counted(tmp_path, "shared") <= 2
