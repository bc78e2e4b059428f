"""The process that works the journal off, whatever happens to the hosts that wrote into it."""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import threading
import time
from pathlib import Path
from typing import Any, Callable

from ..errors import BadAnswer, CannotConnect, FoxError, TransferFailed
from ..lock import Lock
from ..settings import Settings
from ..state import TransferState
from .journal import Journal, Row
from .results import Results
from .submit import Submission

log = logging.getLogger(__name__)

POLL = 0.2  # seconds between two looks into the journal
IDLE = 20.0  # seconds without work after which the agent ends
WAITS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)  # seconds before another try; the last one again and again
TRIES = 40  # without any progress before a submission is given up
WATCH = (1.0, 15.0)  # seconds between two looks at a task: while it moves, at most
WISH = 0.25  # seconds between two looks at what the user wishes


class Stopped(Exception):
    """The user wishes something else."""


class Agent:
    """Two threads: one sends, one watches and fetches."""

    def __init__(self, settings: Settings, idle: float = IDLE) -> None:
        self._settings = settings
        self._idle = idle
        self._busy = time.monotonic()
        self._working: set[str] = set()
        """Names of the threads that are at something, which may take longer than ``idle``."""
        self._ended = threading.Event()

    def run(self) -> None:
        """Work until there is nothing to do for a while. Returns at once if another agent runs."""
        lock = Lock(self._settings.agent_lock)
        if not _patiently(lock):
            return
        log.info("agent started")
        watcher = threading.Thread(target=self._loop, args=(self._watch_one,), name="watcher")
        watcher.start()
        try:
            self._loop(self._send_one)
        finally:
            self._ended.set()
            watcher.join()
            lock.release()
            log.info("agent ended")

    def _loop(self, step: Callable[[Journal, Patience], bool]) -> None:
        journal, patience = Journal(self._settings.journal), Patience()
        try:
            while not self._ended.is_set():
                if step(journal, patience):
                    continue
                if not self._working and time.monotonic() - self._busy > self._idle:
                    self._ended.set()
                self._ended.wait(POLL)
        finally:
            journal.close()

    def _send_one(self, journal: Journal, patience: Patience) -> bool:
        rows = [row for row in journal.open_submissions() if row.state is not TransferState.WATCHING]
        return self._work(journal, patience, rows, Submission)

    def _watch_one(self, journal: Journal, patience: Patience) -> bool:
        rows = [row for row in journal.open_submissions() if row.state is TransferState.WATCHING]
        return self._work(journal, patience, rows, Results)

    def _work(self, journal: Journal, patience: Patience, rows: list[Row], kind: Any) -> bool:
        """Do one thing for the first row that is due; False when none is."""
        wanted = [row for row in rows if row.wish != "pause"]
        for row in wanted:
            if row.wish == "cancel" or patience.due(row.id):
                self._one(journal, patience, row, kind)
                return True
        if wanted:
            self._busy = time.monotonic()
        return False

    def _one(self, journal: Journal, patience: Patience, row: Row, kind: Any) -> None:
        self._working.add(threading.current_thread().name)
        try:
            self._try(journal, patience, row, kind)
        finally:
            self._busy = time.monotonic()
            self._working.discard(threading.current_thread().name)

    def _try(self, journal: Journal, patience: Patience, row: Row, kind: Any) -> None:
        try:
            if row.wish == "cancel":
                raise Stopped
            api = self._settings.credentials(row.account).api()
            moved = kind(journal, api, row, self._stopper(journal, row)).run()
            patience.worked(row.id, moved=moved is not False)
        except Stopped:
            self._stopped(journal, row)
        except (CannotConnect, BadAnswer, TransferFailed) as error:
            self._again(journal, patience, row, error)
        except FoxError as error:
            journal.fail(row.id, str(error))
        except Exception as error:
            log.exception("%s failed", row.name)
            journal.fail(row.id, f"{type(error).__name__}: {error}")

    def _again(self, journal: Journal, patience: Patience, row: Row, error: FoxError) -> None:
        log.info("%s: %s", row.name, error)
        final = isinstance(error, TransferFailed) and not error.retry
        if final or not patience.failed(row.id):
            journal.fail(row.id, str(error))
        else:
            journal.record(row.id, message=str(error), speed=0.0)

    def _stopper(self, journal: Journal, row: Row) -> Callable[[], None]:
        """A check that is cheap to call between two blocks."""
        looked = time.monotonic()

        def stop() -> None:
            nonlocal looked
            now = time.monotonic()
            if now - looked > WISH:
                looked = now
                if journal.get(row.id).wish != "go":
                    raise Stopped
            if self._ended.is_set():
                raise Stopped

        return stop

    def _stopped(self, journal: Journal, row: Row) -> None:
        if journal.get(row.id).wish != "cancel":
            journal.record(row.id, speed=0.0)
            return
        if row.state is TransferState.WATCHING and row.task_id is not None:
            self._stop_task(row)
        journal.record(row.id, TransferState.CANCELLED, speed=0.0, message="")

    def _stop_task(self, row: Row) -> None:
        try:
            self._settings.credentials(row.account).api().task.stop_task([row.task_id or 0])
        except FoxError as error:
            log.warning("task %s could not be stopped: %s", row.task_id, error)


def _patiently(lock: Lock) -> bool:
    """Somebody who only looks whether an agent runs has the lock for an instant."""
    for _try in range(10):
        if lock.acquire():
            return True
        time.sleep(0.05)
    return False


class Patience:
    """When each submission is due again."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._quiet: dict[str, float] = {}

    def due(self, submission: str) -> bool:
        """Whether it may be worked on now."""
        return time.monotonic() >= self._due.get(submission, 0.0)

    def worked(self, submission: str, *, moved: bool) -> None:
        """It went well; look again soon if it moved, ever later if not."""
        self._failures.pop(submission, None)
        shortest, longest = WATCH
        wait = shortest if moved else min(longest, self._quiet.get(submission, shortest) * 1.3)
        self._quiet[submission] = wait
        self._due[submission] = time.monotonic() + wait

    def failed(self, submission: str) -> bool:
        """It did not go well; False when it has been tried often enough."""
        tries = self._failures[submission] = self._failures.get(submission, 0) + 1
        self._due[submission] = time.monotonic() + WAITS[min(tries, len(WAITS)) - 1]
        return tries < TRIES


def main(arguments: list[str]) -> int:
    """``agent --home FOLDER``"""
    parser = argparse.ArgumentParser(prog="foxsubmit agent", description="Work off what was submitted.")
    parser.add_argument("--home", type=Path, help="the folder with the journal")
    parser.add_argument("--idle", type=float, default=IDLE, help="seconds without work after which it ends")
    options = parser.parse_args(arguments)
    settings = Settings(options.home)
    settings.logs.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        settings.logs / "agent.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    logging.basicConfig(handlers=[handler], level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    Agent(settings, options.idle).run()
    return 0
