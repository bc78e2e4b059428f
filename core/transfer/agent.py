"""The process that works the journal off, whatever happens to the hosts that wrote into it."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Callable

from ..api import FoxAPI
from ..common.disk import error_sentence, unusable
from ..common.errors import BadInput, FoxError, TransferFailed
from ..common.exit_codes import ExitCode
from ..common.foreign import harmless
from ..common.i18n import _
from ..common.lock import Lock
from ..common.logs import log_to
from ..common.own_process import share_heaps
from ..common.private import PrivateLog, private_folder
from ..common.system_errors import reason
from ..model.ending import End
from ..settings.inventory import AGENT, note_start
from ..settings.local_farms import FarmGone
from ..settings.settings import Settings
from .after.looking import let_go
from .budgets.keeper import BudgetKeeper
from .cancelling import give_up, needs_farm, unconfirmed
from .care import Care
from .copies import Copies
from .fetch.fetching import remove_staging
from .fetch.results import Results
from .hooks.caller import HookCaller
from .journal.journal import Journal
from .journal.records import Row
from .login.login import mend
from .lost import find_lost
from .passing import may_pass
from .rendered_again import RenderedAgain
from .retry_schedule import WAITS, RetrySchedule, tried
from .send_scheduler import SendScheduler
from .states import TransferState
from .stopping import Stop, Stopped
from .submit import Submission
from .supervised.crew import Crew
from .supervised.heartbeat import Heartbeat
from .supervised.pulse import Pulse, pulse
from .supervised.supervision import CANCELLER, Supervision
from .task_guard import NoBalance
from .telling.news import tell_failed
from .telling.teller import Teller

log = logging.getLogger(__name__)

POLL = 0.2  # seconds between two looks into the journal
PATIENCE = 60.0  # seconds for the threads to end what they are at
IDLE = 20.0  # seconds without work after which the agent ends
LINGER = 86_400.0  # seconds after the end of a task for which it stays to see whether frames are rendered again
WATCHERS = 3  # tasks whose results are fetched at the same time


class Agent:
    """Threads that send, fetch, cancel, keep to budgets, tell, call hooks, tidy up; one at a time for a submission."""

    def __init__(self, settings: Settings, idle: float = IDLE, waits: Sequence[float] = WAITS,
                 linger: float = 0.0) -> None:
        self._settings = settings
        self._idle = max(idle, 3 * POLL)  # each thread has looked at least twice
        self._busy = time.monotonic()
        self._schedule = RetrySchedule(waits)
        self._scheduler = SendScheduler()
        self._lock = threading.Lock()
        self._claimed: dict[str, Pulse] = {}
        """What is being worked on, which may take longer than ``idle``, and by which thread."""
        self._ended = threading.Event()
        self._copies = Copies(settings.home)
        self._care = Care()
        self._supervision: Supervision | None = None
        self._rendered_again = RenderedAgain(self._api, linger)
        self._budgets = BudgetKeeper(self._api, waits, tried)
        self._teller = Teller(settings, self._api)
        self._hooks = HookCaller(settings, self._ended)

    def run(self) -> None:
        """Work until there is nothing to do for a while. Returns at once if another agent runs."""
        lock = Lock(self._settings.agent_lock)
        if not _patiently(lock):
            return
        log.info("agent started")
        try:
            with Heartbeat(lock.path):
                self._work_off()
        finally:
            lock.release()
            log.info("agent ended")

    def _work_off(self) -> None:
        try:
            self._open()
            self._busy = time.monotonic()  # restoring the journal is no time without work
            crew = Crew({
                "sender": lambda: self._loop(self._send_one),
                **{f"watcher {number}": lambda: self._loop(self._watch_one) for number in range(WATCHERS)},
                "usher": lambda: self._loop(self._let_go),
                CANCELLER: lambda: self._loop(self._cancel_one),
                "treasurer": lambda: self._loop(self._budgets.look),
                "teller": lambda: self._loop(self._teller.look),
                "hooks": lambda: self._loop(self._hooks.look),
                "keeper": lambda: self._loop(self._keep)})
            try:
                self._supervise(crew)
            finally:
                self._ended.set()
                crew.join(PATIENCE)
        finally:
            self._leave()

    def _supervise(self, crew: Crew) -> None:
        supervision = self._supervision = Supervision(crew, self._release)
        while not self._ended.is_set():
            try:
                with contextlib.closing(Journal(self._settings.journal)) as journal:
                    while not (self._ended.wait(POLL) or journal.unfit()):
                        supervision.look(journal)
                        self._end_where_idle(journal)
            except (OSError, sqlite3.Error):
                # Locked for long, or no room on its disk: both pass, and what was not written is done again.
                log.exception("the journal cannot be used now")
                crew.start_again()
                if self._idles() and not self._rendered_again.asking:
                    self._ended.set()  # another agent is started once somebody can use it
                self._ended.wait(POLL)

    def _loop(self, step: Callable[[Journal], object]) -> None:
        """Take one step after the other; a moment passes after one that does not say that it did something."""
        while not self._ended.is_set():
            try:
                with contextlib.closing(Journal(self._settings.journal)) as journal:
                    while not (self._ended.is_set() or journal.unfit()):
                        if not step(journal):
                            self._ended.wait(POLL)
            except (OSError, sqlite3.Error):
                log.exception("the journal cannot be used now")
                self._ended.wait(POLL)

    def _idles(self) -> bool:
        return not self._claimed and time.monotonic() - self._busy > self._idle

    def _open(self) -> None:
        """See to the journal before anything is done by it."""
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            if self._care.begin(journal):
                journal.nothing_moves()

    def _leave(self) -> None:
        try:
            with contextlib.closing(Journal(self._settings.journal)) as journal:
                journal.beat(())
                self._care.end(journal)
        except (FoxError, OSError, sqlite3.Error):
            log.warning("the journal could not be tidied", exc_info=True)

    def _end_where_idle(self, journal: Journal) -> None:
        """End when there is nothing to do, or when a newer program waits to do it."""
        asking = self._rendered_again.asking  # before the rows: what the answer brings is among them
        rows = journal.open_submissions()
        self._schedule.keep({row.id for row in rows})
        if any(row.wish != "pause" for row in rows) or (
                self._budgets.holds(journal) or self._teller.pending(journal) or journal.hook_calls().waiting()):
            self._busy = time.monotonic()
        if journal.outgrown() or (self._idles() and not asking and not self._stays(journal)):
            self._ended.set()

    def _stays(self, journal: Journal) -> bool:
        """Whether it stays though there is nothing to do: frames of what was just finished may be rendered again."""
        return self._rendered_again.expected(journal) and self._settings.journal.exists()

    def _keep(self, journal: Journal) -> None:
        """Tidy the disks up, of which one may hang: that is nobody else's concern."""
        self._copies.remove_unneeded(journal)
        self._care.look(journal, busy=bool(self._claimed))

    def _send_one(self, journal: Journal) -> bool:
        row = self._scheduler.first(self._to_send(journal))
        return row is not None and self._work(journal, row, self._send)

    def _watch_one(self, journal: Journal) -> bool:
        self._rendered_again.look(journal)
        watched = self._wanted(journal, lambda row: row.wish == "go" and row.state is TransferState.WATCHING)
        return any(self._work(journal, row, self._watch) for row in watched)

    def _let_go(self, journal: Journal) -> bool:
        """Start what has waited for other tasks."""
        held = self._wanted(journal, lambda row: row.wish == "go" and row.state is TransferState.HELD)
        return any(self._work(journal, row, self._look_whether_free) for row in held)

    def _cancel_one(self, journal: Journal) -> bool:
        """Give up what is cancelled; who sends or fetches may take hours to come to it."""
        cancelled = self._wanted(journal, lambda row: row.wish == "cancel")
        return any(self._work(journal, row, self._watch) for row in sorted(cancelled, key=needs_farm))

    def _to_send(self, journal: Journal) -> list[Row]:
        return self._wanted(journal, lambda row: row.wish == "go" and row.state not in (
            TransferState.WATCHING, TransferState.HELD))

    def _wanted(self, journal: Journal, fits: Callable[[Row], bool]) -> list[Row]:
        """Return what may be worked on now."""
        rows = [row for row in journal.open_submissions() if fits(row)]
        if rows:
            self._busy = time.monotonic()
        return [row for row in rows if self._schedule.due(row.id, row.asked) and (
            row.wish == "cancel" or not self._supervision or not self._supervision.hangs(row.id))]

    def _send(self, journal: Journal, row: Row) -> bool:
        def makes_room(current: Row) -> bool:
            return self._scheduler.makes_room(current, self._to_send(journal))

        with self._api(row.account, row.farm) as api:
            if not journal.has_plan(row.id):
                find_lost(journal, api, row)
                return True
            Submission(journal, api, row, Stop(journal, row, self._ended, makes_room), self._settings).run()
        return True

    def _watch(self, journal: Journal, row: Row) -> bool:
        def limit() -> int:
            return journal.limit() // max(1, len(self._claimed))

        with self._api(row.account, row.farm) as api:
            return Results(journal, api, row, Stop(journal, row, self._ended), limit, self._settings).run()

    def _look_whether_free(self, journal: Journal, row: Row) -> bool:
        with self._api(row.account, row.farm) as api:
            return let_go(journal, api, row)

    def _api(self, account: str, farm: str = "") -> FoxAPI:
        """The farm for an account, the local one of that id; an account removed here may be signed in with again."""
        try:
            return self._settings.credentials(account, farm).api()
        except BadInput as error:
            raise TransferFailed(str(error), retry=True) from error

    def _work(self, journal: Journal, row: Row, step: Callable[[Journal, Row], bool]) -> bool:
        """Do something for a submission; False when another thread is at it, or was meanwhile."""
        with self._claim(row) as mine:
            if not mine:
                return False
            now = journal.get(row.id)
            if now.state is not row.state:
                return False
            try:
                if now.wish == "cancel":
                    raise Stopped
                self._schedule.worked(row.id, moved=step(journal, now))
            except Stopped:
                self._stopped(journal, row)
            except Exception as error:
                self._failed(journal, row, error)
            return True

    @contextlib.contextmanager
    def _claim(self, row: Row) -> Iterator[bool]:
        own = pulse()
        with self._lock:
            mine = self._claimed.setdefault(row.id, own) is own
        try:
            if mine:
                own.begin(row.id)
            yield mine
        finally:
            if mine:
                own.end()
                self._release(row.id, own)

    def _release(self, submission: str, whose: Pulse) -> None:
        """Let others work on a submission, unless one has taken it meanwhile."""
        self._busy = time.monotonic()
        with self._lock:
            if self._claimed.get(submission) is whose:
                del self._claimed[submission]

    def _stopped(self, journal: Journal, row: Row) -> None:
        now = journal.get(row.id)
        if now.wish != "cancel":
            makes_room = now.wish == "go" and not self._ended.is_set()
            message = _("Waits: a more urgent submission goes first.") if makes_room else now.message
            journal.record(row.id, speed=0.0, message=message)
            return
        # Nothing of it is fetched any more, whenever the farm confirms that; a drive that hangs must not keep it.
        removing = threading.Thread(target=remove_staging, args=(now,), daemon=True)
        removing.start()
        removing.join(1.0)
        try:
            said = ""
            if needs_farm(now):
                with self._api(now.account, now.farm) as api:
                    said = give_up(api, now, journal.done(row.id)[1])
        except sqlite3.Error:
            raise
        except FarmGone as error:
            said = str(error)  # with the farm's folder its tasks are gone
        except Exception as error:
            self._again(journal, row, error, unconfirmed(now.task_id))
            return
        journal.record(row.id, TransferState.CANCELLED, speed=0.0, message=said)
        self._schedule.forget(row.id)

    def _failed(self, journal: Journal, row: Row, error: Exception) -> None:
        if isinstance(error, sqlite3.Error):
            raise error
        if may_pass(error):
            self._again(journal, row, error)
        elif isinstance(error, FoxError):
            log.info("%s: %s", row.name, error)
            self._give_up(journal, row, str(error))
        else:
            log.exception("%s failed", row.name, exc_info=error)
            self._give_up(journal, row, error_sentence(error))

    @staticmethod
    def _give_up(journal: Journal, row: Row, why: str) -> None:
        journal.fail(row.id, why)
        tell_failed(journal, row, why)

    def _again(self, journal: Journal, row: Row, error: Exception, before: str = "") -> None:
        log.info("%s: %s", row.name, error, exc_info=None if isinstance(error, FoxError) else error)
        tries, wait = self._schedule.failed(row.id, journal.done(row.id))
        said = tried(error_sentence(error), tries, wait)
        if isinstance(error, NoBalance):
            journal.record(row.id, task_end=End.NO_BALANCE.value)
        journal.record(row.id, message=f"{before} {said}".strip(), speed=0.0)


