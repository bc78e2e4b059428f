"""Which hosts there are, and how each finds us: ``hosts/<host>/install/describe.py``."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from ..core import plan
from .machine import Installed, Machine, Target


class Description(Protocol):
    """``hosts/<host>/install/describe.py``."""

    VERSIONS: tuple[str, ...]
    MENU: str
    """The title of our menu there."""

    def found(self, machine: Machine) -> tuple[Installed, ...]:
        """The versions on this machine."""

    def files(self) -> dict[str, str]:
        """The host's part of the bundle."""

    def targets(self, machine: Machine, bundle: Path, versions: Sequence[str],
                site: Path | None) -> tuple[Target, ...]:
        """Return the files to write so that the host finds us."""

    def copies(self, machine: Machine) -> dict[Path, Path]:
        """Every file by which the host finds a copy of ours, wherever it looks -> the bundle of that copy."""


def names() -> tuple[str, ...]:
    """Every host: a folder here whose scenes can be planned. Nothing is imported, so that --help stays quick."""
    folders = {each.name for each in pkgutil.iter_modules(importlib.import_module(__package__).__path__) if each.ispkg}
    plans = {each.name for each in pkgutil.iter_modules(plan.__path__)}
    return tuple(sorted(folders & plans))


def described() -> tuple[str, ...]:
    """The hosts that have a description; one without is installed its own way."""
    return tuple(name for name in names() if _has_description(name))


def describe(host: str) -> Description:
    """The description of a host."""
    return cast(Description, importlib.import_module(f".{host}.install.describe", __package__))


def _has_description(host: str) -> bool:
    try:
        return importlib.util.find_spec(f".{host}.install.describe", __package__) is not None
    except ModuleNotFoundError:  # it has no folder "install"
        return False
