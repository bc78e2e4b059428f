"""Submit scenes to Fox Renderfarm from inside the host application."""

from __future__ import annotations

TYPE_CHECKING = False  # that of typing takes longer to import than all else that a host needs for our menu
if TYPE_CHECKING:
    from .core.api import FoxAPI, Request, Response, Retry
    from .core.common.errors import FoxError
    from .core.common.version import VERSION as __version__
    from .rayvision import RayvisionAPI

__all__ = ["FoxAPI", "FoxError", "RayvisionAPI", "Request", "Response", "Retry", "__version__"]


def __getattr__(name: str) -> object:
    """What is asked for, when it is: a host that starts imports us before our libraries can be found."""
    if name == "__version__":
        from .core.common.version import VERSION  # noqa: PLC0415 - the start of a host reads as few files as can be

        return VERSION
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "FoxError":
        from .core.common.errors import FoxError  # noqa: PLC0415 - as above

        return FoxError
    if name == "RayvisionAPI":
        from .rayvision import RayvisionAPI  # noqa: PLC0415 - as above

        return RayvisionAPI
    from .hosts.vendor import use_vendor  # noqa: PLC0415 - as above

    use_vendor()
    from .core import api  # noqa: PLC0415 - it loads the library for the network

    return getattr(api, name)
