"""The vendor's Python API in one import: ``from foxsubmit.rayvision import RayvisionAPI``; see docs/rayvision.md."""

from __future__ import annotations

from .api import RayvisionAPI
from .exception import RayvisionAPIError, RayvisionError, RayvisonTaskIdError

__all__ = ["RayvisionAPI", "RayvisionAPIError", "RayvisionError", "RayvisonTaskIdError"]
