"""The recipes of docs/examples for ShotGrid, Kitsu and AYON: what is done is published, and nothing else."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from tests.app.job import public_clients
from tests.app.job.examples import EXAMPLES, run_script
from tests.conftest import make_project
from tests.core.transfer.agents import QUICK
from tests.forking import agents_forked

from foxsubmit import job
from foxsubmit.farm.base.faults import Fault

TYPED = {"shotgrid": ("Trailer", "sh010"), "kitsu": ("Trailer", "sq01", "sh010", "Lighting"),
         "ayon": ("Trailer", "/shots/sh010", "lighting")}
VARIABLES = {"SHOTGRID_URL": "https://studio.example", "SHOTGRID_SCRIPT": "fox", "SHOTGRID_KEY": "a key",
             "KITSU_HOST": "https://kitsu.example/api", "KITSU_LOGIN": "fox@studio.example",
             "KITSU_PASSWORD": "a password"}


@pytest.fixture
def publish(monkeypatch):
    """Run a recipe against a double of its library."""
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)

    def publish(where, double, number, *typed):
        module = {"shotgrid": "shotgun_api3", "kitsu": "gazu", "ayon": "ayon_api"}[where]
        monkeypatch.setitem(sys.modules, module, double.module())
        run_script(monkeypatch, f"publish_to_{where}", number, *(typed or TYPED[where]))

    return publish


@pytest.fixture
def tasks(monkeypatch, tmp_path, farm):
    """The numbers of a task that is done, and of one that is not."""
    agents_forked(monkeypatch, QUICK)
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.job.submitting.read_scene", lambda _path: host)
    farm.state.faults.set([Fault("bad-disk", path="_0003")])
    scene = tmp_path / "project" / "shot.blend"
    (done,), (failed,) = [job.submit(scene, frames=each, output=tmp_path / each) for each in ("1-2", "3")]
    done.wait()
    with pytest.raises(job.NotDone):
        failed.wait()
    return done.id, failed.id


def test_frames_are_published_where_all_are_done_and_what_is_not_is_said(publish, tasks, tmp_path):
    done, failed = tasks
    shotgrid, kitsu, ayon = public_clients.ShotGrid(), public_clients.Kitsu(), public_clients.Ayon()
    for where, double in (("shotgrid", shotgrid), ("kitsu", kitsu), ("ayon", ayon), ("ayon", ayon)):
        publish(where, double, done)
        with pytest.raises(SystemExit, match="1 of 1 frames failed"):
            publish(where, double, failed)
    first = sorted((tmp_path / "1-2").rglob("*.png"))[0].read_bytes()
    (version, published), (note, said) = shotgrid.made
    assert (version, published["frame_count"], published["code"]) == ("Version", 2, f"sh010_fox{done}")
    assert (note, said["subject"]) == ("Note", f"Fox task {failed}")
    assert shotgrid.files == [("Version", 6001, "image", first)]
    assert [each if isinstance(each, bytes) else each[0] for each in kitsu.made] == ["wfa", first, "retake"]
    assert ayon.versions == [1, 2]
    assert [each[:2] for each in ayon.made] == [("v1", "png"), ("t1", "task"), ("v2", "png"), ("t1", "task")]
    assert ayon.made[0][2] == [True, True]


@pytest.mark.parametrize(("where", "typed"), [
    ("shotgrid", ("Trailer", "sh999")), ("kitsu", ("Trailer", "sq99", "sh010", "Lighting")),
    ("kitsu", ("Trailer", "sq01", "sh010", "Fx")), ("ayon", ("Trailer", "/shots/sh010", "fx"))])
def test_what_the_tracker_lacks_is_named_before_anything_is_waited_for(publish, where, typed):
    double = {"shotgrid": public_clients.ShotGrid, "kitsu": public_clients.Kitsu, "ayon": public_clients.Ayon}[where]()
    with pytest.raises(SystemExit, match="has no "):
        publish(where, double, 1000, *typed)
    assert double.made == []


def test_the_doubles_take_what_the_libraries_take():
    here = [each for each in public_clients.PACKAGES if importlib.util.find_spec(each) is not None]
    if not here:
        pytest.skip("none of the libraries is installed; public_clients.json names the versions that were asked")
    for call, taken in public_clients.RECORDED["calls"].items():
        if call.split(".")[0] in here:
            assert " ".join(public_clients.parameters(call)) == taken, call


def test_every_example_is_run():
    here = {*TYPED, "python", "maya", "houdini", "max", "blender"}
    assert {path.stem.split("_")[-1] for path in EXAMPLES.glob("*.py")} == here
