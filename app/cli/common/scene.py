"""Read a scene and choose what was typed, for whatever submits it or plans it."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...core.assets.choosing import sent_files
from ...core.assets.found import AssetState
from ...core.common.errors import BadInput, Blocked, NoAnswer, NotPlanned
from ...core.common.i18n import _, aside, count, labelled, listed
from ...core.model import format
from ...core.model.apart import LAYERS
from ...core.model.job_identity import check_job_name, check_texts
from ...core.model.need import Need
from ...core.model.result_names import check_pattern
from ...core.session.following import connect, hints, until
from ...core.session.session import Session
from ...core.session.state import State
from ...core.session.typed import (
    layers_typed,
    need_layers,
    need_offered,
    need_overridable,
    need_unlocked,
    place_typed,
    sent_as_it_is,
    units_typed,
)
from ...core.settings.settings import Settings
from ...hosts.scenes import read_scene
from .connecting import connected, opened
from .terminal import say


def prepare(options: argparse.Namespace, scene: Path) -> Session:
    """A session with the scene gathered and checked, ready to submit.

    Raises:
        Blocked: findings keep it from being submitted, a line each.
        BadInput: what was typed is no choice, or the scene could not be read.
    """
    _accept_roots(options)
    session = connected(options, read_scene(scene))
    _need_ready(_gathered(session, options))
    return session


def prepare_to_plan(options: argparse.Namespace, scene: Path) -> Session:
    """Return a session to plan with; where the farm does not answer, say what is known of the scene without it.

    Raises:
        NotPlanned: the farm does not answer.
        Blocked, BadInput: as of ``prepare``.
    """
    _accept_roots(options)
    session = opened(options, read_scene(scene))
    try:
        connect(session, options.timeout)
    except NoAnswer as away:
        state = _gathered(session, options, offered=False)
        why = _("No plan was written: environment and hardware are chosen from what the farm offers.")
        files = [{"path": file.path, "size": file.size} for file in sent_files(state.scene.assets)]
        raise NotPlanned("\n".join((str(away), why, *(finding.text for finding in state.submit.errors))), away.code,
                         _findings(state), files) from away
    _need_ready(_gathered(session, options))
    return session


def _need_ready(state: State) -> None:
    if state.reasons:
        raise Blocked("\n".join((*state.reasons, *hints(state))), _findings(state))


def _accept_roots(options: argparse.Namespace) -> None:
    if options.send_from:
        Settings(options.home).accept_roots(str(folder.expanduser().absolute()) for folder in options.send_from)


def _gathered(session: Session, options: argparse.Namespace, offered: bool = True) -> State:
    """Gather the scene with what was typed; ``offered``: what the farm offers is known, and typed names are among it.

    Raises:
        BadInput: what was typed is no choice, or the scene could not be read.
    """
    session.scene.refresh()
    if offered:
        need_offered(session.state, options.environment, options.hardware, options.project or None)
    _choose(session, options)
    state = until(session, lambda state: state.scene.gathered or (not state.busy and bool(state.message)))
    if not state.scene.gathered:
        raise BadInput(state.message)
    _tell(state)
    return state


def _findings(state: State) -> list[dict[str, object]]:
    return [{"code": each.code, "severity": each.severity.name.lower(), "text": each.text, "nodes": list(each.nodes),
             "details": list(each.details)} for each in state.submit.findings]


def _choose(session: Session, options: argparse.Namespace) -> None:
    """Choose what was typed; all else is as the scene, the user and the studio have it."""
    state = session.state
    check_pattern(options.name_pattern or "")
    check_job_name(options.name or "")
    check_texts(options.comment or "", options.batch or "", options.name or "")
    place = place_typed(options.output.resolve() if options.output else None, bool(options.own_output))
    if options.layer and options.view_layer:
        raise BadInput(_("View layers are rendered either together (--view-layer) or as tasks of their own (--layer): "
                         "choose one."))
    need_overridable(state, {"scene": options.scene_name, "view_layers": tuple(options.view_layer)})
    apart, units = options.apart, units_typed(state, options.camera, options.scene_name)
    if options.layer:
        apart = tuple(dict.fromkeys((*(apart or ()), LAYERS)))
        units = layers_typed(state, options.layer, units, apart)
    need_layers(state, units, options.view_layer)
    said = {
        "environment": options.environment, "hardware": options.hardware, "project": options.project,
        "frames": options.frames, "units": units, "view_layers": tuple(options.view_layer) or None,
        "apart": apart, "movie": options.movie, "tiles": options.tiles,
        "samples": options.samples, "percentage": options.percentage, "device": options.device,
        "simplify": options.simplify, "allow_missing": options.allow_missing or None,
        "leave_out": tuple(options.leave_out) or None, "send_too": tuple(options.send_too) or None,
        "download": False if options.no_download else None, "fetch": options.fetch,
        "check_content": options.check_content, "name_pattern": options.name_pattern, "priority": options.priority,
        "budget": options.budget,
        "job_name": options.name, "comment": options.comment, "batch": options.batch,
        **place}
    said = {name: value for name, value in said.items() if value is not None}
    need_unlocked(state, said)
    need_overridable(state, said)
    session.submit.choose(**said)
    if sent_as_it_is(session.state):
        say(sent_as_it_is(session.state))


def _tell(state: State) -> None:
    """Print what was read from the scene: its files, their size and the frames."""
    name = state.scene.scene.path.name if state.scene.scene and state.scene.scene.path else ""
    say(_("{name}: {files}, {size}; {frames}").format(
        name=name, files=count("{n} file", "{n} files", state.scene.amounts.files),
        size=format.size(state.scene.amounts.bytes), frames=count("{n} frame", "{n} frames", state.submit.frame_count)))
    for asset in state.scene.assets:
        if asset.state is not AssetState.FOUND and asset.need is Need.NEEDED and asset.included:
            say("  " + labelled(asset.state.value, aside(asset.path, listed(asset.used_by))))
    for finding in state.submit.findings:
        if finding.severity and finding not in state.submit.errors:
            say(f"  {finding.text}")
