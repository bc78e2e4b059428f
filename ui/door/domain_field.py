"""The farm's domain: one of those that are known, or typed."""

from __future__ import annotations

from qtpy.QtWidgets import QLineEdit

from ...core.common.i18n import _
from ...core.settings.accounts import DOMAINS
from ..kit.combo import Combo, Entry
from ..kit.style import Style
from ..kit.widgets import set_property


class DomainField(Combo):
    """Read it with ``currentText``."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, _("Domain"))
        self.setEditable(True)
        self.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.line = QLineEdit()
        self.line.setFont(style.body)
        self.line.setAccessibleName(_("Domain"))
        self.setLineEdit(self.line)
        set_property(self, "plain", "true")
        self.fill([Entry(name, name) for name in DOMAINS])
        self.setEnabled(True)
        self.setCurrentIndex(0)
