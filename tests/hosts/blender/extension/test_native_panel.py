"""The native panel in a Blender without a window: drawn into a strict layout, its properties set, its buttons called.

A Blender without a window gives pictures no icons: tests/window looks at those.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.warm import warm

from foxsubmit.core.model import format
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender
KEY = "a-key-that-nobody-may-find"


@pytest.fixture
def farm(tmp_path, settings):
    """A farm that renders with this very Blender."""
    with LocalFarm(tmp_path / "farm", options=Options(samples=1, blender=warm(find_blender()))) as farm:
        settings.remember_farm(farm.folder)
        yield farm


@pytest.fixture
def registered(project):
    """Our classes and properties, as the extension registers them, and a scene with two cameras."""
    from foxsubmit.hosts.blender.extension import adding
    from foxsubmit.hosts.blender.extension.native import choices

    if hasattr(bpy.app, "online_access"):
        bpy.context.preferences.system.use_online_access = True
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = 1, 3
    scene.render.resolution_x = scene.render.resolution_y = 8
    for name in ("Camera", "Second"):
        made = bpy.data.objects.new(name, bpy.data.cameras.new(name))
        scene.collection.objects.link(made)
    scene.camera = bpy.data.objects["Camera"]
    project.save()
    for each in adding.CLASSES:
        bpy.utils.register_class(each)
    choices.register()
    yield project
    running = sys.modules.get("foxsubmit.hosts.blender.extension.running")
    if running is not None:
        running.end()
    choices.unregister()
    for each in reversed(adding.CLASSES):
        bpy.utils.unregister_class(each)


@pytest.fixture
def look(registered, farm):
    """Begin a session with the button of the panel: it, once ``condition`` holds."""

    def begun(condition=lambda state: state.scene.gathered and bool(state.environments.hardware) and not state.busy):
        bpy.ops.foxsubmit.look()
        return until(condition)

    return begun


def until(condition):
    """The session, turned as Blender's timer turns it."""
    from foxsubmit.hosts.blender.extension import running

    end = time.monotonic() + 120
    while not condition(running.session().state):
        assert time.monotonic() < end, running.session().state
        running.tick()
        time.sleep(0.005)
    return running.session()


def pictures(folder):
    """The number of pictures below a folder, in which the agent makes and removes folders meanwhile."""
    return sum(name.endswith(".png") for _path, _folders, names in os.walk(folder) for name in names)


def drawn():
    """Draw the panel and its sections on a strict layout."""
    from tests.hosts.blender.extension.strict_layout import Layout

    from foxsubmit.hosts.blender.extension.native import live, panel, sections

    system = SimpleNamespace(ui_scale=1.0)
    context = SimpleNamespace(region=SimpleNamespace(width=400), preferences=SimpleNamespace(system=system),
                              window_manager=bpy.context.window_manager, scene=bpy.context.scene)
    layout = Layout()
    panel.FOXSUBMIT_PT_render.draw(SimpleNamespace(layout=layout), context)
    for each in sections.CLASSES:
        if each.poll(context):
            layout.label(text=each.heading())
            if each is sections.FOXSUBMIT_PT_more:
                each.draw(SimpleNamespace(layout=layout), context)
            else:
                each.show(layout, live.state(), context)
    return layout


def test_before_a_session_there_are_two_buttons(registered):
    shown = drawn()
    assert shown.texts("operator foxsubmit.look") == ["Look at the scene"]
    assert shown.texts("operator foxsubmit.submit") == ["Submit"]


def test_it_shows_account_target_cameras_layers_and_frames(look):
    look()
    shown = drawn()
    assert shown.texts("menu FOXSUBMIT_MT_account") == ["local   1,000.00 USD"]
    assert shown.texts("prop foxsubmit_environment")[0].startswith("Blender ")
    assert shown.texts("prop foxsubmit_hardware") != []
    assert shown.texts("prop foxsubmit_frames") == ["1-3"]
    assert [text.split()[0] for text in shown.texts("operator foxsubmit.toggle_camera")] == ["Camera", "Second"]
    assert shown.texts("prop use") == ["True"]
    size = Path(bpy.data.filepath).stat().st_size
    assert f"3 frames, 1 file, {format.size(size)}" in shown.texts("label")
    assert shown.texts("operator foxsubmit.submit")[0].startswith("Submit 3 frames")


