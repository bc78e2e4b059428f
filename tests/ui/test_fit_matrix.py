"""Nothing is cut off in one panel that becomes state after state and has width after width."""

from __future__ import annotations

import pytest
from qtpy.QtGui import QFont
from tests.ui.doubles import Double
from tests.ui.measures import cells_elided, choices_elided, cut_off, displaced
from tests.ui.shots import SHOTS
from tests.ui.test_fit import MAY_BE_ELIDED, settled

from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import Panel

SEEN = sorted({(state, tab) for name, (state, tab, _size) in SHOTS.items() if name not in MAY_BE_ELIDED})


@pytest.mark.parametrize("pixels", [12, 13])
def test_nothing_is_cut_off_in_the_narrowest_panel(qtbot, states, pixels):
    font = QFont("Inter")
    font.setPixelSize(pixels)
    session = Double(states.empty())
    panel = Panel(session, DARK, font=font)
    qtbot.addWidget(panel)
    panel.show()
    found = []
    for state, tab in SEEN:
        session.becomes(getattr(states, state)())
        panel.tabs.setCurrentIndex(tab)
        panel.resize(360, 800)
        found += [(state, each) for each in settled(
            qtbot, panel, cut_off, displaced, cells_elided, choices_elided)]
        assert panel.width() == 360
    assert found == []
