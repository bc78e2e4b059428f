"""The version, the one place where it is written, and the name that servers are told."""

from __future__ import annotations

VERSION = "0.1.0"

USER_AGENT = f"foxsubmit/{VERSION}"
"""The name under which every request of ours goes out."""
