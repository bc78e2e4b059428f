"""The command line: a module for each command, and common/ with what they share. Each drives the panel's Session."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Sequence

from ..core.common.disk import on_disk, unusable
from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.common.logs import PLAIN, log_to
from ..core.common.streams import escape_what_is_lacking
from ..core.settings.settings import Settings
from .common.output import flush, reader_gone, write_error, write_line, write_no_more
from .common.parser import WrongUsage, parse, wants_json
from .common.signals import AskedToEnd, hears_requests_to_end

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what it ends with is an ``ExitCode``."""
    escape_what_is_lacking()
    try:
        try:
            with hears_requests_to_end():
                return _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            flush()
    except OSError as error:
        write_no_more()
        if reader_gone(error):
            return ExitCode.UNREAD
        if not on_disk(error):
            raise
        return _failed(FoxError(unusable(error, _("the output"))), ExitCode.FAILED)


def _run(typed: Sequence[str]) -> int:
    as_json = wants_json(typed)
    try:
        return _run_command(typed)
    except WrongUsage as error:
        if as_json:
            write_error(FoxError(error.message))
        raise
    except BadInput as error:
        return _failed(error, ExitCode.BAD_INPUT, as_json=as_json)
    except FoxError as error:
        return _failed(error, ExitCode.FAILED, as_json=as_json)
    except KeyboardInterrupt as stop:
        said = str(stop) or _("Stopped.")
        return _failed(FoxError(said), ExitCode.ENDED if isinstance(stop, AskedToEnd) else ExitCode.INTERRUPTED,
                       as_json=as_json)
    except OSError as error:
        if reader_gone(error) or not (error.filename and on_disk(error)):
            raise
        log.debug("%s", " ".join(typed), exc_info=True)
        return _failed(FoxError(unusable(error)), ExitCode.FAILED, as_json=as_json)


def _run_command(typed: Sequence[str]) -> int:
    Settings().speak()
    options = parse(typed)
    log_to(logging.StreamHandler(), logging.DEBUG if options.debug else logging.WARNING, PLAIN)
    trouble = Settings().studio().trouble
    if trouble:
        write_line(trouble)
    if options.opens_home:
        Settings(getattr(options, "home", None)).open_home()
    try:
        return int(options.run(options))
    except FoxError as error:
        if not getattr(error, "damaged", False):  # a JournalTrouble, whose module brings SQLite
            raise
        raise _restored(Settings(getattr(options, "home", None)), error) from error


def _restored(settings: Settings, error: FoxError) -> FoxError:
    """Have a journal restored that a command found damaged; the error that says so."""
    from ..core.transfer.journal.journal import Journal  # noqa: PLC0415 - --help needs no SQLite

    with contextlib.closing(Journal(settings.journal)) as journal:
        notice = journal.notice()
    return FoxError(_("{what} Give the command again.").format(what=notice)) if notice else error


def _failed(error: FoxError, code: ExitCode, *, as_json: bool = False) -> int:
    """Say why, for a person on stderr, and for a script on stdout if it wants JSON."""
    write_line(str(error))
    if as_json:
        write_error(error)
    return code
