"""Choose the engine that the farm offers."""

from __future__ import annotations

from ..api import FoxAPI
from ..api.types import TransferConfig
from ..errors import TransferFailed
from ..i18n import _
from .engine import Engine
from .http import HttpEngine


def open_engine(api: FoxAPI) -> Engine:
    """The engine for this account's storage.

    Raises:
        TransferFailed: the farm offers none that is built in.
    """
    config = api.transmit.get_transfer_config()
    names = [engine.get("engineName", "") for engine in config.get("resqEngines") or ()]
    if "http" in names:
        return HttpEngine(api.client, input_bid(config), config["outputBid"])
    raise TransferFailed(_("The farm offers the transfer engines {names}; this version sends only to the local "
                           "farm (“http”).").format(names=", ".join(names) or "–"))


def input_bid(config: TransferConfig) -> str:
    """Where assets go: the main account's storage when it is shared (task_json, "Server paths")."""
    return config.get("parentInputBid") or config["inputBid"]
