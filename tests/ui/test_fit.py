"""Nothing is cut off: every visible label and button is as wide as what it says."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtWidgets import QAbstractButton, QLabel, QLineEdit
from tests.ui.shots import SHOTS

from foxsubmit.ui.kit import icons
from foxsubmit.ui.kit.icons import FOLDER
from foxsubmit.ui.kit.widgets import Label
from foxsubmit.ui.panel import JOBS, SUBMIT

MAY_BE_ELIDED = ("submit-long", "jobs-long")


def cut_off(panel):
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            if label.fontMetrics().horizontalAdvance(label.text()) > label.width() + 1:
                yield f"{label.text()!r} has {label.width()} pixels"
            if label.height() < label.fontMetrics().tightBoundingRect(label.text()).height():
                yield f"{label.text()!r} is {label.height()} pixels high"
        if label.isVisible() and label.wordWrap() and label.heightForWidth(label.width()) > label.height():
            yield f"{label.text()!r} has {label.height()} pixels of height"
    for button in panel.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button.sizeHint().width() > button.width():
            yield f"the button {button.text()!r} has {button.width()} of {button.sizeHint().width()} pixels"


def elided(panel):
    return [label.whole() for label in panel.findChildren(Label) if label.isVisible() and label.text() != label.whole()]


def settled(qtbot, panel, found):
    """What is found once the layout, which Qt makes in several passes, is done: nothing, or what stays."""
    qtbot.wait(50)
    for _pass in range(40):
        left = list(found(panel))
        if not left:
            break
        qtbot.wait(50)
    return left


@pytest.mark.parametrize("size", sorted({size for _state, _tab, size in SHOTS.values()}))
def test_nothing_is_cut_off(opened, states, qtbot, size):
    panel, session = opened(states.empty(), *size)
    for name, (state, tab, _size) in SHOTS.items():
        if size == _size:
            session.becomes(getattr(states, state)())
            panel.tabs.setCurrentIndex(tab)
            panel.submit.more.fold.setChecked(name == "submit-ready")
            assert settled(qtbot, panel, cut_off) == [], name
            if size[0] >= 900 and name not in MAY_BE_ELIDED:
                assert settled(qtbot, panel, elided) == [], name


@pytest.mark.parametrize("tab", range(4))
def test_a_narrow_panel_stays_narrow(opened, states, qtbot, tab):
    panel, _session = opened(states.jobs(), 420, 700)
    panel.tabs.setCurrentIndex(tab)
    qtbot.wait(1)
    assert panel.width() == 420
    page = panel._pages[tab]
    for child in page.findChildren(QLabel) + page.findChildren(QAbstractButton):
        if child.isVisible():
            right = child.mapTo(panel, child.rect().topRight()).x()
            assert right < 420, child.text()


def test_forms_become_one_column_and_back(opened, states, qtbot):
    panel, _session = opened(states.ready(), 420, 900)
    target = panel.submit.target
    qtbot.wait(1)
    assert target.environment.mapTo(panel, target.rect().topLeft()).x() == target.hardware.mapTo(
        panel, target.rect().topLeft()).x()
    panel.resize(900, 760)
    qtbot.wait(1)
    assert target.environment.mapTo(panel, target.rect().topLeft()).y() == target.hardware.mapTo(
        panel, target.rect().topLeft()).y()


def test_every_control_can_be_reached_and_has_a_name(opened, states):
    panel, _session = opened(states.jobs())
    for tab in (SUBMIT, JOBS):
        panel.tabs.setCurrentIndex(tab)
        for button in panel._pages[tab].findChildren(QAbstractButton):
            in_a_field = isinstance(button.parentWidget(), QLineEdit)
            if button.isVisible() and button.isEnabled() and not in_a_field:
                assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.text()
                assert button.text() or button.accessibleName()


def test_the_style_sheet_is_the_panels_own(opened, states, qapp):
    panel, _session = opened(states.ready())
    assert qapp.styleSheet() == ""
    rules = [line for line in panel.styleSheet().splitlines() if line and not line.startswith((" ", "}"))]
    assert all(rule.startswith("#FoxPanel") for rule in rules)
    assert "$" not in panel.styleSheet()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_painted_in_its_colour(qapp, path):
    picture = icons.pixmap(path.stem, "#FF0000", 16, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2.0)
    image = picture.toImage()
    colours = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    painted = [colour for colour in colours if colour.alpha() == 255]
    assert painted
    assert all(colour.red() > 250 and colour.green() < 5 for colour in painted)
