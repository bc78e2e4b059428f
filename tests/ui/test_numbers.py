"""Fields for numbers, in a page that is scrolled."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QPoint, QPointF, Qt
from qtpy.QtGui import QWheelEvent
from qtpy.QtWidgets import QWidget

from foxsubmit.ui.kit.numbers import Hours, Number
from foxsubmit.ui.kit.style import Style
from foxsubmit.ui.kit.widgets import row


@pytest.mark.parametrize("kind", [Number, Hours])
def test_the_wheel_changes_no_number_and_is_left_to_the_page(qtbot, font, kind):
    field = kind(Style(font), "A number")
    qtbot.addWidget(field)
    field.setValue(7)
    field.show()
    turned = QWheelEvent(QPointF(5, 5), QPointF(field.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, 120),
                         Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    turned.accept()
    field.wheelEvent(turned)
    assert field.value() == 7
    assert not turned.isAccepted()


def test_no_unit_stands_behind_a_word_and_it_is_no_window_before_it_has_a_place(qtbot, font):
    style, page = Style(font), QWidget()
    qtbot.addWidget(page)
    field = Hours(style, "Stop task after", least=0.0, none="Never")
    unit = field.unit(style, "hours after its start")
    assert unit.isHidden() and not unit.isVisible()
    page.setLayout(row(field, unit))
    page.show()
    field.setValue(2)
    assert (field.text(), unit.isVisible()) == ("2", True)
    field.setValue(0)
    assert (field.text(), unit.isVisible()) == ("Never", False)
    other = Hours(style, "Stop after")
    assert not other.unit(style, "hours a frame").isVisible()
