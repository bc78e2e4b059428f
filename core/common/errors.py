"""The errors of this package, worded for the artist.

* FoxError
  - BadInput          what was typed or given cannot be used
  - InDoubt           a change may have been made or not
    + CannotConnect   no answer: network, DNS, TLS, timeout (path, arrived)
    + BadAnswer       an answer that is not the farm's: HTML, cut off, wrong types (path, status)
  - Refused           the farm answered and said no (code, message, path, request_id)
    + NotSignedIn     the access id or key is wrong, or the account is locked
  - NoAnswer          what was waited for did not come: the farm refused, failed, or was too slow (code)
  - TransferFailed    a file could not be sent or fetched (path, retry)
  - HostFailed        the application with the scene could not do what was asked

``str(error)`` is one sentence, fit to be shown as it is, or two; what an engineer needs is in attributes.
"""

from __future__ import annotations

from typing import List, TypedDict  # noqa: UP035 - scripts may evaluate them on 3.9

from .i18n import _
from .refusals import sentence


class Found(TypedDict):
    """A finding as plain data, as JSON and scripts have it."""

    code: str
    severity: str
    """``note``, ``warning`` or ``error``, which keeps the submission back."""
    text: str
    nodes: List[str]
    details: List[str]
    """Paths or values."""


class FoxError(Exception):
    """Base of every error this package raises on purpose."""

    retry_after: float | None = None
    """Seconds that the farm asks to wait before the next call, where it said so."""

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process with all that is known, whatever the arguments were that it was made of."""
        return _unmade, (type(self), self.args), self.__dict__


def _unmade(kind: type[FoxError], arguments: tuple[object, ...]) -> FoxError:
    return kind.__new__(kind, *arguments)


class BadInput(FoxError):
    """Something given by the user cannot be used; the sentence says what and what would do."""


class Blocked(BadInput):
    """Findings keep a scene from being submitted; ``found`` has each as plain data, for scripts."""

    def __init__(self, message: str, found: list[Found]) -> None:
        super().__init__(message)
        self.found = found


class InDoubt(FoxError):
    """An error after which a change may or may not have been made."""

    def doubt(self) -> None:
        """Say so."""
        self.args = (f"{self} " + _("The farm may have done it all the same: “foxsubmit tasks” shows whether it did."),)


class CannotConnect(InDoubt):
    """No answer from the farm. ``arrived`` is False when the request certainly never got there.

    ``untrusted``: the certificate of the other side was refused, so that trying again at once has no sense.
    """

    def __init__(self, message: str, *, arrived: bool = True, path: str = "", untrusted: bool = False) -> None:
        super().__init__(message)
        self.arrived = arrived
        self.untrusted = untrusted
        self.path = path


class BadAnswer(InDoubt):
    """The other side answered, but not as the farm does. ``status`` is that of HTTP."""

    def __init__(self, message: str, *, path: str = "", status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.status = status
        self.retry_after = retry_after


class Refused(FoxError):
    """The farm answered with an error code."""

    def __init__(self, code: int, message: str, path: str, request_id: str = "", *, chinese: bool = False,
                 retry_after: float | None = None) -> None:
        super().__init__(sentence(code, message, chinese, retry_after))
        self.retry_after = retry_after
        self.code = code
        self.message = message
        self.path = path
        self.request_id = request_id


class NotSignedIn(Refused):
    """The access id or key is wrong, or the account is locked."""


class NoAnswer(FoxError):
    """What somebody waited for did not come: unknown is not none. ``code`` is the farm's, 0 where it gave none."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class NotPlanned(NoAnswer):
    """The farm is not there to plan for; ``found`` and ``files`` are what is known without it, as plain data."""

    def __init__(self, message: str, code: int, found: list[Found], files: list[dict[str, object]]) -> None:
        super().__init__(message, code)
        self.found = found
        self.files = files


class TransferFailed(FoxError):
    """A file could not be sent or fetched. ``retry`` says whether trying again may help."""

    def __init__(self, message: str, *, path: str = "", retry: bool = False) -> None:
        super().__init__(message)
        self.path = path
        self.retry = retry


class HostFailed(FoxError):
    """The application that holds the scene could not do what was asked."""
