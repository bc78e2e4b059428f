"""A program with the options, lines and exit codes of the vendor's ``rayvision_transmitter`` 1.1.5, for this farm.

Programs of the vendor's flow (check, upload, submit, download) start it in place of theirs: it moves the files over
HTTP to the farm whose folder it was made for. What it does like the original was measured (docs/decisions/0008).
"""

from __future__ import annotations

import sys
from pathlib import Path

from ...core.api import FoxAPI
from ...core.common.errors import BadInput, CannotConnect, FoxError
from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ...core.common.system_errors import reason
from ...core.settings.local_farm import serves
from ...core.transfer.http.engine import HttpEngine
from ..base.constants import INPUT, OUTPUT
from .arguments import UsageError, Wanted, read_arguments
from .fetching import fetch
from .lines import print_end, print_line
from .sending import send

DONE, AGAIN, FINAL = 0, 1, 255
"""Exit codes: all has arrived, try again, and of no use to try again."""


def main(arguments: list[str]) -> int:
    """Transfer what the arguments after the farm's folder ask for, and return the exit code."""
    folder, *given = arguments
    try:
        wanted = read_arguments(given)
    except UsageError as error:
        sys.stderr.write(harmless(str(error)) + "\n")
        print_line("'--help' gives usage information.", "")
        return FINAL
    print_line("rayvision transmitter init begin\nrayvision transmitter init end", "")
    code = transfer(Path(folder), wanted)
    print_end(code)
    return code


def transfer(folder: Path, wanted: Wanted) -> int:
    """Move the files between this machine and the farm in ``folder``, and say how it went."""
    print_line(f"{wanted.word} is begin")
    try:
        api = _client(folder, wanted)
        engine = HttpEngine(api.client, INPUT, OUTPUT)
        whole = (send if wanted.word == "upload" else fetch)(api, engine, wanted)
    except CannotConnect as error:
        print_line(f"{wanted.word} task failure: {reason(error)}")
        return AGAIN
    except (FoxError, OSError, ValueError, KeyError) as error:
        print_line(f"{wanted.word} task failure: {reason(error)}")
        return FINAL
    if not whole:
        print_line(f"{wanted.word} task failure: at least one file is failure")
        return FINAL
    print_line(f"{wanted.word} task success: all files are success")
    print_line(f"{wanted.word} is end")
    return DONE


def _client(folder: Path, wanted: Wanted) -> FoxAPI:
    """Return a client of the farm.

    Raises:
        CannotConnect: no farm runs there.
        BadInput: the host or port is another's.
    """
    found = serves(folder)
    if found is None:
        raise CannotConnect(_("No farm runs in {folder}: start one with “foxsubmit farm”.").format(folder=folder))
    if f"{wanted.host}:{wanted.port}" != found.domain:
        raise BadInput(_("This program speaks to {domain} alone, not to {other}.").format(
            domain=found.domain, other=f"{wanted.host}:{wanted.port}"))
    return FoxAPI(found.access_id, found.access_key, found.domain, found.platform, protocol="http")
