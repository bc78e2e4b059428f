"""What is chosen in the native panel, as properties of Blender's: each reads and sets the open session's choices.

They lie on Blender's window manager, and hold nothing themselves: so there is one truth for all windows, and nothing of
them is in a file or in a step of undo.
"""

from __future__ import annotations

from typing import Any, Callable

import bpy

from .....core.model.overrides import LIMITS
from ...scene.paths import RELATIVE
from . import items, live, own_settings

props: Any = bpy.props  # its stubs say that it answers nothing
PREFIX = "foxsubmit_"
"""How their names begin: ``window_manager.foxsubmit_frames``. A group of properties would leave a trace in files."""

_page: list[int] = [1]
"""The page of thumbnails that is looked at."""


def _reads(field: str, default: Any) -> Callable[[Any], Any]:
    def get(_owner: Any) -> Any:
        state = live.state()
        return getattr(state.submit.choices, field) if state else default

    return get


def _sets(field: str) -> Callable[[Any, Any], None]:
    def choose(_owner: Any, value: Any) -> None:
        live.choose(**{field: value})

    return choose


def _get_environment(_owner: Any) -> int:
    state = live.state()
    there = items.environment_now(state) if state else None
    return items.number_of(items.environments(), there.name if there else "")


def _set_environment(_owner: Any, number: int) -> None:
    name = items.identifier_of(items.environments(), number)
    if name:
        live.choose(environment=name)


def _get_hardware(_owner: Any) -> int:
    state = live.state()
    node = items.hardware_now(state) if state else None
    return items.number_of(items.hardware(), str(node.id) if node else "")


def _set_hardware(_owner: Any, number: int) -> None:
    identifier = items.identifier_of(items.hardware(), number)
    if identifier:
        live.choose(hardware=int(identifier))


def _get_camera(_owner: Any) -> int:
    state = live.state()
    units = items.units_now(state) if state else ()
    return items.number_of(items.cameras(), units[0].id if len(units) == 1 else items.SEVERAL)


def _set_camera(_owner: Any, number: int) -> None:
    identifier = items.identifier_of(items.cameras(), number)
    if identifier not in ("", items.SEVERAL):
        live.choose(units=frozenset((identifier,)))


def _get_frames(_owner: Any) -> str:
    state = live.state()
    if state is None:
        return ""
    from .....core.plan.build import own_frames  # noqa: PLC0415 - its libraries are found once there is a session

    typed = state.submit.choices.frames
    return own_frames(state.scene.scene, state.submit.choices) if typed is None else typed


def _set_frames(_owner: Any, text: str) -> None:
    live.choose(frames=text.strip() or None)


def _set_folder(_owner: Any, text: str) -> None:
    live.choose(output_folder=bpy.path.abspath(text) if text else "")


def page() -> int:
    """The page of thumbnails that is looked at, counted from 1."""
    return _page[0]


def _set_page(_owner: Any, number: int) -> None:
    _page[0] = number


def _get_item(field: str, values: tuple[Any, ...]) -> Callable[[Any], int]:
    """Return the place of what is chosen among ``values``, in the order of the dropdown's entries."""
    def get(_owner: Any) -> int:
        state = live.state()
        return values.index(getattr(state.submit.choices, field)) if state else 0

    return get


def _set_item(field: str, values: tuple[Any, ...]) -> Callable[[Any, int], None]:
    def choose(_owner: Any, number: int) -> None:
        live.choose(**{field: values[number]})

    return choose


def _override(field: str, name: str, description: str, **more: Any) -> dict[str, Any]:
    """Return a mark by which a number is another one than the scene's, and the number; without the mark the scene's."""
    def number(_owner: Any) -> int:
        state = live.state()
        chosen = getattr(state.submit.choices, field) if state else None
        return own_settings.number(field) if chosen is None else int(chosen)

    def is_on(_owner: Any) -> bool:
        state = live.state()
        return state is not None and getattr(state.submit.choices, field) is not None

    def switch(owner: Any, on: bool) -> None:
        live.choose(**{field: number(owner) if on else None})

    least, most = LIMITS[field]
    return {
        f"with_{field}": props.BoolProperty(name=name, description=description, get=is_on, set=switch),
        field: props.IntProperty(name=name, description=description, min=least, max=most, get=number,
                                 set=_sets(field), **more)}


