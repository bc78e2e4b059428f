"""The whole job from Python, on an embedded farm: what docs/pipeline.md says, and what is refused."""

from __future__ import annotations

import pickle
import time

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import QUICK
from tests.forking import agents_forked

from foxsubmit import job
from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.model.host import Scene
from foxsubmit.farm.base.faults import Fault
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.recorded import RecordedHost


@pytest.fixture
def scene(tmp_path, monkeypatch, farm):
    """The path of a scene that needs no Blender to be read; the agents are forks."""
    agents_forked(monkeypatch, QUICK)
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.job.submitting.read_scene", lambda _path: host)
    return tmp_path / "project" / "shot.blend"


def test_a_scene_is_submitted_rendered_and_fetched_and_nothing_is_printed(scene, tmp_path, capfd):
    told = []
    (task,) = job.submit(scene, frames="1-2", output=tmp_path / "out", name="A {scene}", wait=True,
                         on_progress=told.append)
    row = task.row()
    assert (row.id, row.frames, row.done, row.title) == (task.number, 2, 2, "A shot")
    assert [each.status for each in task.frames()] == [FrameStatus.DONE] * 2
    assert len(list((tmp_path / "out").rglob("*.png"))) == 2
    assert (told[-1].task, told[-1].frames, told[-1].done) == (task.id, 2, 2)
    assert all(before != after for before, after in zip(told, told[1:]))
    assert task.fetch(tmp_path / "again", as_it_is=True) == tmp_path / "again"
    assert len(list((tmp_path / "again").rglob("*.png"))) == 2
    assert task.log(task.frames()[0]) == task.log(1) != ""
    kept = pickle.loads(pickle.dumps(task))  # noqa: S301 - its own
    assert kept == task
    assert kept.wait().end is job.End.DONE
    assert [each.id for each in job.tasks(days=1)] == [task.id]
    with job.client() as api:
        assert api.query.task_info([task.id])["items"][0]["totalFrames"] == 2
    with pytest.raises(job.BadInput, match="no frame “99”"):
        task.log(99)
    with pytest.raises(job.BadInput, match="No frame has failed"):
        task.restart_failed()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("where", ["scene", "assets"])
def test_a_scene_that_cannot_be_read_is_one_sentence(scene, monkeypatch, where):
    class Failing(RecordedHost):
        def scene(self):
            return super().scene() if where != "scene" else self.fell_over()

        def assets(self):
            return super().assets() if where != "assets" else self.fell_over()

        def fell_over(self):
            raise job.BadInput("The node fell over.")

    monkeypatch.setattr("foxsubmit.job.submitting.read_scene",
                        lambda _path: Failing(Scene(scene, "4.5.0"), name="blender"))
    with pytest.raises(job.BadInput, match=r"^The node fell over\.$"):
        job.plan(scene)


def test_failed_frames_are_rendered_again_and_a_failure_is_never_an_answer(scene, farm):
    farm.state.faults.set([Fault("bad-disk", path="_0002")])
    with pytest.raises(job.NotDone, match="1 of 3 frames failed") as failed:
        job.submit(scene, download=False, wait=True)
    (ended,) = failed.value.ended
    assert (ended.done, ended.failed, ended.end) == (2, 1, job.End.SOME_FAILED)
    (task,) = failed.value.tasks
    assert (task.id, task.row().failed) == (ended.task, 1)
    copied = pickle.loads(pickle.dumps(failed.value))  # noqa: S301 - its own
    assert (str(copied), copied.ended, copied.tasks) == (str(failed.value), failed.value.ended, failed.value.tasks)
    farm.state.faults.set([])
    task.restart_failed(memory=128)
    assert (task.wait().done, task.row().failed) == (3, 0)


def test_what_was_submitted_is_given_back_also_where_nobody_knows_how_it_is(scene, monkeypatch):
    def lost(*_given, **_named):
        raise job.FoxError("The journal cannot be read.")

    monkeypatch.setattr("foxsubmit.job.submitting.wait_for", lost)
    with pytest.raises(job.NotDone, match=r"^The journal cannot be read\.$") as caught:
        job.submit(scene, download=False, wait=True)
    ((ended,), (task,)) = caught.value.ended, caught.value.tasks
    assert (ended.end, ended.done, ended.submission) == (None, None, task.submission)
    assert task.submission


def test_what_is_planned_is_not_sent_and_can_be_submitted(scene, farm):
    (plan,) = job.plan(scene, frames="3", download=False)
    assert (plan.name, job.tasks()) == ("shot.blend", ())
    (task,) = job.submit(plan)
    assert task.number is None
    assert (task.wait().frames, task.id) == (1, job.tasks()[0].id)
    with pytest.raises(job.BadInput, match="The task has ended"):
        task.abandon()


def test_a_task_that_goes_on_is_no_answer_and_can_be_abandoned(scene, settings, tmp_path):
    with LocalFarm(tmp_path / "slow", options=Options(simulate=True, seconds=600)):
        settings.remember_farm(tmp_path / "slow")
        (task,) = job.submit(scene)
        with pytest.raises(job.NoAnswer, match=r"It is not over after 0\.1 seconds, and goes on"):
            task.wait(timeout=0.1)
        until_on_farm(task)
        task.abandon()
        with pytest.raises(job.NotDone) as stopped:
            task.wait()
    assert stopped.value.ended[0].end is job.End.ABANDONED


def until_on_farm(task):
    while True:
        try:
            return task.row()
        except job.BadInput:
            time.sleep(0.05)


@pytest.mark.parametrize(("given", "named"), [
    ({"frames": 5}, "“frames” must be a text; it is 5"), ({"hardware": "301"}, "“hardware”"),
    ({"tiles": 65}, "“tiles” must be a whole number from 1 to 64"), ({"priority": True}, "“priority”"),
    ({"leave_out": "sound"}, "“leave_out” must be a list of texts"), ({"after": [True]}, "“after”"),
    ({"output": ""}, "“output” must be a folder"), ({"budget": 0}, "“budget” must be an amount above 0"),
    ({"enviroment": "a"}, "no argument “enviroment”; there is: .*environment"),
    ({"apart": ["lights"]}, "“apart”"), ({"frames": "1-x"}, "“1-x” .* is not a valid frame range"),
])
def test_an_argument_that_cannot_be_used_is_named(given, named):
    for what in (job.submit, job.plan):
        with pytest.raises(job.BadInput, match=named) as refused:
            what("shot.blend", **given)
        assert not isinstance(refused.value, job.Blocked), "no finding says it"


def test_what_the_farm_or_the_scene_lacks_is_one_sentence(scene, tmp_path):
    with pytest.raises(job.BadInput, match="no render environment “none”"):
        job.submit(scene, environment="none")
    (tmp_path / "project" / "wood.png").unlink()
    with pytest.raises(job.Blocked, match="1 file is not on disk") as blocked:
        job.submit(scene)
    assert next((found["severity"], found["text"]) for found in blocked.value.found) == (
        "error", "1 file is not on disk: the farm would render without it.")
    with pytest.raises(job.BadInput, match="“scene” must be the path of a scene; it is None"):
        job.submit(None)
    with pytest.raises(job.BadInput, match="“frames” is for a scene"):
        job.submit("a.json", frames="1")
    with pytest.raises(job.BadInput, match="no task 999999"):
        job.task(999999).row()
