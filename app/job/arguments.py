"""The arguments of ``submit`` and ``plan``: their types, and the sentence about one that cannot be used."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Callable, NamedTuple, TypedDict, Union

from ..core.common.errors import BadInput
from ..core.common.i18n import _, listed
from ..core.model.apart import CAMERAS, LAYERS
from ..core.model.choices import FETCH, IF_FAILED
from ..core.model.frames import parse
from ..core.model.overrides import LIMITS
from ..core.money.amounts import MOST


class Wanted(TypedDict, total=False):
    """What may be wanted for a scene; whatever is left out is as the scene, the user and the studio have it."""

    preset: str
    """The name of a preset, whose choices it begins with."""
    project: str
    scene_name: str
    """A scene within the file."""
    camera: str
    view_layers: Sequence[str]
    """View layers to render together."""
    layers: Sequence[str]
    """View layers to render as tasks of their own."""
    apart: Sequence[str]
    """``layers``, ``cameras`` or both: a task for each."""
    tiles: int
    """Parts of each frame."""
    samples: int
    percentage: int
    """Per cent of the resolution."""
    device: str
    """CPU or GPU."""
    simplify: int
    output: Union[str, Path]
    """The folder for the results; one that is relative is below the current folder."""
    own_output: bool
    """Whether the results go where the scene's own output path says."""
    movie: bool
    download: bool
    """Whether the results are fetched."""
    fetch: str
    """``finished``: each frame as it finishes; ``end``: all when the task is over."""
    name_pattern: str
    name: str
    comment: str
    batch: str
    budget: float
    """The most that its tasks may cost together: they are paused when that is used up."""
    priority: int
    """50 or 60."""
    after: Sequence[Union[int, str]]
    """Numbers of tasks, or ids of submissions, that must end well before this one is started."""
    if_failed: str
    """``wait``, ``start`` or ``give up``: what becomes of this one where one of those does not end well."""
    allow_missing: bool
    leave_out: Sequence[str]
    send_too: Sequence[str]
    check_content: bool
    send_from: Sequence[Union[str, Path]]
    """Folders that files may be sent from, now and later."""


class _Kind(NamedTuple):
    fits: Callable[[Any], bool]
    words: Callable[[], str]


def _whole(least: int, most: int) -> _Kind:
    return _Kind(lambda value: _is_whole(value) and least <= value <= most,
                 lambda: _("a whole number from {least} to {most}").format(least=least, most=most))


def _one_of(*names: object) -> _Kind:
    return _Kind(lambda value: not isinstance(value, bool) and value in names,
                 lambda: _("one of these: {names}").format(names=listed(map(str, names))))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _parses(frames: str) -> bool:
    """Whether these are frames.

    Raises:
        BadFrames: they are not, and why.
    """
    return bool(not frames or parse(frames))


def _several(value: object, *kinds: type) -> bool:
    return (isinstance(value, Sequence) and not isinstance(value, (str, bytes))
            and all(isinstance(each, kinds) and not isinstance(each, bool) for each in value))


_TEXT = _Kind(lambda value: isinstance(value, str), lambda: _("a text"))
_BOTH = _Kind(lambda value: isinstance(value, bool), lambda: _("True or False"))
_TEXTS = _Kind(lambda value: _several(value, str), lambda: _("a list of texts"))
_PLACE = _Kind(lambda value: isinstance(value, (str, os.PathLike)) and bool(os.fspath(value)), lambda: _("a folder"))
_PLACES = _Kind(lambda value: _several(value, str, os.PathLike), lambda: _("a list of folders"))

KINDS: Mapping[str, _Kind] = {
    "frames": _Kind(lambda value: isinstance(value, str) and _parses(value), _TEXT.words),
    **dict.fromkeys(("environment", "preset", "project", "scene_name", "camera", "name_pattern", "name",
                     "comment", "batch"), _TEXT),
    **dict.fromkeys(("own_output", "movie", "download", "allow_missing", "check_content"), _BOTH),
    **dict.fromkeys(("view_layers", "layers", "leave_out", "send_too"), _TEXTS),
    **{name: _whole(*LIMITS[name]) for name in LIMITS},
    "hardware": _Kind(_is_whole, lambda: _("the number of a hardware configuration")),
    "tiles": _whole(1, 64),
    "apart": _Kind(lambda value: _several(value, str) and set(value) <= {LAYERS, CAMERAS},
                   lambda: _("a list of these: {names}").format(names=listed((LAYERS, CAMERAS)))),
    "device": _one_of("CPU", "GPU"), "fetch": _one_of(*FETCH), "priority": _one_of(50, 60),
    "if_failed": _one_of(*IF_FAILED), "output": _PLACE, "send_from": _PLACES,
    "after": _Kind(lambda value: _several(value, str, int), lambda: _("a list of tasks")),
    "budget": _Kind(lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)
                    and 0 < value <= float(MOST), lambda: _("an amount above 0")),
}


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was given, without what is None, in the types that a session takes.

    Raises:
        BadInput: an argument is unknown or cannot be used; the sentence names it.
    """
    unknown = [name for name in given if name not in KINDS]
    if unknown:
        raise BadInput(_("There is no argument “{name}”; there is: {known}.").format(
            name=unknown[0], known=listed(sorted(KINDS))))
    said = {name: value for name, value in given.items() if value is not None}
    for name, value in said.items():
        if not KINDS[name].fits(value):
            raise BadInput(_("The argument “{name}” must be {what}; it is {value}.").format(
                name=name, what=KINDS[name].words(), value=repr(value)))
    if "output" in said:
        said["output"] = Path(said["output"]).expanduser().resolve()
    if "after" in said:
        said["after"] = tuple(map(str, said["after"]))
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
