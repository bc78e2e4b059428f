"""Which drivers need Python: Blender itself is asked, in a process that runs no scripts."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from foxsubmit.core.common import child

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender

EXPRESSIONS = [
    "frame * 2", "sin(frame / 10) * 2", "len('x' * int(frame))", "max([frame, 2])", "round(frame, 1)",
    "frame if frame > 3 else 0", "len(str(frame))", "abs(len([frame]))", "(noise, frame)[1]", "tuple([frame])[0]",
    "clamp(frame, 0, 100)", "smoothstep(0, 10, frame)", "'%d' % frame and frame", "(1, 2, 3)[1]", "var + 1",
    "hypot(3, var)", "sorted([frame, 3])[0]", "not frame", "frame % 7 // 2", "-frame ** 2", "abs(min(frame, var))", "",
    "bpy.context.scene.frame_current", "self.scale.x * frame", "noise.random()", "(frame).real", "my_function(frame)",
    "[x for x in (1, 2, 3)][0] * frame", "(lambda: 3)()", "depsgraph.scene.frame_current", "var.x", "__import__('os')",
    "open('a')", "eval('1')", "f'{frame}' and 1", "getattr(frame, 'real')",
]

ASK = """
import json, os, sys
import bpy
from foxsubmit.hosts.blender.scene.drivers import needs_scripts
bpy.ops.wm.open_mainfile(filepath=sys.argv[1], use_scripts=False)
bpy.context.scene.frame_set(9)
bpy.context.evaluated_depsgraph_get()
drivers = [each.animation_data.drivers[0].driver for each in sorted(bpy.data.objects, key=lambda each: each.name)]
print("@answer", json.dumps([(each.expression, each.is_valid, needs_scripts(each)) for each in drivers]))
sys.stdout.flush()
os._exit(0)
"""


@pytest.fixture
def driven(project):
    """An object for each expression."""
    for number, expression in enumerate(EXPRESSIONS):
        thing = bpy.data.objects.new(f"{number:03}", None)
        bpy.context.scene.collection.objects.link(thing)
        driver = thing.driver_add("location", 0).driver
        variable = driver.variables.new()
        variable.name = "var"
        variable.targets[0].id, variable.targets[0].data_path = thing, "scale.x"
        driver.expression, driver.use_self = expression, "self" in expression
    project.save()
    return project.scene


def test_a_driver_needs_python_exactly_where_blender_says_so(driven):
    done = subprocess.run([sys.executable, "-c", ASK, str(driven)], env=child.environment(), text=True,
                          capture_output=True, check=True)
    answer = next(line for line in done.stdout.splitlines() if "@answer" in line)
    told = json.loads(answer.partition("@answer")[2])
    assert [expression for expression, _valid, _needs in told] == EXPRESSIONS
    # An empty expression is valid nowhere.
    assert [(expression, needs) for expression, _valid, needs in told if expression] == [
        (expression, not valid) for expression, valid, _needs in told if expression]


def test_drivers_that_need_python_are_named(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    thing = bpy.data.objects.new("Thing", None)
    thing.driver_add("scale", 0).driver.expression = "sin(frame)"
    assert dict(Blender().scene().details) == {}
    thing.driver_add("scale", 1).driver.expression = "bpy.app.version[0]"
    material = bpy.data.materials.new("Paint")
    if material.node_tree is None:
        material.use_nodes = True
    material.node_tree.driver_add('nodes["Principled BSDF"].inputs[2].default_value').driver.expression = "self.a"
    assert Blender().scene().details["python_drivers"].splitlines() == [
        'Object "Thing" · "scale"', 'Material "Paint" · "nodes["Principled BSDF"].inputs[2].default_value"']
