"""The hosts whose scenes can be submitted: each module of this folder that has ``TRAITS``.

No list names them. A host is added by its module here, which says what is known of it and makes its ``task.json``.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol, cast

from ..common.errors import BadInput
from ..common.i18n import _
from ..model.traits import HostTraits, unknown
from .task_input import TaskInput, UnitWork


class HostModule(Protocol):
    """``core/plan/<host>.py``."""

    TRAITS: HostTraits

    def groups(self, work: Sequence[UnitWork]) -> list[tuple[UnitWork, ...]]:
        """Group the selected units; each group is one task."""

    def task(self, task_input: TaskInput) -> dict[str, Any]:
        """The content of ``task.json`` for the units of one task."""


@functools.cache
def modules() -> Mapping[str, HostModule]:
    """Name of a host -> its module, in the order of the names."""
    found: dict[str, HostModule] = {}
    for each in pkgutil.iter_modules(importlib.import_module(__package__).__path__):
        module = importlib.import_module(f".{each.name}", __package__)
        if isinstance(getattr(module, "TRAITS", None), HostTraits):
            found[module.TRAITS.name] = cast(HostModule, module)
    return MappingProxyType(dict(sorted(found.items())))


def module_of(host: str) -> HostModule:
    """The module of a host.

    Raises:
        BadInput: this version cannot submit the host's scenes.
    """
    try:
        return modules()[host]
    except KeyError:
        raise BadInput(_("There is no plan for “{host}”: this version cannot submit its scenes.").format(
            host=host)) from None


def every_host() -> tuple[HostTraits, ...]:
    """The traits of all hosts, in the order of their names."""
    return tuple(module.TRAITS for module in modules().values())


def traits_of(host: str) -> HostTraits:
    """The traits of a host by its name; of one that is not known, what most have."""
    module = modules().get(host)
    return module.TRAITS if module else unknown(host)
