"""Nodes that the tests of Houdini start from."""

from __future__ import annotations

RANGE = {"trange": 1, "f1": 1, "f2": 240, "f3": 1}


def camera(hou, path="/obj/cam1", size=(1280, 720)):
    return hou.add(path, "Object", "cam", resx=size[0], resy=size[1])


def mantra(hou, path="/out/mantra1", **more):
    values = {"vm_picture": "$HIP/render/$OS.$F4.exr", "camera": "/obj/cam1", **RANGE, **more}
    return hou.add(path, "Driver", "ifd", **values)


def paths(host):
    return [asset.path for asset in host.assets() if asset is not None]
