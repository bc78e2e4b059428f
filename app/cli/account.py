"""``foxsubmit account``: balance, defaults, rented nodes and frames of the account; set the one default that can be."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from ..core.common.errors import BadInput
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, aside, listed
from ..core.jobs import inputs
from ..core.jobs.account_told import settings_told, totals_told
from ..core.session.following import read_detail
from ..core.session.state import State
from .common.arguments import as_json, home_and_account, patience
from .common.connecting import connected
from .common.shapes import usual
from .common.terminal import Terminal

SHAPE = usual({
    "name": "who signed in", "balance": "with coupons, null where it is not told",
    "coupon": "how much of it is coupons",
    "currency": "of both, or null",
    "settings": ("the account's defaults at the farm; null for each that it does not say", {
        "slow_after": "seconds after which a frame is slow", "frames_together": "frames that one node renders together",
        "ignores_missing_maps": "true or false", "starts_by_itself": "true or false", "may_download": "true or false",
        "shares_main_storage": "true or false", "uses_main_balance": "true or false"}),
    "frames": ("of all tasks, by state; null for each that is not told", dict.fromkeys(
        ("waiting", "rendering", "done", "failed", "stopped", "all"), "how many")),
    "nodes": ("the rented ones", [{"id": "the number", "name": "the name"}]),
    "software": "names of what it renders"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the default that is set."""
    home_and_account(parser)
    parser.add_argument("--slow-after", metavar="HOURS", help=_(
        "set after how many hours of rendering a frame counts as running too long, for all tasks from now on"))
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Set what is to be set, then say how the account is."""
    seconds = inputs.seconds(options.slow_after) if options.slow_after is not None else None
    if seconds == 0:
        raise BadInput(_("Give hours above 0, as in 12 or 0.5."))
    session = connected(options)
    details = session.details
    asks = {"settings": details.read_settings if seconds is None else lambda: details.slow_after(seconds),
            "totals": details.read_totals, "nodes": details.read_nodes, "software": details.read_software}
    for name, ask in asks.items():
        read_detail(session, name, ask, options.timeout)
    if options.json:
        SHAPE.write(**_plain(session.state))
    else:
        _print(session.state)
    return ExitCode.DONE


def _plain(state: State) -> dict[str, Any]:
    profile, found = state.account.profile, state.details
    told = None if profile is None or profile.hidden else profile
    return {"name": state.account.name,
            "balance": told.funds if told else None, "coupon": told.coupon if told else None,
            "currency": profile.currency if profile else None,
            "settings": dataclasses.asdict(found.settings) if found.settings else None,
            "frames": dataclasses.asdict(found.totals) if found.totals else None,
            "nodes": [dataclasses.asdict(each) for each in found.nodes or ()], "software": list(found.software or ())}


def _print(state: State) -> None:
    out, profile, found = Terminal(), state.account.profile, state.details
    out.print(_("Account: {name}").format(name=state.account.name))
    out.print(_("Balance: unknown") if profile is None or profile.hidden else
              _("Balance: {amount:.2f} {currency}").format(amount=profile.funds, currency=profile.currency))
    if found.settings is not None:
        out.print("\n".join(f"{title}: {value}" for title, value in settings_told(found.settings)))
    if found.totals is not None:
        out.print(_("Frames: {counts}").format(counts=listed(
            f"{title} {value}" for title, value in totals_told(found.totals))))
    out.print(_("Rented nodes: {names}").format(
        names=listed(aside(each.name, str(each.id)) for each in found.nodes or ()) or _("none")))
    out.print(_("Renders: {names}").format(names=listed(found.software or ()) or _("none")))
