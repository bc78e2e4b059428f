"""Qt's ``Signal``; its types stand in signals.pyi, since a type checker does not see it through qtpy."""

from __future__ import annotations

from qtpy.QtCore import Signal

__all__ = ["Signal"]
