"""One submission through a session, from a wish to the journal; whoever wishes it keeps the session going."""

from __future__ import annotations

from collections.abc import Sequence

from ....core.common.errors import BadInput, FoxError, NoAnswer
from ....core.session.following import hints
from ....core.session.session import Session
from ....core.session.state import Connection, State
from ....core.session.typed import reasons_with_names
from ....core.transfer.states import Transfer
from .wish import Wish

ASKED_NOW = 0.0
"""``AccountState.retry_at`` while the farm is being asked."""


class Submitting:
    """Submit the open scene as it is now, with what is wished for this once."""

    def __init__(self, session: Session, wish: Wish) -> None:
        self._session = session
        self._wish = wish
        self._asked = False
        """Whether the session was told to submit."""
        self._before = session.state.submit.submitted
        if session.state.account.connection is Connection.AWAY:
            session.account.connect()
        session.scene.refresh()  # what was known of it before may be old

    def look(self) -> tuple[Transfer, ...] | None:
        """See how far it is: the submissions once the agent has them, None before.

        Raises:
            FoxError: nothing was submitted, and why.
        """
        state = self._session.state
        if not self._asked:
            if self._ready(state):
                self._begin(state)
            return None
        ids = state.submit.submitted
        if ids == self._before:
            if not state.busy and state.message:
                raise BadInput(state.message)
            return None
        return mine(state, ids) if len(mine(state, ids)) == len(ids) else None

    def _ready(self, state: State) -> bool:
        account = state.account
        if account.connection is Connection.AWAY and account.retry_at != ASKED_NOW:
            raise NoAnswer(account.trouble, account.trouble_code)
        if state.busy or not state.scene.gathered:
            if not state.busy and state.message:
                raise FoxError(state.message)
            return False
        return account.connection is Connection.CONNECTED

    def _begin(self, state: State) -> None:
        self._asked = True
        self._session.submit.choose_once(**self._wish.choices(state))
        state = self._session.state
        reasons = (*reasons_with_names(state), *hints(state))
        if reasons:
            self._session.submit.forget_once()
            raise BadInput("\n".join(reasons))
        self._session.submit.submit()


def mine(state: State, ids: Sequence[str]) -> tuple[Transfer, ...]:
    """The transfers of these ids that the journal has."""
    return tuple(each for each in state.transfers.rows if each.id in ids)
