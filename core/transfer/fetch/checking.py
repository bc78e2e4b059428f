"""Check all that a transfer brought and sent, and have results fetched again that are wrong. Blocks."""

from __future__ import annotations

from typing import Callable, NamedTuple

from ...common.errors import FoxError
from ...common.i18n import _, count
from ...settings.settings import Settings
from ..engines import open_engine
from ..journal.journal import Journal
from ..states import Transfer, TransferState
from .verify import Fault, Verified, verify_inputs, verify_results


class Checked(NamedTuple):
    """What a check of a transfer found: in its results on the disk, and in its files on the farm."""

    results: Verified
    inputs: Verified

    @property
    def right(self) -> int:
        """How many files are as they should be."""
        return self.results.right + self.inputs.right

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong or not known, results first."""
        return (*self.results.faults, *self.inputs.faults)


def check_transfer(journal: Journal, settings: Settings, each: Transfer, check: Callable[[], None]) -> Checked:
    """Compare a transfer's files with the journal; ``check`` is called between blocks, and may raise to end it.

    Where the farm does not answer, that is one fault of the inputs, so that nobody takes them for right.
    """
    results = verify_results(journal, each.id, check)
    if not each.fetched:
        results = Verified(0, (*results.faults, Fault("", _("No result was fetched."))))
    if not each.host:  # results of a task that was submitted elsewhere: nothing was sent from here
        return Checked(results, Verified(0, ()))
    check()
    try:
        with settings.credentials(each.account, journal.get(each.id).farm).api() as api:
            engine = open_engine(api, settings)
            return Checked(results, verify_inputs(journal, each.id, engine, api.client.access_id, check))
    except FoxError as error:
        text = _("What the farm holds of the files is not known: {reason}").format(reason=error)
        return Checked(results, Verified(0, (Fault("", text),)))


def wrong_results(each: Transfer, found: Checked) -> tuple[str, ...]:
    """Return the paths on the farm of results that can be fetched again."""
    if not each.task_id or each.state not in (TransferState.FETCHED, TransferState.WATCHING):
        return ()
    return tuple(fault.result for fault in found.results.faults if fault.result)


def repair(journal: Journal, each: Transfer, found: Checked) -> int:
    """Have results that are wrong fetched again by the agent, and return how many. What lies there is kept aside."""
    paths = wrong_results(each, found)
    return len(paths) if paths and journal.fetch_again(each.id, paths) else 0


def in_words(found: Checked) -> str:
    """Return how many files are right and how many are not: one of which nobody knows is not counted as right."""
    if not found.right:
        return _("No file was found to be right.")
    right = count("{n} file is right", "{n} files are right", found.right)
    if not found.faults:
        return _("All is as it should be: {right}.").format(right=right)
    wrong = count("{n} is not, or is not known", "{n} are not, or are not known", len(found.faults))
    return _("{right}, {wrong}.").format(right=right, wrong=wrong)
