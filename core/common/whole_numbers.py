"""Whole numbers that are typed on a command line."""

from __future__ import annotations

import argparse
from typing import Callable

from .i18n import _


def within(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from ``least`` to ``most``, for argparse."""
    def read(text: str) -> int:
        number = int(text) if text.strip().isdigit() else -1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(_("“{text}” is not a whole number from {least} to {most}").format(
                text=text, least=least, most=most))
        return number

    return read
