"""The connection of the vendor's interface: our client, with the vendor's attributes and errors."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from ..core.api.wire.client import Client
from ..core.api.wire.shape import MISSING
from ..core.common.errors import Refused
from .exception import RayvisionAPIError


class Connect(Client):
    """``api.connect``"""

    @property
    def timeout(self) -> float | tuple[float, float]:
        """Seconds to wait for the farm, as they were given."""
        return self._timeout

    def post(self, api_url: str, data: Mapping[str, Any] | None = None, validator: bool = True) -> Any:  # noqa: ARG002 - the vendor's parameter
        """Send a call by its path and return the ``data`` of the answer; it may change something: it is sent once."""
        path = str(api_url.value) if isinstance(api_url, enum.Enum) else api_url
        return self._tried((path,), dict(data or {}), MISSING, change=True)

    def _tried(self, paths: tuple[str, ...], *rest: Any, **more: Any) -> Any:
        try:
            return super()._tried(paths, *rest, **more)
        except Refused as error:
            raise RayvisionAPIError(error, f"{self.protocol}://{self.domain}{error.path}") from error
