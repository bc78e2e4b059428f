"""Colour management. Sources: MAXScript help, "Interface: ColorPipelineMgr" (2024 and newer) and "IDisplayGamma"."""

from __future__ import annotations

import os

from pymxs import runtime as rt

from ..reading import Reader

USER = "Color Management"
CUSTOM = {"#ocio_custom", "#ocio_envvar"}
GAMMA = "#gamma"
GAMMAS = {"in_gamma": "fileInGamma", "out_gamma": "fileOutGamma", "gamma_val": "displayGamma"}
"""The farm's name -> 3ds Max's."""


def configuration(reader: Reader) -> str:
    """The OCIO configuration in use, a path; empty for 3ds Max's own, or for none."""
    mode = _mode(reader)
    if mode not in CUSTOM:
        return ""
    path = str(reader.read(USER, "", getattr, rt.ColorPipelineMgr, "OCIOConfigPath") or "")
    return path or os.environ.get("OCIO", "")


def gammas(reader: Reader) -> dict[str, str]:
    """Whether there is gamma correction, and the values, as task.json has them."""
    values = {name: f"{float(reader.read('Gamma', 2.2, getattr, rt, own)):g}" for name, own in GAMMAS.items()}
    return {**values, "gamma": "1" if _mode(reader) == GAMMA else "0"}


def _mode(reader: Reader) -> str:
    """``#gamma``, ``#ocio_custom`` …, in small letters: versions differ."""
    manager = getattr(rt, "ColorPipelineMgr", None)
    if manager is not None:
        return _name(reader.read(USER, "", lambda: manager.Mode))
    return _name(reader.read("Gamma", "", lambda: rt.IDisplayGamma.colorCorrectionMode))


def _name(value: object) -> str:
    return f"#{str(value).lstrip('#').lower()}"
