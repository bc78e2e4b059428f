"""A page of the Submit tab: the user's environments, and one of them to be changed."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QBoxLayout, QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import _, count
from ...core.model import format
from ...core.model.host import Scene
from ...core.offer.drafts import Draft
from ...core.offer.environment_edit import delete_question
from ...core.offer.values import Environment
from ...core.session.session import Session
from ...core.session.state import EnvironmentsState
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.inline_question import InlineQuestion
from ..kit.result import Result
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, CheckBox, Explained, Label, LineEdit, row
from .environment_grid import PluginGrid
from .environment_list import EnvironmentList

LIST_WIDTH = 260
LIST_HEIGHT = 150
NARROW = 740
CAPTION = 88
FOOTER = 52
MARGIN = 12


class EnvironmentEditor(QWidget):
    """``back`` returns to the submission."""

    def __init__(self, style: Style, session: Session, back: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._style = style
        self._session = session
        self._back = back
        self._guard, self._listed = DrawGuard(), DrawGuard()
        self._draft = Draft()
        self._software = ""
        self._make_list(style)
        self._make_form(style, session)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        self._sides.setSpacing(16)
        self._sides.addWidget(self._left)
        self._sides.addWidget(self._right, 1)
        self.leave = Button(style, _("Submit"), "chevron-left", "flat")
        self.leave.setAccessibleName(_("Back to the submission"))
        self.leave.clicked.connect(self._leave)
        top = row(self.leave, Label(style, _("Environments"), style.title), STRETCH)
        top.setContentsMargins(8, 8, MARGIN, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(self._sides, 1)
        layout.addWidget(self._footer(style, session))

    def _make_list(self, style: Style) -> None:
        self.list = EnvironmentList(style)
        self.list.picked.connect(self._pick)
        self.new = Button(style, _("Make new"), "add")
        self.new.clicked.connect(lambda: self._unless_changed(lambda: self._session.environments.edit(None)))
        self.delete = Button(style, _("Delete"), "delete")
        self.delete.clicked.connect(self._ask_to_delete)
        self._left = QWidget()
        inside = QVBoxLayout(self._left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.list, 1)
        inside.addLayout(Flow(self.new, self.delete))

    def _make_form(self, style: Style, session: Session) -> None:
        self.name = LineEdit(style, _("Name"))
        self.name.textEdited.connect(lambda text: session.environments.change(name=text))
        self._application = Label(style, font=style.strong)
        self.match = Button(style, _("Match this scene"), "check", "small")
        self.match.clicked.connect(session.environments.match)
        self.grid = PluginGrid(style, lambda version: session.environments.change(version=version),
                               session.environments.choose_plugin)
        self.add = Button(style, _("Add plugin"), "add", "small")
        self.add.clicked.connect(self._offer)
        self.plugins = QMenu(self)
        self.plugins.setFont(style.body)
        self.advice, self.error = Result(style, kept=False), Result(style, kept=False)
        self.default = CheckBox(style, "")
        self.default.clicked.connect(lambda: session.environments.change(default=self.default.isChecked()))
        self.asked = InlineQuestion(style)
        self._right = self._scrolled(style)

    def _scrolled(self, style: Style) -> QScrollArea:
        page = QWidget()
        page.setObjectName("Page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for title, field in ((_("Name"), self.name), (_("Application"), self._application)):
            caption = Label(style, title, tone="text_2")
            caption.setBuddy(field)
            caption.setMinimumWidth(CAPTION)
            line = row(caption, field)
            line.setStretch(1, 1)
            inside.addLayout(line)
        inside.addSpacing(4)
        self._beside = Label(style, _("this scene beside the farm"), tone="text_2", elide=Qt.TextElideMode.ElideRight)
        inside.addLayout(Flow(Label(style, _("Versions"), style.section), self._beside, STRETCH, self.match))
        inside.addWidget(self.grid)
        inside.addLayout(row(self.add, STRETCH))
        for part in (self.advice, self.default, self.error, self.asked):
            inside.addWidget(part)
        inside.addStretch(1)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus, and scrolls it
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area

    def _footer(self, style: Style, session: Session) -> QWidget:
        footer = QWidget()
        footer.setObjectName("Footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        footer.setMinimumHeight(FOOTER)
        self._changes = Label(style, tone="text_2")
        self.discard = Button(style, _("Discard"))
        self.discard.clicked.connect(self._discard)
        self.save = Button(style, _("Save environment"), kind="primary")
        self.save.clicked.connect(session.environments.save)
        self._explained = Explained(self.save)
        line = Flow(self._changes, STRETCH, self.discard, self._explained)
        line.setContentsMargins(MARGIN, 8, MARGIN, 8)
        footer.setLayout(line)
        return footer

    def draw(self, environments: EnvironmentsState, scene: Scene | None) -> None:
        """Show the environments and the one that is edited."""
        draft = environments.editor or Draft()
        withheld = "environments" in environments.withheld
        if self._listed.changed(environments.known, draft.original, withheld):
            self.list.fill(environments.known, draft.original, withheld)
        if self._guard.changed(draft, scene, environments.known):
            self._draw(draft, scene, environments.known)

    def _draw(self, draft: Draft, scene: Scene | None, known: tuple[Environment, ...]) -> None:
        self._draft = draft
        if self.name.text() != draft.name:
            self.name.setText(draft.name)
        self._application.show_text(" ".join(filter(None, (draft.software, draft.version))))
        self.grid.draw(draft.rows)
        self.match.setEnabled(scene is not None)
        self.add.setEnabled(bool(draft.more))
        self.advice.say(format.sentences(draft.note, draft.advice), "warn")
        self.error.say(draft.error, "error")
        self.default.setText(_("Default for {software}").format(software=draft.software))
        self.default.setChecked(draft.default)
        # The farm has no call that takes the default away: another one is made the default instead.
        self.default.setEnabled(not _is_default(draft.original, known))
        self.default.updateGeometry()
        self.delete.setEnabled(bool(draft.original) and not draft.busy)
        self._draw_footer(draft)

    def _draw_footer(self, draft: Draft) -> None:
        new = not draft.original
        self._changes.show_text(
            _("Saving…") if draft.busy else _("Not saved yet") if new
            else count("{n} change not saved", "{n} changes not saved", draft.changes) if draft.changes else "")
        self.discard.setToolTip(tip(self._changes.whole()))
        self.discard.setEnabled(bool(draft.changes) and not draft.busy)
        self._explained.allow([_("Nothing has changed.")] if not draft.changes else
                              [_("It is being saved.")] if draft.busy else [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._style.wide(NARROW)
        self._sides.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        width = self._style.wide(LIST_WIDTH)
        self._left.setFixedWidth(16777215 if narrow else width)
        self._left.setMinimumWidth(0 if narrow else width)
        self.grid.set_narrow(narrow)
        self._left.setMaximumHeight(LIST_HEIGHT + 40 if narrow else 16777215)

    def _offer(self) -> None:
        self.plugins.clear()
        for name, version in self._draft.more:
            self.plugins.addAction(f"{name} {version}".replace("&", "&&")).triggered.connect(
                lambda _on=False, chosen=(name, version): self._session.environments.choose_plugin(*chosen))
        self.plugins.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _pick(self, name: str) -> None:
        if name != self._draft.original:
            self._unless_changed(lambda: self._session.environments.edit(name))

    def _discard(self) -> None:
        if self._draft.original:
            self._session.environments.edit(self._draft.original)
        else:
            self._session.environments.close()
            self._back()

    def _leave(self) -> None:
        def leave() -> None:
            self._session.environments.close()
            self._back()

        self._unless_changed(leave)

    def _unless_changed(self, then: Callable[[], object]) -> None:
        """Ask first where something would be lost; a new one that nobody touched is no loss."""
        self._listed.forget()
        if self._draft.original and self._draft.changes:
            self.asked.ask(_("Leave the changes?"),
                           _("What was changed in “{name}” is not saved.").format(name=self._draft.original),
                           _("Stay"), _("Leave"), then)
            state = self._session.state
            self.draw(state.environments, state.scene.scene)
        else:
            then()

    def _ask_to_delete(self) -> None:
        name = self._draft.original
        self.asked.ask(*delete_question(name), _("Keep"), _("Delete environment"),
                       lambda: self._session.environments.delete(name))


def _is_default(name: str, environments: tuple[Environment, ...]) -> bool:
    return any(each.default for each in environments if each.name == name)
