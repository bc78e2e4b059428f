"""Checks of what has to be done before what, by ``RenderUnit.after`` and what task.json can say of it."""

from __future__ import annotations

from collections.abc import Iterator

from ..common.i18n import _, listed
from ..model import finding_codes as codes
from ..model.finding import Finding, Severity
from ..model.host import RenderUnit
from ..model.unit_order import waits_for
from .submission import Submission, check

RENDER = "render"


@check
def circle(it: Submission) -> Iterator[Finding]:
    """Units that wait for each other: none of them can be the first."""
    before = waits_for((*it.scene.units, *it.units))
    names = tuple(unit.name for unit in it.units if unit.name in before.get(unit.name, ()))
    if names:
        yield Finding(codes.NO_ORDER, Severity.ERROR, _(
            "{names} wait for each other: none can be the first. Remove one of the connections between them, or "
            "untick all but one.").format(names=listed(names)), names)


@check
def order(it: Submission) -> Iterator[Finding]:
    """A unit that needs another one's result, where the farm starts both as it likes."""
    before = waits_for((*it.scene.units, *it.units))
    for unit in it.units:
        needed = before.get(unit.name, frozenset())
        lost = tuple(each.name for each in it.units
                     if each.name in needed and unit.name not in before[each.name]
                     and not _kept(it.traits.ordered_kind, each, unit))
        if lost:
            yield Finding(codes.NO_ORDER, Severity.WARNING, _(
                "The farm cannot wait for {first} before it starts {second}, which needs its result: submit {first} "
                "by itself, fetch what it writes, then submit {second}.").format(
                    first=listed(lost), second=unit.name), (unit.name, *lost))


def _kept(ordered: str, first: RenderUnit, second: RenderUnit) -> bool:
    """Whether the farm does ``first`` before ``second``: simulations in their order, renders after all of them."""
    if not ordered or first.kind == RENDER:
        return False
    return second.kind == RENDER or first.kind == second.kind == ordered
