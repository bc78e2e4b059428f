"""Each state of the panel after every other: what is drawn is what a fresh panel draws, and none of it is a window.

The two versions of Qt share the ways from state to state, and the fresh panels: where another version has that of a
state, it has to look the same after each other state, which on that version is as in a fresh panel.
"""

from __future__ import annotations

import contextlib
import dataclasses
import difflib
import itertools
import random
import re
import time

import pytest
from qtpy import PYSIDE2
from qtpy.QtGui import QFont
from tests.ui.doubles import Double
from tests.ui.portrait import portrait
from tests.ui.shots import SHOTS
from tests.ui.stray import Windows

from foxsubmit.ui.kit import slices
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS, Panel

STATES = sorted({state for state, _tab, _size in SHOTS.values()})

TABS = (SUBMIT, ASSETS, TRANSFERS, JOBS)

PARTS = {ASSETS: lambda state: (state.scene, bool(state.submit.choices.relocated)),
         TRANSFERS: lambda state: (state.transfers, state.scene.host)}
"""What foxsubmit.ui.pages draws the pages of these tabs from: the same in two states, it is the same fresh page."""

ELIDED = re.compile(r"(\w+: (.*?)(?: \(disabled\))?) \[\2\]", re.DOTALL)
"""A line of a portrait with a tool tip that repeats the text, as there is no room for all of it."""


class Drawn:
    """Every state, drawn by fresh panels and by one panel after others; what was wrong is noted.

    Nothing gets older between two looks, and each page is there when one turns to it.
    """

    def __init__(self, states):
        self.made = {name: getattr(states, name)() for name in STATES}
        self.looks = {tab: {} for tab in TABS}
        """How a state looks on a tab, and where it was seen so first."""
        self.differing = ""
        self.windows = {}
        """Names of states, each with the widgets that were a window of their own while it was drawn."""
        for name in fresh_here():
            self.alone(name)
        self.panel = opened(states.empty())
        for tab in TABS:
            self.panel.tabs.setCurrentIndex(tab)
            self.turn(tab, dice_of(tab).sample(STATES, len(STATES)), watched=True)
            if tab == SUBMIT:
                self.panel.hide()  # to lay out what nobody reads takes longer than to draw it
                self.turn(tab, walk(distinct(self.looks[tab])))
                self.panel.show()
            if PYSIDE2:  # what one state leaves for another is a matter of our own code
                self.turn(tab, dice_of(tab + len(TABS)).sample(STATES, len(STATES)))
        closed(self.panel)

    def alone(self, name):
        """Have a panel draw nothing but this state, and note how it looks on each tab where no other is the same."""
        panel, windows = opened(self.made[name], shown=False), Windows()
        with windows.beside(panel):
            panel.show()
            panel._filler.stop()
            for tab in TABS:
                if tab in PARTS and any(PARTS[tab](self.made[other]) == PARTS[tab](self.made[name])
                                        for other in self.looks[tab]):
                    continue
                panel.tabs.setCurrentIndex(tab)
                panel.session.becomes(dataclasses.replace(self.made[name]))
                self.looks[tab][name] = "freshly opened", portrait(panel)
        closed(panel)
        self.note(name, windows)

    def turn(self, tab, names, *, watched=False):
        """Have the panel draw states one after another, each of which has to look as it is known to."""
        before = "the tab before"
        windows = Windows()
        for name in names:
            with windows.beside(self.panel) if watched else contextlib.nullcontext():
                self.panel.session.becomes(self.made[name])
                shown = portrait(self.panel)
            self.note(name, windows)
            where, known = self.looks[tab].setdefault(name, (f"drawn after {before}", shown))
            if shown != known and (self.panel.isVisible() or without_room(shown) != without_room(known)):
                self.differing = self.differing or f"{name} after {before}, tab {tab}: " + "\n".join(
                    difflib.unified_diff(known, shown, where, "drawn after another", lineterm="", n=0))
            before = name

    def note(self, name, windows):
        if windows.shown:
            self.windows.setdefault(name, set()).update(windows.shown)
            windows.shown = set()


@pytest.fixture(scope="module")
def drawn(states, tmp_path_factory):
    now = time.time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOXSUBMIT_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(slices, "SLICE", 60)
        patch.setattr(time, "time", lambda: now)
        return Drawn(states)


def test_every_state_looks_after_every_other_as_in_a_fresh_panel(drawn):
    assert not drawn.differing, drawn.differing


def test_nothing_is_shown_in_a_window_of_its_own_while_a_state_is_drawn(drawn):
    assert drawn.windows == {}


def test_the_versions_of_qt_share_the_fresh_panels():
    assert sorted(fresh_here(qt5=True) + fresh_here(qt5=False)) == STATES


def test_the_versions_of_qt_share_every_way_from_one_state_to_another():
    for names in ("ab", "abc", "abcdefg"):
        ways = [way for qt5 in (True, False) for walked in [walk(names, qt5)] for way in zip(walked, walked[1:])]
        assert sorted(ways) == sorted(itertools.permutations(names, 2))


def opened(state, *, shown=True):
    """Open a panel of the usual size."""
    font = QFont("Inter")
    font.setPixelSize(12)
    panel = Panel(Double(state), DARK, font=font)
    panel.resize(900, 760)
    if shown:
        panel.show()
    return panel


def closed(panel):
    panel.close()
    panel.deleteLater()


def without_room(lines):
    """The lines without tool tips that are there for want of room, of which a hidden panel knows nothing."""
    return sorted(ELIDED.sub(r"\1", line) if ELIDED.fullmatch(line) else line for line in lines)


def dice_of(number):
    return random.Random(16 + PYSIDE2 + 2 * number)  # noqa: S311 - an order of pictures


def fresh_here(qt5=PYSIDE2):
    """A version's half of the names, of which each is compared with a fresh panel."""
    return STATES[qt5::2]


def distinct(looks):
    """The names of states of which no earlier one looks the same."""
    return [name for number, name in enumerate(STATES)
            if looks[name][1] not in [looks[other][1] for other in STATES[:number]]]


def walk(names, qt5=PYSIDE2):
    """A version's half of every name after every other, once: a round trip through a regular graph."""
    number = len(names)
    steps = range(1, number // 2) if qt5 else range(number // 2, number)
    left = {name: [names[(place + step) % number] for step in steps] for place, name in enumerate(names)}
    path, way = [names[0]], []
    while path:
        if left[path[-1]]:
            path.append(left[path[-1]].pop())
        else:
            way.append(path.pop())
    return way[::-1]
