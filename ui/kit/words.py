"""What the farm's numbers and ours are called, and the colour that goes with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Callable, NamedTuple

from ...core.api.codes import FrameStatus, TaskStatus
from ...core.common.i18n import _, dotted
from ...core.jobs.tasks import FrameRow, TaskRow
from ...core.model import ending, format
from ...core.model.ending import End, ended
from ...core.model.logs import reasons
from ...core.model.renderer_names import RENDERERS
from ...core.plan.hosts import traits_of
from ...core.session.state import Connection, State
from ...core.transfer.after.words import waits_for_tasks
from ...core.transfer.states import BEFORE_TASK, Transfer, TransferState


class Word(NamedTuple):
    """A word with its status: ``ok``, ``warn``, ``error``, ``run`` or ``wait``, and the icon for it."""

    text: str
    status: str
    icon: str = ""


FORMATS = {"OPEN_EXR": "EXR", "OPEN_EXR_MULTILAYER": "EXR multilayer", "FFMPEG": "FFmpeg", "TARGA": "TGA"}

STATUS_ICONS = {"ok": "ok", "warn": "warning", "error": "error", "run": "play", "wait": "clock"}


def host_badge(host: str) -> str:
    """Two letters."""
    return traits_of(host).badge


def host_name(host: str) -> str:
    """Return the name of a host as its maker writes it."""
    return traits_of(host).software


def unit_title(host: str) -> str:
    """Return the host's word for a render unit."""
    return traits_of(host).unit_title()


def renderer(name: str) -> str:
    """Return the name of a renderer as its maker writes it."""
    return RENDERERS.get(name, name)


def file_format(name: str) -> str:
    """Short."""
    return FORMATS.get(name, name)


def retry(state: State, now: float) -> str:
    """``Trying again in 24 s.``; empty where it is not tried by itself."""
    if state.account.connection is not Connection.AWAY or state.account.retry_at is None:
        return ""
    if not state.account.retry_at:
        return _("Trying again now.")
    return _("Trying again in {seconds} s.").format(seconds=max(1, round(state.account.retry_at - now)))


def connection(value: Connection) -> Word:
    """Return word and colour of the dot in the header."""
    return {
        Connection.UNKNOWN: Word(_("Connecting"), "wait"),
        Connection.CONNECTED: Word(_("Connected"), "ok"),
        Connection.AWAY: Word(_("No answer"), "warn"),
    }[value]


# Each word is made when it is asked for: a list of 10,000 frames asks for one a row.
TASK_WORDS: dict[TaskStatus, Callable[[], Word]] = {
    TaskStatus.WAITING: lambda: Word(_("Waiting"), "wait"),
    TaskStatus.RENDERING: lambda: Word(_("Rendering"), "run"),
    TaskStatus.PRE_RENDERING: lambda: Word(_("Preparing"), "run"),
    TaskStatus.ANALYSING: lambda: Word(_("Checking"), "run"),
    TaskStatus.UPDATING: lambda: Word(_("Updating"), "run"),
}

FRAME_WORDS: dict[FrameStatus, Callable[[], Word]] = {
    FrameStatus.RENDERING: lambda: Word(_("Rendering"), "run", "play"),
    FrameStatus.STOPPED: lambda: Word(_("Stopped"), "wait", "pause"),
    FrameStatus.DONE: lambda: Word(_("Done"), "ok", "ok"),
    FrameStatus.FAILED: lambda: Word(_("Failed"), "error", "error"),
    FrameStatus.TIMED_OUT: lambda: Word(_("Timed out"), "error", "error"),
}


def task_status(row: TaskRow) -> Word:
    """Return word and colour of a task's chip."""
    end = ended(row)
    if end is not None:
        return Word(ending.word(end, row.failed), end.tone)
    word = TASK_WORDS.get(row.status)
    return word() if word else Word(_("Unknown ({n})").format(n=row.status_number), "wait")


