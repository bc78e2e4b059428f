"""A farm's domain in the one spelling that is signed.

HTTP clients send the Host header in small letters and without the port that the protocol has by itself, and the farm
verifies the signature with that header.
"""

from __future__ import annotations

import re

from ...common.errors import BadInput
from ...common.foreign import harmless
from ...common.i18n import _

DOMAIN_VARIABLE = "RAYVISION_API_DOMAIN"
FOX = "task.foxrenderfarm.com"
DOMAIN = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")
USUAL_PORTS = {"https": ":443", "http": ":80"}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def check_domain(domain: str) -> None:
    """Whether it can be one.

    Raises:
        BadInput: it cannot.
    """
    if not DOMAIN.fullmatch(domain):
        raise BadInput(_("“{domain}” is not a valid domain: give the farm's name as in task.foxrenderfarm.com.").format(
            domain=domain))


def as_signed(domain: str, protocol: str) -> str:
    """Return the domain as the Host header names it."""
    name = domain.lower()
    port = USUAL_PORTS.get(protocol, "")
    return name[: -len(port)] if port and name.endswith(port) else name


def read_domain(text: str) -> tuple[str, str]:
    """(domain, protocol) of what was typed; a farm on this machine speaks plain HTTP, any other does not.

    Raises:
        BadInput: it names plain HTTP and another machine.
    """
    typed = text.strip().rstrip("/")
    scheme, mark, rest = typed.partition("://")
    domain = rest if mark else typed
    host = domain if domain.endswith("]") else domain.rpartition(":")[0] or domain
    local = host.lower() in LOOPBACK
    if mark and scheme.lower() not in USUAL_PORTS:
        raise BadInput(_("“{protocol}” is not a protocol of the farm: use https.").format(protocol=harmless(scheme)))
    if mark and scheme.lower() == "http" and not local:
        raise BadInput(_("Keys do not travel without encryption: leave out “http://”."))
    protocol = (scheme.lower() if mark else "") or ("http" if local else "https")
    return as_signed(domain, protocol), protocol


def account_page(domain: str) -> str:
    """The web page of the account's farm; empty for a farm on this machine, which has none."""
    try:
        name, protocol = read_domain(domain)
        check_domain(name)
    except BadInput:
        return ""
    return f"https://{name}/" if protocol == "https" else ""
