"""Hooks that the agent calls: after submitting, for each result, at the end; one that fails holds up nothing."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from tests.core.hooks.houses import studio
from tests.core.transfer.agents import planned, submit, transfer, work

from foxsubmit.core.transfer.hooks.caller import HookCaller
from foxsubmit.core.transfer.hooks.noting import Noting
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.core.transfer.write_down import write_down

EXAMPLES = Path(__file__).parents[4] / "docs" / "examples" / "hooks"


def test_a_tracker_is_told_of_the_task_of_each_frame_and_of_the_end(
        project, settings, api, journal, tmp_path, monkeypatch):
    studio(monkeypatch, tmp_path / "studio", a_fails="def frame_fetched(file): raise OSError('no tracker')",
           publish=(EXAMPLES / "publish.py").read_text(encoding="utf-8"))
    results = tmp_path / "results"
    submission = submit(project, api, journal, output_folder=str(results), tags=("show",))
    work(settings)
    done = transfer(journal, submission)
    assert done.state is TransferState.FETCHED
    told = [json.loads(line) for line in (results / "tracker.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [each["what"] for each in told] == ["submitted", "fetched", "fetched", "fetched", "ended"]
    assert {each["task"] for each in told} == {done.task_id}
    assert told[0]["scene"] == str(project.scene().path)
    assert sorted(each["frame"] for each in told[1:4]) == [1, 2, 3]
    assert all(Path(each["path"]).is_file() for each in told[1:4])
    assert told[4]["end"] == "done"
    notices = [each for each in journal.telling().history() if each.kind == "hook"]
    assert [each.text for each in notices] == [
        "“shot.blend”: The hook “frame_fetched” in a_fails.py failed: OSError: no tracker."], "once, not for each frame"
    assert [each.kind for each in journal.telling().history() if not each.gone and each.kind != "hook"] == ["ended"]
    assert not journal.hook_calls().waiting()


def test_a_call_that_an_agent_was_ended_in_is_made_again_and_one_that_was_made_is_not(
        project, settings, api, journal, tmp_path, monkeypatch):
    log, goes_on = tmp_path / "log", tmp_path / "goes on"
    studio(monkeypatch, tmp_path / "studio", hooks=f"""
        import pathlib, time
        def task_ended(plan, task):
            while not pathlib.Path({str(goes_on)!r}).exists():
                time.sleep(0.05)
            open({str(log)!r}, "a").write(task["end"] + " " + plan["tags"][0] + "\\n")
        """)
    submission = submit(project, api, journal, tags=("show",))
    calls, ended = journal.hook_calls(), threading.Event()
    calls.note(submission, "task_ended", "farm's words", end="done", message="")
    ended.set()
    assert HookCaller(settings, ended).look(journal) is False
    assert calls.waiting()
    goes_on.touch()
    assert HookCaller(settings, threading.Event()).look(journal)
    calls.note(submission, "task_ended", "farm's words", end="done", message="")
    assert HookCaller(settings, threading.Event()).look(journal) is False
    calls.note(submission, "task_ended", "other words", end="some failed", message="")
    assert HookCaller(settings, threading.Event()).look(journal)
    assert log.read_text(encoding="utf-8") == "done show\nsome failed show\n"


def test_without_hooks_nothing_is_noted_and_what_was_noted_is_forgotten(project, settings, api, journal):
    submission = submit(project, api, journal)
    Noting(journal, journal.get(submission), settings).submitted()
    assert not journal.hook_calls().waiting()
    journal.hook_calls().note(submission, "post_submit", "")
    assert journal.hook_calls().waiting()
    assert HookCaller(settings, threading.Event()).look(journal) is False
    assert not journal.hook_calls().waiting()


def test_calls_of_one_function_go_together_in_their_order(project, api, journal):
    calls, submission = journal.hook_calls(), submit(project, api, journal)
    for function, key in (("post_submit", ""), ("frame_fetched", "/1.png"), ("frame_fetched", "/2.png"),
                          ("task_ended", "x"), ("frame_fetched", "/3.png")):
        calls.note(submission, function, key, path=key)
    seen = []
    while due := calls.due():
        seen.append([(each.function, each.given["path"]) for each in due])
        calls.made(due)
    assert seen == [[("post_submit", "")], [("frame_fetched", "/1.png"), ("frame_fetched", "/2.png")],
                    [("task_ended", "x")], [("frame_fetched", "/3.png")]]


def test_an_agent_that_was_started_without_the_studios_file_calls_the_hooks_of_whoever_submitted(
        project, settings, api, journal, tmp_path, monkeypatch):
    log = tmp_path / "log"
    path = studio(monkeypatch, tmp_path / "studio", hooks=f"""
        def post_submit(task):
            open({str(log)!r}, "a").write("submitted\\n")

        def task_ended(task):
            open({str(log)!r}, "a").write(task["end"] + "\\n")
        """)
    submission, = write_down(settings, [planned(project, api)])
    monkeypatch.delenv("FOXSUBMIT_STUDIO")
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    assert log.read_text(encoding="utf-8") == "submitted\ndone\n"
    path.unlink()
    journal.hook_calls().note(submission, "task_ended", "other words", end="some failed", message="")
    assert HookCaller(settings, threading.Event()).look(journal) is False
    assert not journal.hook_calls().waiting()


def test_a_submission_without_hooks_takes_none_from_one_that_has_them(project, settings, api, journal, tmp_path,
                                                                      monkeypatch):
    plain, = write_down(settings, [planned(project, api)])
    studio(monkeypatch, tmp_path / "studio", hooks="def post_submit(): pass")
    ours, = write_down(settings, [planned(project, api)])
    monkeypatch.delenv("FOXSUBMIT_STUDIO")
    for each in (plain, ours):
        journal.hook_calls().note(each, "post_submit", "")
    caller = HookCaller(settings, threading.Event())
    assert caller.look(journal) is False
    assert caller.look(journal) is True
    assert not journal.hook_calls().waiting()
