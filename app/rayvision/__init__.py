"""The vendor's Python API in one import: ``from foxsubmit.rayvision import RayvisionAPI``; see docs/rayvision.md."""

# ruff: noqa: E402 - in a host's Python our libraries can be imported only from use_vendor on
from __future__ import annotations

from ..hosts.vendor import use_vendor

use_vendor()

from .api import RayvisionAPI
from .exception import RayvisionAPIError, RayvisionError, RayvisonTaskIdError

__all__ = ["RayvisionAPI", "RayvisionAPIError", "RayvisionError", "RayvisonTaskIdError"]
