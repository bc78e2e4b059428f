"""The choice to see only the frames that look wrong."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from ....core.common.foreign import tip
from ....core.common.i18n import _
from ....core.jobs.blocks import Blocks
from ....core.jobs.tasks import FrameRow
from ....core.session.jobs.state import JobsState
from ...kit.style import Style
from ...kit.widgets import CheckBox


class MarkedOnly(CheckBox):
    """It is there while frames are marked. Without any, and for another task, all frames are seen again."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, _("Only marked"))
        self.setToolTip(tip(_("Show only the frames that look wrong, in table, sheet and viewer")))
        self._marked = Blocks(_marked)
        self._task: int | None = None
        self._frames: tuple[FrameRow, ...] = ()
        self.number = 0
        """Frames that are marked, of those that were seen last."""
        self.hide()

    def of(self, jobs: JobsState) -> JobsState:
        """Return the part of the state with the frames that are to be seen."""
        found = tuple(itertools.chain.from_iterable(self._marked.of(jobs.frames)))
        self.number = len(found)
        if self.isChecked() and (not found or jobs.selected != self._task):
            blocked = self.blockSignals(True)  # whoever asks is drawing
            self.setChecked(False)
            self.blockSignals(blocked)
        self._task = jobs.selected
        self.setVisible(bool(found))
        if not self.isChecked():
            return jobs
        if found != self._frames:  # the same object where nothing changed: whoever draws it sees that at once
            self._frames = found
        return dataclasses.replace(jobs, frames=self._frames)


def _marked(frames: Sequence[FrameRow]) -> tuple[FrameRow, ...]:
    return tuple(frame for frame in frames if frame.marks)
