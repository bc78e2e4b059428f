"""Ask USD about layers, in a process of its own where that can be.

USD holds Python's lock while it looks through a layer, up to seconds for a large one, and the host would stand still.
A layer that makes USD crash then costs only itself.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from typing import Any

from ..common import child
from ..common.i18n import _
from ..common.system_errors import reason
from ..model.host import Asset, Frames
from ..model.need import Need
from .found import FoundAsset
from .usd import LayerReader, is_layer, is_there

PYTHONS = ("python", "hython", "mayapy", "3dsmaxpy")
"""How interpreters are called. In a host ``sys.executable`` may be the host itself, of which nobody wants a second."""


class Layers:
    """Reads each layer once. Use it with ``with``: the process ends there."""

    def __init__(self, look_inside: bool = True) -> None:
        self.closed: dict[str, str] = {}
        """Layers that could not be read, with what USD says."""
        self._there = look_inside and is_there()
        self._seen: set[str] = set()
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Layers:
        return self

    def __exit__(self, *_error: object) -> None:
        self._end()

    def named_by(self, found: FoundAsset) -> list[Asset]:
        """Return the assets that the layers among an asset's files name."""
        if not found.folder and not is_layer(found.path):
            return []
        paths = [file.path for file in found.files if is_layer(file.path) and file.path not in self._seen]
        self._seen.update(paths)
        if not self._there:
            self.closed.update(dict.fromkeys(paths, ""))
            return []
        return [asset for path in paths for asset in self._ask(path)]

    def _ask(self, path: str) -> list[Asset]:
        assets, closed = self._ask_process(path) if is_python(sys.executable) else _answer(path)
        self.closed.update(closed)
        return [Asset(**{**each, "numbers": Frames(**each["numbers"]) if each["numbers"] else None,
                        "need": Need(each["need"]), "variables": tuple(each["variables"])}) for each in assets]

    def _ask_process(self, path: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
        try:
            if self._process is None:
                self._process = _start()
            assert self._process.stdin and self._process.stdout  # noqa: S101 - for the type checker
            self._process.stdin.write(json.dumps(path) + "\n")
            self._process.stdin.flush()
            assets, closed = json.loads(self._process.stdout.readline())
            return assets, closed
        except (OSError, ValueError):
            self._end()  # the next layer gets a new one
            return [], {path: _("USD ended while it read this layer.")}

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def is_python(executable: str) -> bool:
    """Whether it is an interpreter and no host application."""
    return os.path.basename(executable or "").lower().startswith(PYTHONS)  # noqa: PTH119 - may be empty


def main(_arguments: list[str]) -> int:
    """Answer a path on each line of the input by what the layer names, until the input ends."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()
    return 0


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(child.command(sys.executable, "core.assets.layers"), stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="ascii",
                            env=child.environment(), creationflags=child.HIDDEN)


def _answer(path: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    try:
        reader = LayerReader(path)
    except (ImportError, OSError) as error:
        return [], {path: reason(error)}
    return [{**dataclasses.asdict(asset), "need": asset.need.value} for asset in reader.assets], reader.closed
