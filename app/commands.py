"""submit, tasks, watch, fetch: each makes a session and follows it."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from .core.assets.found import AssetState
from .core.common.errors import BadInput
from .core.common.i18n import _, count
from .core.model.host import Host
from .core.model.result_names import check_pattern
from .core.session.following import connect, until
from .core.session.session import Session
from .core.session.state import State
from .core.settings.settings import Settings
from .core.transfer.agent import main as run_agent
from .core.transfer.states import Transfer
from .follow import console, follow, outcome, plain
from .hosts.recorded import nothing_open
from .hosts.scenes import read_scene
from .output import write_json


def session_for(options: argparse.Namespace, host: Host | None = None) -> Session:
    """A session with the account that the options name; without a host there is no scene."""
    return Session(host or nothing_open(), Settings(options.home), options.account)


def submit(options: argparse.Namespace) -> int:
    """Gather, check, submit; then follow until the frames are here."""
    session = prepare(options)
    if options.plan:
        session.submit.save_plan(options.plan)
        return _ended(until(session, lambda state: not state.busy), options.plan)
    return sent(options, session, send(session))


def sent(options: argparse.Namespace, session: Session, ids: Sequence[str]) -> int:
    """Follow what was submitted, or leave it to the agent."""
    if options.no_wait:
        state = until(session, lambda state: bool(_found(state, ids)))
        _print_json(options, state, _found(state, ids))
        return 0
    return report(options, session, ids)


def prepare(options: argparse.Namespace) -> Session:
    """A session with the scene gathered and checked, ready to submit.

    Raises:
        BadInput: what keeps it from being submitted, a line each.
    """
    session = session_for(options, read_scene(options.scene))
    connect(session)
    session.scene.refresh()
    _choose(session, options)
    state = until(session, lambda state: state.scene.gathered)
    _tell(state)
    if state.reasons:
        raise BadInput("\n".join(state.reasons))
    return session


def send(session: Session) -> tuple[str, ...]:
    """Submit; the ids of what was written down for the agent."""
    session.submit.submit()
    state = until(session, lambda state: bool(state.submit.submitted) or (not state.busy and bool(state.message)))
    if not state.submit.submitted:
        raise BadInput(state.message)
    return state.submit.submitted


def report(options: argparse.Namespace, session: Session, ids: Sequence[str]) -> int:
    """Follow transfers and say where their results are."""
    transfers = follow(session, ids)
    _print_json(options, session.state, transfers)
    for transfer in transfers:
        if transfer.fetched and transfer.folder:
            files = count("{n} file is", "{n} files are", transfer.fetched)
            console.print(_("{files} in {folder}").format(files=files, folder=transfer.folder),
                          highlight=False, markup=False, soft_wrap=True)
    return outcome(transfers, session.state)


def tasks(options: argparse.Namespace) -> int:
    """List the newest tasks."""
    session = session_for(options)
    connect(session)
    state = until(session, lambda state: bool(state.jobs.tasks), 3.0)
    if options.json:
        rows = [{**dataclasses.asdict(task), "status": task.status.name.lower()} for task in state.jobs.tasks]
        write_json(rows)
        return 0
    table = Table(box=None)
    for name in (_("Task"), _("Scene"), _("Status"), _("Frames"), _("Cost")):
        table.add_column(name)
    for task in state.jobs.tasks:
        table.add_row(str(task.id), task.name, task.status.name.replace("_", " ").lower(),
                      f"{task.done} / {task.frames}", f"{task.cost:.2f}")
    out = type(console)()
    out.print(table if state.jobs.tasks else _("There are no tasks yet."))
    return 0


def watch(options: argparse.Namespace) -> int:
    """Follow a task; an upload that was interrupted goes on."""
    session = session_for(options)
    connect(session)
    state = until(session, lambda state: bool(state.transfers.rows) and bool(state.jobs.tasks), 3.0)
    wanted = [each for each in state.transfers.rows if options.task in (None, each.task_id)]
    if not wanted:
        raise BadInput(_not_here(options.task, state))
    session.transfers.resume(wanted[0].id)
    return report(options, session, [wanted[0].id])


def fetch(options: argparse.Namespace) -> int:
    """Bring a task's results to this machine."""
    session = session_for(options)
    connect(session)
    state = until(session, lambda state: any(task.id == options.task for task in state.jobs.tasks), 3.0)
    if not any(task.id == options.task for task in state.jobs.tasks):
        raise BadInput(_("The farm has no task {task}: see “foxsubmit tasks”.").format(task=options.task))
    session.transfers.fetch(options.task, str(options.output.resolve()) if options.output else "")
    state = until(session, lambda state: bool(state.message) or any(
        each.task_id == options.task and not each.state.over for each in state.transfers.rows), 3.0)
    if state.message:
        raise BadInput(state.message)
    return report(options, session, [each.id for each in state.transfers.rows if each.task_id == options.task])


