"""The options of the vendor's transfer program, read as strictly as it reads them (docs/decisions/0008)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

OPTIONS = {"-E": "engine", "-H": "host", "-P": "port", "-S": "storage", "-U": "user", "-T": "transmit_type",
           "-L": "local", "-R": "remote", "-r": "retries", "-K": "keep", "-s": "speed", "-C": "config",
           "-p": "network"}
NEEDED = ("engine", "host", "port", "storage", "user", "transmit_type", "local")
TYPES = ("upload_json", "upload_list", "upload_path", "download_list", "download_path")
MOST_SPEED = 1 << 20
"""KiB a second: the highest limit that the program takes."""


class UsageError(Exception):
    """An option is missing or cannot be used; the text is the sentence that is printed."""


@dataclasses.dataclass(frozen=True)
class Wanted:
    """The transfer that one run of the program is asked for."""

    engine: str
    host: str
    port: str
    storage: str
    """The storage id, such as ``10201``."""

    user: str
    transmit_type: str
    """One of ``TYPES``."""

    local: str
    """The file to send or its list, or the folder that results go to."""

    remote: str = "/"
    retries: str = "2"
    keep: str = "false"
    """``true`` if the last folder of ``remote`` is kept below ``local``."""

    speed: str = "1048576"
    """KiB a second at most."""

    config: str = ""
    network: str = "0"

    @property
    def word(self) -> str:
        """The word that the program's lines begin with: ``upload`` or ``download``."""
        return self.transmit_type.partition("_")[0]


def read_arguments(arguments: Sequence[str]) -> Wanted:
    """Return what the arguments ask for.

    Raises:
        UsageError: one is unknown, given twice, without a value, missing, or has a value that cannot be.
    """
    given: dict[str, str] = {}
    left = list(arguments)
    while left:
        option = left.pop(0)
        name = OPTIONS.get(option)
        if name is None:
            raise UsageError(f"unrecognised option '{option}'")
        if not left:
            raise UsageError(f"the required argument for option '{option}' is missing")
        if name in given:
            raise UsageError(f"option '{option}' cannot be specified more than once")
        given[name] = left.pop(0)
    for name in NEEDED:
        if name not in given:
            raise UsageError(f"the option '--{name}' is required but missing")
    wanted = Wanted(**given)
    if wanted.engine not in ("aspera", "raysync"):
        raise UsageError(f"arg [--engine] error, not supported {wanted.engine}")
    if wanted.transmit_type not in TYPES:
        raise UsageError(f"arg [--type] error, not supported {wanted.transmit_type}")
    if not (wanted.speed.isdecimal() and 1 <= int(wanted.speed) <= MOST_SPEED):
        raise UsageError(f"the argument ('{wanted.speed}') for option '--speed-limit' is invalid")
    if wanted.keep not in ("true", "false"):
        raise UsageError(f"the argument ('{wanted.keep}') for option '--keep-path' is invalid")
    return wanted
