"""A host made of data, for the demo, the command line and the tests."""

from __future__ import annotations

from .host import RecordedHost, nothing_open
from .scene_file import SceneFileHost

__all__ = ["RecordedHost", "SceneFileHost", "nothing_open"]
