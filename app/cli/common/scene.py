"""Read a scene and choose what was typed, for whatever submits it or plans it."""

from __future__ import annotations

import argparse
from typing import Any

from ...core.assets.found import AssetState
from ...core.assets.gathered import gathered
from ...core.common.errors import BadInput
from ...core.common.i18n import _, count
from ...core.model.need import Need
from ...core.model.result_names import check_pattern
from ...core.session.following import hints, until
from ...core.session.session import Session
from ...core.session.state import State
from ...core.settings.settings import Settings
from ...hosts.scenes import read_scene
from .connecting import connected
from .terminal import say


def prepare(options: argparse.Namespace) -> Session:
    """A session with the scene gathered and checked, ready to submit.

    Raises:
        BadInput: what keeps it from being submitted, a line each.
    """
    if options.send_from:
        Settings(options.home).accept_roots(str(folder.expanduser().absolute()) for folder in options.send_from)
    session = connected(options, read_scene(options.scene))
    session.scene.refresh()
    _choose(session, options)
    state = until(session, lambda state: state.scene.gathered or (not state.busy and bool(state.message)))
    if not state.scene.gathered:
        raise BadInput(state.message)
    _tell(state)
    if state.reasons:
        raise BadInput("\n".join((*state.reasons, *hints(state))))
    return session


def _choose(session: Session, options: argparse.Namespace) -> None:
    state = session.state
    withheld = state.environments.withheld
    _one_of(options.environment, [each.name for each in state.environments.known], _("render environment"),
            unlisted="environments" in withheld)
    _one_of(options.hardware, [each.id for each in state.environments.hardware], _("hardware configuration"))
    _one_of(options.project or None, list(state.environments.projects), _("project"),
            unlisted="projects" in withheld)
    units = None
    check_pattern(options.name_pattern or "")
    if options.camera:
        units = frozenset(unit.id for unit in _units(state) if unit.camera == options.camera)
        _one_of(options.camera, [unit.camera for unit in _units(state)], _("camera"))
    said = {
        "environment": options.environment, "hardware": options.hardware, "project": options.project,
        "frames": options.frames, "units": units, "allow_missing": options.allow_missing or None,
        "leave_out": tuple(options.leave_out) or None, "send_too": tuple(options.send_too) or None,
        "output_folder": str(options.output.resolve()) if options.output else None,
        "download": False if options.no_download else None, "fetch": options.fetch,
        "name_pattern": options.name_pattern, "priority": options.priority}
    _choose_as_said(session, {name: value for name, value in said.items() if value is not None})


def _choose_as_said(session: Session, said: dict[str, Any]) -> None:
    """Choose what was typed; all else is as the scene, the user and the studio have it.

    Raises:
        BadInput: the studio has locked something else.
    """
    choices, locked = session.state.submit.choices, session.state.settings.locked
    for name, value in said.items():
        if name in locked and value != getattr(choices, name):
            raise BadInput(_("“{name}” is set by the studio to “{value}”: ask whoever looks after it.").format(
                name=name.replace("_", " "), value=getattr(choices, name)))
    session.submit.choose(**said)


def _units(state: State) -> tuple[Any, ...]:
    return state.scene.scene.units if state.scene.scene else ()


def _one_of(wanted: object, known: list[Any], what: str, *, unlisted: bool = False) -> None:
    if wanted is not None and unlisted:
        raise BadInput(_("This account may not list what there is, so “{name}” ({what}) cannot be checked: ask the "
                         "owner of the account to allow it.").format(what=what, name=wanted))
    if wanted is not None and wanted not in known:
        raise BadInput(_("There is no {what} “{name}”; there is: {known}.").format(
            what=what, name=wanted, known=", ".join(map(str, dict.fromkeys(known))) or "–"))


def _tell(state: State) -> None:
    """Print what was read from the scene: its files, their size and the frames."""
    files = gathered(state.scene.assets).file_count
    name = state.scene.scene.path.name if state.scene.scene and state.scene.scene.path else ""
    say(_("{name}: {files}, {size:.1f} MB; {frames}").format(
        name=name, files=count("{n} file beside the scene", "{n} files beside the scene", files),
        size=state.scene.asset_bytes / 1e6, frames=count("{n} frame", "{n} frames", state.submit.frame_count)))
    for asset in state.scene.assets:
        if asset.state is not AssetState.FOUND and asset.need is Need.NEEDED and asset.included:
            say(f"  {asset.state.value}: {asset.path} ({', '.join(asset.used_by)})")
    for finding in state.submit.findings:
        if finding.severity and finding not in state.submit.errors:
            say(f"  {finding.text}")
