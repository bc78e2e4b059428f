"""How large a submission may be."""

from __future__ import annotations

MOST_FILES = 500_000
"""Files of one submission. Beyond, the lists of them that a task carries become longer than ``MOST_JSON``."""

MOST_JSON = 256 << 20
"""Bytes of one of a task's four files, as a request. The embedded farm takes no longer one; a farm elsewhere says
nothing of its own limit, and is asked before any file is sent."""
