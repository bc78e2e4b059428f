"""Start the agent apart from a console, and end: what Windows runs at login would keep its window open."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from ...common.errors import FoxError
from ...settings.settings import Settings
from ..start import ensure_agent


def main(arguments: list[str]) -> int:
    """``begin --home FOLDER``"""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    with contextlib.suppress(FoxError):  # nobody reads it here; whoever submits next hears of it
        ensure_agent(Settings(parser.parse_args(arguments).home))
    return 0