PROPERTIES: dict[str, Any] = {
    "environment": props.EnumProperty(
        name="Environment", description="Software and plug-ins with which the farm opens the scene",
        items=items.environments, get=_get_environment, set=_set_environment),
    "hardware": props.EnumProperty(
        name="Hardware", description="The kind of machine that renders",
        items=items.hardware, get=_get_hardware, set=_set_hardware),
    "camera": props.EnumProperty(
        name="Camera", description="The camera that is rendered",
        items=items.cameras, get=_get_camera, set=_set_camera),
    "frames": props.StringProperty(
        name="Frames", description="1-10, 1-10[2] or 1,5,9; empty: the scene's own",
        get=_get_frames, set=_set_frames),
    "test_first": props.BoolProperty(
        name="First", description="Render the first frame before all others",
        get=_reads("test_first", False), set=_sets("test_first")),
    "test_middle": props.BoolProperty(
        name="Middle", description="Render the middle frame before all others",
        get=_reads("test_middle", False), set=_sets("test_middle")),
    "test_last": props.BoolProperty(
        name="Last", description="Render the last frame before all others",
        get=_reads("test_last", False), set=_sets("test_last")),
    "test_frames": props.StringProperty(
        name="Test frames", description="Further frames that are rendered before all others: 1, 60, 120",
        get=_reads("test_frames", ""), set=_sets("test_frames")),
    "pause_after_test": props.BoolProperty(
        name="Pause after test", description="Wait for you before the other frames are rendered",
        get=_reads("pause_after_test", False), set=_sets("pause_after_test")),
    "output_folder": props.StringProperty(
        name="Folder", description="Where the frames go on this machine; empty: fox_renders beside the scene",
        subtype="DIR_PATH", options=RELATIVE, get=_reads("output_folder", ""), set=_set_folder),
    "download": props.BoolProperty(
        name="Fetch frames", description="Bring each frame to this machine as soon as it is finished",
        get=_reads("download", True), set=_sets("download")),
    "own_output": props.BoolProperty(
        name="The scene's own path", description="Put results where the scene's output path says",
        get=_reads("own_output", False), set=_sets("own_output")),
    "movie": props.EnumProperty(
        name="Movie", description="Make a movie of the frames when they are here",
        items=items.movies, get=_get_item("movie", items.MOVIES), set=_set_item("movie", items.MOVIES)),
    "device": props.EnumProperty(
        name="Device", description="What Cycles renders on, for this submission",
        items=items.devices, get=_get_item("device", items.DEVICES), set=_set_item("device", items.DEVICES)),
    **_override("samples", "Samples", "Samples of Cycles and EEVEE, for this submission"),
    **_override("percentage", "Resolution", "Percentage of the resolution, for this submission", subtype="PERCENTAGE",
                soft_max=100),
    **_override("simplify", "Subdivisions", "The most subdivisions of a surface, for this submission",
                soft_max=6),
    "page": props.IntProperty(
        name="Page", description="Which of the thumbnails are shown", min=1,
        get=lambda _owner: page(), set=_set_page),
}
"""The choices that the native panel offers; "Open panel" has everything else."""


def register() -> None:
    """Give the window manager our properties."""
    for name, each in PROPERTIES.items():
        setattr(bpy.types.WindowManager, f"{PREFIX}{name}", each)


def unregister() -> None:
    """Take them away again, and forget the page."""
    for name in PROPERTIES:
        delattr(bpy.types.WindowManager, f"{PREFIX}{name}")
    _page[0] = 1
