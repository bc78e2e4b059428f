"""What becomes of a call about tasks: a look soon after, a sentence, or a farm that is away."""

from __future__ import annotations

import dataclasses
import time

from ...common.disk import error_sentence
from ...common.errors import CannotConnect
from ..events import Events, FarmLost, RequestSent
from ..link import FarmLink
from ..store import Part, Store
from .state import JobsState


class FarmAnswers:
    """Shared by all who ask the farm about tasks and frames."""

    def __init__(self, store: Store, events: Events, link: FarmLink) -> None:
        self._store = store
        self._part: Part[JobsState] = Part(store, "jobs")
        self._events = events
        self._link = link

    def asked(self, _nothing: object = None) -> None:
        """The farm did as it was asked: what comes of it is looked at soon."""
        self._events.tell(RequestSent())

    def refused(self, error: Exception) -> None:
        """The farm did not do as it was asked: say why, and look how things are."""
        self._store.say(error_sentence(error))
        self._events.tell(RequestSent())

    def trouble(self, error: Exception) -> None:
        """A look went wrong: the farm may be away, and what is listed is from now on old."""
        if not isinstance(error, CannotConnect):
            self._store.say(error_sentence(error))
        elif self._link.api is not None:
            self._part.change(listing=dataclasses.replace(self._part.now.listing, as_of=time.time()))
            self._events.tell(FarmLost(error))
