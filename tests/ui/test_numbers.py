"""Fields for numbers, in a page that is scrolled."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QPoint, QPointF, Qt
from qtpy.QtGui import QWheelEvent

from foxsubmit.ui.kit.numbers import Hours, Number
from foxsubmit.ui.kit.style import Style


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
