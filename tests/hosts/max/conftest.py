"""3ds Max is not on this machine: a strict double of it is."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))
import max_double


@pytest.fixture
def pymxs(monkeypatch):
    """The double in place of pymxs and qtmax; the adapter is imported anew."""
    for name, module in max_double.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    for name in [name for name in sys.modules if name.startswith("foxsubmit.hosts.max")]:
        monkeypatch.delitem(sys.modules, name)
    yield sys.modules["pymxs"]
    for name in [name for name in sys.modules if name.startswith("foxsubmit.hosts.max")]:
        del sys.modules[name]


@pytest.fixture
def rt(pymxs):
    return pymxs.runtime


@pytest.fixture
def host(rt):
    return importlib.import_module("foxsubmit.hosts.max.host").Max()
