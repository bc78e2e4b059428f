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

CPU, CARD = Hardware(1, "CPU, 64 GB RAM", False, "64"), Hardware(2, "2 × 4090, 64 GB RAM", True, "64")


def found(unit=None, scene=None, hardware=CPU):
    """Code, severity and nodes of what is found in a scene that is good but for this."""
    one = dataclasses.replace(RenderUnit("Shot", "Camera", Frames(1, 9), (64, 36), "CYCLES", "/a/out.png", "PNG"),
                              **(unit or {}))
    whole = dataclasses.replace(Scene(Path("/a/shot.blend"), "4.5.1", units=(one,)), **(scene or {}))
    it = Submission("blender", whole, whole.units, (), Choices(), Environment("env", "Blender", "4.5.1"),
                    hardware=hardware)
    return [(finding.code, finding.severity, finding.nodes) for finding in run_checks(it)]


def test_a_good_scene_has_no_findings():
    assert found() == []


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
