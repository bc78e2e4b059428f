"""Submit scenes to Fox Renderfarm from inside the host application."""

from __future__ import annotations

from .core.api import FoxAPI, RayvisionAPI
from .core.common.version import VERSION as __version__

__all__ = ["FoxAPI", "RayvisionAPI", "__version__"]
