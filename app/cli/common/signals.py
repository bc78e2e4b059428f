"""Ctrl+C and a request to end, at whatever moment: what is said then is what is the case."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Callable, Union

from ...core.common.own_process import have_time_to_end

ASKING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
"""The last is how Windows says Ctrl+Break, and that the console is closed or the user logs off."""

Said = Union[str, Callable[[], str]]


class AskedToEnd(KeyboardInterrupt):
    """SIGTERM came, or the terminal is gone: all is put in order as after Ctrl+C."""


@contextmanager
def hears_requests_to_end() -> Iterator[None]:
    """Raise ``AskedToEnd`` where this process is asked to end; elsewhere than in the main thread nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def asked(_number: int, _frame: FrameType | None) -> None:
        raise AskedToEnd

    have_time_to_end()
    # Under nohup a hang-up is ignored, and stays so.
    before = {number: signal.signal(number, asked) for number in ASKING if signal.getsignal(number) != signal.SIG_IGN}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def if_stopped(said: Said) -> Iterator[None]:
    """Have ``said``, or what it answers then, told where the block is stopped; the innermost one is told."""
    try:
        yield
    except KeyboardInterrupt as stop:
        if not stop.args:
            stop.args = (said if isinstance(said, str) else said(),)
        raise