def agent(options: argparse.Namespace) -> int:
    """Work the journal off in this process."""
    return run_agent(["--home", str(Settings(options.home).home)])


def _choose(session: Session, options: argparse.Namespace) -> None:
    state = session.state
    _one_of(options.environment, [each.name for each in state.environments.known], _("render environment"))
    _one_of(options.hardware, [each.id for each in state.environments.hardware], _("hardware configuration"))
    _one_of(options.project or None, list(state.environments.projects), _("project"))
    units, pattern = None, options.name_pattern
    if pattern is None:
        pattern = state.submit.choices.name_pattern
    check_pattern(pattern)
    if options.camera:
        units = frozenset(unit.id for unit in _units(state) if unit.camera == options.camera)
        _one_of(options.camera, [unit.camera for unit in _units(state)], _("camera"))
    session.submit.choose(
        environment=options.environment or "", hardware=options.hardware, project=options.project,
        frames=options.frames, units=units, allow_missing=options.allow_missing,
        output_folder=str(options.output.resolve()) if options.output else "",
        download=not options.no_download, fetch=options.fetch, name_pattern=pattern, priority=options.priority)


def _units(state: State) -> tuple[Any, ...]:
    return state.scene.scene.units if state.scene.scene else ()


def _one_of(wanted: object, known: list[Any], what: str) -> None:
    if wanted is not None and wanted not in known:
        raise BadInput(_("There is no {what} “{name}”; there is: {known}.").format(
            what=what, name=wanted, known=", ".join(map(str, dict.fromkeys(known))) or "–"))


def _tell(state: State) -> None:
    """What was gathered, and what is worth knowing about it."""
    files = sum(len(asset.files) for asset in state.scene.assets)
    name = state.scene.scene.path.name if state.scene.scene and state.scene.scene.path else ""
    console.print(_("{name}: {files}, {size:.1f} MB; {frames}").format(
        name=name, files=count("{n} file beside the scene", "{n} files beside the scene", files),
        size=state.scene.asset_bytes / 1e6, frames=count("{n} frame", "{n} frames", state.submit.frame_count)),
        highlight=False, markup=False)
    for asset in state.scene.assets:
        if asset.state is not AssetState.FOUND and asset.required:
            console.print(f"  {asset.state.value}: {asset.path} ({', '.join(asset.used_by)})",
                          highlight=False, markup=False, soft_wrap=True)
    for finding in state.submit.findings:
        if finding.severity and finding not in state.submit.errors:
            console.print(f"  {finding.text}", highlight=False, markup=False, soft_wrap=True)


def _found(state: State, ids: Sequence[str]) -> tuple[Transfer, ...]:
    return tuple(each for each in state.transfers.rows if each.id in ids)


def _ended(state: State, path: Path) -> int:
    if state.message:
        raise BadInput(state.message)
    console.print(_("The plan is in {path}.").format(path=path), highlight=False, markup=False, soft_wrap=True)
    return 0


def _not_here(task: int | None, state: State) -> str:
    if task is None:
        return _("Nothing was submitted from this machine yet.")
    if any(each.id == task for each in state.jobs.tasks):
        return _("Task {task} was not submitted from this machine: bring its results here with "
                 "“foxsubmit fetch {task} --output FOLDER”.").format(task=task)
    return _("The farm has no task {task}: see “foxsubmit tasks”.").format(task=task)


def _print_json(options: argparse.Namespace, state: State, transfers: Sequence[Transfer]) -> None:
    if options.json:
        write_json([plain(each, state) for each in transfers])
