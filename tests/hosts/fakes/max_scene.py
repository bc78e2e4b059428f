"""A small scene for the 3ds Max double."""

from __future__ import annotations

from max_double import Value

CAMERAS = [Value("Freecamera", "Camera001", "camera"), Value("Targetobject", "Camera001.Target", "target"),
           Value("VRayPhysicalCamera", "主相机", "camera")]
SCENE = {"path": "D:/jobs/lobby/scenes/", "file": "lobby.max", "nodes": CAMERAS}


def found(host):
    """Path -> asset."""
    return {asset.path: asset for asset in host.assets() if asset is not None}
