"""The line below everything on the Jobs tab: what is selected, and what can be done with it."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QWidget

from ...core.common.i18n import _, count
from ...core.jobs.spent import in_words, of_frames
from ...core.jobs.tasks import Detail, FrameRow, LookedOver, TaskRow
from ...core.model import format
from ...core.model.ending import Failures, ended, sentence
from ...core.session.jobs.state import JobsState
from ...core.session.state import TransfersState, transfer_of
from ...core.transfer.states import Transfer
from ..kit import words
from ..kit.fitting import Flow
from ..kit.folders import has_folder, open_folder
from ..kit.style import Style
from ..kit.widgets import Button, Explained, Paragraph
from ..transfers import transfer_words
from .frames_view import ran_out
from .review import marks
from .task_detail import FRAMES, LOG, MOSAIC, NEXT, OUTPUT, VIEWER, TaskDetail

HEIGHT, ROOMY = 44, 720


class JobsFooter(QWidget):
    """A sentence and up to three buttons."""

    def __init__(self, style: Style, detail: TaskDetail) -> None:
        super().__init__()
        self._detail = detail
        self._roomy = style.wide(ROOMY)
        self._folder = ""
        """Folder that “Open folder” opens."""
        self.setObjectName("Footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(HEIGHT)
        self.text = Paragraph(style, tone="text_2")
        self.open = Button(style, _("Open folder"), "folder")
        self.log = Button(style, _("Show log"), "log")
        self.fetch = Explained(Button(style, _("Fetch frame"), "download"))
        self.restart = Explained(Button(style, _("Restart frame"), "retry"))
        self.failed = Explained(Button(style, _("Restart failed"), "retry"))
        self.open.clicked.connect(self._open)
        self.fetch.button.clicked.connect(detail.frame_actions.fetch)
        self.log.clicked.connect(lambda: detail.turn(LOG))
        self.restart.button.clicked.connect(detail.frame_actions.restart)
        self.failed.button.clicked.connect(detail.frame_actions.restart_failed)
        layout = Flow(self.text, self.open, self.log, self.fetch, self.restart, self.failed)
        layout.setContentsMargins(12, 8, 12, 8)
        self.setLayout(layout)

    def draw(self, jobs: JobsState, transfers: TransfersState, task: TaskRow | None) -> None:
        """Show what can be done now with the task and its frames."""
        page, frames, wide = self._detail.page(), self._detail.frames.table.selected(), self.width() >= self._roomy
        transfer = transfer_of(jobs.tasks, transfers, task.id) if task else None
        failed = self._detail.frame_actions.failed() if task else []
        self._folder = folder_of(jobs.detail, transfer, frames if page == VIEWER else [])
        self.text.show_text(viewed(jobs, transfer, frames) if task and page == VIEWER else
                            said(jobs, task, transfer, frames, known=transfers.read))
        self.open.setVisible(has_folder(self._folder) and (not frames or page in (VIEWER, OUTPUT)) and (
            wide or page != VIEWER))
        self.fetch.setVisible(bool(frames) and page == VIEWER)
        self.fetch.button.setText(_("Fetch frame") if len(frames) < 2 else count(
            "Fetch {n} frame", "Fetch {n} frames", len(frames)))
        self.fetch.allow(self._detail.frame_actions.why_no_fetch())
        self.log.setVisible(len(frames) == 1 and page in (FRAMES, MOSAIC) and wide)
        self.restart.setVisible(bool(frames) and page != OUTPUT)
        self.restart.button.setText(_("Restart frame") if len(frames) < 2 else count(
            "Restart {n} frame", "Restart {n} frames", len(frames)))
        self.restart.allow(self._detail.frame_actions.why_no_restart())
        alone = len(failed) == 1 and len(frames) == 1 and frames[0].id == failed[0].id
        self.failed.setVisible(bool(failed) and page in (FRAMES, LOG, NEXT) and not (alone and not wide) and not (
            frames and not wide))
        self.failed.allow(self._detail.frame_actions.away())
        self.failed.button.setText(count("Restart {n} failed", "Restart {n} failed", len(failed)))


    def _open(self) -> None:
        open_folder(self._folder)


def folder_of(detail: Detail, transfer: Transfer | None, frames: list[FrameRow]) -> str:
    """Where the frame lies that is looked at, else where the task's results go; empty where nowhere."""
    view = detail.view
    if view is not None and view.file is not None and [frame.id for frame in frames] == [view.frame_id]:
        return str(view.file.parent)
    return transfer.folder if transfer else ""


def viewed(jobs: JobsState, transfer: Transfer | None, frames: list[FrameRow]) -> str:
    """Return a sentence that says what looks wrong in the frame in the viewer, else whether its file is here."""
    view = jobs.detail.view
    for frame in frames[:1]:
        if transfer is not None and (frame.task_id, frame.name) in transfer.wanted:
            return _("Frame {frame} is being fetched to {folder}").format(frame=frame.label, folder=transfer.folder)
        if view is not None and view.frame_id == frame.id and view.file is not None:
            return marks.reasons(frame) or _("Fetched: {path}").format(path=view.file)
    return _("Left and right step a frame, space plays")


def said(jobs: JobsState, task: TaskRow | None, transfer: Transfer | None, frames: list[FrameRow], *,
         known: bool) -> str:
    """Return one sentence about the selected frames, else about the task; ``known``: the transfers were read."""
    if jobs.gone is not None:
        return _("The farm has no task {task}.").format(task=jobs.gone)
    if task is None:
        return _("Select a task to see its frames.")
    if len(frames) == 1:
        return of_frame(frames[0], jobs.looked_over)
    if frames:
        cost, selected = of_frames(frames), count("{n} frame selected", "{n} frames selected", len(frames))
        return _("{selected}, {cost} in all").format(selected=selected, cost=in_words(cost)) if cost.tasks else selected
    return of_task(task, transfer, jobs.detail.failures, known=known)


def of_task(task: TaskRow, transfer: Transfer | None, failures: Failures | None = None, *, known: bool = True) -> str:
    """What became of it where frames failed; where its results are, once the transfers are ``known``."""
    end, fetched = ended(task), transfer_words.fetched(transfer) if transfer else ""
    if end is not None and end.failed:
        return format.sentences(sentence(end, task, failures), fetched)
    if fetched:
        return fetched
    if not task.done:
        return _("No frame is done yet.")
    if not known:
        return count("{n} frame is done.", "{n} frames are done.", task.done)
    return count("{n} frame is done, none is fetched yet.", "{n} frames are done, none is fetched yet.", task.done)


def of_frame(frame: FrameRow, over: LookedOver) -> str:
    """Return a sentence about the state of the selected frame."""
    word = words.frame_status(frame)
    if word.status == "error" and ran_out(frame):
        return _("1 frame selected: {frame} ran out of memory at {used} of {all} GB").format(
            frame=frame.label, used=f"{frame.memory / 1e9:.1f}", all=frame.ram)
    if word.status == "error" and frame.why is not None:
        return words.why_failed(frame)
    if word.status == "error":
        return _("1 frame selected: {frame}, {status}. Its log says why.").format(
            frame=frame.label, status=word.text.lower())
    more = format.sentences(frame.no_picture or words.waits_for(frame), marks.looked(frame, over))
    return _("1 frame selected: {frame}, {status}. {more}").format(
        frame=frame.label, status=word.text.lower(), more=more).strip()
