"""A plug-in of pytest that writes down each test as it begins and ends: ``-p tools.windows.told``, into `VARIABLE`.

What began is left out when the same run is started again, so that it goes on behind a test that hung or ended Python.
It runs in the Windows Python.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

VARIABLE = "FOXSUBMIT_TOLD"
SKIPPED = "Skipped: "


class Told:
    """Writes to a file that is read from outside meanwhile."""

    def __init__(self, file: Path) -> None:
        written = file.read_text(encoding="utf-8") if file.exists() else ""
        self._begun = {json.loads(line)["test"] for line in written.splitlines()}
        self._file = file.open("a", encoding="utf-8")

    def _tell(self, test: str, what: str, why: str = "") -> None:
        self._file.write(json.dumps({"test": test, "what": what, "why": why}) + "\n")
        self._file.flush()

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out what has begun before."""
        items[:] = [item for item in items if item.nodeid not in self._begun]

    def pytest_collectreport(self, report: Any) -> None:
        """A file that cannot be loaded, or that leaves itself out."""
        if report.outcome != "passed" and report.nodeid not in self._begun:
            self._tell(report.nodeid, report.outcome, _why(report))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins."""
        self._tell(nodeid, "began")

    def pytest_runtest_logreport(self, report: Any) -> None:
        """A part of a test has ended: all that did not pass is told, and that the test itself passed."""
        if hasattr(report, "wasxfail"):
            self._tell(report.nodeid, "passed" if report.skipped else "failed", str(report.wasxfail))
        elif report.outcome != "passed" or report.when == "call":
            self._tell(report.nodeid, report.outcome, _why(report))

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """A test has ended, with all that was made for it."""
        self._tell(nodeid, "ended")

    def pytest_sessionfinish(self) -> None:
        """All have ended."""
        self._tell("", "all")


def _why(report: Any) -> str:
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        return reason[len(SKIPPED):] if reason.startswith(SKIPPED) else reason
    return str(report.longrepr) if report.failed else ""


def pytest_configure(config: Any) -> None:
    """Tell where a file is named."""
    file = os.environ.get(VARIABLE)
    if file:
        config.pluginmanager.register(Told(Path(file)))
