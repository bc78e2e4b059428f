"""Checks of what only a Blender scene has."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from foxsubmit.core.checks.run import Submission, run_checks
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import Severity
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.offer.values import Environment, Hardware
from foxsubmit.core.settings.local_farm import Rendering

CPU, CARD = Hardware(1, "CPU, 64 GB RAM", False, "64"), Hardware(2, "2 × 4090, 64 GB RAM", True, "64")


def submission(unit=None, scene=None, hardware=CPU, local=None):
    """A scene that is good but for this."""
    one = dataclasses.replace(RenderUnit("Shot", "Camera", Frames(1, 9), (64, 36), "CYCLES", "/a/out.png", "PNG"),
                              **(unit or {}))
    whole = dataclasses.replace(Scene(Path("/a/shot.blend"), "4.5.1", units=(one,)), **(scene or {}))
    return Submission("blender", whole, whole.units, (), Choices(), Environment("env", "Blender", "4.5.1"),
                      hardware=hardware, local=local)


def found(**more):
    """Code, severity and nodes of what is found in a scene that is good but for this."""
    it = submission(**more)
    return [(finding.code, finding.severity, finding.nodes) for finding in run_checks(it)]


def test_a_good_scene_has_no_findings():
    assert found() == []


@pytest.mark.parametrize(("engine", "samples", "renderer", "details", "changes"), [
    ("CYCLES", 8, "CYCLES", {"samples": "128", "denoising": "1"}, "8 samples instead of 128, no denoising"),
    ("CYCLES", 8, "BLENDER_EEVEE_NEXT", {}, "Cycles instead of EEVEE, 8 samples"),
    ("scene", 1, "CYCLES", {"samples": "128"}, "1 sample instead of 128"),
    ("CYCLES", 0, "BLENDER_WORKBENCH", {}, "Cycles instead of Workbench"),
    ("CYCLES", 8, "CYCLES", {"samples": "8"}, ""), ("scene", 8, "BLENDER_EEVEE_NEXT", {}, ""),
    ("CYCLES", 0, "CYCLES", {"samples": "128", "denoising": "1"}, ""),
])
def test_what_the_farm_of_this_machine_renders_otherwise_is_said(engine, samples, renderer, details, changes):
    it = submission({"renderer": renderer, "details": tuple(details.items())}, hardware=CARD,
                    local=Rendering(engine, samples))
    said = [finding.text for finding in run_checks(it)]
    assert [text.split("(")[1].split(")")[0] for text in said] == ([changes] if changes else [])


def test_nothing_is_said_of_a_farm_that_is_not_of_this_machine():
    assert found(unit={"details": (("samples", "4096"), ("denoising", "1"))}) == []


def test_drivers_that_need_python_are_named_one_by_one():
    nodes = ('Object "Wheel" · "rotation_euler"', 'Material "Paint" · "roughness"')
    assert found(scene={"details": {"python_drivers": "\n".join(nodes)}}) == [("90100", Severity.WARNING, nodes)]


def test_a_render_region_is_said_of_the_scene_that_has_it():
    assert found(unit={"details": (("border", "1"),)}) == [("90101", Severity.WARNING, ("Shot",))]


def test_folders_of_this_machine_are_named():
    assert found(unit={"details": (("outputs", "/mnt/a\n/mnt/b"),)}) == [("90102", Severity.NOTE, ("Shot",))]


@pytest.mark.parametrize(("unit", "hardware", "severity"), [
    ({"renderer": "BLENDER_EEVEE_NEXT"}, CPU, Severity.WARNING),
    ({"renderer": "BLENDER_WORKBENCH"}, CPU, Severity.WARNING),
    ({"renderer": "BLENDER_EEVEE"}, CARD, None), ({"renderer": "BLENDER_EEVEE"}, None, None),
    ({"details": (("device", "GPU"),)}, CPU, Severity.NOTE), ({"details": (("device", "GPU"),)}, CARD, None),
])
def test_hardware_without_a_graphics_card_is_noticed(unit, hardware, severity):
    assert found(unit=unit, hardware=hardware) == ([("90103", severity, ("Shot",))] if severity is not None else [])
