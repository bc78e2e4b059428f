"""Fixtures for tests of the installed extension: what is installed, and a farm that renders."""

from __future__ import annotations

import pytest
from tests.warm import warm

from foxsubmit.core.common.errors import FoxError
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender
from foxsubmit.install import extension


@pytest.fixture(scope="module")
def wheels_can_be_had(tmp_path_factory):
    pytest.importorskip("pip", reason="pip, which brings the libraries, is not in this Python")
    try:
        return extension._wheels(tmp_path_factory.mktemp("wheels"), extension.PYTHON, ())
    except FoxError as error:
        pytest.skip(f"no packages can be had here: {error}")


@pytest.fixture(scope="module")
def built(tmp_path_factory, wheels_can_be_had):
    return extension.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture
def rendering_farm(tmp_path, settings):
    with LocalFarm(tmp_path / "farm", options=Options(samples=1, blender=warm(find_blender()))) as farm:
        settings.remember_farm(farm.folder)
        yield farm
