"""Others do the same work: what they need for it is measured, each in an environment of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..environments import Environment, Problem

DEADLINE, TRACER, VENDOR = "deadline", "blender-asset-tracer", "vendor"
PACKAGES = {
    DEADLINE: ("3.13", ("deadline==0.60.*",)),
    TRACER: ("3.13", ("blender-asset-tracer", "setuptools<81", "zstandard")),
    VENDOR: ("3.9", ("rayvision-api==3.0.4.3", "setuptools<81")),
}
"""Name -> the Python that it runs on, and what is installed."""


def environment(name: str, found: Mapping[str, str]) -> Path:
    """The folder of a peer's environment, made where it is not there.

    Raises:
        Problem: there is no Python for it, or it cannot be installed.
    """
    version, packages = PACKAGES[name]
    if version not in found:
        raise Problem(f"{name} runs on Python {version}, which is not here")
    made = Environment(version, found[version], f"bench-{name}", packages)
    made.make()
    return made.folder
