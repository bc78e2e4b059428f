"""Words for what looks wrong in a frame, and the page that says from where on a frame is marked."""

from __future__ import annotations

from qtpy.QtCore import QSize, Qt
from qtpy.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ....core.common.i18n import _, sentences
from ....core.jobs.tasks import FrameRow, LookedOver
from ....core.pictures.triage.sentences import explanation, sentence
from ...kit.style import Style
from ...kit.widgets import Paragraph

ICON, TONE = "warning", "warn"
"""The mark of a frame that looks wrong."""


def reasons(frame: FrameRow) -> str:
    """Return why a frame is marked; empty where it is not, or was not looked at."""
    return sentences(*map(sentence, frame.marks or ()))


def hint(frame: FrameRow) -> str:
    """Return for a tooltip what is known of a frame's file; empty where it has none here."""
    if frame.marks is None and frame.file is not None:
        return _("Whether it looks wrong is not known: it was not looked at.")
    return _("It was looked at: nothing looks wrong.") if frame.marks == () else reasons(frame)


def looked(frame: FrameRow, over: LookedOver) -> str:
    """Return what is known of a frame's file, and why nothing is; empty where it has none here."""
    if frame.marks is None and frame.file is not None:
        if over.trouble:
            return over.trouble
        if over.running:
            return _("It is not looked at yet: {done} of {all} frames are.").format(done=over.done, all=over.all)
    return hint(frame)


class Thresholds(QScrollArea):
    """The page with a paragraph for each kind of mark."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        inside = QWidget()
        inside.setObjectName("Page")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(Paragraph(style, _("A frame whose file is on this machine is marked from here on:"),
                                   font=style.section))
        self.said = [Paragraph(style, each, tone="text_2") for each in explanation()]
        for paragraph in self.said:
            layout.addWidget(paragraph)
        layout.addStretch(1)
        self.setAccessibleName(_("About the marks"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 100)
