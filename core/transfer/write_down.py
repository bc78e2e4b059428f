"""Write plans into the journal, from which the agent sends them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from ..common.disk import need_folder
from ..plan.plan import Plan
from ..settings.settings import Settings
from .journal.journal import Journal


def write_down(settings: Settings, plans: Sequence[Plan]) -> tuple[str, ...]:
    """Return the ids of the submissions of these plans, once they are in the journal. Worker thread.

    Raises:
        FoxError: a folder for results cannot be made, or the journal not be written.
    """
    for plan in plans:
        if plan.folder:
            need_folder(plan.folder)
    with contextlib.closing(Journal(settings.journal)) as journal:
        return journal.add_all(plans)
