"""What the job is called, which batch it belongs to, and a comment: for whoever sees it among others."""

from __future__ import annotations

from qtpy.QtWidgets import QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import _, listed
from ...core.model.choices import Choices
from ...core.model.job_identity import MOST_BATCH, MOST_COMMENT, MOST_NAME, TOKENS
from ...core.session.session import Session
from ..kit.form import Field, Note
from ..kit.style import Style
from ..kit.widgets import LineEdit, set_property


class JobFields:
    """Fields for the form of advanced options."""

    def __init__(self, style: Style, session: Session) -> None:
        self.name, self.comment = LineEdit(style, _("Job name")), LineEdit(style, _("Comment"))
        self.batch = LineEdit(style, _("Batch"), _("None"))
        self.name.setToolTip(tip(_(
            "How the job is called in lists, for example {{scene}} {{camera}}. There are: {names}.").format(
                names=listed(f"{{{name}}}" for name in TOKENS))))
        self.batch.setToolTip(_("Jobs of one batch are listed together."))
        self.comment.setPlaceholderText(_("For whoever sees the job"))
        self._note = Note(style)
        for line, most in ((self.name, MOST_NAME), (self.comment, MOST_COMMENT), (self.batch, MOST_BATCH)):
            line.setMaxLength(most)
        self.fields = [Field(style, _("Batch"), self.batch)]
        self.above = [Field(style, _("Job name"), self.name, self._note), Field(style, _("Comment"), self.comment)]
        self._note.hide_empty()
        for choice, line in self._lines().items():
            line.textEdited.connect(lambda text, choice=choice: session.submit.choose(**{choice: text.strip()}))

    def editors(self) -> dict[str, list[QWidget]]:
        """Return the editors by the names of their choices."""
        return {choice: [line] for choice, line in self._lines().items()}

    def draw(self, choices: Choices, name: str, error: str) -> None:
        """Show what is chosen, and what the job will be called."""
        for choice, line in self._lines().items():
            if line.text().strip() != getattr(choices, choice):
                line.setText(getattr(choices, choice))
        self.name.setPlaceholderText(name if not choices.job_name else "")
        says = _("It will be called “{name}”.").format(name=name) if "{" in choices.job_name and name else ""
        self._note.say(error or says, "error" if error else "text_2", "error" if error else "")
        set_property(self.name, "wrong", "true" if error else "false")

    def _lines(self) -> dict[str, LineEdit]:
        return {"job_name": self.name, "comment": self.comment, "batch": self.batch}
