"""What Cycles renders and denoises a scene on, as the checks are told; there is no graphics card here."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


def cycles(**more):
    """Settings of Cycles, of a machine with a card."""
    usual = {"device": "GPU", "use_denoising": False, "denoiser": "OPENIMAGEDENOISE", "shading_system": False,
             "use_guiding": False}
    return SimpleNamespace(cycles=SimpleNamespace(**{**usual, **more}))


def told(scene):
    from foxsubmit.hosts.blender.scene.judging import cards

    return list(cards.details(scene))


def test_the_device_is_told_of_a_scene_of_cycles(project):
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    for device in ("CPU", "GPU"):
        scene.cycles.device = device
        assert ("device", device) in told(scene)
    assert ("denoiser", "OPTIX") not in told(scene)


def test_what_only_the_processor_has_is_told_of_a_scene_that_renders_there(project):
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.shading_system = "CPU", True
    assert ("processor_only", "OSL") in told(scene)
    assert told(cycles(device="GPU", shading_system=True)) == [("device", "GPU")]
    assert ("processor_only", "OSL\nPath Guiding") in told(cycles(device="CPU", shading_system=True, use_guiding=True))


@pytest.mark.parametrize("device", ["CPU", "GPU"])
def test_optix_is_told_whatever_the_scene_renders_on(device):
    assert ("denoiser", "OPTIX") in told(cycles(device=device, use_denoising=True, denoiser="OPTIX"))
    assert told(cycles(device=device, denoiser="OPTIX")) == [("device", device)]


def test_optix_that_this_machine_has_no_card_for_is_known_by_its_number():
    from foxsubmit.hosts.blender.scene.judging import cards

    class Cycles(dict):
        """Settings of a machine without a card: Blender tells no name of what it does not offer."""

        denoiser = ""

    assert (cards.denoiser(Cycles(denoiser=2)), cards.denoiser(Cycles())) == ("OPTIX", "")


def test_how_cycles_computes_on_the_cards_of_this_machine_is_told_of_a_scene_that_does(monkeypatch):
    from foxsubmit.hosts.blender.scene.judging import cards

    addon = SimpleNamespace(preferences=SimpleNamespace(compute_device_type="HIP"))
    double = SimpleNamespace(context=SimpleNamespace(preferences=SimpleNamespace(addons={"cycles": addon})))
    monkeypatch.setattr(cards, "bpy", double)
    assert told(cycles()) == [("device", "GPU"), ("cards", "HIP")]
    assert told(cycles(device="CPU")) == [("device", "CPU")]
    addon.preferences.compute_device_type = "NONE"
    assert told(cycles()) == [("device", "GPU")]
