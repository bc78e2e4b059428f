"""What every asset of every host has to be, looked at in each scene that a test here reads."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from foxsubmit.core.assets.addresses import is_address
from foxsubmit.core.assets.variables import begins_with_variable
from foxsubmit.core.model.asset_kinds import EXTRA, KINDS
from foxsubmit.core.model.host import Asset


@pytest.fixture(autouse=True)
def every_asset_has_a_place_a_kind_and_a_node(monkeypatch):
    """Note each asset that a host makes in this process, whatever the test looks at, and say what is wrong with it."""
    wrong, make = [], Asset.__init__

    def noted(self, *values, **named):
        make(self, *values, **named)
        wrong.extend(faults(self))

    monkeypatch.setattr(Asset, "__init__", noted)
    yield
    assert wrong == []


def faults(asset):
    """Why an asset cannot be used: nothing later repairs it."""
    asked = f"{asset.path!r} of {asset.used_by!r}"
    absolute = PurePosixPath(asset.path).is_absolute() or PureWindowsPath(asset.path).is_absolute()
    if not (absolute or is_address(asset.path) or begins_with_variable(asset.path)):
        yield f"{asked}: its path is not absolute"
    if asset.kind not in KINDS - {EXTRA}:
        yield f"{asked}: its kind, {asset.kind!r}, is not in core/model/asset_kinds.py"
    if not asset.used_by.strip():
        yield f"{asked}: it names no node"
