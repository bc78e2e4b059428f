"""Choose the engine that the farm offers."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from ..api import FoxAPI
from ..api.types import TransferConfig
from ..common.errors import TransferFailed
from ..common.i18n import _, listed
from ..settings.settings import Settings
from .engine import Engine
from .http.engine import HttpEngine
from .rayvision.engine import RayvisionEngine
from .rayvision.program import find_program
from .rayvision.route import find_route, offers_route

RAYSYNC = "raysync.lock"
"""Lock file in the user's cache: whatever home a transfer belongs to, one program at a time speaks to raysync."""


def open_engine(api: FoxAPI, settings: Settings | None = None) -> Engine:
    """The engine for this account's storage; ``settings`` know the vendor's transfer program.

    Raises:
        TransferFailed: the farm offers none that is built in, or its program is not on this machine.
    """
    config = api.transmit.get_transfer_config()
    names = [engine.get("engineName", "") for engine in config.get("resqEngines") or ()]
    if "http" in names:
        return HttpEngine(api.client, input_bid(config), config["outputBid"])
    if offers_route(config):
        return _rayvision(api, config, settings or Settings())
    raise TransferFailed(_("The farm offers the transfer engines {names}; this version knows Aspera and RaySync, and "
                           "“http” of the local farm.").format(names=listed(names) or "–"))


def _rayvision(api: FoxAPI, config: TransferConfig, settings: Settings) -> RayvisionEngine:
    preferences = settings.preferences()[0]
    program = find_program(preferences.transmitter)
    lock = Path(platformdirs.user_cache_dir("foxsubmit", appauthor=False)) / RAYSYNC
    return RayvisionEngine(program, find_route(api, config, preferences.transfer_line), settings.home / "transmitter",
                           settings.logs / "transmitter", lock)


def input_bid(config: TransferConfig) -> str:
    """Where assets go: the main account's storage when it is shared (task_json, "Server paths")."""
    return config.get("parentInputBid") or config["inputBid"]
