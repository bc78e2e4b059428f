from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtGui import QColor, QPalette, QTextLayout
from tests.systems import WINDOWS
from tests.ui.doubles import Double
from tests.ui.having import having

from foxsubmit.core.settings.preferences import Preferences
from foxsubmit.ui.assets.view import AssetView
from foxsubmit.ui.kit import style
from foxsubmit.ui.kit.cells import CELL, Cell
from foxsubmit.ui.kit.theme import (
    DARK,
    HIGH_CONTRAST,
    OURS,
    HostColours,
    contrast,
    derive,
    lighten,
    lightness,
    mix,
    reach,
)
from foxsubmit.ui.panel import Panel
from foxsubmit.ui.table.views import RowsTable, RowsView

STATUSES = ("ok", "warn", "error", "run", "wait")

MAYA = HostColours("#444444", "#2B2B2B", "#2B2B2B", "#5D5D5D", "#555555", "#EEEEEE", "#777777", "#5285A6")
HOUDINI = HostColours("#3A3A3A", "#131313", "#1C1C1C", "#4A4A4A", "#5A5A5A", "#CCCCCC", "#737373", "#B98620")
MAX = HostColours("#444444", "#383838", "#404040", "#555555", "#606060", "#DCDCDC", "#888888", "#378CC8")
PALE = HostColours("#EFEFEF", "#FFFFFF", "#F5F5F5", "#E2E2E2", "#8A8A8A", "#1A1A1A", "#9A9A9A", "#2C6FD1")
GREY = HostColours("#777777", "#6A6A6A", "#6A6A6A", "#808080", "#808080", "#AAAAAA", "#999999", "#5285A6")
THEMES = {**OURS, "maya": derive(MAYA), "houdini": derive(HOUDINI), "max": derive(MAX), "pale": derive(PALE),
          "maya, high contrast": derive(MAYA, HIGH_CONTRAST), "pale, high contrast": derive(PALE, HIGH_CONTRAST)}

ROWS = ("well", "well_alt", "row_hover")
PAGES = (*ROWS, "window", "raised", "empty_cell", "failed_cell")
BANDS = ("ok_chip", "warn_chip", "error_chip", "run_chip")
DRAWN = {
    "text": (*PAGES, *BANDS, "control", "control_hover", "control_pressed", "select", "badge"),
    "text_2": (*PAGES, *BANDS, "control_pressed"),
    "text_2_selected": ("select",),
    "text_checked": ("select",),
    "text_dim": ROWS,
    "accent_text": (*ROWS, "window", "raised"),
    **{status: (*ROWS, "window", "raised", "empty_cell", f"{status}_chip") for status in STATUSES},
}
"""The colour of a text -> the grounds that it is drawn on."""

DISABLED = {"text_3": ("well", "window", "raised", "control_pressed", "empty_cell"),
            "disabled_primary": ("control_pressed",)}


