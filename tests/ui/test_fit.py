"""A narrow panel stays narrow, and everything in it can be reached; test_fit_matrix.py has every width and font."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QFont
from qtpy.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from tests.ui.doubles import Double
from tests.ui.measures import cut_beside_empty_room, faults
from tests.ui.situations import enter

from foxsubmit.ui.kit import icons
from foxsubmit.ui.kit.combo import Combo, Entry
from foxsubmit.ui.kit.fitting import Flow
from foxsubmit.ui.kit.icons import FOLDER
from foxsubmit.ui.kit.style import Style
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.kit.widgets import Paragraph
from foxsubmit.ui.panel import JOBS, SUBMIT, Panel


@pytest.mark.parametrize("tab", range(4))
def test_a_narrow_panel_stays_narrow(opened, states, qtbot, tab):
    panel, _session = opened(states.jobs(), 420, 700)
    panel.tabs.setCurrentIndex(tab)

    def beyond():
        """What is cut off at the right edge; pages are made and laid out in some turns of the event loop."""
        page = panel._stack.currentWidget()
        return [child.text() for child in page.findChildren(QLabel) + page.findChildren(QAbstractButton)
                if child.isVisible() and child.mapTo(panel, child.rect().topRight()).x() >= 420]

    qtbot.waitUntil(lambda: panel._stack.currentWidget() is not None and not beyond())
    assert panel.width() == 420


def test_boxes_and_names_have_the_room_that_a_wide_font_takes(qtbot, states, font):
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 140)
    session = Double(states.empty())
    panel = Panel(session, DARK, font=font)
    qtbot.addWidget(panel)
    panel.resize(1280, 900)
    panel.show()
    found = []
    for name in ("transfers-checking", "account-records", "money-budgets"):
        enter(panel, session, states, name)
        qtbot.wait(1)
        found += [f"{name}: {fault}" for fault in (*faults(panel), *cut_beside_empty_room(panel))]
    assert found == []


def test_a_box_with_an_icon_has_room_for_it_beside_its_longest_entry(qtbot, font):
    plain, with_icon, with_icons = (Combo(Style(font), "Project", icon) for icon in ("", "folder", ""))
    for each in (plain, with_icon, with_icons):
        qtbot.addWidget(each)
        each.fill([Entry(1, "courtyard", icon="folder" if each is with_icons else "")])
    assert with_icon.narrowest() == with_icons.narrowest() > plain.narrowest() + 16


def test_pictures_of_frames_can_be_made_smaller_in_a_wide_font(qtbot, states, font):
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 160)
    panel = Panel(Double(states.jobs()), DARK, font=font)
    qtbot.addWidget(panel)
    panel.tabs.setCurrentIndex(JOBS)
    sheet = panel.jobs.frames.sheet
    before = sheet._wanted
    sheet.widen(-1)
    assert sheet._wanted < before
    sheet.widen(1)
    assert sheet._wanted == before


@pytest.mark.parametrize("asked_at", [360, 900])
def test_no_line_of_a_question_is_cut_in_a_narrow_panel(opened, states, qtbot, asked_at):
    panel, _session = opened(states.jobs(), asked_at, 700)
    panel.tabs.setCurrentIndex(JOBS)
    qtbot.keyClick(panel.jobs.view, Qt.Key.Key_Delete)
    panel.resize(360, 700)
    question = panel.jobs.asked
    lines = question.findChildren(Paragraph)
    qtbot.waitUntil(lambda: question.width() < 360 and all(
        each.height() >= each.heightForWidth(each.width()) for each in lines))
    assert question.isVisible() and len(lines) == 2


def test_a_row_that_goes_on_below_is_measured_anew(qtbot):
    around = QWidget()
    qtbot.addWidget(around)
    one, other = QLabel("a"), QLabel("b")
    row = Flow(one, other)
    around.setLayout(row)
    around.setFixedWidth(200)
    around.show()
    line = row.heightForWidth(200)
    one.setText("a word " * 20)
    assert row.heightForWidth(200) > line, "longer"
    other.hide()
    assert row.heightForWidth(200) == line, "alone"
    other.show()
    assert row.heightForWidth(200) > line, "no longer alone"
    row.takeAt(1)
    assert row.heightForWidth(200) == line, "taken out"
    row.addWidget(other)
    assert row.heightForWidth(200) > line, "put in"
    one.setText("a")
    assert row.heightForWidth(200) == line, "shorter"


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
    for tab, page in ((SUBMIT, panel.submit), (JOBS, panel.jobs)):
        panel.tabs.setCurrentIndex(tab)
        for button in page.findChildren(QAbstractButton):
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


def test_qt_knows_every_property_of_the_style_sheet(opened, states, qtlog):
    opened(states.ready())
    assert [each.message for each in qtlog.records if "property" in each.message] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_painted_in_its_colour(qapp, path):
    picture = icons.pixmap(path.stem, "#FF0000", 16, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2.0)
    image = picture.toImage()
    colours = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    painted = [colour for colour in colours if colour.alpha() == 255]
    assert painted
    assert all(colour.red() > 250 and colour.green() < 5 for colour in painted)
