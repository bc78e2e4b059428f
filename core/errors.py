"""What can go wrong, as the artist sees it.

* FoxError
  - BadInput          what was typed or given cannot be used
  - CannotConnect     no answer: network, DNS, TLS, timeout
  - BadAnswer         an answer that is not the farm's: HTML, cut off, wrong types
  - Refused           the farm answered and said no (code, message, path, request_id)
    + NotSignedIn     the access id or key is wrong
  - TransferFailed    a file could not be sent or fetched (path, retry)
  - HostFailed        the application with the scene could not do what was asked

``str(error)`` is one sentence, fit to be shown as it is; what an engineer needs is in attributes.
"""

from __future__ import annotations

from .i18n import _


class FoxError(Exception):
    """Base of every error this package raises on purpose."""


class BadInput(FoxError):
    """Something given by the user cannot be used; the sentence says what and what would do."""


class CannotConnect(FoxError):
    """No answer from the farm. ``arrived`` is False when the request certainly never got there."""

    def __init__(self, message: str, *, arrived: bool = True) -> None:
        super().__init__(message)
        self.arrived = arrived


class BadAnswer(FoxError):
    """The other side answered, but not as the farm does."""


class Refused(FoxError):
    """The farm answered with an error code."""

    def __init__(self, code: int, message: str, path: str, request_id: str = "") -> None:
        super().__init__(_("The farm refused the request: {message} (code {code}).").format(
            message=message.rstrip(".") or _("no reason given"), code=code))
        self.code = code
        self.message = message
        self.path = path
        self.request_id = request_id


class NotSignedIn(Refused):
    """The access id or key is wrong, or the account is locked."""

    def __init__(self, code: int, message: str, path: str, request_id: str = "") -> None:
        super().__init__(code, message, path, request_id)
        self.args = (_("The farm does not accept the access id and key: check both in the settings "
                       "(code {code}).").format(code=code),)


class TransferFailed(FoxError):
    """A file could not be sent or fetched. ``retry`` says whether trying again may help."""

    def __init__(self, message: str, *, path: str = "", retry: bool = False) -> None:
        super().__init__(message)
        self.path = path
        self.retry = retry


class HostFailed(FoxError):
    """The application that holds the scene could not do what was asked."""