def _patiently(lock: Lock) -> bool:
    """Somebody who only looks whether an agent runs has the lock for an instant."""
    for _try in range(10):
        if lock.acquire():
            return True
        time.sleep(0.05)
    return False


def main(arguments: list[str]) -> int:
    """``agent --home FOLDER``"""
    parser = argparse.ArgumentParser(prog="foxsubmit agent", description="Work off what was submitted.")
    parser.add_argument("--home", type=Path, help="the folder with the journal")
    parser.add_argument("--idle", type=float, default=IDLE, help="seconds without work after which it ends")
    parser.add_argument("--linger", type=float,
                        help="seconds for which it looks whether frames of finished tasks are rendered again (default: "
                             "a day; none with --idle)")
    parser.add_argument("--waits", type=float, nargs="+", default=WAITS, help="seconds before another try")
    options = parser.parse_args(arguments)
    share_heaps()
    settings = Settings(options.home and options.home.resolve())
    settings.speak()  # what it notes down is read by the artist
    try:
        linger = options.linger if options.linger is not None else LINGER if options.idle == IDLE else 0.0
        work(settings, options.idle, options.waits, linger)
    except (FoxError, OSError, sqlite3.Error) as error:
        if logging.getLogger().handlers:  # without a log the traceback would stand beside the sentence
            log.exception("the agent cannot work")
        place = (error.filename if isinstance(error, OSError) else "") or settings.home
        said = unusable(error, place) if isinstance(error, OSError) else reason(error)
        sys.stderr.write(harmless(said) + "\n")
        return ExitCode.FAILED
    return ExitCode.DONE


def work(settings: Settings, idle: float, waits: Sequence[float], linger: float = 0.0) -> None:
    """Work the journal off in this process, and note down what happens.

    Raises:
        OSError, JournalTrouble: the disk of the home does not allow it.
    """
    logging.raiseExceptions = False  # a full disk takes no line, and nobody reads a traceback of that for each
    private_folder(settings.logs)
    handler = PrivateLog(settings.logs / "agent.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    log_to(handler, logging.INFO, "%(asctime)s %(name)s %(message)s")
    with contextlib.suppress(FoxError):  # a start at login that cannot be mended is no reason not to work
        if mend(settings):
            log.info("the start at login named a program that is gone, and names this one now")
    note_start(AGENT, settings.home)
    os.chdir(settings.home)  # where it was started may be a drive that somebody wants to take out
    Agent(settings, idle, waits, linger).run()
