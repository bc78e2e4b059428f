"""What a plan file may have become, and what a scene may name: one sentence each, and nothing hangs."""

from __future__ import annotations

import dataclasses
import json
import os
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import make_project
from tests.core.plan.made import FACTS, plans

from foxsubmit.core.assets.choosing import with_choices
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset, Frames, Scene
from foxsubmit.core.plan.build import scene_file
from foxsubmit.core.plan.plan import Plan, from_json
from foxsubmit.core.plan.reuse import changes_since
from foxsubmit.core.plan.schema.check import FOLDER
from foxsubmit.core.session.derive import derived
from foxsubmit.core.session.state import AccountState, Connection, EnvironmentsState, SceneState, State, SubmitState

BYTES = "a\udcff.png"
"""A name that is no UTF-8, as Python has it."""


@pytest.fixture
def plan(tmp_path):
    return plans(make_project(tmp_path / "project", {"wood.png": b"wood"}))[0]


def sentence(text):
    with pytest.raises(BadInput) as caught:
        from_json(text)
    said = str(caught.value)
    assert said.endswith((".", "?"))
    assert "\n" not in said
    return said


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "5", '"x"', "{}", "[" * 100_000, '{"foxsubmit_plan": NaN}'])
def test_what_is_no_plan_says_so(text):
    assert sentence(text).startswith(("This is not a plan", "The plan is of version"))


