"""The viewer: channels of a picture, and the frame's own file brought here."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QColor, QImage
from tests.ui.having import having

from foxsubmit.core.jobs.tasks import Detail, FrameView
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.ui.jobs import channels
from foxsubmit.ui.jobs.task_detail import VIEWER
from foxsubmit.ui.panel import JOBS

pytestmark = pytest.mark.usefixtures("pages_turned_to")

CHANNELS = (channels.RED, channels.GREEN, channels.BLUE, channels.ALPHA, channels.LUMINANCE)


def picture(width, height, kind):
    """One pixel that differs, at the right below."""
    image = QImage(width, height, kind)
    image.fill(QColor(10, 20, 30, 255))
    image.setPixelColor(width - 1, height - 1, QColor(200, 100, 50, 128))
    return image


def grey(image, across, down):
    return QColor(image.pixel(across, down)).red()


@pytest.mark.parametrize(("width", "height"), [(3, 2), (7, 300), (64, 128), (1, 1)])
def test_a_channel_is_seen_as_grey(width, height):
    image = picture(width, height, QImage.Format.Format_ARGB32)
    found = {channel: grey(channels.only(image, channel), width - 1, height - 1) for channel in CHANNELS}
    assert [found[channel] for channel in CHANNELS[:4]] == [200, 100, 50, 128]
    assert 100 < found[channels.LUMINANCE] < 135  # Qt 6.4 adds light, others what is stored of it
    if width > 1:
        assert [grey(channels.only(image, channel), 0, 0) for channel in CHANNELS[:4]] == [10, 20, 30, 255]
    for channel in CHANNELS:
        assert (channels.only(image, channel).width(), channels.only(image, channel).height()) == (width, height)


def test_a_picture_without_alpha_has_none_to_show():
    image = picture(4, 4, QImage.Format.Format_RGB32)
    assert channels.only(image, channels.ALPHA).isNull()
    assert grey(channels.only(image, channels.RED), 0, 0) == 10
    assert channels.only(QImage(), channels.RED).isNull()
    assert channels.only(image, channels.RGB) is image


@pytest.fixture
def viewer(opened, states, qtbot):
    """The viewer page of a panel on a state, at its frame 1046."""
    def open_viewer(state):
        panel, session = opened(state, 960, 884)
        panel.tabs.setCurrentIndex(JOBS)
        panel.jobs.frames.pick(1046)
        panel.jobs.detail.turn(VIEWER)
        page = panel.jobs.detail.viewer
        qtbot.waitUntil(lambda: page.viewer.has_picture() or bool(page.viewer._word))
        session.calls.clear()
        return panel, session, page

    return open_viewer


def centre(page):
    image = page.viewer._item.pixmap().toImage()
    return QColor(image.pixel(image.width() // 2, image.height() // 4))


def test_keys_show_a_channel_and_all_of_them_again(viewer, states, qtbot):
    _panel, _session, page = viewer(states.log())
    colour = centre(page)
    assert colour.red() != colour.blue()
    qtbot.keyClick(page.viewer, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: centre(page).red() == centre(page).blue())
    assert abs(centre(page).red() - colour.red()) <= 2
    assert page.channels.picked().key == channels.RED
    qtbot.keyClick(page.viewer, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: abs(centre(page).red() - colour.blue()) <= 2)
    qtbot.keyClick(page.viewer, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: centre(page) == colour)
    assert page.channels.picked().key == channels.RGB


def test_the_channel_stays_on_other_frames(viewer, states, qtbot):
    _panel, _session, page = viewer(states.log())
    page.channels.chosen.emit(channels.LUMINANCE)
    page.step(1)
    qtbot.waitUntil(lambda: page._gallery.idle)
    assert centre(page).red() == centre(page).green() == centre(page).blue()


def test_a_preview_without_alpha_says_where_alpha_is(viewer, states, qtbot):
    _panel, _session, page = viewer(states.log())
    qtbot.keyClick(page.viewer, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: "has no alpha: fetch frame 1046" in page.viewer._word)
    assert not page.viewer.has_picture()


def test_the_alpha_of_a_fetched_frame_is_a_picture_of_its_own(viewer, states, qtbot, tmp_path):
    colours, alpha = tmp_path / "large.png", tmp_path / "alpha.png"
    picture(8, 8, QImage.Format.Format_RGB32).save(str(colours))
    grey_picture = QImage(8, 8, QImage.Format.Format_Grayscale8)
    grey_picture.fill(77)
    grey_picture.save(str(alpha))
    view = FrameView(1046, colours, "EXR", file=tmp_path / "beauty.1046.exr", alpha=alpha)
    state = states.log()
    _panel, session, page = viewer(having(state, jobs={"detail": dataclasses.replace(state.jobs.detail, view=view)}))
    page.show_channel(channels.ALPHA)
    qtbot.waitUntil(lambda: page.viewer.has_picture() and centre(page) == QColor(77, 77, 77))
    session.becomes(having(session.state, jobs={"detail": dataclasses.replace(
        session.state.jobs.detail, view=dataclasses.replace(view, alpha=None))}))
    qtbot.waitUntil(lambda: page.viewer._word == "Frame 1046 has no alpha.")


def coming(states, **changes):
    """The task's frames go to a folder that is there."""
    state = states.log()
    row = dataclasses.replace(state.transfers.rows[0], task_id=35736251, folder=str(states.folder),
                              state=TransferState.WATCHING, **changes)
    frames = tuple(dataclasses.replace(frame, task_id=35736252) for frame in state.jobs.frames)
    return having(state, transfers={"rows": (row,)}, jobs={"frames": frames})


