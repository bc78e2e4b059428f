"""Write plans into the journal, from which the agent sends them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from ..common.disk import need_folder
from ..plan.plan import Plan
from ..settings.settings import Settings
from .fetch.marker import need_drive, put_marker
from .journal.adding import Together
from .journal.journal import Journal


def write_down(settings: Settings, plans: Sequence[Plan], access_id: str = "") -> tuple[str, ...]:
    """Return the ids of the submissions of these plans, once they are in the journal. Worker thread.

    Raises:
        FoxError: a folder for results cannot be made, or the journal not be written.
    """
    with contextlib.closing(Journal(settings.journal)) as journal:
        for plan in plans:
            if plan.folder:
                need_drive(journal, plan.folder)
                need_folder(plan.folder)
                if journal.mount_of_marked(plan.folder) is not None:
                    put_marker(Path(plan.folder))  # it was removed on purpose
        return journal.add_all(plans, access_id, Together(settings.studio_file))
