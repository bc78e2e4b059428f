"""The scene is described in steps while the artist goes on working: the answer is of the datablocks that there are."""

from __future__ import annotations

import pytest

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def host(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    return Blender()


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """Each step asks two datablocks."""
    monkeypatch.setattr("foxsubmit.hosts.blender.scene.datablocks.AT_ONCE", 2)


def driven(name):
    """An object with a driver that needs scripts."""
    thing = bpy.data.objects.new(name, None)
    thing.driver_add("scale", 0).driver.expression = "bpy.app.version[0]"
    bpy.context.scene.collection.objects.link(thing)
    return thing


def camera(name):
    made = bpy.data.objects.new(name, bpy.data.cameras.new(name))
    bpy.context.scene.collection.objects.link(made)
    return made


def take(steps, between):
    """The description, with something done after each step; ``between`` gets the number of the step."""
    for number, scene in enumerate(steps):
        if scene is not None:
            assert next(steps, None) is None, "the scene comes last"
            return scene
        between(number)
    raise AssertionError("there was no scene")


def nothing(_number):
    """The artist rests."""


def number_of_steps(host):
    return sum(scene is None for scene in host.description())


def drivers(scene):
    return scene.details.get("python_drivers", "").splitlines()


def test_whatever_has_nodes_can_be_animated():
    from foxsubmit.hosts.blender.scene.datablocks import TREES
    from foxsubmit.hosts.blender.scene.motion import ANIMATED

    assert {"objects", "node_groups", *TREES} <= set(ANIMATED)


def test_in_steps_it_is_what_it_is_at_once(host):
    for number in range(7):
        driven(f"thing {number}")
    camera("Side")
    assert number_of_steps(host) > 5
    assert take(host.description(), nothing) == host.scene()
    assert len(drivers(host.scene())) == 7


@pytest.mark.parametrize("name", ["a", "d", "g"])
def test_an_object_that_is_removed_at_any_step_is_not_in_it(host, name):
    for each in "abcdefg":
        driven(each)
    for step in range(number_of_steps(host)):
        def remove(number, at=step):
            if number == at:
                bpy.data.objects.remove(bpy.data.objects[name])

        scene = take(host.description(), remove)
        assert drivers(scene) == [f'Object "{each}" · "scale"' for each in "abcdefg" if each != name], step
        assert scene == host.scene()
        driven(name)


def test_an_object_that_comes_at_any_step_is_in_it(host):
    for each in "bcdef":
        driven(each)
    for step in range(number_of_steps(host)):
        def add(number, at=step):
            if number == at:
                driven("a")

        scene = take(host.description(), add)
        assert drivers(scene)[0] == 'Object "a" · "scale"', step
        bpy.data.objects.remove(bpy.data.objects["a"])


def test_a_camera_that_is_removed_at_any_step_is_rendered_by_no_unit(host):
    camera("Main")
    camera("Side")
    for step in range(number_of_steps(host)):
        def remove(number, at=step):
            if number == at:
                bpy.data.objects.remove(bpy.data.objects["Side"])

        scene = take(host.description(), remove)
        assert ([unit.camera for unit in scene.units], scene.cameras) == (["Main"], ("Main",)), step
        camera("Side")


def test_an_artist_who_never_rests_gets_an_answer(host):
    driven("a")

    def work(number):
        if number % 5 == 0:
            bpy.context.scene.collection.objects.link(bpy.data.objects.new(f"b {number:05}", bpy.data.cameras.new("b")))

    scene = take(host.description(), work)
    assert len(scene.cameras) == len(bpy.data.cameras) > 5
    assert scene == host.scene()


def test_undo_at_any_step_does_no_harm(host):
    for each in "abcdefg":
        driven(each)
    bpy.ops.ed.undo_push(message="before")
    driven("h")
    bpy.ops.ed.undo_push(message="after")
    for step in range(number_of_steps(host)):
        def undo(number, at=step):
            if number == at:
                bpy.ops.ed.undo()

        scene = take(host.description(), undo)
        assert (len(drivers(scene)), scene) == (7, host.scene()), step
        bpy.ops.ed.redo()


def test_another_file_that_is_opened_meanwhile_is_the_one_that_is_described(host):
    for each in "abcdefg":
        driven(each)

    def another(number):
        if number == 3:
            bpy.ops.wm.read_factory_settings(use_empty=True)

    scene = take(host.description(), another)
    assert (drivers(scene), scene.path) == ([], None)


def test_a_simulation_whose_object_is_removed_at_any_step_is_not_in_it(host):
    from foxsubmit.core.model.simulations import DETAIL

    def cloth():
        thing = bpy.data.objects.new("Thing", bpy.data.meshes.new("Thing"))
        thing.modifiers.new("Cloth", "CLOTH")
        bpy.context.scene.collection.objects.link(thing)

    cloth()
    assert DETAIL in dict(host.scene().units[0].details)
    for step in range(number_of_steps(host)):
        def remove(number, at=step):
            if number == at:
                bpy.data.objects.remove(bpy.data.objects["Thing"])

        scene = take(host.description(), remove)
        assert DETAIL not in dict(scene.units[0].details), step
        cloth()
