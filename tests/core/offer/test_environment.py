"""What a scene needs against what the farm has."""

from __future__ import annotations

import pytest

from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.model.versions import Fit, fit, nearest, plain
from foxsubmit.core.offer.environment_edit import draft_of, to_farm
from foxsubmit.core.offer.environments import match, ranked
from foxsubmit.core.offer.software import read_offer
from foxsubmit.core.offer.values import Environment
from foxsubmit.core.plan.hosts import traits_of

MAYA = traits_of("maya")
DETAIL = {
    "cgVersion": [{"id": 1, "cgId": 2000, "cgName": "Maya", "cgVersion": "2024"},
                  {"id": 2, "cgId": 2000, "cgName": "Maya", "cgVersion": "2025"}],
    "cgPlugin": [
        {"cvId": 2, "pluginName": "mtoa", "pluginVersions": [
            {"pluginId": 10, "pluginName": "mtoa", "pluginVersion": "mtoa 5.4.7"},
            {"pluginId": 11, "pluginName": "mtoa", "pluginVersion": "mtoa 5.5.2"}]},
        {"cvId": 1, "pluginName": "mtoa", "pluginVersions": [
            {"pluginId": 12, "pluginName": "mtoa", "pluginVersion": "mtoa 5.3.1"}]},
        {"cvId": 2, "pluginName": "V-Ray", "pluginVersions": [
            {"pluginId": 13, "pluginName": "V-Ray", "pluginVersion": "V-Ray 7.00"}]},
    ],
}


def maya(version="2025", renderer="mayaSoftware", **plugins):
    unit = RenderUnit("layer", "cam", Frames(1, 2), (1, 1), renderer)
    return Scene(None, version, units=(unit,), plugins=plugins)


@pytest.mark.parametrize(("here", "there", "decisive", "found"), [
    ("4.5.1", "4.5", 2, Fit.EXACT),
    ("4.5", "4.5.1", 2, Fit.EXACT),
    ("4.5.1", "4.2", 2, Fit.OTHER),
    ("2025.3", "2025", 1, Fit.EXACT),
    ("2025.3", "2025.1", 1, Fit.COMPATIBLE),
    ("19.5.605", "19.5.805", 2, Fit.COMPATIBLE),
    ("19.5.605", "20.0.1", 2, Fit.OTHER),
    ("6.20.02", "6.20.2", 2, Fit.EXACT),
    ("4.2.1", "4.5.3", 2, Fit.NEWER),
    ("3.6", "4.5", 2, Fit.OTHER),
    ("2024", "2025", 1, Fit.OTHER),
    ("4", "4.5", 2, Fit.COMPATIBLE),
    ("7", "7.10.02", 2, Fit.COMPATIBLE),
    ("7.10.02", "7", 2, Fit.COMPATIBLE),
    ("7", "6.20.02", 2, Fit.OTHER),
    ("", "4.5", 2, Fit.OTHER),
])
def test_versions_are_compared_by_the_numbers_that_decide(here, there, decisive, found):
    assert fit(here, there, decisive) is found


@pytest.mark.parametrize(("wanted", "offered", "found"), [
    ("4.5.1", ["3.6", "4.2", "4.5"], "4.5"),
    ("4.3", ["3.6", "4.2", "4.5"], "4.5"),
    ("5.2", ["3.6", "4.2", "4.5"], "4.5"),
    ("2.8", ["3.6", "4.2"], "3.6"),
    ("1", [], ""),
])
def test_the_nearest_is_not_older_where_there_is_one(wanted, offered, found):
    assert nearest(wanted, offered) == found


def test_the_farms_spelling_of_a_plugin_version_loses_the_name():
    assert plain("renderman", "renderman 22.6") == "22.6"
    assert plain("renderman", "22.6") == "22.6"


def test_what_is_the_same_needs_no_words():
    found = match(MAYA, Environment("a", "Maya", "2025", (("mtoa", "5.4.7"),)), maya(mtoa="5.4.7"))
    assert (found.overall, found.sentences) == (Fit.EXACT, ())


