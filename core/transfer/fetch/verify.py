"""Compare what the journal says of a submission with what lies on the disk, and with what the farm holds. Blocks."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, NamedTuple

from ...common.errors import TransferFailed
from ...common.i18n import _
from ...common.system_errors import system_reason
from ..engine import Engine
from ..journal.journal import Journal
from .condition import Condition, compare
from .marker import gone, is_known_again

SLICE = 1000  # files that the farm is asked about at once


class Fault(NamedTuple):
    """A file that is not what it should be, or of which nobody can say so."""

    path: str
    """The local file."""
    sentence: str
    result: str = ""
    """The path on the farm of a result that is to be fetched again; empty where that would not help."""


class Verified(NamedTuple):
    """The outcome of a check: how many files are right, and all others."""

    right: int
    faults: tuple[Fault, ...]


def verify_results(journal: Journal, submission: str, check: Callable[[], None]) -> Verified:
    """Read every result that was fetched, and compare size and hash; ``check`` may raise to end it."""
    right, faults = 0, []
    row = journal.get(submission)
    if row.folder and not is_known_again(journal, row):  # each result would be called gone
        return Verified(0, (Fault(row.folder, gone(row.folder, str(row.task_id or ""))),))
    for path, before in sorted(journal.results(submission).items()):
        check()
        local = Path(before.local)
        try:
            state = compare(local, before, check, thorough=True) if before.local else Condition.UNKNOWN
        except OSError as error:
            faults.append(Fault(str(local), _("{path} cannot be read: {reason}.").format(
                path=local, reason=system_reason(error))))
            continue
        except TransferFailed as error:
            faults.append(Fault(str(local), str(error)))
            continue
        if state in (Condition.RIGHT, Condition.TOUCHED):
            right += 1
        else:
            again = "" if state is Condition.UNKNOWN else path
            faults.append(Fault(str(local), sentences()[state].format(path=before.local or path), again))
    return Verified(right, tuple(faults))


def sentences() -> dict[Condition, str]:
    """Return what is said of a result in each condition that is not right."""
    return {
        Condition.GONE: _("{path} is gone."),
        Condition.OTHER_SIZE: _("{path} has another size than when it was fetched."),
        Condition.OTHER_CONTENT: _("{path} has another content than when it was fetched."),
        Condition.UNKNOWN: _("{path} was fetched before hashes were kept: whether it is right is not known."),
    }


def verify_inputs(journal: Journal, submission: str, engine: Engine, access_id: str,
                  check: Callable[[], None]) -> Verified:
    """Ask the farm what it holds of the files that were sent, and compare it with what arrived.

    ``check`` is called between two requests, and may raise to end it.

    Raises:
        FoxError: the farm does not answer.
    """
    files, known = journal.get(submission).plan().files, journal.known(access_id)
    if not engine.asks:
        return Verified(0, (Fault("", _("What this farm holds of the files cannot be asked: it is not known.")),))
    right, faults = 0, []
    for start in range(0, len(files), SLICE):
        check()
        some = files[start:start + SLICE]
        for file, stored in zip(some, engine.have([(each.server, each.local.size) for each in some])):
            sent = known.get(file.local.path)
            if not stored.complete:
                text = _("The farm does not have {path}.")
            elif sent is None or sent[:2] != (file.local.size, file.local.mtime_ns) or not stored.sha256:
                text = _("Whether the farm has {path} as it was sent is not known.")
            elif sent[3] != stored.sha256:
                text = _("The farm has another content of {path} than was sent.")
            else:
                right += 1
                continue
            faults.append(Fault(file.local.path, text.format(path=file.local.path)))
    return Verified(right, tuple(faults))
