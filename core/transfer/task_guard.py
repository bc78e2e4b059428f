"""See while files are sent whether that still makes sense: the task may be deleted, the balance used up meanwhile."""

from __future__ import annotations

import logging
import threading
from typing import Callable

from ..api import FoxAPI
from ..common.errors import FoxError, Refused, TransferFailed
from ..common.i18n import _
from ..common.system_errors import reason
from ..offer.facts import read_account
from .rendered_again import is_deleted

log = logging.getLogger(__name__)

EVERY = 10.0  # seconds between two questions to the farm


class NoBalance(TransferFailed):
    """The account owes more than it may: the farm renders nothing until that is paid."""


def need_balance(api: FoxAPI) -> None:
    """See that the farm would render for this account.

    Raises:
        NoBalance: it owes more than it may.
    """
    try:
        account = read_account(api)
    except Refused as error:
        log.info("the balance is not known: %s", error)  # this user may not read it
        return
    if account.arrears:
        raise NoBalance(_("The account owes {amount:,.2f} {currency}: nothing is sent until it is paid, and it goes on "
                          "by itself then.").format(amount=-account.funds, currency=account.currency), retry=True)


def need_task(api: FoxAPI, task: int) -> None:
    """See that the task is still there and would be rendered.

    Raises:
        NoBalance: the account owes more than it may.
        TransferFailed: the task was deleted on the farm.
    """
    items = api.query.task_info([task])["items"]
    if items and is_deleted(items[0]):
        raise TransferFailed(_("Task {task} was deleted on the farm, so nothing more is sent: submit the scene again "
                               "to have it rendered.").format(task=task))
    need_balance(api)


class TaskGuard:
    """Asks again and again on a thread of its own; call it between two blocks: it raises after the last one."""

    def __init__(self, api: Callable[[], FoxAPI], task: int, stop: Callable[[], None]) -> None:
        self._api = api
        self._task = task
        self._stop = stop
        self._over = threading.Event()
        self._wrong: TransferFailed | None = None

    def __enter__(self) -> TaskGuard:
        # Not waited for at the end: on a silent line its question takes long.
        threading.Thread(target=self._ask, name="task guard", daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()

    def __call__(self) -> None:
        """Nothing, as long as it may go on.

        Raises:
            Stopped: the user wishes something else, or something more urgent goes first.
            TransferFailed: the task is gone, or the account owes too much.
        """
        self._stop()
        if self._wrong is not None:
            raise self._wrong

    def _ask(self) -> None:
        while not self._over.wait(EVERY):
            try:
                with self._api() as api:
                    need_task(api, self._task)
            except TransferFailed as error:
                self._wrong = error
                return
            except (FoxError, OSError) as error:
                log.info("the task is not asked about: %s", reason(error))  # whoever sends notices by itself