def test_an_environment_of_the_other_mode_of_render_layers_comes_last_and_is_said():
    unit = RenderUnit("fog", "cam", Frames(1, 2), (1, 1), "mayaSoftware", details=(("layer_type", "1"),))
    scene = Scene(None, "2025", units=(unit,))
    older, newer = Environment("a", "Maya", "2025", default=True), Environment("b", "Maya", "2025", layer_type=1)
    assert [each.environment.name for each in ranked(MAYA, (older, newer), scene)] == ["b", "a"]
    found = match(MAYA, older, scene)
    assert (found.overall, found.layers, found.sentences) == (Fit.OTHER, ("fog",), (
        "The scene has Render Setup, and “a” renders with legacy render layers: fog would look as the master layer.",))
    assert match(MAYA, older, maya()).layers == ()


@pytest.mark.parametrize(("scene", "saved", "drafted"), [("1", 0, 1), ("0", 1, 0), (None, 1, 1)])
def test_an_environment_is_edited_to_the_mode_of_the_open_scene(scene, saved, drafted):
    details = (("layer_type", scene),) if scene else ()
    unit = RenderUnit("fog", "cam", Frames(1, 2), (1, 1), "mayaSoftware", details=details)
    offer, there = read_offer(DETAIL), Environment("a", "Maya", "2025", layer_type=saved)
    draft = draft_of(MAYA, there, offer, Scene(None, "2025", units=(unit,)))
    assert (to_farm(draft, offer)["renderLayerType"], draft.changes) == (drafted, int(saved != drafted))
    assert ("saving it changes that" in draft.advice) is (saved != drafted)


def test_differences_are_said_in_words():
    found = match(MAYA, Environment("a", "Maya", "2024", (("mtoa", "5.3.1"),)), maya(mtoa="5.4.7", wobble="1.0"),
                  read_offer(DETAIL))
    assert found.overall is Fit.OTHER
    assert found.sentences == (
        "Maya 2025 here, 2024 in “a”; nearest on the farm is 2025.",
        "mtoa 5.4.7 here, 5.3.1 in “a”.",
        "wobble 1.0 is not in “a”, and the farm does not have it.",
    )


def test_a_scene_of_an_older_version_opens_in_a_newer_one():
    scene = Scene(None, "4.2.3")
    found = match(traits_of("blender"), Environment("a", "Blender", "4.5"), scene)
    assert (found.overall, found.sentences) == (
        Fit.NEWER, ("Blender 4.2.3 here, 4.5 in “a”: the scene opens there, but may look different.",))
    names = [each.environment.name for each in ranked(
        traits_of("blender"), (Environment("old", "Blender", "3.6"), Environment("older", "Blender", "4.1"),
         Environment("new", "Blender", "4.5")), scene)]
    assert names[0] == "new"


def test_nothing_is_said_of_what_the_farm_has_while_that_is_not_known():
    found = match(MAYA, Environment("a", "Maya", "2025"), maya(mtoa="5.4.7"))
    assert found.sentences == ("mtoa 5.4.7 is not in “a”.",)


def test_a_renderer_needs_its_plugin_even_where_the_host_does_not_list_it():
    found = match(MAYA, Environment("a", "Maya", "2025"), maya(renderer="arnold"), read_offer(DETAIL))
    (plugin,) = found.plugins
    assert (plugin.name, plugin.renderer, plugin.fit) == ("mtoa", True, Fit.NONE)
    assert match(MAYA, Environment("a", "Maya", "2025", (("mtoa", "5"),)), maya(renderer="arnold")).overall is Fit.EXACT


def test_a_renderers_plugin_is_known_under_any_of_its_names():
    there = Environment("a", "Maya", "2025", (("V-Ray", "7.00"),))
    assert match(MAYA, there, maya(renderer="vray", vrayformaya="7.0")).overall is Fit.EXACT


def test_the_best_environment_comes_first():
    environments = (
        Environment("older", "Maya", "2024", default=True), Environment("plain", "Maya", "2025"),
        Environment("other mtoa", "Maya", "2025", (("mtoa", "5.3.1"),)),
        Environment("same", "Maya", "2025", (("mtoa", "5.4.7"),)))
    names = [each.environment.name for each in ranked(MAYA, environments, maya(mtoa="5.4.7"))]
    assert names == ["same", "other mtoa", "plain", "older"]


def test_of_equals_the_default_comes_first():
    environments = (Environment("a", "Maya", "2025"), Environment("b", "Maya", "2025", default=True))
    assert [each.environment.name for each in ranked(MAYA, environments, maya())] == ["b", "a"]
