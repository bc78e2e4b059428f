"""Where notices are told beside the panel: a mail server, a chat, and a test of both."""

from __future__ import annotations

from typing import Any

from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.session.money.state import MoneyState
from ...core.session.session import Session
from ...core.settings.sinks import CHATS, DINGTALK, PASSWORD, SIGNING, WEBHOOK
from ..kit.combo import Combo, Entry
from ..kit.form import Field, Form
from ..kit.result import Result
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, CheckBox, Label, LineEdit, row

MARGIN = 12
NARROW = 560


class SendingPart(QWidget):
    """Texts are taken when they are entered; secrets are never shown again."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._narrow = style.wide(NARROW)
        self.lines = {
            "mail_server": LineEdit(style, _("Mail server"), "smtp.studio.com:587"),
            "mail_user": LineEdit(style, _("User"), _("None")),
            "mail_to": LineEdit(style, _("To"), "name@studio.com"),
            "mail_from": LineEdit(style, _("From"), _("As the user"))}
        kept = _("As it is kept; type another")
        self.secrets = {PASSWORD: LineEdit(style, _("Password"), kept), WEBHOOK: LineEdit(style, _("Webhook"), kept),
                        SIGNING: LineEdit(style, _("Signing key"), kept)}
        self.chat = Combo(style, _("Chat"))
        self.chat.fill([Entry("", _("None")), *(Entry(kind, name) for kind, name in CHATS.items())])
        for line in self.secrets.values():
            line.setEchoMode(LineEdit.EchoMode.Password)
        self._signing = Field(style, _("Signing key"), self.secrets[SIGNING])
        self.mail = Form([Field(style, line.accessibleName(), line) for line in (
            self.lines["mail_server"], self.lines["mail_to"], self.lines["mail_user"], self.secrets[PASSWORD],
            self.lines["mail_from"])])
        self.talk = Form([Field(style, _("Chat"), self.chat), Field(style, _("Webhook"), self.secrets[WEBHOOK]),
                          self._signing])
        self.everybody = CheckBox(style, _("Also of tasks that others submit"))
        self.everybody.setToolTip(_(
            "Tells how every task of the account ends, whoever submitted it, also while this window is closed. Tick it "
            "on one machine only: what two tell, they tell twice."))
        self.test = Button(style, _("Send a test"), "submit")
        self.said = Result(style, kept=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        layout.setSpacing(8)
        layout.addWidget(Label(style, _("By mail"), style.section))
        layout.addWidget(self.mail)
        layout.addWidget(Label(style, _("In a chat"), style.section))
        layout.addWidget(self.talk)
        layout.addLayout(row(self.everybody, STRETCH))
        layout.addLayout(row(self.test, STRETCH))
        layout.addWidget(self.said)
        layout.addStretch(1)
        self._connect(session)

    def _connect(self, session: Session) -> None:
        sending = session.money.sending
        for name, line in self.lines.items():
            line.editingFinished.connect(lambda name=name, line=line: self._typed(name, line.text()))
        for name, line in self.secrets.items():
            line.editingFinished.connect(lambda name=name, line=line: self._keep(name, line))
        self.chat.chosen.connect(lambda kind: sending.change(chat=str(kind)))
        self.test.clicked.connect(sending.test)
        self.everybody.clicked.connect(self._choose_everybody)

    def seen(self) -> None:
        """Ask how it is set."""
        self._session.money.sending.read()

    def draw(self, money: MoneyState) -> None:
        """Show how it is set, and how a test went."""
        for name, line in self.lines.items():
            value = getattr(money.sinks, name)
            if line.text() != value and not line.hasFocus():
                line.setText(value)
        self.chat.pick(money.sinks.chat)
        account = self._session.state.account.id
        self.everybody.setChecked(bool(account) and money.sinks.everybody == account)
        self._signing.setVisible(money.sinks.chat == DINGTALK)
        self.secrets[WEBHOOK].setEnabled(bool(money.sinks.chat))
        self.test.setEnabled(not money.testing and bool(money.sinks.mails or money.sinks.chat))
        self.said.say(_("The test is on its way…") if money.testing else money.tested,
                      "text_2" if money.testing else "ok" if money.tested_well else "error")

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        for form in (self.mail, self.talk):
            form.set_narrow(self.width() < self._narrow)

    def _choose_everybody(self, on: bool) -> None:
        self._session.money.sending.change(everybody=self._session.state.account.id if on else "")

    def _typed(self, name: str, text: str) -> None:
        if text.strip() != getattr(self._session.state.money.sinks, name):
            self._session.money.sending.change(**{name: text.strip()})

    def _keep(self, name: str, line: LineEdit) -> None:
        """Keep what was typed, and show it no more; an empty field changes nothing."""
        text = line.text().strip()
        if text:
            line.clear()
            self._session.money.sending.keep(name, text)
