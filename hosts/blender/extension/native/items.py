"""The entries of our dropdowns, made of the state of the session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .....core.common.i18n import _, count
from .....core.model.choices import CPU, GPU
from . import live

Item = Tuple[str, str, str, str, int]
"""Identifier, text, description, icon, number: an entry as Blender takes it."""

NONE: tuple[Item, ...] = (("-", "–", "", "NONE", 0),)
SEVERAL = "*"
"""The entry that stands for several cameras at once; no unit has this id."""

MOVIES, DEVICES = (None, True, False), ("", CPU, GPU)
"""Values of the choices, in the order of the entries of these two dropdowns."""

_kept: dict[str, str] = {}
"""Every text that Blender was given: it keeps no copy, and reads freed memory where Python lets go of one."""


def environments(_owner: Any = None, _context: Any = None) -> tuple[Item, ...]:
    """The account's render environments, the one that fits best first."""
    state = live.state()
    known = state.environments.known if state else ()
    return _items((each.name, each.name, each.contents, "SCENE_DATA") for each in known)


def hardware(_owner: Any = None, _context: Any = None) -> tuple[Item, ...]:
    """The kinds of render nodes; one that the environment cannot use says why."""
    state = live.state()
    if state is None:
        return NONE
    from .....core.checks.target import why_not  # noqa: PLC0415 - its libraries are found once there is a session

    there = environment_now(state)
    found = []
    for each in state.environments.hardware:
        reason = why_not(each, there)
        found.append((str(each.id), each.label, reason[:1].upper() + reason[1:],
                      "ERROR" if reason else "RESTRICT_RENDER_OFF"))
    return _items(found)


def cameras(_owner: Any = None, _context: Any = None) -> tuple[Item, ...]:
    """One entry for each render unit, and one for several of them where several are chosen."""
    state = live.state()
    units = state.scene.scene.units if state and state.scene.scene else ()
    if not units:
        return _items([])
    from .....core.plan.blender import TRAITS  # noqa: PLC0415 - as above

    scenes = {unit.name for unit in units}
    none = TRAITS.say(_("No camera"))
    found = [(unit.id, (unit.camera or none) if len(scenes) == 1 else f"{unit.name}: {unit.camera or '–'}",
              unit.name, "CAMERA_DATA") for unit in units]
    chosen = len(units_now(state)) if state else 0
    if chosen != 1:
        found.insert(0, (SEVERAL, count("{n} camera", "{n} cameras", chosen), "", "OUTLINER_OB_CAMERA"))
    return _items(found)


def movies(_owner: Any = None, _context: Any = None) -> tuple[Item, ...]:
    """Return whether a movie may be made of the frames, in the order of ``MOVIES``."""
    return _items((("SCENE", _("As in the scene"), "", "SCENE_DATA"), ("YES", _("Make a movie"), "", "FILE_MOVIE"),
                   ("NO", _("None"), "", "X")))


def devices(_owner: Any = None, _context: Any = None) -> tuple[Item, ...]:
    """Return what Cycles may render on, in the order of ``DEVICES``."""
    return _items((("SCENE", _("As in the scene"), "", "SCENE_DATA"), (CPU, _("Processor"), "", "NONE"),
                   (GPU, _("Graphics card"), "", "NONE")))


def environment_now(state: Any) -> Any:
    """The environment that a submission would use; None where there is none."""
    from .....core.plan.build import pick_environment  # noqa: PLC0415 - as above
    from .....core.plan.hosts import traits_of  # noqa: PLC0415 - as above

    scene = state.scene.scene
    return pick_environment(traits_of(state.scene.host), state.environments.known, state.submit.choices,
                            scene.version if scene else "")


def hardware_now(state: Any) -> Any:
    """The kind of node that a submission would use; None where there is none."""
    from .....core.plan.build import pick_hardware  # noqa: PLC0415 - as above

    return pick_hardware(state.environments.hardware, state.submit.choices)


def units_now(state: Any) -> tuple[Any, ...]:
    """The render units that a submission would render."""
    from .....core.model.apart import selected  # noqa: PLC0415 - as above

    return selected(state.scene.scene, state.submit.choices) if state.scene.scene else ()


def number_of(items: tuple[Item, ...], identifier: str) -> int:
    """The number of an entry, the first one's where there is no such entry."""
    return next((item[4] for item in items if item[0] == identifier), 0)


def identifier_of(items: tuple[Item, ...], number: int) -> str:
    """The identifier of the entry with this number; empty where there is none."""
    return next((item[0] for item in items if item[4] == number and item is not NONE[0]), "")


def _items(found: Iterable[tuple[str, str, str, str]]) -> tuple[Item, ...]:
    made = tuple((*(_kept.setdefault(text, text) for text in each), number) for number, each in enumerate(found))
    return made or NONE  # type: ignore[return-value]
