"""Each state of the panel after every other: what is drawn is what a fresh panel draws."""

from __future__ import annotations

import dataclasses
import difflib
import random
import time

import pytest
from tests.ui.portrait import portrait
from tests.ui.shots import SHOTS

from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS

STATES = sorted({state for state, _tab, _size in SHOTS.values()})


@pytest.mark.parametrize("tab", [SUBMIT, ASSETS, TRANSFERS, JOBS])
def test_every_state_looks_after_every_other_as_in_a_fresh_panel(opened, states, tab, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # nothing gets older between two looks
    made = {name: getattr(states, name)() for name in STATES}
    fresh = {name: alone(opened, state, tab) for name, state in made.items()}
    panel, session = opened(states.empty())
    panel.tabs.setCurrentIndex(tab)
    before = "empty"
    for name in walk(STATES) if tab == SUBMIT else shuffled(STATES):
        session.becomes(made[name])
        shown = portrait(panel)
        assert shown == fresh[name], f"{name} after {before}: " + "\n".join(difflib.unified_diff(
            fresh[name], shown, "freshly opened", "drawn after another", lineterm="", n=0))
        before = name


def alone(opened, state, tab):
    """Open a panel that draws nothing but this state, and return its portrait."""
    panel, session = opened(state)
    panel.tabs.setCurrentIndex(tab)
    session.becomes(dataclasses.replace(state))
    shown = portrait(panel)
    panel.close()
    return shown


def shuffled(names):
    """Every name a few times, each time after others."""
    dice = random.Random(16)  # noqa: S311 - an order of pictures
    return [name for _round in range(4) for name in dice.sample(names, len(names))]


def walk(names):
    """Every name after every other, once: a round trip through the complete graph."""
    left = {name: [other for other in names if other != name] for name in names}
    path, way = [names[0]], []
    while path:
        if left[path[-1]]:
            path.append(left[path[-1]].pop())
        else:
            way.append(path.pop())
    return way[::-1]
