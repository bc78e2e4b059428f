"""Choose what somebody wants for a scene and have its files found, for whatever submits or plans it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..core.common.errors import BadInput, Blocked, Found, FoxError, NoAnswer
from ..core.common.i18n import _
from ..core.model.apart import LAYERS
from ..core.model.finding import Finding
from ..core.model.job_identity import check_job_name, check_texts
from ..core.model.result_names import check_pattern
from ..core.session.following import hints, until
from ..core.session.hooks.due import due
from ..core.session.session import Session
from ..core.session.state import Connection, State
from ..core.session.typed import (
    layers_typed,
    need_layers,
    need_offered,
    need_overridable,
    need_unlocked,
    place_typed,
    sent_as_it_is,
    units_typed,
)
from .opening import Tell

AS_NAMED = ("environment", "hardware", "project", "frames", "movie", "tiles", "samples", "percentage", "device",
            "simplify", "download", "fetch", "check_content", "name_pattern", "priority", "budget", "comment", "batch",
            "after", "if_failed")
"""The names of what may be wanted that the choices have under the same name."""


def gathered(session: Session, wanted: Mapping[str, Any], tell: Tell, offered: bool = True) -> State:
    """Gather the scene with what is ``wanted``; ``offered``: what the farm offers is known, and names are among it.

    Raises:
        BadInput: what is wanted is no choice, or the scene could not be read.
    """
    session.scene.refresh()
    if offered:
        need_offered(session.state, wanted.get("environment"), wanted.get("hardware"), wanted.get("project") or None)
    choose(session, wanted)
    if sent_as_it_is(session.state):
        tell(sent_as_it_is(session.state))
    state = until(session, lambda state: not state.busy and not due(state))
    if not state.scene.gathered:
        raise BadInput(state.scene.trouble)
    return state


def need_ready(state: State) -> None:
    """See that nothing keeps the scene from being submitted.

    Raises:
        Blocked: findings do, a line each.
    """
    if state.reasons:
        raise Blocked("\n".join((*state.reasons, *hints(state))), findings(state))


def findings(state: State) -> list[Found]:
    """Return what was found about the scene, as plain data."""
    return plain(state.submit.findings)


def plain(found: Iterable[Finding]) -> list[Found]:
    """Return findings as plain data."""
    return [{"code": each.code, "severity": each.severity.name.lower(), "text": each.text, "nodes": list(each.nodes),
             "details": list(each.details)} for each in found]


def choose(session: Session, wanted: Mapping[str, Any]) -> None:
    """Choose what is wanted; all else is as the scene, the user and the studio have it.

    Raises:
        BadInput: it is no choice, the scene has it not, or the studio has set it otherwise.
    """
    if wanted.get("preset"):
        session.presets.take(wanted["preset"])
    state, get = session.state, wanted.get
    check_pattern(get("name_pattern") or "")
    check_job_name(get("name") or "")
    check_texts(get("comment") or "", get("batch") or "", get("name") or "")
    place = place_typed(get("output"), bool(get("own_output")))
    layers, view_layers = tuple(get("layers") or ()), tuple(get("view_layers") or ())
    if layers and view_layers:
        raise BadInput(_("View layers are rendered either together (--view-layer) or as tasks of their own (--layer): "
                         "choose one."))
    need_overridable(state, {"scene": get("scene_name"), "view_layers": view_layers})
    apart, units = get("apart"), units_typed(state, get("camera"), get("scene_name"))
    if layers:
        apart = tuple(dict.fromkeys((*(apart or ()), LAYERS)))
        units = layers_typed(state, layers, units, apart)
    need_layers(state, units, view_layers)
    said = {
        **{name: get(name) for name in AS_NAMED}, "units": units, "view_layers": view_layers or None, "apart": apart,
        "allow_missing": get("allow_missing") or None, "leave_out": tuple(get("leave_out") or ()) or None,
        "send_too": tuple(get("send_too") or ()) or None, "job_name": get("name"), **place}
    said = {name: value for name, value in said.items() if value is not None}
    need_unlocked(state, said)
    need_overridable(state, said)
    session.submit.choose(**said)


def submitted(session: Session, plain: bool = False) -> tuple[str, ...]:
    """Wait until what is submitted is written down; its ids. ``plain``: it is a plan, which no finding keeps back.

    Raises:
        FoxError: it is not, and why.
    """
    def why_not(state: State) -> str:
        # What keeps it from going may have come up since it was checked: the scene is read again where it changed.
        return state.message or ("" if plain else "\n".join(state.reasons))

    state = until(session, lambda state: bool(state.submit.submitted) or (not state.busy and bool(why_not(state))))
    if not state.submit.submitted:
        away = state.account.connection is Connection.AWAY
        error: type[FoxError] = NoAnswer if away else BadInput
        raise error(why_not(state))
    return state.submit.submitted