def least(name):
    return HIGH_CONTRAST if "contrast" in name else 4.5


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_every_ground_it_is_drawn_on(name):
    theme = THEMES[name]
    pairs = [(tone, ground) for tone, grounds in DRAWN.items() for ground in grounds]
    low = {pair: ratio for pair in pairs if (ratio := contrast(*(getattr(theme, each) for each in pair))) < least(name)}
    assert low == {}
    assert min(contrast("#FFFFFF", fill) for fill in (theme.accent, theme.accent_hover, theme.accent_pressed)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_disabled_text_can_be_made_out(name):
    theme = THEMES[name]
    pairs = [(tone, ground) for tone, grounds in DISABLED.items() for ground in grounds]
    low = {pair: ratio for pair in pairs
           if (ratio := contrast(*(getattr(theme, each) for each in pair))) < least(name) * 2 / 3}
    assert low == {}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("tone", ["text", "text_2", "text_dim", "accent_text", *STATUSES])
def test_every_text_can_be_read_in_a_selected_row(name, tone):
    theme = THEMES[name]
    assert contrast(theme.tone(tone, selected=True), theme.select) >= 4.5


def views(panel):
    return [view for kind in (RowsView, RowsTable, AssetView) for view in panel.findChildren(kind)]


@pytest.mark.parametrize(("state", "tab"), [("studio", 0), ("some_new", 1), ("studio", 2), ("jobs", 3)])
def test_every_cell_of_a_table_can_be_read_in_every_row(opened, states, qtbot, state, tab):
    shown = getattr(states, state)()
    if state == "some_new":
        first, *others = shown.scene.assets
        shown = having(shown, scene={"assets": (dataclasses.replace(first, included=False), *others)})
    panel, _session = opened(shown)
    panel.tabs.setCurrentIndex(tab)
    qtbot.waitUntil(lambda: any(view.isVisible() and view.model().rowCount() for view in views(panel)))
    shown = list(cells(panel))
    tones = {cell.tone for cell in shown} | {cell.below_tone for cell in shown if cell.below}
    for theme in THEMES.values():
        for tone in tones:
            assert min(contrast(theme.tone(tone), getattr(theme, ground)) for ground in ROWS) >= 4.5, tone
            assert contrast(theme.tone(tone, selected=True), theme.select) >= 4.5, tone


def cells(panel):
    for view in (view for view in views(panel) if view.isVisible()):
        model = view.model()
        for place in range(min(model.rowCount(), 30)):
            for column in range(model.columnCount()):
                cell = model.index(place, column).data(CELL)
                if isinstance(cell, Cell):
                    yield cell


def test_high_contrast_shows_the_edges_of_what_can_be_used():
    theme = THEMES["contrast"]
    for edge in (theme.line_control, theme.line_check, theme.accent_text):
        assert min(contrast(edge, ground) for ground in (theme.window, theme.well, theme.control)) >= 4.5


def test_contrast_is_the_ratio_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast(DARK.text, DARK.window) == pytest.approx(12.1, abs=0.05)
    assert contrast("#FFFFFF", DARK.accent) == pytest.approx(4.88, abs=0.01)


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
    theme = derive(PALE)
    assert lightness(theme.raised) < lightness(theme.window)
    assert contrast(theme.ok, "#1E7A3F") < 1.2
    assert theme.text_checked == "#000000"


def test_every_colour_is_one():
    for theme in THEMES.values():
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


def appearing(states, name):
    return having(states.studio(), settings={"preferences": Preferences(appearance=name)})


@pytest.mark.parametrize("name", OURS)
def test_the_appearance_that_is_wanted_is_taken_at_once_and_left_again(qtbot, states, font, host_palette, name):
    host_palette(palette("#444444", "#EEEEEE"))
    session = Double(states.studio())
    panel = Panel(session, font=font)
    qtbot.addWidget(panel)
    panel.tabs.setCurrentIndex(1)
    session.becomes(appearing(states, name))
    assert panel.panel_style.theme is OURS[name]
    assert "QScrollBar" in panel.styleSheet()
    assert panel.tabs.currentIndex() == 1
    session.becomes(appearing(states, ""))
    assert panel.panel_style.theme.window == "#444444"


class Wants:
    """The answers of Qt on a system that is set to high contrast."""

    def accessibility(self):
        return self

    def contrastPreference(self):  # noqa: N802 - the name is Qt's
        return style.Qt.ContrastPreference.HighContrast


def test_a_system_that_wants_high_contrast_gets_it(qtbot, states, font, host_palette, monkeypatch):
    if not hasattr(style.Qt, "ContrastPreference"):
        pytest.skip("Qt says it from 6.10 on")
    monkeypatch.setattr(style.QGuiApplication, "styleHints", staticmethod(Wants))
    assert style.theme_for("blender", palette("#F0F0F0", "#101010")) is OURS["contrast"]
    of_host = style.theme_for("maya", palette("#444444", "#EEEEEE"))
    assert of_host.window == "#444444"
    assert contrast(of_host.text_2, of_host.window) >= HIGH_CONTRAST
    assert style.theme_for("maya", palette("#444444", "#EEEEEE"), "light") is OURS["light"]


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


def face_of(text, font):
    """Family and style of the face that the text is painted with."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    (run,) = layout.glyphRuns()
    return run.rawFont().familyName(), run.rawFont().styleName()


def named(style_name):
    """Return what Qt calls a style of a face: on Windows it calls none by a name."""
    return "" if WINDOWS else style_name


def test_a_font_that_is_not_here_is_replaced_as_ever(qapp):
    gone = style.QFont("No Such Family")
    gone.setPixelSize(12)
    assert style.QFontInfo(style.Style(gone).body).family() == style.QFontInfo(gone).family()


def test_chinese_is_painted_in_one_chinese_family_in_the_weight_that_is_asked_for(qapp, font):
    """On Linux fontconfig took the forms of Japanese."""
    if style.QFontInfo(style.QFont("Noto Sans CJK SC")).family() != "Noto Sans CJK SC" or not hasattr(
            QTextLayout, "glyphRuns"):
        pytest.skip("this machine has no such font, or PySide2 cannot tell what is painted")
    made = style.Style(font)
    for text in ("渲染单元", "测试后暂停", "当前场景"):
        plain, bold = (made.body, made.small, made.small_medium), (made.strong, made.section, made.title)
        assert {face_of(text, each) for each in plain} == {("Noto Sans CJK SC", named("Regular"))}, text
        assert {face_of(text, each) for each in bold} == {("Noto Sans CJK SC", named("Bold"))}, text
