"""Read a scene and choose what was typed, for whatever submits it or plans it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ...core.assets.choosing import sent_files
from ...core.assets.found import AssetState
from ...core.common.errors import NoAnswer, NotPlanned
from ...core.common.i18n import _, aside, count, labelled, listed
from ...core.model import format
from ...core.model.need import Need
from ...core.session.following import connect
from ...core.session.session import Session
from ...core.session.state import State
from ...core.settings.settings import Settings
from ...hosts.scenes import read_scene
from ...job.preparing import findings, gathered, need_ready
from .connecting import connected, opened
from .terminal import say

SAME = ("preset", "environment", "hardware", "project", "frames", "scene_name", "camera", "own_output", "apart",
        "movie", "tiles", "samples", "percentage", "device", "simplify", "allow_missing", "leave_out", "send_too",
        "fetch", "check_content", "name_pattern", "priority", "budget", "name", "comment", "batch")
"""Options that ``foxsubmit.job.submit`` takes under the same name."""


def prepare(options: argparse.Namespace, scene: Path) -> Session:
    """A session with the scene gathered and checked, ready to submit.

    Raises:
        Blocked: findings keep it from being submitted, a line each.
        BadInput: what was typed is no choice, or the scene could not be read.
    """
    _accept_roots(options)
    session = connected(options, read_scene(scene))
    need_ready(_gathered(session, options))
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
                         findings(state), files) from away
    need_ready(_gathered(session, options))
    return session


def _accept_roots(options: argparse.Namespace) -> None:
    if options.send_from:
        Settings(options.home).accept_roots(str(folder.expanduser().absolute()) for folder in options.send_from)


def _gathered(session: Session, options: argparse.Namespace, offered: bool = True) -> State:
    state = gathered(session, wanted(options), say, offered)
    _tell(state)
    return state


def wanted(options: argparse.Namespace) -> dict[str, Any]:
    """Return what was typed for a scene, by the names of ``foxsubmit.job.submit``."""
    typed = {
        **{name: getattr(options, name) for name in SAME}, "view_layers": options.view_layer, "layers": options.layer,
        "output": options.output.resolve() if options.output else None,
        "download": False if options.no_download else None}
    return {name: value for name, value in typed.items() if value is not None}


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
    for change in state.hooks.changes:
        say(f"  {change.sentence}")
