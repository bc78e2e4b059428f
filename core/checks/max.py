"""Checks of what only a 3ds Max scene has: they read the details that ``hosts/max`` gives a scene and its units.

Source of the modes and files of V-Ray's global illumination: the farm's document "3ds Max configuration profile", and
its codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..common.i18n import _, count
from ..model import finding_codes as codes
from ..model.finding import Finding, Severity
from ..model.host import RenderUnit
from .submission import Submission, check

FROM_FILE = "2"
FILE_MODES = {FROM_FILE: codes.MISSING["vrmap"], "7": codes.NO_ANIMATION_MAP}
"""Modes of the irradiance map that read one -> the farm's code for none."""
IRRADIANCE, LIGHT_CACHE = "0", "3"
"""Engines."""
OTHER_VIEW = "other"
"""The detail ``view`` of cameras where the active view is none of them, and nothing else says what is rendered."""


@check
def state_sets(it: Submission) -> Iterator[Finding]:
    """The farm renders the scene as it is saved: nothing in task.json activates a state set."""
    picked = tuple(name for unit in it.units if (name := _detail(unit, "state_set")))
    if picked:
        yield Finding(codes.STATE_SETS, Severity.WARNING, count(
            "{n} state set is not active: of it only camera and frames are rendered, its other settings show only "
            "once it is active. Activate it, save, and submit it by itself.",
            "{n} state sets are not active: of them only cameras and frames are rendered, their other settings show "
            "only once they are active. Activate one, save, and submit it by itself.", len(picked)), picked)
    others = tuple(name for name in it.scene.details.get("state_sets", "").splitlines() if name not in picked)
    if others:
        yield Finding(codes.STATE_SETS, Severity.NOTE, count(
            "{n} state set is not active and was not read: the farm renders the scene as it is saved. To render it, "
            "activate it, save, and submit again.",
            "{n} state sets are not active and were not read: the farm renders the scene as it is saved. To render "
            "one, activate it, save, and submit again.", len(others)), others)


@check
def batch_views(it: Submission) -> Iterator[Finding]:
    """Batch Render applies scene states and presets; task.json has no place for them."""
    units = [unit for unit in it.units if _detail(unit, "scene_state") or _detail(unit, "preset")]
    if units:
        yield Finding(codes.BATCH_VIEWS, Severity.WARNING, count(
            "{n} batch view has a scene state or a render preset, which the farm does not apply: restore it, save, "
            "and submit this view by itself.",
            "{n} batch views have scene states or render presets, which the farm does not apply: restore one, save, "
            "and submit this view by itself.", len(units)), tuple(unit.name for unit in units),
            tuple(value for unit in units for name in ("scene_state", "preset") if (value := _detail(unit, name))))


@check
def light_maps(it: Submission) -> Iterator[Finding]:
    """V-Ray would read a map of light that nobody named."""
    if not _on(it, "gi"):
        return
    code = FILE_MODES.get(_setting(it, "irradiance_map_mode") or "")
    if code and _setting(it, "primary_gi_engine") == IRRADIANCE and _setting(it, "irrmap_file") == "":
        yield Finding(code, Severity.ERROR, _(
            "V-Ray takes its irradiance map from a file, and none is named: name it, or let V-Ray compute it."))
    engines = (_setting(it, "primary_gi_engine"), _setting(it, "secondary_gi_engine"))
    if LIGHT_CACHE in engines and _setting(it, "light_cache_mode") == FROM_FILE and (
            _setting(it, "light_cache_file") == ""):
        yield Finding(codes.MISSING["vrlmap"], Severity.ERROR, _(
            "V-Ray takes its light cache from a file, and none is named: name it, or let V-Ray compute it."))


@check
def light_modes(it: Submission) -> Iterator[Finding]:
    """Modes that add each frame to what the one before left: many machines have no such order."""
    if not _on(it, "gi"):
        return
    engines = (_setting(it, "primary_gi_engine"), _setting(it, "secondary_gi_engine"))
    if engines[0] == IRRADIANCE and _setting(it, "irradiance_map_mode") == "1":
        yield Finding(codes.MULTI_FRAME, Severity.ERROR, _(
            "The farm does not take V-Ray's irradiance map in the mode “Multiframe incremental”: choose another mode."))
    if engines[0] == IRRADIANCE and _setting(it, "irradiance_map_mode") == "3":
        yield Finding(codes.ADD_TO_MAP, Severity.ERROR, _(
            "The farm does not take V-Ray's irradiance map in the mode “Add to current map”: choose another mode."))
    if LIGHT_CACHE in engines and _setting(it, "light_cache_mode") == "3":
        yield Finding(codes.PATH_TRACING, Severity.ERROR, _(
            "The farm does not take V-Ray's light cache in the mode “Progressive path tracing”: choose another mode."))


@check
def only_light(it: Submission) -> Iterator[Finding]:
    """A switch for computing maps of light that is easily forgotten."""
    if _setting(it, "onlyphoton") == "true":
        yield Finding(codes.ONLY_LIGHT, Severity.WARNING, _(
            "“Don't render final image” is on in V-Ray: the farm would compute light and render no pictures."))


@check
def buffer_files(it: Submission) -> Iterator[Finding]:
    """V-Ray's frame buffer is told to save, and not where."""
    if not _on(it, "vfb"):
        return
    if _setting(it, "rend_raw_img_name") == "true" and _setting(it, "raw_img_name") == "":
        yield Finding(codes.NO_RAW_FILE, Severity.WARNING, _(
            "V-Ray's frame buffer saves raw pictures, and no file is named: name one, or switch it off."))
    if _setting(it, "save_sep_channel") == "true" and _setting(it, "channel_file") == "":
        yield Finding(codes.NO_CHANNEL_FILE, Severity.WARNING, _(
            "V-Ray's frame buffer saves separate channels, and no file is named: name one, or switch it off."))


@check
def viewed_camera(it: Submission) -> Iterator[Finding]:
    """Render shows the active view: where that is no camera, nobody has said which one is meant."""
    if it.choices.units is not None or not any(_detail(unit, "view") == OTHER_VIEW for unit in it.scene.units):
        return
    if it.units:
        yield Finding(codes.NO_VIEWED_CAMERA, Severity.WARNING, _(
            "The active view is no camera: “{camera}”, the only one, is rendered instead of that view.").format(
                camera=it.units[0].camera), tuple(unit.camera for unit in it.units))
    else:
        yield Finding(codes.NO_VIEWED_CAMERA, Severity.WARNING, _(
            "The active view is no camera, and the scene has several: tick those to be rendered."))


def _detail(unit: RenderUnit, name: str) -> str:
    return dict(unit.details).get(name, "")


def _setting(it: Submission, name: str) -> str | None:
    """None where the renderer has no such setting, or did not tell it."""
    return it.scene.details.get(f"renderer.{name}")


def _on(it: Submission, name: str) -> bool:
    return _setting(it, name) == "1"
