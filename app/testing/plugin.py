"""Fixtures for pytest; a suite has them by ``pytest_plugins = ["foxsubmit.testing.plugin"]`` in its conftest.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .local import TestFarm, farm


@pytest.fixture
def fox_farm(tmp_path: Path) -> Iterator[TestFarm]:
    """A farm of its own for one test, without any task."""
    with farm(tmp_path / "fox-farm") as local:
        yield local


@pytest.fixture(scope="session")
def fox_farm_of_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestFarm]:
    """One farm for all tests that ask for it, quicker than one each: they see each other's tasks."""
    with farm(tmp_path_factory.mktemp("fox-farm")) as local:
        yield local
