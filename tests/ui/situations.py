"""Everything that a panel can look like: the pictures of shots.py, entered one after another in one panel."""

from __future__ import annotations

from tests.ui import shots
from tests.ui.having import having
from tests.ui.shots import SHOTS

from foxsubmit.ui.kit.inline_question import InlineQuestion
from foxsubmit.ui.kit.inline_value import InlineValue

TWICE = ("narrow", "settings-narrow", "account-narrow", "account-projects-narrow", "account-records-narrow",
         "account-recycled-narrow", "environment-narrow", "hardware-menu", "submit-demo", "jobs-demo",
         "jobs-viewer-red", "jobs-viewer-alpha", "jobs-viewer-full", "presets")
"""Pictures that differ from another one only by the size of the panel, by a menu, by another window, or by nothing that
takes room."""

SITUATIONS = tuple(name for name in SHOTS if name not in TWICE and not name.startswith("narrow-"))


def enter(panel, session, states, name: str, language: str = "en") -> None:
    """Have the panel look like a picture, whatever it looked like before."""
    leave(panel)
    state, tab, _size = SHOTS[name]
    session.state = having(getattr(states, state)(), settings={"language": language})
    if panel.tabs.currentIndex() == tab:
        panel._turned()
    else:
        panel.tabs.setCurrentIndex(tab)  # which draws the state
    if not panel._stack.has(panel.seen()):
        panel._stack.get(panel.seen())  # pages are made in several turns otherwise
        panel.draw(session.state)
    shots.prepare(panel, name)


def leave(panel) -> None:
    """Close what a state does not say."""
    if panel.tour.tour is not None:
        panel.tour.tour.hide()
    panel._aside = ""
    for kind in (InlineQuestion, InlineValue):
        for asked in panel.findChildren(kind):
            asked.hide()
    pages = panel._stack
    if pages.has("submit"):
        panel.submit.more.fold.setChecked(False)
    if pages.has("assets"):
        panel.assets.by_folder.setChecked(True)
        if panel.assets.filter.text() or panel.assets.only_missing.isChecked() or panel.assets.states.picked().key:
            panel.assets._clear()
    if pages.has("jobs"):
        panel.jobs.detail.show_frames()
