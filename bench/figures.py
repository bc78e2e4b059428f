"""How a bench tells its figures to a program: with ``--json``, each as a line of JSON among what it prints for people.

    {"figure": "panel opened, warm", "value": 212.4, "unit": "ms"}

The scoreboard (tools/bench) reads these lines and nothing else.
"""

from __future__ import annotations

import json
import sys

JSON = "--json"


def wanted() -> bool:
    """Whether a program reads along."""
    return JSON in sys.argv


def words() -> list[str]:
    """The command line without that word, for benches whose other words are numbers."""
    return [word for word in sys.argv[1:] if word != JSON]


def tell(figure: str, value: float, unit: str, **more: float) -> None:
    """Tell one figure, where a program reads along."""
    if wanted():
        print(json.dumps({"figure": figure, "value": value, "unit": unit, **more}), flush=True)
