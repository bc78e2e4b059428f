"""Leave bpy behind safely."""

from __future__ import annotations

import os
import sys

import pytest


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """WORKAROUND Blender 4.5 may hang, and 4.2 crash, while Python ends with bpy imported."""
    if "bpy" in sys.modules and not hasattr(config, "workerinput"):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(getattr(config, "exit_code", 0)))


def pytest_sessionfinish(session, exitstatus):
    session.config.exit_code = exitstatus
