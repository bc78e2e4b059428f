"""Twelve states of a submission, each brought about with the real session, agent and farm."""

from __future__ import annotations

import contextlib
import threading
import time

from tests.core.transfer.agents import agent

from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.faults import Fault

PATIENCE = 180_000  # milliseconds


class Stage:
    """A panel on a scene of files and a farm, and what a stage does to them."""

    def __init__(self, panel, farm, settings, qtbot, tmp_path, monkeypatch):
        self.panel, self.farm, self.settings, self.qtbot = panel, farm, settings, qtbot
        self.session = panel.session
        self.project, self.results = tmp_path / "project", tmp_path / "results"
        self.patch = monkeypatch
        self.stack = contextlib.ExitStack()
        self.let_go = threading.Event()
        """Whether the farm no longer keeps the sender of a file waiting."""
        self.held_at = 0.0
        self.stack.callback(self.let_go.set)

    def until(self, condition):
        """Go on until something is the case."""
        self.qtbot.waitUntil(lambda: bool(condition(self.session.state)), timeout=PATIENCE)

    def ready(self):
        """Until the scene, its files and the farm are known."""
        self.until(lambda state: state.can_submit and state.scene.new_bytes is not None)

    def choose(self, **choices):
        self.session.submit.choose(**choices)
        self.ready()

    def submit(self):
        """Have the submission written into the journal."""
        before = self.session.state.submit.submitted
        self.session.submit.submit()
        self.until(lambda state: state.submit.submitted and state.submit.submitted != before and state.transfers.rows)

    def work(self):
        """Have an agent work the journal off beside this process."""
        self.stack.enter_context(agent(self.settings))

    def transfer(self):
        return self.session.state.transfers.rows[0]

    def submitted(self):
        """Until the farm has the task, and the panel its frames."""
        self.until(lambda state: state.transfers.rows[0].state in (TransferState.WATCHING, TransferState.FETCHED))
        task = self.transfer().task_id
        self.panel.show_task(task)
        self.until(lambda state: state.jobs.frames and state.jobs.detail.complete)

    def over(self):
        """Until all frames are over and the transfer is too."""
        self.submitted()
        self.until(lambda state: state.transfers.rows[0].state.over)
        self.until(lambda state: state.jobs.tasks and state.jobs.tasks[0].status.over)
        self.settle()

    def settle(self):
        """Until the panel shows what the farm says now."""
        self.session.jobs.look_now()
        self.session.transfers.look_soon()
        self.qtbot.wait(4000)

    def tasks(self):
        return self.farm.state.database.rows("SELECT * FROM tasks WHERE parent = 0 ORDER BY id")

    def close(self):
        self.stack.close()


def never_sent(_stage):
    """A fresh scene."""


def overlapping(stage):
    stage.choose(frames="1-10,5-20")


def already_there(stage):
    stage.submit()
    stage.work()
    stage.over()


def one_excluded(stage):
    stage.choose(excluded=(str(stage.project / "sky.png"),))


def _sending(stage):
    """Have the farm take all files but the largest, of which half arrives.

    The other half is more than the buffers of a connection hold: it cannot arrive once the sender is gone.
    """
    from foxsubmit.farm.store.incoming import Incoming

    usual = Incoming.add
    held = stage.let_go

    def slow(incoming, data):
        usual(incoming, data)
        if incoming.size > 2_000_000 and incoming.stored >= incoming.size // 2:
            stage.held_at = time.monotonic()  # of the last attempt: a silent line is left, and tried again
            held.wait(120)

    stage.patch.setattr(Incoming, "add", slow)
    (stage.project / "sky.png").write_bytes(b"sky!" * 20_000_000)
    stage.session.scene.refresh()
    stage.until(lambda state: state.scene.amounts.bytes > 79_000_000 and state.can_submit)
    stage.ready()
    stage.submit()
    stage.work()
    stage.until(lambda state: state.transfers.rows[0].bytes_sent > 15_000_000)


def half_way(stage):
    """While a file is sent, of which no more arrives."""
    _sending(stage)
    stage.until(lambda state: state.transfers.rows[0].files_done == 2 and state.scene.new_files == 2)
    stage.qtbot.wait(7000)  # longer than the window in which a speed is measured
    stage.settle()


def paused(stage):
    """After half_way."""
    stage.session.transfers.pause(stage.transfer().id)
    stage.until(lambda state: state.transfers.rows[0].state is TransferState.PAUSED)  # that is the wish
    stage.settle()
    stage.settle()


def rendering(stage):
    stage.farm.state.options = type(stage.farm.state.options)(simulate=True, seconds=3600)
    stage.submit()
    stage.work()
    stage.submitted()
    stage.until(lambda state: state.jobs.tasks and state.jobs.tasks[0].rendering)
    stage.settle()


def some_failed(stage):
    stage.farm.state.faults.set([Fault("bad-disk", path="_0002")])
    already_there(stage)


def all_failed(stage):
    stage.farm.state.faults.set([Fault("bad-disk", path="shot_")])
    already_there(stage)


def result_deleted(stage):
    """After already_there."""
    next(iter(sorted(stage.results.rglob("*.png")))).unlink()
    stage.settle()


def restarted(stage):
    already_there(stage)
    second = stage.session.state.jobs.frames[1]
    stage.session.jobs.frames.restart([second.id])
    stage.until(lambda state: state.jobs.frames[1].again == 1 and state.jobs.frames[1].status.name == "DONE")
    stage.settle()
    stage.until(lambda state: state.transfers.rows[0].state is TransferState.FETCHED)
    stage.settle()


def cancelled(stage):
    """After rendering."""
    stage.session.transfers.cancel(stage.transfer().id)
    stage.until(lambda state: state.transfers.rows[0].state is TransferState.CANCELLED)
    stage.settle()


STAGES = ((never_sent,), (one_excluded,), (overlapping,), (already_there, result_deleted), (restarted,),
          (half_way, paused), (rendering, cancelled), (some_failed,), (all_failed,))
"""Stages that are brought about one after another on the same farm."""