def frame_status(row: FrameRow) -> Word:
    """Return word and colour of a frame in the sheet and in the table; of one that failed why, where that is known."""
    if row.why is not None:
        return Word(reasons.word(row.why), "error", "error")
    word = FRAME_WORDS.get(row.status)
    if word is not None:
        return word()
    if row.status is FrameStatus.UNKNOWN:
        return Word(_("Unknown ({n})").format(n=row.status_number), "wait", "clock")
    return Word(_("Waiting"), "wait", "clock")


def statuses(frames: Sequence[FrameRow]) -> Counter[int]:
    """Count the frames by the farm's numbers of their status."""
    return Counter([frame.status_number for frame in frames])


def summary(numbers: Mapping[int, int]) -> str:
    """``55 done · 3 rendering · 1 failed · 61 waiting``, in the order of the language."""
    found: Counter[Word] = Counter()
    for status, number in numbers.items():
        found[frame_status(FrameRow(0, "", FrameStatus(status), status))] += number
    order = ("ok", "run", "error", "wait")
    return dotted(*(_("{n} {status}").format(n=format.number(found[word]), status=word.text.lower())
                      for word in sorted(found, key=lambda word: order.index(word.status))))


def why_failed(row: FrameRow) -> str:
    """Two sentences: why the frame failed, in the words of its log, and what to do; empty where it is not known."""
    if row.why is None:
        return ""
    quoted = f"“{row.why.line}”" if row.why.line else ""
    said = _("Frame {frame} failed: {reason}.").format(frame=row.label, reason=reasons.phrase(row.why))
    return format.sentences(said, quoted, reasons.advice(row.why.cause))


def waits_for(row: FrameRow) -> str:
    """A sentence on what a waiting frame waits for; empty for the others."""
    return {
        FrameStatus.WAITING: _("Waits for a free render node."),
        FrameStatus.WAITING_PREPROCESSING: _("Waits until the scene is prepared."),
        FrameStatus.WAITING_PHOTON_FRAME: _("Waits for the photon map of its frame."),
        FrameStatus.WAITING_PHOTON_TASK: _("Waits for the photon task."),
        FrameStatus.WAITING_SIMULATION: _("Waits for the simulation."),
        FrameStatus.WAITING_SUBFRAME: _("Waits for its parts."),
    }.get(row.status, "")


def transfer_state(row: Transfer) -> Word:
    """Return word, colour and icon of a transfer; it says "done" only of a task that went well."""
    if row.end is End.NO_BALANCE and row.state in BEFORE_TASK:
        return Word(ending.word(row.end), row.end.tone, "upload")
    if row.end is not None and row.state in (TransferState.WATCHING, TransferState.FETCHED):
        tone = row.end.tone if row.end is not End.DONE or not row.message else "warn"  # a result did not come
        return Word(ending.word(row.end), tone, "download")
    return {
        TransferState.PLANNED: Word(_("Waiting"), "wait", "upload"),
        TransferState.CREATING: Word(_("Creating the task"), "run", "upload"),
        TransferState.UPLOADING: Word(_("Uploading"), "run", "upload"),
        TransferState.CONFIGURING: Word(_("Sending the settings"), "run", "upload"),
        TransferState.HELD: Word(waits_for_tasks(row), "wait", "clock"),
        TransferState.SUBMITTING: Word(_("Submitting"), "run", "upload"),
        TransferState.WATCHING: Word(_("Rendering"), "run", "download"),
        TransferState.FETCHED: Word(_("Done"), "ok", "download"),
        TransferState.PAUSED: Word(_("Paused"), "wait", "upload"),
        TransferState.CANCELLING: Word(_("Being cancelled"), "warn", "cancel"),
        TransferState.CANCELLED: Word(_("Cancelled"), "wait", "cancel"),
        TransferState.FAILED: Word(_("Failed"), "error", "upload"),
    }[row.state]
