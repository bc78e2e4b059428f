"""Tell notices by mail and in a chat: all that is due as one message, never twice, and with growing waits."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from ...common.errors import FoxError
from ...common.i18n import _, count
from ...settings.settings import Settings
from ...settings.sinks import PASSWORD, SIGNING, WEBHOOK, Sinks, SinkSettings
from ..journal.journal import Journal
from . import mail, webhook
from .everybody import Api, Everybody
from .sending import Unsure
from .table import DUE, MAIL, OFF, SENDING, SENT, SINKS, UNSURE, DueNotice
from .table import WEBHOOK as CHAT

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks at the journal
GATHER = 5.0  # seconds for which more is waited for, so that what ends together is one message
SPACING = 30.0  # seconds between two messages to one receiver: chats refuse more than twenty in a minute
WAITS = (30.0, 60.0, 120.0, 300.0, 900.0, 3600.0)  # seconds before another try; the last one again and again
MOST_LINES = 20
"""Notices that one message names; of more it says how many they are."""


class Teller:
    """The messages of one agent; one thread uses it. ``pending`` is for others."""

    def __init__(self, settings: Settings, api: Api) -> None:
        self._everybody = Everybody(SinkSettings(settings.home), settings.local_farms, api)
        self._settings = settings
        self._looked = 0.0
        self._recovered = False
        self._sent: dict[str, float] = {}
        self._known: Sinks | None = None

    def pending(self, journal: Journal) -> bool:
        """Whether an agent has to stay to tell something."""
        return journal.telling().waiting() or self._everybody.stays()

    def look(self, journal: Journal) -> None:
        """Tell what is due."""
        if time.monotonic() - self._looked < LOOK:
            return
        self._looked = time.monotonic()
        self._everybody.look(journal)
        telling = journal.telling()
        if not self._recovered:
            telling.recover()
            self._recovered = True
        if not telling.waiting():
            return
        telling.give_up(time.time())
        kept = SinkSettings(self._settings.home)
        sinks = kept.read()
        for sink in SINKS:
            if self._known not in (None, sinks):
                telling.hurry(sink)
            self._tell(journal, kept, sinks, sink)
        self._known = sinks

    def _tell(self, journal: Journal, kept: SinkSettings, sinks: Sinks, sink: str) -> None:
        telling = journal.telling()
        if not (sinks.mails if sink == MAIL else sinks.chat):
            telling.move(sink, [each.id for each in telling.due(sink, float("inf"))], OFF)
            return
        due = telling.due(sink, time.time())
        if not due or time.time() - due[0].created < GATHER or (
                time.monotonic() - self._sent.get(sink, -SPACING) < SPACING):
            return
        names = [each.id for each in due]
        telling.move(sink, names, SENDING)
        self._sent[sink] = time.monotonic()
        try:
            send(self._settings, kept, sinks, sink, *composed(due))
        except Unsure as error:
            log.warning("%s", error)
            telling.move(sink, names, UNSURE, str(error))
        except (OSError, ValueError) as error:  # of a library: how far it came is not known
            said = _("Whether the message arrived is not known, and it is not sent again ({kind}).").format(
                kind=type(error).__name__)
            log.warning("%s", said)
            telling.move(sink, names, UNSURE, said)
        except FoxError as error:
            log.info("%s", error)
            wait = WAITS[min(max(each.tries for each in due), len(WAITS) - 1)]
            telling.move(sink, names, DUE, str(error), time.time() + wait)
        else:
            telling.move(sink, names, SENT)


def composed(due: Sequence[DueNotice]) -> tuple[str, str]:
    """Return subject and text of the message for all of them."""
    lines = [each.text for each in due[:MOST_LINES]]
    more = len(due) - len(lines)
    if more:
        lines.append(count("And {n} more: the panel shows it.", "And {n} more: the panel shows them.", more))
    subject = due[0].text if len(due) == 1 else count("{n} notice", "{n} notices", len(due))
    return f"Fox Renderfarm: {' '.join(subject.split())}"[:150], "\n".join(("Fox Renderfarm", *lines))


def send(settings: Settings, kept: SinkSettings, sinks: Sinks, sink: str, subject: str, text: str) -> None:
    """Send a message by one way of telling.

    Raises:
        NotSent, Unsure: it did not go well; the sentence holds no secret.
    """
    preferences = settings.preferences()[0]
    if sink == CHAT:
        address = kept.secret(WEBHOOK)
        if not address:
            raise FoxError(_("The address of the webhook is not known here: set it again."))
        webhook.post(sinks.chat, address, kept.secret(SIGNING), text, preferences.proxy, preferences.ca_bundle)
    else:
        mail.send(sinks, kept.secret(PASSWORD), subject, text, preferences.ca_bundle)
