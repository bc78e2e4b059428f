"""What follows from the scene and the choices: frames, findings, which environment comes first."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence

from ..checks.run import Submission, run_checks
from ..common.errors import BadInput
from ..model.apart import selected
from ..model.choices import Choices
from ..model.frames import union
from ..model.host import RenderUnit
from ..model.job_identity import check_job_name, check_texts
from ..model.result_names import check_pattern
from ..offer.environments import ranked
from ..offer.facts import Facts
from ..plan.build import chosen_assets, frames_of, job_name_of, pick_environment, pick_hardware
from ..plan.hosts import module_of, traits_of
from ..plan.task_input import UnitWork
from ..plan.testing import test_frames
from .state import Connection, State


def derived(state: State, facts: Facts | None) -> State:
    """The state with frames, findings and the order of environments that follow from its scene and choices."""
    scene, choices = state.scene.scene, state.submit.choices
    if scene is None:
        return state
    units = selected(scene, choices)
    try:
        frames = tuple(each for unit in units for each in union(frames_of(unit, choices)))
        error = ""
    except BadInput as bad:
        frames, error = (), str(bad)
    tests, test_error = _tests(units, choices) if frames else (0, "")
    if facts is not None:
        facts = dataclasses.replace(facts, account=state.account.profile or facts.account)
    job_name, job_error = _job(state, units)
    traits = traits_of(state.scene.host)
    environments = tuple(each.environment for each in ranked(traits, state.environments.known, scene))
    assets = chosen_assets(scene, state.scene.assets, choices)
    findings = run_checks(Submission(
        state.scene.host, scene, units, assets, choices,
        environment=pick_environment(traits, environments, choices, scene.version),
        connected=state.account.connection is Connection.CONNECTED,
        hardware=pick_hardware(state.environments.hardware, choices), facts=facts,
        saved_ns=state.scene.saved_ns, written_since=state.scene.written_since, unread=state.scene.unread,
        known_variables=state.settings.known_variables, path_mapping=state.settings.path_mapping,
        roots=state.settings.roots, real_roots=state.scene.real_roots,
        local=state.account.current.rendering if state.account.current else None))
    if state.hooks.findings:
        findings = tuple(sorted((*findings, *state.hooks.findings), key=lambda finding: -finding.severity))
    return dataclasses.replace(
        state,
        scene=dataclasses.replace(state.scene, assets=assets) if assets is not state.scene.assets else state.scene,
        environments=dataclasses.replace(state.environments, known=environments),
        submit=dataclasses.replace(state.submit, frames=frames, frames_error=error, test_count=tests,
                                   test_error=test_error, name_error=_name_error(choices), findings=findings,
                                   job_name=job_name, job_error=job_error))


def _tests(units: Sequence[RenderUnit], choices: Choices) -> tuple[int, str]:
    """How many frames are rendered first, and what is wrong with those that are typed."""
    try:
        return sum(len(test_frames(frames_of(unit, choices), choices)) for unit in units), ""
    except BadInput as bad:
        return 0, str(bad)


def _job(state: State, units: Sequence[RenderUnit]) -> tuple[str, str]:
    """How the first task will be called, and what is wrong with the job's name, comment or batch."""
    scene, choices = state.scene.scene, state.submit.choices
    try:
        check_job_name(choices.job_name)
        check_texts(choices.comment, choices.batch, choices.job_name)
    except BadInput as bad:
        return "", str(bad)
    if scene is None or scene.path is None or not units:
        return "", ""
    with contextlib.suppress(BadInput):  # frames that cannot be read, or a host without tasks, are said elsewhere
        work = [UnitWork(unit, frames_of(unit, choices)) for unit in units]
        return job_name_of(scene.path.name, module_of(state.scene.host).groups(work)[0], choices), ""
    return "", ""


def _name_error(choices: Choices) -> str:
    try:
        check_pattern(choices.name_pattern)
    except BadInput as bad:
        return str(bad)
    return ""
