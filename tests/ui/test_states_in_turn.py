"""Each state of the panel after every other: what is drawn is what a fresh panel draws.

The two versions of Qt share the ways from state to state.
"""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import random
import time

from qtpy import PYSIDE2
from tests.ui.portrait import portrait
from tests.ui.shots import SHOTS

from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS

STATES = sorted({state for state, _tab, _size in SHOTS.values()})


TABS = (SUBMIT, ASSETS, TRANSFERS, JOBS)


def test_every_state_looks_after_every_other_as_in_a_fresh_panel(opened, states, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # nothing gets older between two looks
    made = {name: getattr(states, name)() for name in STATES}
    fresh = {name: alone(opened, state) for name, state in made.items()}
    panel, session = opened(states.empty())
    for tab in TABS:
        panel.tabs.setCurrentIndex(tab)
        before = "the tab before"
        for name in (walk(distinct(fresh, tab)) if tab == SUBMIT else []) + shuffled(STATES):
            session.becomes(made[name])
            shown = portrait(panel)
            assert shown == fresh[name][tab], f"{name} after {before}, tab {tab}: " + "\n".join(difflib.unified_diff(
                fresh[name][tab], shown, "freshly opened", "drawn after another", lineterm="", n=0))
            before = name


def test_the_versions_of_qt_share_every_way_from_one_state_to_another():
    for names in ("ab", "abc", "abcdefg"):
        ways = [way for qt5 in (True, False) for walked in [walk(names, qt5)] for way in zip(walked, walked[1:])]
        assert sorted(ways) == sorted(itertools.permutations(names, 2))


def alone(opened, state):
    """Open a panel that draws nothing but this state, and return its portrait on each tab."""
    panel, session = opened(state, keep=False)
    shown = {}
    for tab in TABS:
        panel.tabs.setCurrentIndex(tab)
        session.becomes(dataclasses.replace(state))
        shown[tab] = portrait(panel)
    panel.close()
    panel.deleteLater()
    return shown


def distinct(fresh, tab):
    """The names of states of which no earlier one looks the same on this tab."""
    return [name for number, name in enumerate(STATES)
            if fresh[name][tab] not in [fresh[other][tab] for other in STATES[:number]]]


def shuffled(names):
    """Every name a few times, each time after others."""
    dice = random.Random(16 + PYSIDE2)  # noqa: S311 - an order of pictures
    return [name for _round in range(2) for name in dice.sample(names, len(names))]


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
