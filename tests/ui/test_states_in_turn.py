"""Each state of the panel after every other: what is drawn is what a fresh panel draws.

The two versions of Qt share the ways from state to state, and the fresh panels: where another version has that of a
state, it has to look the same after each other state, which on that version is as in a fresh panel.
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
    fresh = {name: alone(opened, made[name]) for name in fresh_here()}
    panel, session = opened(states.empty())
    for tab in TABS:
        panel.tabs.setCurrentIndex(tab)
        before = "the tab before"
        looks = {name: ("freshly opened", shown[tab]) for name, shown in fresh.items()}
        for name in turns(looks, tab):
            session.becomes(made[name])
            shown = portrait(panel)
            known = looks.setdefault(name, (f"drawn after {before}", shown))
            assert shown == known[1], f"{name} after {before}, tab {tab}: " + "\n".join(difflib.unified_diff(
                known[1], shown, known[0], "drawn after another", lineterm="", n=0))
            before = name


def turns(looks, tab):
    """Every name twice, each time after others; on the first tab after every other, too, once all looks are known."""
    dice = random.Random(16 + PYSIDE2)  # noqa: S311 - an order of pictures
    yield from dice.sample(STATES, len(STATES))
    if tab == SUBMIT:
        yield from walk(distinct(looks))
    yield from dice.sample(STATES, len(STATES))


def test_the_versions_of_qt_share_the_fresh_panels():
    assert sorted(fresh_here(qt5=True) + fresh_here(qt5=False)) == STATES


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
