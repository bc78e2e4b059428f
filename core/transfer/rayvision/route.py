"""The server that takes an account's files, the storage, and the user for it."""

from __future__ import annotations

import dataclasses
import re

from ...api import FoxAPI
from ...api.types import EngineLine, TransferConfig
from ...common.errors import TransferFailed
from ...common.i18n import _, listed

ENGINES = ("aspera", "raysync")
"""What the program speaks, as its -E names them; the first is the default of the vendor's own client."""

HOST = re.compile(r"[0-9A-Za-z][0-9A-Za-z.:_-]*")
NUMBER = re.compile(r"[0-9]+")


@dataclasses.dataclass(frozen=True)
class Route:
    """One line to the farm's storage."""

    engine: str
    """``aspera`` or ``raysync``"""
    host: str
    port: str
    input: str
    """The storage id (bid) of assets: the main account's where it is shared."""
    input_user: str
    """The user id of that storage: the main account's where it is shared."""
    output: str
    output_user: str


def offers_route(config: TransferConfig) -> bool:
    """Whether the program can speak to one of the farm's servers."""
    return bool(_lines(config))


def find_route(api: FoxAPI, config: TransferConfig, wanted: str = "") -> Route:
    """The line called ``wanted``, or of the engine ``wanted``; else the default one.

    Raises:
        TransferFailed: there is none, or the farm names it in a way that is none.
    """
    lines = _lines(config)
    named = [pair for pair in lines if wanted.casefold() in (pair[0], str(pair[1].get("name")).casefold())]
    if not lines or (wanted and not named):
        raise TransferFailed(_("The farm has no transfer line “{wanted}”; it has {lines}.").format(
            wanted=wanted, lines=listed(str(line.get("name")) for _engine, line in lines) or "–"))
    engine, line = (named or lines)[0]
    profile = api.user.query_user_profile()
    user, owner, bid = profile.get("userId"), profile.get("userId"), config["inputBid"]
    if profile.get("shareMainCapital"):
        bid = config.get("parentInputBid") or api.user.get_transfer_bid().get("parent_input_bid") or ""
        owner = profile.get("mainUserId")
    return Route(engine, _checked(line.get("server"), HOST), _checked(line.get("port"), NUMBER),
                 _checked(bid, NUMBER), _checked(owner, NUMBER), _checked(config["outputBid"], NUMBER),
                 _checked(user, NUMBER))


def _lines(config: TransferConfig) -> list[tuple[str, EngineLine]]:
    """(engine, line): those of the vendor's favourite engine first, and in each the default one first."""
    found: list[tuple[str, EngineLine]] = []
    for name in ENGINES:
        for engine in config.get("resqEngines") or ():
            if str(engine.get("engineName")).lower() == name:
                lines = engine.get("respTaskEngineLines") or ()
                found += [(name, line) for line in sorted(lines, key=lambda line: not line.get("isDefault"))]
    return found


def _checked(value: object, form: re.Pattern[str]) -> str:
    """Return an answer that is safe for the program. It hands the host to a shell, so nothing else may be in it."""
    text = "" if value is None else str(value)
    if not form.fullmatch(text):
        raise TransferFailed(_("The farm's answer about its transfer servers cannot be used: “{value}”. Tell the "
                               "farm's support.").format(value=text[:80]))
    return text
