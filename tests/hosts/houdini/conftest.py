"""Houdini is not on this machine: a strict double of hou is."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))
from houdini_double import VERSIONS, Scene


def forget():
    for name in [name for name in sys.modules if name.startswith("foxsubmit.hosts.houdini")]:
        del sys.modules[name]


@pytest.fixture(params=VERSIONS)
def hou(request, monkeypatch):
    """The double in place of hou, with the classes of each version; the adapter is imported anew."""
    scene = Scene(request.param)
    monkeypatch.setitem(sys.modules, "hou", scene)
    forget()
    yield scene
    forget()


@pytest.fixture
def host(hou):
    return importlib.import_module("foxsubmit.hosts.houdini.host").Houdini()


@pytest.fixture
def opened(hou):
    """The host of a scene that was opened to be read, as ``foxsubmit submit shot.hip`` does."""
    hou.hipFile.load = lambda path, suppress_save_prompt, ignore_load_warnings: None
    return importlib.import_module("foxsubmit.hosts.houdini.opening").open_scene(Path("/job/shot.hip"))
