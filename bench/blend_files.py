"""Scenes that are named on a bench's command line, and the Blender that renders them."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from foxsubmit.hosts.blender.programs.program import Program, find_blender


@dataclasses.dataclass(frozen=True)
class Project:
    """A scene, and the folder below which its files lie."""

    root: Path
    scene: Path

    @property
    def name(self) -> str:
        """The scene's path from the folder above the project."""
        return self.scene.relative_to(self.root.parent).as_posix()


def projects(named: Iterable[Path]) -> list[Project]:
    """Each scene of the command line, a folder's all; a scene alone lies in its project's folder."""
    found = []
    for path in (each.resolve() for each in named):
        if path.is_dir():
            found += [Project(path, scene) for scene in sorted(path.rglob("*.blend"))]
        else:
            found.append(Project(path.parent, path))
    if not found:
        raise SystemExit("there is no .blend file in these folders")
    return found


def the_blender() -> Program:
    """The Blender that the environment names, or this Python's own."""
    return find_blender() or Program(sys.executable, is_python=True)


def play(file: str, role: str, *arguments: str) -> str:
    """Play a role of a bench in a Python with bpy of its own; the last line that it prints.

    Raises:
        RuntimeError: it failed, with what it printed.
    """
    done = subprocess.run([sys.executable, file, role, *arguments], text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", check=False)
    lines = done.stdout.strip().splitlines() or [f"it ended with {done.returncode}"]
    if done.returncode:
        raise RuntimeError(lines[-1])
    return lines[-1]


def add_camera(context: Any) -> None:
    """Give a scene that has none a camera that sees all."""
    import bpy  # noqa: PLC0415 - in a process of its own

    scene = context.scene
    if scene.camera is None:
        scene.camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
        scene.collection.objects.link(scene.camera)
        look_at_all(context)


def look_at_all(context: Any) -> None:
    """Place the scene's camera so that it sees every object, linked and instanced ones too."""
    camera = context.scene.camera
    camera.rotation_euler = (1.1, 0.0, 0.81)
    context.view_layer.update()
    graph = context.evaluated_depsgraph_get()
    corners = [each.matrix_world @ type(camera.location)(corner) for each in graph.object_instances
               if each.object.type in {"MESH", "CURVE", "FONT", "SURFACE"} for corner in each.object.bound_box]
    if corners:
        camera.location, _scale = camera.camera_fit_coords(graph, [number for corner in corners for number in corner])
