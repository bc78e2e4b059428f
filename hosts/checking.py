"""Check this installation: every call of a host once, and a report that can be sent."""

from __future__ import annotations

import time

from ..core.model.host import Host
from ..core.session.selftest import Report, check
from ..core.settings.settings import Settings


def run_check(host: Host, settings: Settings | None = None) -> tuple[Report, str]:
    """Check a host on its open scene; the report, and where it was written."""
    report = check(host)
    folder = (settings or Settings()).home / "reports"
    path = folder / f"{host.name}-{time.strftime('%Y%m%d-%H%M%S')}.json"
    report.save(path)
    return report, str(path)
