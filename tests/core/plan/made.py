"""Plans of a host made of files, for the tests beside this."""

from __future__ import annotations

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.offer.facts import Facts
from foxsubmit.core.offer.values import Account, Environment, Hardware
from foxsubmit.core.plan.build import build_plans

DEFAULTS = Choices()
FACTS = Facts(
    Account("ann", 1.0, 0.0, "USD"), "77",
    (Environment("old", "Blender", "3.6", default=True), Environment("new", "Blender", "4.5")),
    (Hardware(300, "CPU, 64 GB RAM", False, "64", "Switched off"), Hardware(301, "CPU, 128 GB RAM", False, "128")),
    (("courtyard", "14"),))


def plans(host, choices=DEFAULTS, findings=(), facts=FACTS):
    return build_plans("blender", "local", "2", facts, host.scene(), find_all(host.assets()), findings, choices)
