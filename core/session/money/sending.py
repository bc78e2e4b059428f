"""Where notices are told beside the panel: set, and tested. The keyring and the receivers are asked on a worker."""

from __future__ import annotations

from typing import Any, Callable

from ...common.disk import error_sentence
from ...common.errors import BadInput, FoxError
from ...common.i18n import _
from ...model import format
from ...settings.sinks import CHATS, Sinks, SinkSettings
from ...transfer.telling.table import MAIL, SINKS
from ...transfer.telling.teller import send
from ..link import FarmLink, Workers
from ..store import Part, Store
from .state import MoneyState


class Sending:
    """Mail and chat. No part of the state holds a secret."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers) -> None:
        self._part: Part[MoneyState] = Part(store, "money")
        self._link = link
        self._workers = workers

    def read(self) -> None:
        """Ask how it is set."""
        self._run(lambda kept: kept.read(), self._is_set)

    def change(self, **changes: str) -> None:
        """Set fields of ``Sinks``."""
        def change(kept: SinkSettings) -> Sinks:
            sinks = kept.change(**changes)
            if sinks.everybody:
                self._link.wake_agent()
            return sinks

        self._run(change, self._is_set)

    def keep(self, name: str, value: str) -> None:
        """Keep a secret, one of ``settings.sinks.SECRETS``; an empty one forgets it."""
        self._run(lambda kept: kept.keep(name, value) or not value.strip(), self._kept)

    def test(self) -> None:
        """Send a message by each way that is set, and say how it went."""
        self._part.change(testing=True, tested="")
        self._run(self._test, lambda said: self._part.change(testing=False, tested=said, tested_well=True))

    def _test(self, kept: SinkSettings) -> str:
        """Worker thread.

        Raises:
            FoxError: one of them failed.
        """
        sinks = kept.read()
        ways = [sink for sink in SINKS if (sinks.mails if sink == MAIL else sinks.chat)]
        if not ways:
            raise BadInput(_("Name a mail server and an address, or a chat, first."))
        wrong = []
        for sink in ways:
            try:
                send(self._link.settings, kept, sinks, sink, _("Fox Renderfarm: a test"), _(
                    "Fox Renderfarm: this is a test, notices of tasks and budgets will come here."))
            except FoxError as error:
                wrong.append(str(error))
        if wrong:
            raise FoxError(format.sentences(*wrong))
        return format.sentences(*(_("The test was sent by mail.") if sink == MAIL else
                                  _("The test was sent to {chat}.").format(chat=CHATS[sinks.chat]) for sink in ways))

    def _is_set(self, sinks: Sinks) -> None:
        self._part.change(sinks=sinks, tested="")

    def _kept(self, private: bool) -> None:
        self._part.change(tested="" if private else _("The system has no keyring that works: it is "
                                                      "kept in a file that other users cannot read."), tested_well=True)

    def _run(self, job: Callable[[SinkSettings], object], done: Callable[[Any], None]) -> None:
        kept = SinkSettings(self._link.settings.home)
        self._workers.accounts.run(lambda: job(kept), done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._part.change(testing=False, tested=error_sentence(error), tested_well=False)
