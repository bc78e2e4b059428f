"""A studio with hooks, for tests: its file and its folder."""

from __future__ import annotations

import json
import sys
import textwrap
import time
from types import SimpleNamespace

from foxsubmit.core.hooks import runner
from foxsubmit.core.hooks.runner import House


def house(folder, seconds=20.0, **files):
    """Where hooks lie; each keyword is the name of a file without its ending, and its text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return House(str(folder), seconds, sys.executable)


def time_is_up(monkeypatch, marker):
    """Have the time of whatever hook runs be over as soon as it has written this file: nothing here is timed."""
    now = time.monotonic
    monkeypatch.setattr(runner, "time", SimpleNamespace(monotonic=lambda: now() + (1e6 if marker.exists() else 0.0)))


def studio(monkeypatch, folder, seconds=20.0, more=None, **files):
    """Have a studio's file name the folder."""
    house(folder / "hooks", **files)
    path = folder / "studio.json"
    path.write_text(json.dumps({"hooks": str(folder / "hooks"), "hook_seconds": seconds, **(more or {})}),
                    encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(path))
    return path
