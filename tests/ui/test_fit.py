"""Nothing is cut off: every visible label and button is as wide as what it says, whatever the font."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QFont, QFontInfo
from qtpy.QtWidgets import QAbstractButton, QLabel, QLineEdit
from tests.ui import shots
from tests.ui.doubles import Double
from tests.ui.measures import cells_elided, choices_elided, cut_off, displaced, elided
from tests.ui.shots import NARROW, SHOTS, USUAL

from foxsubmit.ui.kit import icons
from foxsubmit.ui.kit.icons import FOLDER
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS, Panel

MAY_BE_ELIDED = ("submit-long", "jobs-long")
FACES = {"own": (100, 12), "wide": (115, 12), "large": (100, 14)}
"""Stretch and pixels of the font that this machine takes for Inter."""
FAMILIES = ("Inter", "DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Liberation Sans", "Roboto")
WIDTHS = (360, 380, 420, 500, 580, 620, 660, 700, 740, 800, 860)


@pytest.fixture(params=FACES)
def font(request, font):
    stretch, pixels = FACES[request.param]
    font.setStretch(stretch)
    font.setPixelSize(pixels)
    return font


def settled(qtbot, panel, *finders):
    """What is found once the layout, which Qt makes in several passes, is done: nothing, or what stays."""
    panel.setUpdatesEnabled(False)  # nothing that is measured is painted
    qtbot.wait(20)
    for _pass in range(100):
        left = [each for found in finders for each in found(panel)]
        if not left:
            break
        qtbot.wait(20)
    return left


@pytest.mark.parametrize("size", sorted({size for _state, _tab, size in SHOTS.values()}))
def test_nothing_is_cut_off(opened, states, qtbot, size):
    panel, session = opened(states.empty(), *size)
    for name in SHOTS:
        assert found_in(panel, session, states, qtbot, name) == [], name


def test_nothing_is_cut_off_in_the_other_fonts_of_this_machine(qtbot, states):
    here = {QFontInfo(QFont(family)).family() for family in FAMILIES} - {QFontInfo(QFont("Inter")).family()}
    for family in sorted(here):
        font = QFont(family)
        font.setPixelSize(12)
        session = Double(states.empty())
        panel = Panel(session, DARK, font=font)
        qtbot.addWidget(panel)
        panel.show()
        for size in (USUAL, NARROW):
            panel.resize(*size)
            for name in SHOTS:
                assert found_in(panel, session, states, qtbot, name) == [], (family, name)


def found_in(panel, session, states, qtbot, name):
    """What is wrong with a picture of the panel, if the panel has its size."""
    state, tab, size = SHOTS[name]
    if size != (panel.width(), panel.height()):
        return []
    session.becomes(getattr(states, state)())
    panel.tabs.setCurrentIndex(tab)
    panel.submit.more.fold.setChecked(name == "submit-ready")
    roomy = size[0] >= 900 and name not in MAY_BE_ELIDED
    return settled(qtbot, panel, cut_off, displaced, *([elided, cells_elided, choices_elided] if roomy else []))


@pytest.mark.parametrize("name", ["submit-fix-asked", "transfers-cancel", "signin", "environment-changed",
                                  "jobs-delete", "settings-network", "account", "account-refused", "account-asking",
                                  "account-delete", "account-records", "account-sign-ins"])
def test_nothing_is_cut_off_in_what_is_asked(opened, states, qtbot, name):
    state, tab, size = SHOTS[name]
    panel, _session = opened(getattr(states, state)(), *size)
    panel.tabs.setCurrentIndex(tab)
    shots.prepare(panel, name)
    assert settled(qtbot, panel, cut_off, displaced, elided, cells_elided, choices_elided) == []


@pytest.mark.parametrize(("state", "tabs"), [
    *((state, (SUBMIT, ASSETS, TRANSFERS, JOBS)) for state in ("studio", "uploading", "editing", "many_accounts")),
    *((state, (TRANSFERS,)) for state in ("unplugged", "being_cancelled", "silent", "checking", "checked"))])
def test_nothing_lies_on_anything_else_in_a_panel_of_any_width(opened, states, qtbot, state, tabs):
    panel, _session = opened(getattr(states, state)())
    for tab in tabs:
        panel.tabs.setCurrentIndex(tab)
        for width in WIDTHS[(state, tab) == ("editing", SUBMIT):]:  # the editor of environments needs 380 pixels
            panel.resize(width, 800)
            assert settled(qtbot, panel, cut_off, displaced) == [], (tab, width)


def test_nothing_is_cut_off_on_the_page_of_the_account_in_a_panel_of_any_width(opened, states, qtbot):
    panel, session = opened(states.own_things())
    panel._turn_aside("account")
    for state in ("own_things", "own_things_refused", "many_accounts"):
        session.becomes(getattr(states, state)())
        for part in panel.account_page.parts:
            panel.account_page.show_part(part)
            for width in WIDTHS:
                panel.resize(width, 800)
                assert settled(qtbot, panel, cut_off, displaced) == [], (state, part, width)


@pytest.mark.parametrize("tab", range(4))
def test_a_narrow_panel_stays_narrow(opened, states, qtbot, tab):
    panel, _session = opened(states.jobs(), 420, 700)
    panel.tabs.setCurrentIndex(tab)
    qtbot.wait(1)
    assert panel.width() == 420
    page = panel._stack.currentWidget()
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


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_painted_in_its_colour(qapp, path):
    picture = icons.pixmap(path.stem, "#FF0000", 16, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2.0)
    image = picture.toImage()
    colours = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    painted = [colour for colour in colours if colour.alpha() == 255]
    assert painted
    assert all(colour.red() > 250 and colour.green() < 5 for colour in painted)