def test_a_plan_that_is_cut_off_anywhere_is_no_plan(plan):
    text = plan.to_json()
    for end in range(0, len(text) - 3, max(1, len(text) // 50)):
        assert sentence(text[:end]).startswith("This is not a plan")


@pytest.mark.parametrize("version", ["2", 0, -1, True, 99, 1.0, None])
def test_only_versions_that_are_known_are_read(plan, version):
    data = {**json.loads(plan.to_json()), "foxsubmit_plan": version}
    assert sentence(json.dumps(data)).startswith("The plan is of version")


@pytest.mark.parametrize(("change", "said"), [
    (lambda data: data.pop("files"), "plan.json: files is missing."),
    (lambda data: data.update(files=[]), "plan.json: files is empty; at least one is needed."),
    (lambda data: data["files"][1]["local"].update(size="5"),
     'plan.json: files[1].local.size: "5" must be a whole number.'),
    (lambda data: data["files"][1]["local"].update(size=-5),
     "plan.json: files[1].local.size: -5 is too small; at least 0."),
    (lambda data: data["files"][1].update(server="/a/../../etc/passwd"),
     'plan.json: files[1].server: "/a/../../etc/passwd" is not a path that begins with / and has no . or .. in it.'),
    (lambda data: data.update(host=5), "plan.json: host: 5 must be a text in quotes."),
    (lambda data: data.update(host="gimp"), "There is no plan for “gimp”: this version cannot submit its scenes."),
    (lambda data: data.update(colour="red"), "plan.json: colour is not known."),
    (lambda data: data.update(artists="ann") or data.pop("artist"),
     "plan.json: artists is not known; did you mean artist?"),
    (lambda data: data["files"][0].update(scene=False), "One file of a plan is the scene: make the plan again."),
    (lambda data: data["upload"]["asset"][1].update(server="/other"),
     "upload.json names /other, which is not among the plan's files: make the plan again."),
    (lambda data: data["task"]["task_info"].update(tiles="0"), 'task_info.tiles: "0" is too small; at least "1".'),
])
def test_a_plan_that_was_edited_by_hand_says_what_is_wrong_and_where(plan, change, said):
    data = json.loads(plan.to_json())
    change(data)
    assert sentence(json.dumps(data)) == said


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
                    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(
                        st.text(max_size=4), inside, max_size=3), max_leaves=6)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_plan_with_any_one_value_replaced_is_read_or_refused(plan, data):
    place = whole = json.loads(plan.to_json())
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            place[key] = data.draw(JSON)
            break
        place = place[key]
    try:
        assert isinstance(from_json(json.dumps(whole)), Plan)
    except BadInput as error:
        assert str(error).endswith((".", "?"))


def test_the_schema_of_a_plan_knows_every_part_of_it():
    schema = json.loads((FOLDER / "plan.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]) == {field.name for field in dataclasses.fields(Plan)}


def test_files_that_are_gone_are_named(plan):
    gone = dataclasses.replace(plan, files=tuple(
        dataclasses.replace(file, local=dataclasses.replace(file.local, path=f"/gone{file.local.path}"))
        for file in plan.files))
    assert len(changes_since(gone).gone) == 2


def test_a_folder_that_cannot_be_written_to_is_said(plan, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file" / "plan.json", tmp_path):
        with pytest.raises(BadInput, match=r"^The plan .* cannot be written: .*\.$"):
            plan.save(path)


@pytest.mark.posix_only("pipes with a name lie elsewhere there")
def test_a_scene_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.blend")
    with pytest.raises(BadInput, match="cannot be read"):
        scene_file("blender", tmp_path / "pipe.blend")
    with pytest.raises(BadInput, match="cannot be read"):
        scene_file("blender", tmp_path)


def test_a_name_that_is_no_text_is_a_finding_and_no_crash(tmp_path):
    host = make_project(tmp_path / "project", {})
    try:
        (tmp_path / "project" / BYTES).write_bytes(b"x")
    except OSError:
        pytest.skip("this disk has no such names")
    folder = str(tmp_path / "project")
    for asset in (Asset(f"{folder}/{BYTES}", "n"), Asset(folder, "n")):
        state = checked(host.current, [asset])
        (finding,) = state.submit.errors
        assert "is not valid UTF-8" in finding.text
        finding.text.encode("utf-8")
        left = checked(host.current, [asset], **finding.fix.changes)
        assert left.submit.errors == ()
        host.files = (asset,)
        for plan in plans(host, Choices(excluded=(asset.path,))):
            assert from_json(plan.to_json()) == plan
            for text in plan.documents(7).values():
                json.loads(text.encode("utf-8"))


def checked(scene, assets, **choices):
    state = State(account=AccountState(connection=Connection.CONNECTED),
                  scene=SceneState(host="blender", scene=scene,
                                   assets=find_all(assets)), environments=EnvironmentsState(known=FACTS.environments,
                                           hardware=FACTS.hardware), submit=SubmitState(choices=Choices(**choices)))
    return derived(state, FACTS)


def test_a_scene_with_nothing_to_render_says_so():
    texts = [each.text for each in checked(Scene(None, "4.5"), ()).submit.errors]
    assert any("nothing that could be rendered" in text for text in texts)


def test_a_picture_without_pixels_is_refused(project):
    unit = dataclasses.replace(project.current.units[0], size=(0, 0))
    other = dataclasses.replace(unit, name="Other", size=(4, 4))
    (finding,) = checked(dataclasses.replace(project.current, units=(unit, other)), ()).submit.errors
    assert (finding.nodes, finding.details, dict(finding.fix.changes)) == (
        ("Scene",), ("0 × 0",), {"units": frozenset({other.id})})


def test_a_billion_frames_cost_no_memory(project, tmp_path):
    huge = dataclasses.replace(project.current.units[0], frames=Frames(1, 1_000_000_000))
    (tmp_path / "x_0001.png").write_bytes(b"")
    tracemalloc.start()
    state = checked(dataclasses.replace(project.current, units=(huge,)), [
        Asset(str(tmp_path / "x_####.png"), "n", pattern=True, numbers=Frames(1, 1_000_000_000))])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 30e6
    assert state.submit.frame_count == 1_000_000_000
    assert [each.text for each in state.submit.errors] == [
        "1 render unit has more than 1,000,000 frames: check its range."]
    assert state.scene.assets[0].state is AssetState.FOUND


def test_typed_frames_without_number_are_refused_before_they_are_counted(project):
    state = checked(project.current, (), frames="1-100000000")
    assert "more than 1,000,000 frames" in state.submit.frames_error


def test_the_whole_disk_is_never_sent(tmp_path):
    assert {whole_disk("/"), whole_disk(tmp_path.anchor)} == {True}


@pytest.mark.posix_only("links want a privilege there")
def test_the_whole_disk_is_not_sent_by_a_link_either(tmp_path):
    (tmp_path / "root").symlink_to("/", target_is_directory=True)
    assert whole_disk(str(tmp_path / "root"))


def whole_disk(path):
    (found,) = with_choices(find_all([Asset(path, "n")]))
    return (found.state, found.files, found.reason.startswith("A whole disk is not sent")) == (
        AssetState.UNREADABLE, (), True)


@pytest.mark.posix_only("links want a privilege there")
def test_a_link_to_nothing_says_where_it_leads(tmp_path):
    (tmp_path / "a.png").symlink_to(tmp_path / "gone.png")
    (found,) = find_all([Asset(str(tmp_path / "a.png"), "n")])
    assert (found.state, found.reason) == (
        AssetState.MISSING, f"It is a link to {tmp_path / 'gone.png'}, which is not there")


def test_a_file_that_goes_away_while_it_is_looked_at_is_not_there(tmp_path, monkeypatch):
    for name in ("a/x_0001.png", "a/x_0002.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    scandir = os.scandir

    def vanish(path):
        entries = list(scandir(path))
        if str(path) == str(tmp_path / "a"):
            (tmp_path / "a" / "x_0002.png").unlink(missing_ok=True)
        return Listed(entries)

    monkeypatch.setattr(os, "scandir", vanish)
    folder, pattern = find_all([Asset(str(tmp_path / "a"), "n"),
                                Asset(str(tmp_path / "a" / "x_####.png"), "n", pattern=True, numbers=Frames(1, 2))])
    assert (folder.state, len(folder.files)) == (AssetState.FOUND, 1)
    assert (pattern.state, pattern.missing) == (AssetState.PARTIAL, (2,))


class Listed(list):
    """What was there when the folder was listed."""

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None
