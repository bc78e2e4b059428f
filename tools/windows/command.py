"""``python3 dev.py windows``: what is run in the Windows Python, and what is said of it."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

from tests.window.screen import screen

from ..environments import ROOT, Problem, link_package
from . import demo
from .place import VERSIONS, Windows
from .suite import PATIENCE, run

WHOLE = ("tests/core", "tests/farm", "tests/app", "tests/hosts", "tests/ui", "tests/test_end_to_end.py")
PART = (
    "tests/core/common/test_child.py",
    "tests/core/common/test_held_files.py",
    "tests/core/settings/test_accounts.py",
    "tests/core/transfer/journal/test_journal_locks.py",
    "tests/core/transfer/journal/test_ledger.py",
    "tests/core/transfer/rayvision/test_windows_tree.py",
    "tests/farm/http/test_farm_process.py",
    "tests/hosts/test_contract.py",
    "tests/ui/test_account_page.py",
    "tests/ui/test_drawing.py",
    "tests/ui/test_jobs_log.py",
    "tests/ui/review/test_full_screen.py",
    "tests/ui/test_panel.py",
    "tests/ui/test_panel_windows.py",
    "tests/ui/test_keys.py",
)
"""Files that a run of all checks has time for: held files, processes, keys, locks, the journal, the panel's life.

The demo beside them has the agent's whole life in it.
"""

PART_TAKES = 300.0
"""Seconds that the part has, beside the making of a Windows; what is left then is named as not run."""

SIZE = (2000, 1200)
"""Pixels of the screen: a window of Windows is no larger than that, and panels are tried at 1800."""
PROCESSES = 2

CANNOT = 75
"""Exit code where there can be no Windows here."""


def windows(arguments: Sequence[str]) -> int:
    """Run what is asked for; the exit code."""
    asked = _asked(arguments)
    link_package()
    with _ended_in_order():
        return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    here = Windows(asked.version)
    try:
        here.make()
    except Problem as problem:
        print(f"There can be no Windows Python here: {problem}", file=sys.stderr)
        return CANNOT
    takes = PART_TAKES if asked.part else 0
    with screen(SIZE) as display:
        if asked.python is not None:
            return _python(here, display, asked.python)
        with ThreadPoolExecutor(1) as beside, _set_at_the_end() as stop:
            has_demo = not asked.tests and demo.possible(here)
            frames = beside.submit(demo.frames, here, display, stop, takes) if has_demo else None
            counts = run(here, display, files(asked.tests or (PART if asked.part else WHOLE)), asked.processes, takes,
                         asked.patience)
            said = frames.result() if frames else ""
    for test, why in sorted(counts.failed.items()):
        print(f"\n{test}\n{why}")
    print("", *counts.lines(), *([said] if said else []), sep="\n", flush=True)
    return 1 if counts.bad or said.startswith(demo.FAILED) else 0


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """Have whoever ends this process end what it has started in Wine, too: those are no children of it."""
    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)  # one is enough, and what follows it takes a while
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _set_at_the_end() -> Iterator[threading.Event]:
    """Give what is set when the block has ended, in whatever way."""
    event = threading.Event()
    try:
        yield event
    finally:
        event.set()


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("dev.py windows", description=__doc__)
    parser.add_argument("--version", choices=VERSIONS, default=next(iter(VERSIONS)), help="the Python to run in")
    parser.add_argument("--part", action="store_true", help="only the part that a run of all checks has")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="how many run at once")
    parser.add_argument("--patience", type=float, default=PATIENCE,
                        help=f"seconds without news after which a test is ended; {PATIENCE:.0f} if not said")
    parser.add_argument("--python", nargs=argparse.REMAINDER, help="start that Python with the words that follow")
    parser.add_argument("tests", nargs="*", help="files of tests, and folders of them; else all")
    return parser.parse_args(arguments)


def files(named: Sequence[str]) -> list[str]:
    """The files of tests that are named, and those in folders that are."""
    found = [file for name in named for file in (sorted((ROOT / name).rglob("test_*.py")) or [ROOT / name])]
    return [file.relative_to(ROOT).as_posix() for file in dict.fromkeys(found)]


def _python(here: Windows, display: str, words: Sequence[str]) -> int:
    process = here.prefix.start(here.python, *words, folder=ROOT, **here.variables(), DISPLAY=display)
    reader = threading.Thread(target=lambda: [print(line, end="", flush=True) for line in process.stdout or ()])
    reader.start()
    with process:
        try:
            return process.wait()
        finally:
            here.prefix.end()
            reader.join()
