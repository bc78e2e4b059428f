"""Read what came back: an answer of the farm's, or an error that says what it was instead."""

from __future__ import annotations

from typing import Any

import requests

from ...common.errors import BadAnswer
from ...common.foreign import read_foreign_json
from ...common.i18n import _, full_stop, labelled
from ...common.refusals import again
from .told import seconds_of

MOST = 64 << 20
"""Bytes of an answer; a page of a thousand tasks has two million."""
BLOCK = 1 << 16
BROKEN, REDIRECT = 500, range(300, 400)
NOT_LET_IN, PROXY, TOO_LARGE, BUSY = (401, 403), 407, 413, 429
TURNED_AWAY = (*NOT_LET_IN, PROXY, TOO_LARGE, BUSY)


def read(response: requests.Response, domain: str, path: str) -> dict[str, Any]:
    """The envelope: an object with a ``code``.

    Raises:
        BadAnswer: it is something else.
    """
    content = bytearray()
    for block in response.iter_content(BLOCK):
        content += block
        if len(content) > MOST:
            raise _bad(_("The answer of {domain} to {path} is larger than any of a render farm: it was cut off."),
                       response, domain, path)
    try:
        answer = read_foreign_json(bytes(content))
    except ValueError:
        answer = None
    if isinstance(answer, dict) and type(answer.get("code")) is int:
        return answer
    if response.status_code >= BROKEN:
        raise _bad(_try_again(_("The farm at {domain} is out of order for the moment (HTTP {status} to {path})"),
                              response, _("try again in a few minutes")), response, domain, path)
    if response.status_code in TURNED_AWAY:
        raise _bad(_turned_away(response), response, domain, path)
    if response.status_code in REDIRECT:
        raise _bad(_("{domain} sends calls elsewhere (HTTP {status} to {path}): check the domain and the protocol in "
                     "the settings, and whether this network wants you to sign in."), response, domain, path)
    raise no_farm(domain, path, response.status_code)


def no_farm(domain: str, path: str, status: int = 0) -> BadAnswer:
    """Return the error of a call that something else answered; ``status`` is 0 where it does not even speak HTTP."""
    text = _("{domain} did not answer as a render farm does (HTTP {status} to {path}): check the domain in the "
             "settings.")
    return BadAnswer(text.format(domain=domain, status=status or "?", path=path), path=path, status=status)


def _try_again(what: str, response: requests.Response, unsaid: str) -> str:
    """The sentence of what is over by itself, with the time that the answer names; ``unsaid`` where it names none."""
    return full_stop(labelled(what, again(_wait(response), unsaid)))


def _turned_away(response: requests.Response) -> str:
    """The sentence for a call that something before the farm has turned away."""
    return {
        BUSY: _try_again(_("The farm at {domain} takes no more calls for the moment (HTTP {status} to {path})"),
                         response, _("try again in a minute")),
        TOO_LARGE: _("{domain} does not take a request of this size (HTTP {status} to {path}): send less at once."),
        PROXY: _("A proxy wants a sign-in before it lets calls through to {domain} (HTTP {status} to {path}): check "
                 "the proxy settings of this computer."),
    }.get(response.status_code) or _(
        "Something before the farm at {domain} turns calls away (HTTP {status} to {path}): ask whether a firewall "
        "blocks them, and check the domain in the settings.")


def _bad(text: str, response: requests.Response, domain: str, path: str) -> BadAnswer:
    status = response.status_code
    return BadAnswer(text.format(domain=domain, path=path, status=status), path=path, status=status,
                     retry_after=_wait(response))


def _wait(response: requests.Response) -> float | None:
    """Seconds that the answer asks to wait; None where it does not say."""
    return seconds_of(response.headers.get("Retry-After"))
