"""A speed as people type it."""

from __future__ import annotations

import re

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from ...core.model import format

LEAST = 1000
"""Bytes a second; below, somebody has forgotten the unit."""

SPEED = re.compile(r"(\d+(?:[.,]\d+)?)\s*([kmg]?)(i?)b?(?:/s)?", re.IGNORECASE)
POWERS = {"": 0, "k": 1, "m": 2, "g": 3}
OFF = ("off", "none", "0")


def read_speed(text: str) -> int:
    """``2M``, ``1.5 MB/s``, ``800 KiB``: bytes a second; 0 for ``off``.

    Raises:
        BadInput: it is no speed, or one that cannot be meant.
    """
    if text.strip().lower() in OFF:
        return 0
    match = SPEED.fullmatch(text.strip())
    if match is None:
        raise BadInput(_(
            "“{text}” is not a valid speed: write for example 2M for two megabytes a second, or off.").format(
            text=text))
    number, power, binary = match[1].replace(",", "."), match[2].lower(), match[3]
    if binary and not power:
        raise BadInput(_(
            "“{text}” is not a valid speed: write for example 2M for two megabytes a second, or off.").format(
            text=text))
    speed = int(float(number) * (1024 if binary else 1000) ** POWERS[power])
    if speed < LEAST:
        raise BadInput(_("“{text}” is {speed} a second, too slow for any file: write for example {text}M.").format(
            text=text, speed=format.size(speed)))
    return speed
