"""Checks of the hardware that is chosen, by what Cycles renders and denoises on."""

from __future__ import annotations

import dataclasses

import pytest
from tests.core.checks.test_checks import CPU, GPU, NOTE, RADEON, WARNING, change, good

from foxsubmit.core.checks.run import run_checks
from foxsubmit.core.offer.graphics_cards import maker_of


def scene(hardware, choices=None, facts=(CPU, GPU), **details):
    """A scene of Cycles, good but for these details of its unit."""
    return change(good("blender"), unit={"details": tuple(details.items())}, hardware=hardware, choices=choices,
                  facts={"hardware": facts})


def found(it):
    return [(each.code, each.severity, dict(each.fix.changes) if each.fix else {}) for each in run_checks(it)]


@pytest.mark.parametrize(("device", "hardware", "chosen", "said"), [
    ("CPU", CPU, "", []), ("GPU", GPU, "", []), ("", GPU, "", []),
    ("CPU", GPU, "", [("90044", WARNING, {"device": "GPU"})]),
    ("GPU", CPU, "", [("90103", NOTE, {"hardware": GPU.id})]),
    ("CPU", GPU, "GPU", []), ("GPU", GPU, "CPU", [("90044", WARNING, {"device": "GPU"})]),
    ("CPU", CPU, "GPU", [("90103", NOTE, {"hardware": GPU.id})]), ("GPU", CPU, "CPU", []),
])
def test_the_device_of_the_scene_or_that_was_chosen_is_compared_with_the_hardware(device, hardware, chosen, said):
    it = scene(hardware, {"device": chosen}, **({"device": device} if device else {}))
    assert found(it) == said
    for each in run_checks(it):
        changes = dict(each.fix.changes)
        assert found(scene(GPU if changes.get("hardware") else hardware,
                           {"device": changes.get("device", chosen)}, device=device)) == [], "the fix settles it"


def test_what_cycles_has_on_the_processor_only_is_not_moved_to_cards():
    it = scene(GPU, device="CPU", processor_only="OSL\nPath Guiding")
    (finding,) = run_checks(it)
    assert "(OSL, Path Guiding)" in finding.text
    assert dict(finding.fix.changes) == {"hardware": CPU.id}
    assert found(dataclasses.replace(it, hardware=CPU)) == []


def test_another_engine_than_cycles_has_no_device():
    it = change(good("blender"), unit={"renderer": "BLENDER_EEVEE_NEXT"}, hardware=GPU, choices={"device": "CPU"})
    assert found(it) == []


@pytest.mark.parametrize("device", ["CPU", "GPU"])
@pytest.mark.parametrize(("hardware", "code"), [(CPU, "90103"), (RADEON, "90045"), (GPU, None)])
def test_optix_denoises_on_cards_of_nvidia_whatever_cycles_renders_on(device, hardware, code):
    it = scene(hardware, facts=(CPU, RADEON, GPU), device=device, denoiser="OPTIX")
    said = [each for each in run_checks(it) if "OptiX" in each.text]
    assert [(each.code, each.severity, dict(each.fix.changes)) for each in said] == (
        [(code, WARNING, {"hardware": GPU.id})] if code else [])


@pytest.mark.parametrize(("kind", "hardware", "said"), [
    ("OPTIX", GPU, []), ("CUDA", GPU, []), ("HIP", RADEON, []), ("METAL", GPU, ["90045"]), ("HIP", GPU, ["90045"]),
    ("ONEAPI", GPU, ["90045"]), ("OPTIX", RADEON, ["90045"]), ("VULKAN", GPU, []),
    ("HIP", dataclasses.replace(GPU, model="Fox Special"), []),
])
def test_cards_of_another_maker_than_those_of_this_machine_are_noted(kind, hardware, said):
    assert [each.code for each in run_checks(scene(hardware, device="GPU", cards=kind))] == said


def test_hardware_that_does_not_run_this_version_is_not_offered():
    it = scene(CPU, facts=(CPU, dataclasses.replace(GPU, not_versions=("4.5",))), device="GPU")
    assert found(it) == [("90103", NOTE, {})]


@pytest.mark.parametrize(("model", "maker"), [
    ("4090", "NVIDIA"), ("1080Ti", "NVIDIA"), ("2080 Ti", "NVIDIA"), ("RTX A6000", "NVIDIA"), ("L40S", "NVIDIA"),
    ("Tesla T4", "NVIDIA"), ("RX 7900 XTX", "AMD"), ("Radeon Pro W7900", "AMD"), ("MI300X", "AMD"),
    ("M3 Max", "Apple"), ("Apple M2", "Apple"), ("Intel Arc A770", "Intel"), ("Default", ""), ("", ""),
])
def test_a_card_is_known_by_its_name(model, maker):
    assert maker_of(model) == maker
