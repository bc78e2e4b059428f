"""Maya is not on this machine: a double that executes Maya ASCII is."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))
import maya_ascii
import maya_double


def forget():
    for name in [name for name in sys.modules if name.startswith("foxsubmit.hosts.maya")]:
        del sys.modules[name]


@pytest.fixture
def cmds(monkeypatch):
    """The double in place of maya; the adapter is imported anew."""
    for name, module in maya_double.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    forget()
    yield sys.modules["maya.cmds"]
    forget()


@pytest.fixture
def host(cmds):
    return importlib.import_module("foxsubmit.hosts.maya.host").Maya()


@pytest.fixture
def scene(cmds):
    """Load Maya ASCII: a text, or a file."""
    def load(text, **settings):
        graph = maya_ascii.read(text) if isinstance(text, Path) else maya_ascii.Graph().run(text)
        assert graph.errors == []
        cmds.load(graph, **{"name": "/proj/scenes/shot.ma", **settings})
        return graph

    return load
