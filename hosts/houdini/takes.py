"""ROPs that render another take than the current one.

The farm's format names a node and its frames, and no take; Houdini itself changes to the take that a node names when it
renders it. What has to be read under that take is what we tell the farm of the node: frames, size, camera, result.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

import hou

from ...core.common.i18n import _, listed
from ..reading import Reader
from .classes import OpNode
from .parameters import text

OWN = ("", "_current_")
"""Values of the parameter ``take`` that mean the current take."""


@contextlib.contextmanager
def under_take_of(node: OpNode, parameters: Iterable[hou.Parm], reader: Reader, alone: bool) -> Iterator[bool]:
    """Read under the take that ``node`` renders; whatever happens, the current one is put back.

    Gives whether what is read of ``parameters`` is what is rendered.

    The take is changed only if it has a value of its own for one of ``parameters``, and only ``alone``, in a scene that
    we opened to read it: in front of an artist Houdini would cook again, and count the scene as changed. There it is
    said instead.
    """
    name, current = text(node, "take"), hou.takes.currentTake()
    if name in (*OWN, current.name()):
        yield True
        return
    take = hou.takes.findTake(name)
    if take is None:
        reader.say(node.path(), _("it renders the take {take}, which is not in the scene: choose another one at its "
                                   "Render With Take").format(take=name))
        yield False
        return
    own = _own(take, current, parameters)
    if own and not alone:
        reader.say(node.path(), _(
            "the farm renders its take {take}, in which {parameters} have other values than shown here: make {take} "
            "the current take before you submit, or type its frames").format(take=name, parameters=listed(own)))
    if not own or not alone:
        yield not own
        return
    with hou.undos.disabler():
        try:
            hou.takes.setCurrentTake(take)
            yield True
        finally:
            hou.takes.setCurrentTake(current)


def _own(take: hou.Take, current: hou.Take, parameters: Iterable[hou.Parm]) -> list[str]:
    """The paths of those parameters of which one take has another value than the other."""
    apart = _differing(take, current)
    return [parm.path() for parm in parameters if any(each.hasParmTuple(parm.tuple()) for each in apart)]


def _differing(one: hou.Take, other: hou.Take) -> list[hou.Take]:
    """The takes that only one of the two inherits from, themselves included."""
    lines = {each.path(): each for each in _line(one)}, {each.path(): each for each in _line(other)}
    return [take for line, against in (lines, lines[::-1]) for path, take in line.items() if path not in against]


def _line(take: hou.Take | None) -> Iterator[hou.Take]:
    """A take and those above it; the values of the first of them, the main take, are the scene's."""
    while take is not None:
        yield take
        take = take.parent()
