"""A scene that the panel has read from disk and somebody saves: it says so, and never sends it with the old list."""

from __future__ import annotations

from pathlib import Path

import pytest
from qtpy.QtCore import Qt
from qtpy.QtWidgets import QAbstractButton
from tests.scene_files import read, save

from foxsubmit.core.session.session import Session
from foxsubmit.hosts.recorded import SceneFileHost
from foxsubmit.ui.panel import Panel

CHANGED = "The scene, or a file that it links, was saved elsewhere since it was read: Submit reads it again first."
TEXTURES = ("wood.png", "stone.png", "sky.png", "moss.png")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "shots"
    folder.mkdir()
    for name in TEXTURES:
        (folder / name).write_bytes(name.encode())
    save(folder, 8, "wood.png")
    return folder


@pytest.fixture
def panel(farm, folder, settings, qtbot, font, monkeypatch):
    """The stand-alone panel on the scene, which looks at its file at every turn."""
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    monkeypatch.setattr("foxsubmit.core.session.gather.EVERY", 0.0)
    panel = Panel(Session(SceneFileHost(folder / "shot.blend", read), settings), font=font)
    qtbot.addWidget(panel)
    panel.resize(960, 884)
    panel.show()
    qtbot.waitUntil(lambda: panel.session.state.can_submit and panel.session.state.scene.new_bytes is not None)
    yield panel
    panel.close()


def seen(panel, text):
    """The buttons on the Submit tab that can be seen and begin with a text."""
    return [each for each in panel.submit.findChildren(QAbstractButton)
            if each.isVisible() and each.text().startswith(text)]


def told(panel):
    return [each.text for each in panel.session.state.submit.findings]


def wait_for_frames(qtbot, panel, number):
    qtbot.waitUntil(lambda: panel.session.state.scene.gathered
                    and panel.submit.footer.submit.text().startswith(f"Submit {number} frames"))


def test_a_scene_that_is_saved_says_so_and_is_read_again_by_each_button(panel, folder, qtbot, journal):
    session = panel.session
    assert panel.submit.footer.submit.text().startswith("Submit 8 frames")
    for place, button in enumerate(("Read scene again", "Check", "Read again"), 1):
        save(folder, 8 - place, *TEXTURES[:place + 1])
        qtbot.waitUntil(lambda: CHANGED in told(panel) and bool(seen(panel, "Read again")))
        assert panel.submit.footer.submit.text().startswith(f"Submit {9 - place} frames"), "what was read is shown"
        qtbot.mouseClick(seen(panel, button)[0], Qt.MouseButton.LeftButton)
        wait_for_frames(qtbot, panel, 8 - place)
        assert CHANGED not in told(panel)
    assert len(session.state.scene.assets) == 4
    save(folder, 3, "moss.png")
    qtbot.mouseClick(panel.submit.footer.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(session.state.submit.submitted))
    plan = journal.get(session.state.submit.submitted[0]).plan()
    assert {Path(file.local.path).name for file in plan.files} == {"shot.blend", "moss.png"}
    assert plan.task["scene_info_render"]["common"]["frames"] == "1-3[1]"
