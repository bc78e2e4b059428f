"""Fixtures for tests of the installed extension: what is installed, and a farm that renders."""

from __future__ import annotations

import pytest
from tests.warm import warm

from foxsubmit.core.common.errors import FoxError
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender
from foxsubmit.install import extension


@pytest.fixture(scope="session")
def wheels(tmp_path_factory):
    """Ask pip once for the wheels that the extension has inside."""
    pytest.importorskip("pip", reason="pip, which brings the libraries, is not in this Python")
    folder = tmp_path_factory.mktemp("wheels")
    try:
        return [folder / name for name in extension._wheels(folder, extension.PYTHON, ())]
    except FoxError as error:
        pytest.skip(f"no packages can be had here: {error}")


@pytest.fixture(scope="session")
def built(tmp_path_factory, wheels):
    return extension.build(tmp_path_factory.mktemp("dist"), wheels=wheels)


@pytest.fixture
def rendering_farm(tmp_path, settings):
    with LocalFarm(tmp_path / "farm", options=Options(samples=1, blender=warm(find_blender()))) as farm:
        settings.remember_farm(farm.folder)
        yield farm
