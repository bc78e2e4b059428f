from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtGui import QColor, QPalette
from tests.ui.doubles import Double

from foxsubmit.ui.kit import style
from foxsubmit.ui.kit.theme import DARK, HostColours, contrast, derive, lighten, lightness, mix, reach
from foxsubmit.ui.panel import Panel

GROUNDS = ("well", "well_alt", "window", "raised", "control")
STATUSES = ("ok", "warn", "error", "run", "wait")

MAYA = HostColours("#444444", "#2B2B2B", "#2B2B2B", "#5D5D5D", "#555555", "#EEEEEE", "#777777", "#5285A6")
LIGHT = HostColours("#EFEFEF", "#FFFFFF", "#F5F5F5", "#E2E2E2", "#8A8A8A", "#1A1A1A", "#9A9A9A", "#2C6FD1")
GREY = HostColours("#777777", "#6A6A6A", "#6A6A6A", "#808080", "#808080", "#AAAAAA", "#999999", "#5285A6")


def test_contrast_is_the_ratio_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast(DARK.text, DARK.window) == pytest.approx(12.1, abs=0.05)
    assert contrast("#FFFFFF", DARK.accent) == pytest.approx(4.88, abs=0.01)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("tone", ["text", "text_2", "accent_text"])
def test_text_can_be_read_on_every_ground(tone, ground):
    assert contrast(DARK.tone(tone), getattr(DARK, ground)) >= 4.5


@pytest.mark.parametrize("theme", [DARK, derive(LIGHT), derive(MAYA)], ids=["dark", "light", "maya"])
@pytest.mark.parametrize("status", STATUSES)
def test_a_status_can_be_read_on_its_chip_and_in_a_row(theme, status):
    assert contrast(theme.tone(status), theme.chip(status)) >= 3.9
    assert contrast(theme.tone(status), theme.well) >= 4.5


@pytest.mark.parametrize("theme", [DARK, derive(LIGHT), derive(MAYA)], ids=["dark", "light", "maya"])
def test_secondary_text_can_be_read_in_a_selected_row(theme):
    assert contrast(theme.tone("text_2", selected=True), theme.select) >= 4.5


def test_a_chip_is_the_status_mixed_into_the_well():
    for status in STATUSES[:4]:
        assert contrast(mix(DARK.tone(status), DARK.well, 0.16), DARK.chip(status)) == pytest.approx(1, abs=0.06)


def test_a_legible_palette_is_followed():
    theme = derive(MAYA)
    assert (theme.window, theme.well, theme.text) == (MAYA.window, MAYA.base, MAYA.text)
    assert lightness(theme.raised) > lightness(theme.window)
    assert contrast("#FFFFFF", theme.accent) >= 4.5


def test_a_palette_that_cannot_be_read_is_not_followed_at_all():
    assert derive(GREY) is DARK


def test_a_light_palette_flips_light_and_dark():
    theme = derive(LIGHT)
    assert lightness(theme.raised) < lightness(theme.window)
    assert theme.ok == "#1E7A3F"
    assert theme.text_checked == "#000000"


def test_every_colour_is_one():
    for theme in (DARK, derive(LIGHT), derive(MAYA)):
        for name, colour in dataclasses.asdict(theme).items():
            assert len(colour) == 7, name
            int(colour[1:], 16)


def test_a_colour_moves_away_from_its_ground_until_it_is_read():
    assert contrast(reach("#333333", "#262626", 4.5), "#262626") >= 4.5
    assert contrast(reach("#DDDDDD", "#FFFFFF", 4.5), "#FFFFFF") >= 4.5
    assert lighten("#000000", -1) == "#000000"


def palette(window, text):
    made = QPalette(QColor(window))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(role, QColor(text))
    return made


@pytest.fixture
def host_palette(qapp):
    before = qapp.palette()
    yield qapp.setPalette
    qapp.setPalette(before)


def test_a_host_with_a_style_of_its_own_keeps_it(qtbot, states, font, host_palette):
    host_palette(palette("#444444", "#EEEEEE"))
    panel = Panel(Double(states.studio()), font=font)
    qtbot.addWidget(panel)
    assert panel.panel_style.theme.window == "#444444"
    assert "QScrollBar" not in panel.styleSheet()
    assert "QComboBox {" not in panel.styleSheet()
    assert not panel.grab().isNull()


def test_the_panel_follows_the_hosts_palette(qtbot, states, font, host_palette):
    host_palette(palette("#444444", "#EEEEEE"))
    panel = Panel(Double(states.studio()), font=font)
    qtbot.addWidget(panel)
    panel.tabs.setCurrentIndex(1)
    host_palette(palette("#F0F0F0", "#101010"))
    qtbot.waitUntil(lambda: panel.panel_style.theme.window == "#F0F0F0")
    assert panel.tabs.currentIndex() == 1
    assert "#F0F0F0" in panel.styleSheet()


def test_blender_gets_our_own_look_whatever_the_palette(qtbot, states, font, host_palette):
    host_palette(palette("#F0F0F0", "#101010"))
    panel = Panel(Double(states.ready()), font=font)
    qtbot.addWidget(panel)
    assert panel.panel_style.theme is DARK
    assert "QScrollBar" in panel.styleSheet()


def test_a_palette_that_cannot_be_read_is_not_half_taken(qtbot, states, font, host_palette):
    host_palette(palette("#777777", "#888888"))
    panel = Panel(Double(states.studio()), font=font)
    qtbot.addWidget(panel)
    assert panel.panel_style.theme is DARK
    assert "QScrollBar" in panel.styleSheet()


def test_a_binding_that_makes_no_tags_of_fonts_goes_without(qtbot, states, font, monkeypatch):
    """PySide6 6.8.2 of Debian trixie, which its Blender 4.3 takes."""

    class NoTag:
        def __init__(self, _name):
            raise TypeError("called with wrong argument types")

    monkeypatch.setattr(style.QFont, "Tag", NoTag, raising=False)
    panel = Panel(Double(states.ready()), font=font)
    qtbot.addWidget(panel)
    assert panel.panel_style.body.pixelSize() > 0
