"""A plug-in of pytest that writes down why tests were skipped: ``-p tools.skips`` with `VARIABLE` set to a file."""

from __future__ import annotations

import collections
import json
import os
from pathlib import Path
from typing import Any

VARIABLE = "FOXSUBMIT_SKIPS"
SKIPPED = "Skipped: "


class Skips:
    """Counts skipped tests by reason; in the process that leads a run with several workers."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._reasons: collections.Counter[str] = collections.Counter()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """A test: skipped before it began, or by itself. One that is expected to fail has run."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self._note(report)

    def pytest_collectreport(self, report: Any) -> None:
        """A whole file, which counts as one."""
        if report.skipped:
            self._note(report)

    def _note(self, report: Any) -> None:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        self._reasons[reason[len(SKIPPED):] if reason.startswith(SKIPPED) else reason] += 1

    def pytest_sessionfinish(self) -> None:
        """Write what was counted."""
        self._file.write_text(json.dumps(self._reasons), encoding="utf-8")


def pytest_configure(config: Any) -> None:
    """Count where a file is named, but not in the workers: their reports come to the process that leads."""
    file = os.environ.get(VARIABLE)
    if file and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Skips(Path(file)))
