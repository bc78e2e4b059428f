"""The course of a run: submit, suffer, end with all frames or one sentence; go on without the fault, be complete."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from typing import Callable

from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.model.ending import End
from foxsubmit.core.transfer.journal.connection import JournalTrouble
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import Transfer, TransferState

from .case import PATIENCE, Case, Verdict

JARGON = re.compile(r"Errno|Traceback|Exception|Error\b|sqlite3|<class|\bNone\b|Something unexpected|Exceeded")
"""Words that no sentence for an artist may contain."""


def course(case: Case, during: Callable[[], None] = lambda: None, calm: Callable[[], bool] = lambda: True,
           patience: float = PATIENCE) -> Verdict:
    """Make a run; ``during`` is called again and again.

    ``calm`` is called once: it ends the fault, and says whether there was one.
    """
    verdict = Verdict()

    def look() -> tuple[Transfer, ...] | None:
        during()
        try:
            return case.over()
        except JournalTrouble as error:  # whoever looks while the disk is full is told so, and looks again
            if JARGON.search(str(error)):
                verdict.unexplained.append(str(error))
            return None

    case.make_project()
    try:
        case.start_farm()
        case.submit()
        case.start("agent")
        end = case.until(look, patience)
    except TimeoutError:
        hung(case, verdict)
    else:
        judge(case, end, verdict)
    verdict.hit = calm()
    finish(case, verdict)
    return verdict


def judge(case: Case, ends: Iterable[Transfer], verdict: Verdict) -> None:
    """See whether a person can understand why each ended, where it is not complete."""
    for end in ends:
        if done(end) or (end.state is TransferState.CANCELLED and end.id not in {each.id for each in case.wanted()}):
            continue
        if not end.message or JARGON.search(end.message):
            verdict.unexplained.append(end.message or f"it ended as {end.state.value} without a word")
        else:
            verdict.said.append(end.message)


def done(end: Transfer) -> bool:
    """Whether all frames are said to be here."""
    return end.state is TransferState.FETCHED and end.end is End.DONE


def hung(case: Case, verdict: Verdict) -> None:
    """Note where it stands; what each thread is at comes into the logs, which ``--keep`` keeps."""
    for process in case.running.values():
        process.tell_where()
    try:
        verdict.hung.append("; ".join(
            f"{now.state.value}: {now.message or 'without a word'}" for now in case.transfers()))
    except (FoxError, LookupError) as error:
        verdict.hung.append(f"the journal cannot be read: {error}")


def finish(case: Case, verdict: Verdict) -> None:
    """Go on as somebody would who has read the sentence; then everything must be complete."""
    case.when_due(lambda: None)
    try:
        if verdict.hung:
            case.kill("agent", "farm")
        if "farm" not in case.running:
            case.start_farm()
        if not case.submitted:
            case.submit()
        resume(case)
        if "agent" not in case.running:
            case.start("agent")
        end = case.until(case.over)
        if not (case.farm_forgets and case.forgotten(end)):
            again(case)
        if case.farm_forgets and case.forgotten(case.transfers()):
            judge(case, case.transfers(), verdict)
            case.submit()
            case.until(case.over)
            again(case)
    except TimeoutError:
        hung(case, verdict)
    except (FoxError, LookupError) as error:
        verdict.lost.append(str(error))
    else:
        for kind, what in case.wrong():
            getattr(verdict, kind).append(what)
    verdict.unexplained += case.dead
    verdict.said += case.said


def resume(case: Case) -> None:
    """Resume what failed."""
    for now in case.transfers():
        if now.state in (TransferState.FAILED, TransferState.PAUSED):
            case.journal(lambda journal, now=now: journal.wish(now.id, "go"))


def again(case: Case) -> None:
    """Have frames that failed rendered again, and fetched; decide about what rests then."""
    case.mend_frames()
    failed = {now.id: now.task_id for now in case.transfers() if now.end is not None and now.end.failed and now.task_id}
    if failed:
        tasks = [task for task in failed.values() if task]
        with case.settings.credentials("local").api() as api:
            api.query.restart_failed_frames(tasks)
        with contextlib.suppress(AttributeError):  # an agent that watches on by itself needs no word
            case.journal(lambda journal: Journal.watch_again(journal, "local", tasks))
        case.until(lambda: all(done(end) for end in case.over() or case.transfers() if end.id in failed))
    case.until(case.over)
    case.decide()
    case.until(case.over)
