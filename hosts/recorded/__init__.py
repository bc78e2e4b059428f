"""A host made of data, for the demo, the command line and the tests."""

from __future__ import annotations

from .host import RecordedHost

__all__ = ["RecordedHost"]
