"""The connections of all threads, and what it means when one fails."""

from __future__ import annotations

import os
import socket
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Callable
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ReadTimeoutError

from ...common.errors import BadInput, CannotConnect
from ...common.i18n import _
from ...common.version import USER_AGENT
from .connection import TimedAdapter

try:
    from ssl import SSLCertVerificationError
except ImportError:  # a Blender that takes its library from another Python has no OpenSSL; the local farm needs none
    HAS_TLS = False

    class SSLCertVerificationError(Exception):  # type: ignore[no-redef]
        """Stands in where no certificate can be read; nothing raises it."""
else:
    HAS_TLS = True

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_REDIRECTS = 3
"""Redirections of a picture that are followed; signed requests follow none."""

NewSession = Callable[[], requests.Session]
"""Makes a session; it is called once for each thread."""

_known: weakref.WeakSet[Sessions] = weakref.WeakSet()


class Sessions:
    """A ``requests.Session`` for each thread: it must not be shared between them.

    ``proxies`` ({"https": "http://host:port"}) and ``verify`` (a CA bundle) go before those of the environment
    variables that requests knows (HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE). ``new`` makes sessions that somebody else
    has set up; where they bring adapters of their own, those decide how long a connection may take.

    Raises:
        BadInput: the CA bundle is not there.
    """

    def __init__(
        self, proxies: Mapping[str, str] | None = None, verify: str | Path | None = None, new: NewSession | None = None
    ) -> None:
        _known.add(self)
        self._new = new
        # Certificates are always checked: what is given names the authorities to trust.
        if verify is not None and (isinstance(verify, bool) or not Path(verify).exists()):
            raise BadInput(_("The CA bundle {path} is not there: give a file or folder of certificates.").format(
                path=verify))
        self._proxies = dict(proxies) if proxies else None
        self._verify = str(verify) if verify is not None else None
        self.begin()

    def begin(self) -> None:
        """Have no connection. In a forked process those that are open belong to the parent, which reads from them."""
        self._local = threading.local()
        self._lock = threading.Lock()
        self._all: weakref.WeakSet[requests.Session] = weakref.WeakSet()  # those of ended threads go by themselves

    def __reduce__(self) -> tuple[type[Sessions], tuple[Mapping[str, str] | None, str | None, NewSession | None]]:
        """Travel to another process without the connections."""
        return Sessions, (self._proxies, self._verify, self._new)

    @property
    def mine(self) -> requests.Session:
        """This thread's."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = self._new() if self._new else OwnSession()
            adapter = TimedAdapter()
            for scheme in ("https://", "http://"):
                if type(session.adapters.get(scheme)) is HTTPAdapter:  # that of a new session
                    session.mount(scheme, adapter)
            with self._lock:
                self._all.add(session)
        return session

    def tells(self, url: str) -> bool:
        """Whether the connections to an address say if a request has left; those of foreign adapters do not."""
        return isinstance(self.mine.get_adapter(url), TimedAdapter)

    def post(
        self, url: str, data: bytes | IO[bytes], headers: dict[str, str], timeout: float | tuple[float, float]
    ) -> requests.Response:
        """Send; the answer's body is left to be read."""
        return self.mine.post(
            url,
            data=data,
            headers=headers,
            timeout=timeout,
            stream=True,
            # requests repeats a redirected POST as a GET, and would show our headers to another host.
            allow_redirects=False,
            # Here and not in the session, whose own settings requests lets the environment overrule.
            proxies=self._by(url),
            verify=self._verify,
        )

    def get(self, url: str, timeout: float | tuple[float, float]) -> requests.Response:
        """Ask for a picture, unsigned, by the same way; the body is left to be read."""
        return self.mine.get(url, timeout=timeout, stream=True, proxies=self._by(url), verify=self._verify)

    def _by(self, url: str) -> dict[str, str] | None:
        """The proxies for an address; None leaves them to the environment, whose lead to no farm on this machine."""
        host = urlsplit(url).hostname
        return {"no_proxy": host} if self._proxies is None and host in LOOPBACK else self._proxies

    def direct(self) -> requests.Session:
        """Return one for several threads that no proxy stands before; it is closed with the others."""
        session = OwnSession()
        for scheme in ("https://", "http://"):
            session.mount(scheme, TimedAdapter())
        session.trust_env = False
        with self._lock:
            self._all.add(session)
        return session

    def close(self) -> None:
        """Close every thread's connections."""
        with self._lock:
            sessions = list(self._all)
        for session in sessions:
            session.close()


class OwnSession(requests.Session):
    """A session under our own name that sends no credentials but those that a request is given.

    By itself requests takes a user and a password from ``~/.netrc`` for whatever host it is sent to.
    """

    def __init__(self) -> None:
        super().__init__()
        self.headers["User-Agent"] = USER_AGENT
        self.max_redirects = MOST_REDIRECTS
        self.auth = _as_it_is

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:  # noqa: ARG002
        """Send no credentials to where a picture is redirected; requests calls it for each redirection."""
        prepared_request.headers.pop("Authorization", None)


def _begin_all() -> None:
    for each in list(_known):
        each.begin()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_begin_all)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def cannot_connect(
    domain: str, error: OSError, *, path: str = "", sent: bool = True, late: bool = False
) -> CannotConnect:
    """The sentence for a request that got no answer; ``late`` when its time was up before."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    # NewConnectionError covers refused connections and names that do not resolve.
    unanswered = isinstance(reason, (NewConnectionError, ConnectTimeoutError))
    untrusted = _within(error, SSLCertVerificationError)  # another try would end in the same way
    if isinstance(error, requests.RequestException):
        error.request = None  # it holds the signature
    if isinstance(error, requests.exceptions.ProxyError):
        text = _("The proxy does not let calls through to {domain}: check the proxy settings of this computer.")
    elif untrusted or isinstance(error, requests.exceptions.SSLError):
        text = _("The certificate of {domain} cannot be verified: check the domain, the clock and the CA bundle.")
    elif late or (not unanswered and (isinstance(error, requests.exceptions.Timeout)
                                      or isinstance(reason, ReadTimeoutError) or _within(error, socket.timeout))):
        text = _("The farm at {domain} took too long to answer: try again in a moment.")
    elif unanswered or not sent:
        text = _("No farm answers at {domain}: check the domain and the network, "
                 "or start a local one with “foxsubmit farm”.")
    else:
        text = _("The connection to {domain} broke off before the answer was complete: check the network.")
    return CannotConnect(text.format(domain=domain), arrived=sent and not unanswered, path=path,
                         untrusted=untrusted)


def _within(error: BaseException, kind: type[BaseException]) -> bool:
    """Whether an error, or one that it was made of, is of a kind."""
    looked: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, kind):
            return True
        if isinstance(each, BaseException) and id(each) not in looked:
            looked.add(id(each))
            waiting += [*each.args, getattr(each, "reason", None)]
    return False
