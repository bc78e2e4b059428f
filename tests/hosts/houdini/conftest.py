"""Houdini is not on this machine: a strict double of hou is."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))
from houdini_double import Scene


def forget():
    for name in [name for name in sys.modules if name.startswith("foxsubmit.hosts.houdini")]:
        del sys.modules[name]


@pytest.fixture
def hou(monkeypatch):
    """The double in place of hou; the adapter is imported anew."""
    scene = Scene()
    monkeypatch.setitem(sys.modules, "hou", scene)
    forget()
    yield scene
    forget()


@pytest.fixture
def host(hou):
    return importlib.import_module("foxsubmit.hosts.houdini.host").Houdini()
