"""Is everything here that this needs? The checks of ``foxsubmit doctor`` and of “Check this installation”."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.common.check_result import CheckResult
from ..hosts.machine import Machine
from . import farm, places, programs
from .hosts import twice
from .subject import Installation


def check_installation(asked: Installation) -> Iterator[CheckResult]:
    """Check one thing after another, of which some take seconds: not for a main thread."""
    yield from programs.about_us()
    if asked.in_host:
        yield from twice(Machine.here())
    yield from places.places(asked)
    if not asked.in_host:  # the panel there says how the farm is, and its report names no account
        yield from farm.farm(asked)
    yield from programs.programs(asked)
