"""Everything that a panel can look like, at every width, in every size of font, in English and Chinese.

Nothing is cut off, lies on something else, or ends within a figure. Each pair of a situation with a width, with a size
of the font and with a language occurs, and each pair of these; one panel of a font and a language becomes situation
after situation. The two versions of Qt share the panels: each has every font, every language and every situation.
"""

from __future__ import annotations

import itertools

import pytest
from qtpy import PYSIDE2
from qtpy.QtCore import QEvent
from qtpy.QtGui import QFont
from qtpy.QtWidgets import QApplication
from tests.ui.doubles import Double
from tests.ui.having import having
from tests.ui.measures import cut_beside_empty_room, faults, painted
from tests.ui.settling import settle
from tests.ui.situations import SITUATIONS, enter

from foxsubmit.core.common.i18n import use
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import Panel

WIDTHS = (360, 420, 600, 900, 1280, 1800)
FONTS = (11, 12, 13, 15, 16)
LANGUAGES = ("en", "zh_CN")
HEIGHT, TALL = 900, 1000
"""Pixels of the panel, and with the two largest fonts."""

LONG = ("submit-long", "jobs-long", "jobs-chinese")
"""Situations whose names are longer than any panel is wide."""

PAINTED = 360
"""The width at which what is painted is looked at, too."""

ROOMY = (1280, 1800)
PASSES = 40
"""Times that Qt lays out before what is wrong is believed to stay."""


def lots() -> dict[tuple[int, str], list[tuple[str, int]]]:
    """Return the situations and widths for each panel, by its font and its language."""
    found: dict[tuple[int, str], list[tuple[str, int]]] = {}
    for (place, name), (at, width) in itertools.product(enumerate(SITUATIONS), enumerate(WIDTHS)):
        font, language = FONTS[(place + at) % len(FONTS)], LANGUAGES[(place // len(FONTS) + at) % len(LANGUAGES)]
        found.setdefault((font, language), []).append((name, width))
    return found


LOTS = lots()


def ours(qt5: bool = PYSIDE2) -> list[tuple[int, str]]:
    """Return the panels of a version of Qt, half of them: fonts and languages as the colours of a chess board."""
    return sorted((font, language) for font, language in LOTS
                  if (FONTS.index(font) + LANGUAGES.index(language)) % 2 == qt5)


def test_the_versions_of_qt_share_the_panels():
    assert sorted(ours(qt5=True) + ours(qt5=False)) == sorted(LOTS)
    for qt5 in (True, False):
        fonts, languages = zip(*ours(qt5))
        seen = [each for lot in ours(qt5) for each in LOTS[lot]]
        situations, widths = zip(*seen)
        assert (set(fonts), set(languages)) == (set(FONTS), set(LANGUAGES))
        assert (set(situations), set(widths)) == (set(SITUATIONS), set(WIDTHS))


def test_every_pair_occurs():
    every = {(name, width, font, language) for (font, language), lot in LOTS.items() for name, width in lot}
    kinds = (SITUATIONS, WIDTHS, FONTS, LANGUAGES)
    for one, other in itertools.combinations(range(len(kinds)), 2):
        assert {(each[one], each[other]) for each in every} == set(itertools.product(kinds[one], kinds[other]))


@pytest.mark.parametrize(("pixels", "language"), ours())
def test_nothing_is_cut_off(qtbot, states, pixels, language):
    font = QFont("Inter")
    font.setPixelSize(pixels)
    use(language)
    try:
        session = Double(having(states.empty(), settings={"language": language}))
        panel = Panel(session, DARK, font=font)
        qtbot.addWidget(panel)
        panel.show()
        panel._filler.stop()
        found = [f"{name}, {width} pixels: {fault}" for name, width in LOTS[pixels, language]
                 for fault in wrong(qtbot, panel, session, states, name, width, language)]
    finally:
        use("en")
    assert not found, "\n".join(found)


def wrong(qtbot, panel, session, states, name, width, language):
    """Return the faults of a situation at a width."""
    panel.resize(width, TALL if panel.panel_style.body.pixelSize() > 13 else HEIGHT)
    enter(panel, session, states, name, language)
    settle(panel)
    found = []
    for again in range(PASSES):
        lay_out()
        found = list(faults(panel))
        if not found:
            break
        qtbot.wait(20 * min(again, 5))
    if width == PAINTED:
        found += painted(panel)
    if width in ROOMY and name not in LONG:
        found += cut_beside_empty_room(panel)
    return found


def lay_out():
    """Have Qt lay out what has changed."""
    for _turn in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.sendPostedEvents()
    QApplication.processEvents()
