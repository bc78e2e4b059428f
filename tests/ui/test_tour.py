"""The tour: four callouts over the panel, shown once by itself and again from the help."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QPoint, QRect, Qt
from tests.ui.doubles import Double
from tests.ui.having import having

from foxsubmit import start
from foxsubmit.core.common.i18n import use
from foxsubmit.ui.help.tour import FOLLOW_MS
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import JOBS, SUBMIT, Panel


@pytest.fixture
def touring(opened, states):
    """Open a panel with the tour over it."""
    def begin(state="studio_ready", width=900, height=760):
        panel, session = opened(getattr(states, state)(), width, height)
        panel.tour.begin()
        return panel, session, panel.tour.tour

    return begin


def place(panel, widget):
    return QRect(widget.mapTo(panel, QPoint(0, 0)), widget.size())


def about(panel, step):
    """The parts of the panel that a step tells about."""
    if step == 3:
        return [QRect(panel.tabs.mapTo(panel, panel.tabs.tabRect(JOBS).topLeft()), panel.tabs.tabRect(JOBS).size())]
    return [place(panel, widget) for widget in (
        [panel.head.account, panel.submit.target], [panel.submit.frames], [panel.submit.footer.submit])[step]]


@pytest.mark.parametrize("width", [360, 420, 900])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_each_callout_lies_in_the_panel_beside_what_it_tells_about(touring, width, language):
    use(language)
    panel, _session, tour = touring(width=width, height=640)
    for step in (3, 1, 0, 2):
        tour.go_to(step)
        callout = tour.callout.geometry()
        assert panel.rect().contains(callout)
        assert tour.geometry() == panel.rect()
        for part in about(panel, step):
            assert any(hole.contains(part.intersected(panel.rect())) for hole in tour._holes)
            assert not callout.intersects(part)
        assert tour.text.height() >= tour.text.heightForWidth(tour.text.width())
        assert panel.tabs.currentIndex() == (JOBS if step == 3 else SUBMIT)


def test_it_goes_forward_back_and_ends_by_keys(touring, qtbot):
    panel, session, tour = touring()
    titles = []
    for _step in range(4):
        titles.append(tour.title.whole())
        qtbot.waitUntil(tour.following.hasFocus)
        qtbot.keyClick(tour.following, Qt.Key.Key_Space)
    assert titles == ["Where it is rendered", "Which frames, and which first", "Submit", "Jobs"]
    assert not tour.isVisible()
    assert panel.tour.seen
    assert [name for name, _given in session.calls if name.startswith("submit.")] == []
    panel.tour.begin()
    tour.go_to(2)
    qtbot.keyClick(tour.following, Qt.Key.Key_Tab)
    qtbot.waitUntil(tour.skip.hasFocus)
    qtbot.keyClick(tour.skip, Qt.Key.Key_Backtab)
    qtbot.waitUntil(tour.following.hasFocus)
    tour.back.click()
    assert tour.step == 1


@pytest.mark.parametrize("how", ["escape", "skip"])
def test_it_can_be_skipped_and_is_remembered(touring, qtbot, how):
    panel, session, tour = touring()
    if how == "escape":
        qtbot.keyClick(tour.following, Qt.Key.Key_Escape)
    else:
        tour.skip.click()
    assert not tour.isVisible()
    panel._remember()
    assert session.remembered["toured"] is True


def test_keys_and_clicks_do_not_reach_the_panel_below(touring, qtbot):
    panel, session, tour = touring()
    session.calls.clear()
    qtbot.keyClick(tour.following, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(tour.following, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(tour, Qt.MouseButton.LeftButton, pos=place(panel, panel.submit.footer.submit).center())
    assert session.calls == []
    assert panel.tabs.currentIndex() == SUBMIT


def test_it_follows_the_size_and_the_language_of_the_panel(touring, qtbot):
    panel, session, tour = touring()
    tour.go_to(1)
    panel.resize(420, 700)
    qtbot.waitUntil(lambda: tour.geometry() == panel.rect())
    assert panel.rect().contains(tour.callout.geometry())
    use("zh_CN")
    try:
        session.changes("settings", language="zh_CN")
    finally:
        use("en")
    assert panel.tour.tour is not tour
    assert panel.tour.tour.isVisible()
    assert panel.tour.tour.title.whole() == "渲染哪些帧，先渲染哪些"


def test_it_is_shown_again_from_the_help_and_from_the_menu(opened, states):
    panel, _session = opened(states.studio_ready())
    panel.head.account.menu_of_accounts.actions()[-1].trigger()
    assert panel.tour.tour.isVisible()
    panel.tour.tour.end()
    panel.head.account.menu_of_accounts.actions()[-2].trigger()
    panel.help.tour.click()
    assert panel.tour.tour.isVisible()
    assert panel.seen() == "submit"


def shown_for_the_first_time(qtbot, session, font):
    """Show a panel as a host does, with a tour where nobody has seen it yet."""
    panel = Panel(session, DARK, font=font)
    qtbot.addWidget(panel)
    panel.show()
    panel.tour.begin_once()
    return panel


def test_by_itself_it_is_shown_once_and_only_over_the_form(qtbot, states, font):
    session = Double(states.no_account())
    panel = shown_for_the_first_time(qtbot, session, font)
    qtbot.waitUntil(lambda: panel._stack.has("jobs"))
    assert panel.tour.tour is None, "somebody signs in first"
    session.becomes(states.studio_ready())
    qtbot.waitUntil(lambda: panel.tour.tour is not None and panel.tour.tour.isVisible())
    panel.tour.tour.end()
    session.becomes(having(states.studio_ready(), message="again"))
    assert not panel.tour.tour.isVisible()
    again = Double(states.studio_ready())
    again.remembered = {"toured": True}
    other = shown_for_the_first_time(qtbot, again, font)
    qtbot.waitUntil(lambda: other._stack.has("jobs"))
    again.becomes(having(states.studio_ready(), message="again"))
    assert other.tour.tour is None


def test_a_tour_that_comes_late_turns_nobody_away_from_what_was_opened(qtbot, states, font):
    session = Double(states.studio_ready())
    panel = shown_for_the_first_time(qtbot, session, font)
    qtbot.waitUntil(lambda: panel._stack.has("submit"))
    panel.tabs.setCurrentIndex(JOBS)
    qtbot.waitUntil(lambda: panel._stack.has("jobs"))
    session.becomes(having(states.studio_ready(), message="again"))
    assert (panel.tour.tour, panel.tabs.currentIndex()) == (None, JOBS)
    panel.tabs.setCurrentIndex(SUBMIT)
    session.becomes(states.studio_ready())
    assert panel.tour.tour is None, "the artist is at work"
    assert not panel.tour.seen, "the next panel shows it"


def test_a_panel_that_opens_with_another_page_shows_it_over_the_form(qtbot, states, font):
    session = Double(states.studio_ready())
    session.remembered = {"tab": JOBS}
    panel = shown_for_the_first_time(qtbot, session, font)
    qtbot.waitUntil(lambda: panel._stack.has("jobs"))
    assert (panel.tour.tour, panel.tabs.currentIndex()) == (None, JOBS)
    panel.tabs.setCurrentIndex(SUBMIT)
    assert panel.tour.tour.isVisible()


@pytest.mark.parametrize("page", ["jobs", "settings", "assets"])
def test_what_is_opened_beside_it_stays_and_ends_it(touring, qtbot, page):
    panel, _session, tour = touring()
    for step in range(4):
        panel._begin_tour()
        assert tour.isVisible() and panel.tour.tour is tour
        tour.go_to(step)
        {"jobs": lambda: panel.show_task(1004), "settings": panel.show_network, "assets": panel.show_missing}[page]()
        qtbot.wait(3 * FOLLOW_MS)
        assert panel.seen() == page
        assert tour.isVisible() is (page == "jobs" and step == 3)
        assert not panel.tour.seen


def test_nobody_is_shown_around_where_there_is_no_screen(qapp, monkeypatch, tmp_path):
    from foxsubmit.core.settings.settings import Settings
    from foxsubmit.hosts.recorded.host import nothing_open

    for platform, due in (("offscreen", False), ("xcb", True)):
        monkeypatch.setattr(start.QGuiApplication, "platformName", lambda platform=platform: platform)
        panel = start.open_panel(nothing_open(), Settings(tmp_path))
        assert panel.tour._due is due
        panel.close()