def test_the_frame_is_fetched_to_where_its_task_goes(viewer, states, qtbot):
    panel, session, _page = viewer(coming(states))
    footer = panel.jobs.footer
    assert [part.isVisible() for part in (footer.open, footer.fetch, footer.restart, footer.log)] == [
        True, True, True, False]
    qtbot.mouseClick(footer.fetch.button, Qt.MouseButton.LeftButton)
    assert session.calls == [("transfers.fetch_frames", {"ids": (1046,), "folder": ""})]


def test_a_frame_of_a_task_without_a_folder_asks_for_one(viewer, states, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr("foxsubmit.ui.jobs.task_actions.ask_folder", lambda *arguments: asked.append(arguments))
    panel, session, _page = viewer(having(coming(states), transfers={"rows": ()}))
    qtbot.mouseClick(panel.jobs.footer.fetch.button, Qt.MouseButton.LeftButton)
    asked[0][-1]("/results")
    assert session.calls == [("transfers.fetch_frames", {"ids": (1046,), "folder": "/results"})]


def test_it_is_said_that_the_frame_is_on_its_way_and_where_it_is(viewer, states, tmp_path):
    panel, session, _page = viewer(coming(states, wanted=frozenset({(35736252, "1046")})))
    footer = panel.jobs.footer
    assert footer.text.whole() == f"Frame 1046 is being fetched to {states.folder}"
    assert (footer.fetch.button.isEnabled(), footer.fetch.toolTip()) == (False, "It is being fetched.")
    view = FrameView(1046, None, "EXR", "", tmp_path / "beauty.1046.exr")
    session.becomes(having(coming(states), jobs={"detail": Detail(complete=True, view=view)}))
    assert footer.text.whole() == f"Fetched: {tmp_path / 'beauty.1046.exr'}"
    assert footer.fetch.button.isEnabled()


def test_open_folder_opens_that_of_the_frame(viewer, states, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("foxsubmit.ui.jobs.footer.open_folder", opened.append)
    panel, session, _page = viewer(coming(states))
    view = FrameView(1046, None, "EXR", "", tmp_path / "beauty.1046.exr")
    session.becomes(having(session.state, jobs={"detail": Detail(complete=True, view=view)}))
    qtbot.mouseClick(panel.jobs.footer.open, Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path)]


def test_a_paused_task_fetches_no_frame(viewer, states):
    state = coming(states)
    panel, _session, _page = viewer(having(state, transfers={"rows": (dataclasses.replace(state.transfers.rows[0],
            state=TransferState.PAUSED),)}))
    assert not panel.jobs.footer.fetch.button.isEnabled()
    assert panel.jobs.footer.fetch.toolTip().endswith("resume it on the Transfers tab.")


def test_only_finished_frames_are_fetched(viewer, states, qtbot):
    panel, session, _page = viewer(coming(states))
    panel.jobs.frames.pick(1044)
    assert panel.jobs.footer.fetch.toolTip() == "Select frames that are done."
    panel.jobs.frames.table.selectAll()
    panel.jobs.detail.frame_actions.fetch()
    (_name, asked), = [each for each in session.calls if each[0] == "transfers.fetch_frames"]
    assert 1044 not in asked["ids"]
    assert 1046 in asked["ids"]


def test_where_one_is_does_not_wait_for_the_picture(viewer, states, qtbot):
    _panel, _session, page = viewer(states.log())
    qtbot.keyClick(page.viewer, Qt.Key.Key_End)
    assert page._where.whole().startswith(page._frames[-1].name + " of ")
    qtbot.keyClick(page.viewer, Qt.Key.Key_Right)
    assert page._where.whole().startswith(page._frames[0].name + " of ")


def test_the_viewer_picks_the_frame_that_it_shows(opened, states):
    panel, _session = opened(states.log(), 960, 884)
    panel.tabs.setCurrentIndex(JOBS)
    panel.jobs.detail.turn(VIEWER)
    shown = panel.jobs.detail.viewer.current()
    assert [frame.id for frame in panel.jobs.frames.selected()] == [shown.id]


def test_a_number_of_the_farm_beyond_32_bits_reaches_the_session_whole(viewer, states):
    _panel, session, page = viewer(states.log())
    page.settled.emit(2**40 + 1)
    assert session.viewed == 2**40 + 1
