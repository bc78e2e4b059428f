"""What follows from the scene and the choices: frames, findings, which environment comes first."""

from __future__ import annotations

import dataclasses

from .assets.choosing import with_choices
from .checks.run import Submission, run_checks
from .environment import ranked
from .errors import BadInput
from .facts import Facts
from .plan.build import frames_of, pick_environment, pick_hardware, selected
from .state import Connection, State


def derived(state: State, facts: Facts | None) -> State:
    """The state with frames, findings and the order of environments that follow from its scene and choices."""
    scene = state.scene
    if scene is None:
        return state
    units = selected(scene, state.choices)
    try:
        frames = tuple(each for unit in units for each in frames_of(unit, state.choices))
        error = ""
    except BadInput as bad:
        frames, error = (), str(bad)
    if facts is not None:
        facts = dataclasses.replace(facts, account=state.account or facts.account)
    matches = ranked(state.environments, scene, facts.offer if facts else None)
    environments = tuple(each.environment for each in matches)
    assets = with_choices(state.assets, state.choices.excluded)
    findings = run_checks(Submission(
        state.host, scene, units, assets, state.choices,
        environment=pick_environment(environments, state.choices, scene.version),
        connected=state.connection is Connection.CONNECTED, hardware=pick_hardware(state.hardware, state.choices),
        facts=facts, saved_ns=state.saved_ns))
    return dataclasses.replace(state, frames=frames, frames_error=error, findings=findings, assets=assets,
                               environments=environments)
