"""Tasks that wait for others, and several scenes in one go, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.transfer.states import TransferState


@pytest.fixture
def no_agent(monkeypatch):
    """Nothing is sent."""
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    for module in ("job.opening", "cli.transfers"):
        monkeypatch.setattr(f"foxsubmit.{module}.ensure_agent", lambda settings: settings)


@pytest.fixture
def scenes(tmp_path, monkeypatch):
    """Scenes a, b and c, which need no Blender to be read; bad.blend cannot be."""
    def read(path):
        if path.stem == "bad":
            raise BadInput("This is no scene.")
        return make_project(tmp_path / path.stem, {f"{path.stem}.png": path.stem.encode()}, 2, path.name)

    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", read)
    monkeypatch.chdir(tmp_path)
    return ["a.blend", "b.blend", "c.blend"]


def run(capsys, *arguments):
    code = cli.main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def waiting(journal):
    """(scene, what it waits for, what becomes of it where that fails), in the order in which they were submitted."""
    return [(each.name, each.after, each.if_failed) for each in reversed(journal.transfers())]


def test_scenes_in_turn_are_all_sent_at_once_and_started_one_after_the_other(capsys, scenes, farm, api, journal):
    code, out, err = run(capsys, "submit", *scenes, "--in-turn", "--json")
    assert code == 0, err
    told = rows(out)
    assert [(each["end"], each["done"], each["frames"]) for each in told] == [("done", 2, 2)] * 3
    times = {item["id"]: item for item in api.query.task_info([each["task"] for each in told])["items"]}
    order = [times[each.task_id] for each in reversed(journal.transfers())]
    assert [each["sceneName"] for each in order] == ["a.blend", "b.blend", "c.blend"]
    assert all(before["completedDate"] <= after["startTime"] for before, after in zip(order, order[1:]))
    assert err.splitlines()[-1] == "3 scenes are done."


@pytest.mark.usefixtures("no_agent")
def test_a_scene_waits_for_a_transfer_of_this_machine_or_for_a_task_of_the_farm(capsys, scenes, farm, api, journal,
                                                                               tmp_path):
    task = api.task.create_task()[0]
    other = submit(make_project(tmp_path / "o", {}, name="other.blend"), api, journal)
    assert run(capsys, "submit", "a.blend", "--no-wait", "--after", str(task), "--after", other[:8],
               "--if-fails", "give-up")[0] == 0
    assert waiting(journal)[-1] == ("a.blend", (str(task), "other.blend"), "give up")


@pytest.mark.usefixtures("no_agent")
@pytest.mark.parametrize(("typed", "said"), [("999999", "The farm has no task 999999"), ("xyz", "no transfer “xyz”")])
def test_what_nobody_has_cannot_be_waited_for(capsys, scenes, farm, journal, typed, said):
    code, _out, err = run(capsys, "submit", "a.blend", "--no-wait", "--after", typed)
    assert (code, said in err, journal.transfers()) == (2, True, ())


@pytest.mark.usefixtures("no_agent")
def test_in_turn_nothing_goes_after_a_scene_that_could_not_be_submitted(capsys, scenes, farm, journal):
    code, _out, err = run(capsys, "submit", "a.blend", "bad.blend", "c.blend", "--in-turn", "--no-wait")
    assert code == 2
    assert waiting(journal) == [("a.blend", (), "")]
    assert "It is not submitted: the scene before it was not." in err
    assert err.splitlines()[-1] == "1 scene is done; not so: bad.blend, c.blend."
    assert run(capsys, "submit", "a.blend", "bad.blend", "c.blend", "--no-wait")[0] == 2
    assert len(journal.transfers()) == 3, "without an order they have nothing to do with each other"


@pytest.mark.usefixtures("no_agent")
def test_a_saved_plan_waits_for_what_is_typed_when_it_is_submitted(capsys, scenes, farm, api, journal):
    assert run(capsys, "submit", "a.blend", "--plan", "plan.json")[0] == 0
    data = json.loads(Path("plan.json").read_text(encoding="utf-8"))
    data["choices"]["after"] = ["12"]  # whatever a file says, nobody has asked for it now
    Path("plan.json").write_text(json.dumps(data), encoding="utf-8")
    task = api.task.create_task()[0]
    assert run(capsys, "submit", "plan.json", "--no-wait")[0] == 0
    assert run(capsys, "submit", "plan.json", "--no-wait", "--after", str(task))[0] == 0
    assert waiting(journal) == [("a.blend", (), ""), ("a.blend", (str(task),), "wait")]


@pytest.mark.usefixtures("no_agent")
def test_what_waits_is_listed_and_started_by_a_word(capsys, api, journal, tmp_path):
    first = submit(make_project(tmp_path / "a", {}, name="a.blend"), api, journal)
    second = submit(make_project(tmp_path / "b", {}, name="b.blend"), api, journal, after=(first,))
    journal.record(first, TransferState.UPLOADING, task_id=1003)
    journal.record(second, TransferState.HELD, task_id=1004)
    _code, out, _err = run(capsys, "transfers")
    assert "Waits for 1003. Its files are on the farm." in " ".join(out.split())
    listed = {each["id"]: each for each in rows(run(capsys, "transfers", "--json")[1])}
    assert (listed[second]["state"], listed[second]["after"], listed[second]["if_failed"]) == ("held", ["1003"], "wait")
    code, _out, err = run(capsys, "tasks")  # the farm lists a task only once it is started
    assert (code, "1004, b.blend: Waits for 1003. Its files are on the farm." in err) == (0, True)
    code, _out, err = run(capsys, "transfers", "start", "1003")
    assert (code, "waits for no task" in err) == (2, True)
    code, _out, err = run(capsys, "transfers", "start", "1004")
    assert (code, "Started, whatever it waits for: b.blend" in err) == (0, True)
    assert transfer(journal, second).after == ()
