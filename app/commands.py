"""submit: gather a scene, check it, send it, and follow it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Callable

from .asking import connected
from .core.assets.found import AssetState
from .core.common.errors import BadInput, NoAnswer
from .core.common.exit_codes import ExitCode
from .core.common.i18n import _, count
from .core.model.result_names import check_pattern
from .core.session.follower import FollowedTask, outcome
from .core.session.following import read_transfers, until
from .core.session.session import Session
from .core.session.state import Connection, State
from .core.settings.settings import Settings
from .core.transfer.agent import main as run_agent
from .core.transfer.states import Transfer
from .follow import follow, plain, what_goes_on
from .hosts.scenes import read_scene
from .output import write_json
from .signals import if_stopped
from .terminal import say


def submit(options: argparse.Namespace) -> int:
    """Gather, check, submit; then follow until the frames are here."""
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = prepare(options)
    if options.plan:
        for path in save_plan(session, options.plan):
            say(_("The plan is in {path}.").format(path=path))
        return ExitCode.DONE
    return sent(options, session, send(options, session))


def sent(options: argparse.Namespace, session: Session, ids: Sequence[str]) -> int:
    """Follow what was submitted, or leave it to the agent."""
    if not options.no_wait:
        return report(options, session, ids)
    found = written(session, ids, options.timeout)
    if options.json:
        write_json([plain(FollowedTask(each)) for each in found])
    else:
        for each in found:
            sys.stdout.write(f"{each.id} {'' if each.task_id is None else each.task_id}".rstrip() + "\n")
    return ExitCode.DONE


def written(session: Session, ids: Sequence[str], seconds: float) -> tuple[Transfer, ...]:
    """The transfers of what was submitted, as the journal has them.

    Raises:
        FoxError: the journal cannot be read.
    """
    def found(state: State) -> tuple[Transfer, ...]:
        return tuple(each for each in state.transfers.rows if each.id in ids)

    until(session, lambda state: len(found(state)) == len(ids) or bool(state.transfers.trouble), seconds)
    return found(read_transfers(session, seconds))


def prepare(options: argparse.Namespace) -> Session:
    """A session with the scene gathered and checked, ready to submit.

    Raises:
        BadInput: what keeps it from being submitted, a line each.
    """
    session = connected(options, read_scene(options.scene))
    session.scene.refresh()
    _choose(session, options)
    state = until(session, lambda state: state.scene.gathered or (not state.busy and bool(state.message)))
    if not state.scene.gathered:
        raise BadInput(state.message)
    _tell(state)
    if state.reasons:
        raise BadInput("\n".join(state.reasons))
    return session


def send(options: argparse.Namespace, session: Session) -> tuple[str, ...]:
    """Submit; the ids of what was written down for the agent."""
    session.submit.submit()
    # What keeps it from going may have come up since it was checked: the scene is read again where it changed.
    return submitted(options, session, lambda state: state.message or "\n".join(state.reasons))


def submitted(options: argparse.Namespace, session: Session, why_not: Callable[[State], str]) -> tuple[str, ...]:
    """Wait until what is submitted is written down; its ids.

    Raises:
        FoxError: it is not, and why.
    """
    with if_stopped(lambda: _called_off(options, session)):
        state = until(session, lambda state: bool(state.submit.submitted) or (not state.busy and bool(why_not(state))))
    if not state.submit.submitted:
        away = state.account.connection is Connection.AWAY
        raise (NoAnswer if away else BadInput)(why_not(state))
    return state.submit.submitted


def _called_off(options: argparse.Namespace, session: Session) -> str:
    written = session.submit.call_off()
    return what_goes_on(Settings(options.home), written) if written else _("Stopped: nothing was submitted.")


def report(options: argparse.Namespace, session: Session, ids: Sequence[str] = (), task: int | None = None) -> int:
    """Follow submissions, or one task of the farm, and say how they ended and where the results are."""
    with if_stopped(lambda: what_goes_on(Settings(options.home), ids, task)):
        followed = follow(session, options.timeout, ids, task)
    if options.json:
        write_json([plain(each) for each in followed])
    worst = int(ExitCode.DONE)
    for each in followed:
        code, said = outcome(each)
        worst = max(worst, code)
        if said:
            say(said)
        transfer = each.transfer
        if transfer is not None and transfer.fetched and transfer.folder:
            files = count("{n} file is", "{n} files are", transfer.fetched)
            say(_("{files} in {folder}").format(files=files, folder=transfer.folder))
    return worst


def save_plan(session: Session, target: Path) -> list[Path]:
    """Write what would be submitted; the second of several plans is called ``name-2.json``. Those that are written.

    Raises:
        BadInput: none could be.
    """
    before = _stamps(target)
    session.submit.save_plan(target)
    state = until(session, lambda state: not state.busy)
    paths = [path for path, stamp in _stamps(target).items() if before.get(path) != stamp]
    if not paths:
        raise BadInput(state.message or "\n".join(state.reasons))
    return paths


def _stamps(target: Path) -> dict[Path, tuple[int, int]]:
    others = sorted(target.parent.glob(f"{target.stem}-*{target.suffix}"))
    return {path: (status.st_ino, status.st_mtime_ns)
            for path in (target, *others) if path.exists() and (status := path.stat())}


def agent(options: argparse.Namespace) -> int:
    """Work the journal off in this process."""
    with if_stopped(_("The agent has ended. “foxsubmit transfers” starts one again for what is under way.")):
        return run_agent(["--home", str(Settings(options.home).home)])


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
    files = sum(len(asset.files) for asset in state.scene.assets)
    name = state.scene.scene.path.name if state.scene.scene and state.scene.scene.path else ""
    say(_("{name}: {files}, {size:.1f} MB; {frames}").format(
        name=name, files=count("{n} file beside the scene", "{n} files beside the scene", files),
        size=state.scene.asset_bytes / 1e6, frames=count("{n} frame", "{n} frames", state.submit.frame_count)))
    for asset in state.scene.assets:
        if asset.state is not AssetState.FOUND and asset.required:
            say(f"  {asset.state.value}: {asset.path} ({', '.join(asset.used_by)})")
    for finding in state.submit.findings:
        if finding.severity and finding not in state.submit.errors:
            say(f"  {finding.text}")
