"""The single account of a local farm, its prices and its storage ids."""

from __future__ import annotations

import dataclasses
import json
import secrets
from pathlib import Path

from ...core.common.atomic import write_text
from ...core.common.errors import BadInput
from ...core.common.i18n import _

FILE = "account.json"
USER_ID = 10000001
USER_NAME = "local"
PLATFORM = 2
CPU_PRICE = 0.67  # US dollars an hour
GPU_PRICE = 2.4
LEAST_FEE = 0.01  # US dollars a frame, so that a frame of a blink is seen to cost something
INPUT, OUTPUT, CONFIG = "10201", "20201", "30201"
"""Storage ids (bids)."""


@dataclasses.dataclass(frozen=True)
class Account:
    """The access id and key that sign the requests of this farm's only user."""

    access_id: str
    access_key: str = dataclasses.field(repr=False)


def open_account(folder: Path) -> Account:
    """Read the account of ``folder``; it is created the first time.

    Raises:
        BadInput: what lies there is no account.
    """
    path = folder / FILE
    if not path.exists():
        made = {"access_id": secrets.token_hex(16), "access_key": secrets.token_hex(24)}
        write_text(path, json.dumps(made, indent=1), private=True)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Account(found["access_id"], found["access_key"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(_("{path} is damaged: choose another folder for the farm, or delete this file; the farm then "
                         "makes another access key.").format(path=path)) from error
