"""Every kind of fault by its name."""

from __future__ import annotations

from . import clock, disk, kills, network, power, sweep, vendor

KINDS = {module.KIND.name: module.KIND for module in (sweep, kills, power, network, disk, clock, vendor)}