def test_what_its_widgets_set_is_chosen_and_what_is_wrong_is_said(look):
    session, manager = look(), bpy.context.window_manager
    from foxsubmit.hosts.blender.extension.native import items

    other = items.hardware()[-1][0]
    manager.foxsubmit_hardware = other
    manager.foxsubmit_frames = "1-2"
    manager.foxsubmit_test_first = True
    manager.foxsubmit_output_folder = "//frames"
    chosen = session.state.submit.choices
    assert (str(chosen.hardware), chosen.frames, chosen.test_first) == (other, "1-2", True)
    assert chosen.output_folder == bpy.path.abspath("//frames")
    assert manager.foxsubmit_hardware == other
    manager.foxsubmit_frames = "1-x"
    assert session.state.submit.frames_error in " ".join(drawn().texts("label"))
    manager.foxsubmit_frames = ""
    assert session.state.submit.choices.frames is None
    assert manager.foxsubmit_frames == "1-3"


def test_settings_of_one_submission_are_those_of_the_scene_until_they_are_marked(look):
    scene = bpy.context.scene
    scene.render.engine, scene.render.resolution_percentage = "CYCLES", 100
    scene.cycles.samples = 99
    session, manager = look(), bpy.context.window_manager
    assert drawn().texts("prop foxsubmit_samples") == ["99"]
    manager.foxsubmit_with_samples = True
    assert session.state.submit.choices.samples == 99
    manager.foxsubmit_samples = 7
    manager.foxsubmit_with_percentage = manager.foxsubmit_with_simplify = True
    manager.foxsubmit_percentage, manager.foxsubmit_simplify = 50, 0
    manager.foxsubmit_device = "GPU"
    chosen = session.state.submit.choices
    assert (chosen.samples, chosen.percentage, chosen.simplify, chosen.device) == (7, 50, 0, "GPU")
    shown = drawn()
    assert [shown.texts(f"prop foxsubmit_{name}") for name in ("samples", "percentage", "simplify", "device")] == [
        ["7"], ["50"], ["0"], ["GPU"]]
    assert (scene.cycles.samples, scene.render.resolution_percentage, scene.cycles.device) == (99, 100, "CPU")
    manager.foxsubmit_with_samples = manager.foxsubmit_with_simplify = False
    manager.foxsubmit_device = "SCENE"
    chosen = session.state.submit.choices
    assert (chosen.samples, chosen.percentage, chosen.simplify, chosen.device) == (None, 50, None, "")
    assert manager.foxsubmit_samples == 99


def test_results_go_to_the_scenes_own_path_and_become_a_movie(look):
    session, manager = look(), bpy.context.window_manager
    manager.foxsubmit_own_output = True
    for entry, chosen in (("YES", True), ("NO", False), ("SCENE", None)):
        manager.foxsubmit_movie = entry
        assert (session.state.submit.choices.movie, manager.foxsubmit_movie) == (chosen, entry)
    assert session.state.submit.choices.own_output
    shown = drawn()
    assert (shown.texts("prop foxsubmit_own_output"), shown.texts("prop foxsubmit_movie")) == (["True"], ["SCENE"])
    assert "Frames go into fox_renders beside the scene." not in shown.texts("label")


def test_one_camera_is_picked_or_several_are_ticked(look):
    session, manager = look(), bpy.context.window_manager
    second = next(each.id for each in session.state.scene.scene.units if each.camera == "Second")
    manager.foxsubmit_camera = second
    assert session.state.submit.choices.units == {second}
    bpy.ops.foxsubmit.toggle_camera(unit=next(each.id for each in session.state.scene.scene.units if each.id != second))
    assert len(session.state.submit.choices.units) == 2
    assert manager.foxsubmit_camera == "*"
    assert "Submit 6 frames" in drawn().texts("operator foxsubmit.submit")[0]


def test_blender_is_given_the_same_texts_again(look):
    """It keeps no copy of the texts of a dropdown."""
    look()
    from foxsubmit.hosts.blender.extension.native import items

    for each in (items.environments, items.hardware, items.cameras, items.movies, items.devices):
        for first, second in zip(each(), each()):
            assert all(one is other for one, other in zip(first[:4], second[:4]))


