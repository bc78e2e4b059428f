"""How a task ended: one table for the panel, the command line and the journal."""

from __future__ import annotations

import pytest

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.jobs.tasks import TaskRow
from foxsubmit.core.model.ending import End, Failures, ended, sentence, word
from foxsubmit.core.model.log_lines import tone

S = TaskStatus


def task(status, done=0, failed=0, frames=8):
    return TaskRow(1000, "shot.blend", status, int(status), frames, done, failed)


@pytest.mark.parametrize(("status", "done", "failed", "end"), [
    (S.DONE, 8, 0, End.DONE),
    (S.DONE, 6, 2, End.SOME_FAILED),
    (S.DONE, 0, 8, End.ALL_FAILED),
    (S.DONE_WITH_FAILURES, 6, 2, End.SOME_FAILED),
    (S.DONE_WITH_FAILURES, 0, 8, End.ALL_FAILED),
    (S.FAILED, 0, 8, End.ALL_FAILED),
    (S.FAILED, 0, 0, End.ALL_FAILED),
    (S.FAILED, 3, 5, End.SOME_FAILED),
    (S.ABANDONED, 3, 0, End.ABANDONED),
    (S.STOPPED, 3, 0, End.STOPPED),
    (S.USER_STOPPED, 3, 1, End.STOPPED),
    (S.NO_BALANCE, 3, 0, End.NO_BALANCE),
    (S.TIMED_OUT, 3, 0, End.TIMED_OUT),
    (S.TEST_DONE, 3, 0, End.TEST_DONE),
    *((status, 3, 1, None) for status in (S.WAITING, S.RENDERING, S.PRE_RENDERING, S.ANALYSING, S.UPDATING, S.UNKNOWN)),
])
def test_the_counts_decide_where_the_farm_calls_a_task_done(status, done, failed, end):
    assert ended(task(status, done, failed)) is end


def test_every_status_that_is_over_has_an_end_that_is_over():
    assert {status for status in S if (end := ended(task(status))) and end.over} == {
        status for status in S if status.over}


@pytest.mark.parametrize(("done", "failed", "failures", "said"), [
    (0, 8, None, "8 of 8 frames failed."),
    (0, 8, Failures(tuple("12345678"), "out of memory (frame 1: “x”)"),
     "8 of 8 frames failed: out of memory (frame 1: “x”)."),
    (6, 2, Failures(("3", "7"), "frame 3: “No camera”"), "2 of 8 frames failed (3, 7): frame 3: “No camera”."),
    (6, 2, Failures(("3", "7")), "2 of 8 frames failed (3, 7)."),
    (6, 0, None, "2 of 8 frames failed."),
    (0, 0, None, "The task failed before any frame was rendered."),
])
def test_failed_frames_are_counted_named_and_explained(done, failed, failures, said):
    row = task(S.FAILED, done, failed)
    assert sentence(ended(row), row, failures) == said


def test_of_many_failed_frames_the_first_are_named():
    row = task(S.DONE_WITH_FAILURES, 20, 20, 40)
    assert "(1, 2, 3, 4, 5, 6, 7, 8…)" in sentence(End.SOME_FAILED, row, Failures(tuple(map(str, range(1, 21)))))


@pytest.mark.parametrize("end", [each for each in End if not each.failed])
def test_every_other_end_is_a_sentence_with_its_frames(end):
    said = sentence(end, task(S.STOPPED, 3))
    assert "3 of 8" in said
    assert said.endswith(".")
    assert word(end)


def test_only_a_task_that_is_done_is_green():
    assert [end for end in End if end.tone == "ok"] == [End.DONE]


def test_the_names_of_pythons_errors_are_errors():
    assert (tone("ImportError: x"), tone("Warning: y"), tone("Fra:1 Sample 3/8")) == ("error", "warn", "text")
