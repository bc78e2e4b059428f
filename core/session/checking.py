"""Check the files of a transfer by hand: read its results again, ask the farm for what it holds."""

from __future__ import annotations

import contextlib
import functools
import threading
from typing import Callable

from ..common.disk import error_sentence
from ..common.i18n import _, count
from ..transfer.fetch.checking import Checked, check_transfer, repair, wrong_results
from ..transfer.journal.journal import Journal
from ..transfer.states import Transfer, TransferState
from ..transfer.stopping import Stopped
from .link import FarmLink, Workers
from .state import TransferCheck, TransfersState
from .store import Part, Store


class Checking:
    """One check at a time, on a worker of its own: it reads every result as a whole."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers, asked: Callable[[], None]) -> None:
        """``asked`` is called when the journal is to be read again soon."""
        self._store = store
        self._part: Part[TransfersState] = Part(store, "transfers")
        self._link = link
        self._workers = workers
        self._asked = asked
        self._ended = threading.Event()
        """The end of the check that is under way."""

    def start(self, transfer_id: str) -> None:
        """Check the files of a transfer; what was found before is shown no more."""
        each = next((each for each in self._part.now.rows if each.id == transfer_id), None)
        self.stop()
        if each is not None:
            self._part.change(check=TransferCheck(each))
            ended = self._ended = threading.Event()
            self._workers.checks.run(functools.partial(self._check, each, ended), functools.partial(self._found, ended),
                                     functools.partial(self._failed, ended))

    def stop(self) -> None:
        """End the check that is under way, and show nothing of the last one."""
        self._ended.set()
        self._part.change(check=None)

    def repair(self) -> None:
        """Have the agent fetch again what was found wrong."""
        check = self._part.now.check
        if check is not None and check.found is not None and wrong_results(check.transfer, check.found):
            self._workers.disk.run(functools.partial(self._repair, check.transfer, check.found), self._repaired,
                                   lambda error: self._store.say(error_sentence(error)))

    def journal_read(self) -> None:
        """Forget what was found of a transfer that is another by now, or that is not selected any more."""
        now, check = self._part.now, self._part.now.check
        if check is None:
            return
        each = next((each for each in now.rows if each.id == check.transfer.id), None)
        if each is None or now.selected not in (None, each.id) or _marks(each) != _marks(check.transfer):
            self.stop()

    def _check(self, each: Transfer, ended: threading.Event) -> Checked:
        """Worker thread."""
        def go_on() -> None:
            if ended.is_set():
                raise Stopped

        with contextlib.closing(Journal(self._link.settings.journal)) as journal:
            return check_transfer(journal, self._link.settings, each, go_on)

    def _found(self, ended: threading.Event, found: Checked) -> None:
        check = self._part.now.check
        if not ended.is_set() and check is not None:
            self._part.change(check=TransferCheck(check.transfer, found))

    def _failed(self, ended: threading.Event, error: Exception) -> None:
        if not ended.is_set():
            self.stop()
            self._store.say(error_sentence(error))

    def _repair(self, each: Transfer, found: Checked) -> str:
        """Worker thread; what came of it."""
        with contextlib.closing(Journal(self._link.settings.journal)) as journal:
            now = next((row for row in journal.transfers() if row.id == each.id), None)
            again = 0 if now is None else repair(journal, now, found)
        if again:
            self._link.wake_agent()
            return count("{n} result is fetched again.", "{n} results are fetched again.", again)
        if now is not None and now.state in (TransferState.CANCELLING, TransferState.CANCELLED):
            return _("Nothing is fetched again: {name} was cancelled meanwhile.").format(name=now.name)
        return _("Nothing is fetched again: {name} is not what it was when it was checked. Check it again.").format(
            name=each.name)

    def _repaired(self, said: str) -> None:
        self.stop()
        self._store.say(said)
        self._asked()


def _marks(each: Transfer) -> tuple[object, ...]:
    """Return what of a transfer makes an earlier check untrue when it changes."""
    return each.state, each.fetched, each.folder, each.task_id