def test_a_finding_is_selected_and_fixed_by_its_buttons(look, project):
    image = bpy.data.images.new("wood", 1, 1)
    image.source, image.filepath = "FILE", "//not here.png"
    material = bpy.data.materials.new("material")
    if material.node_tree is None:  # Blender 5 makes one by itself
        material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    material.node_tree.links.new(node.outputs[0], material.node_tree.nodes["Principled BSDF"].inputs[0])
    thing = bpy.data.objects.new("Thing", bpy.data.meshes.new("Thing"))
    thing.data.materials.append(material)
    bpy.context.scene.collection.objects.link(thing)
    project.save()
    session = look()
    finding = next(each for each in session.state.submit.findings if "not here.png" in each.text
                   or "not here.png" in " ".join(each.details))
    shown = drawn()
    assert finding.text in " ".join(shown.texts("label"))
    assert "not here.png" in " ".join(shown.texts("label"))
    assert finding.fix.label in shown.texts("operator foxsubmit.fix")
    assert shown.texts("operator foxsubmit.submit")[0].startswith("("), "the button is disabled"
    bpy.ops.foxsubmit.select(finding=finding.text)
    bpy.ops.foxsubmit.fix(finding=finding.text)
    assert session.state.submit.choices.allow_missing
    bpy.ops.foxsubmit.fix(finding="a sentence that no finding has")


def test_a_key_that_was_typed_is_nowhere_in_blender(look, project):
    session = look()
    bpy.ops.foxsubmit.sign_in(access_id="nobody", access_key=KEY, domain="127.0.0.1:9", platform="2")
    until(lambda state: state.account.sign_in.ok is False)
    assert "127.0.0.1" in " ".join(drawn().texts("label"))
    assert session.state.account.id == "local"
    assert [each.bl_idname for each in bpy.context.window_manager.operators if "sign_in" in each.bl_idname] == []
    project.save()
    assert KEY.encode() not in project.scene.read_bytes()
    assert KEY not in str(session.state)


def test_who_has_no_account_is_shown_two_doors(look, monkeypatch):
    session = look()
    session.account._sign_in(needed=True)
    shown = drawn()
    assert shown.texts("operator foxsubmit.sign_in") == ["Sign in…"]
    assert shown.texts("operator foxsubmit.local_farm") == ["Try the local farm"]
    assert shown.texts("operator foxsubmit.submit") == []


def test_the_scene_is_read_again_where_it_has_become_another_one(look):
    session = look()
    bpy.context.scene.frame_end = 7
    session.scene.look()
    # It is described in slices, of which a busy machine needs several: what was gathered before stays until then.
    state = until(lambda state: state.submit.frame_count == 7 and state.scene.gathered
                  and bpy.context.window_manager.foxsubmit_frames == "1-7").state
    read_at = state.scene.read_at
    session.scene.look()
    until(lambda state: not session.scene.describing and not state.busy)
    assert session.state.scene.read_at == read_at


def test_a_submission_is_watched_with_thumbnails_cost_and_fetch(look, project):
    session = look()
    session.submit.choose(output_folder=str(project.folder / "frames"))
    assert bpy.ops.foxsubmit.submit() == {"FINISHED"}
    until(lambda state: state.transfers.rows and state.transfers.rows[0].state.over
          and sum(each.thumbnail is not None for each in state.jobs.frames) == 3)
    until(lambda state: len(drawn().texts("template_icon")) == 3)
    until(lambda state: any(text.startswith("Cost: ") for text in drawn().texts("label")))
    assert drawn().texts("operator foxsubmit.show_task") == [""]
    row = session.state.transfers.rows[0]
    for path in (project.folder / "frames").rglob("*.png"):
        path.unlink()
    bpy.ops.foxsubmit.transfer(transfer=row.id, action="fetch")
    until(lambda state: pictures(project.folder / "frames") == 3)
    from foxsubmit.hosts.blender.extension.native import thumbnails

    bpy.ops.foxsubmit.leave()
    assert thumbnails._previews == []


def test_lines_are_wrapped_by_how_wide_their_characters_are():
    from foxsubmit.hosts.blender.extension.native.lines import wrapped

    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("场景有未保存的更改", 8) == ["场景有未", "保存的更", "改"]
    assert wrapped("", 8) == []


def test_there_are_as_many_pages_as_it_takes():
    from foxsubmit.hosts.blender.extension.native.thumbnails import PAGE, page_of, pages

    frames = [SimpleNamespace(id=number, thumbnail=f"{number}.png") for number in range(PAGE + 1)]
    assert (pages([]), pages(frames)) == (1, 2)
    assert [each.id for each in page_of(frames, 2)] == [PAGE]
    assert page_of(frames, 99) == page_of(frames, 2)
