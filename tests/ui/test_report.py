"""Check this installation: what a host answers, in a window and in a file that can be sent."""

from __future__ import annotations

import json
from pathlib import Path

from qtpy.QtGui import QGuiApplication

from foxsubmit.core.model.host import Asset, Scene
from foxsubmit.core.settings.settings import Settings
from foxsubmit.hosts.recorded import RecordedHost
from foxsubmit.start import show_report


def test_the_report_is_shown_written_and_copied(qtbot, tmp_path):
    files = (Asset(str(tmp_path / "a.png"), "wood", "image"),)
    host = RecordedHost(Scene(Path.home() / "shot.blend", "4.5"), files, "blender")
    window = show_report(host, Settings(tmp_path))
    qtbot.addWidget(window)
    assert window.isVisible()
    text = window.text.toPlainText()
    assert "assets: 1 image" in text
    assert "recall: no choices are kept with the scene" in text
    assert "unchanged by looking" in text
    (file,) = (tmp_path / "reports").glob("blender-*.json")
    assert all(each["good"] for each in json.loads(file.read_text(encoding="utf-8"))["tried"])
    window.copy.click()
    assert QGuiApplication.clipboard().text() == text


def test_a_call_that_fails_is_named_and_the_others_are_tried(qtbot, tmp_path):
    class Broken(RecordedHost):
        def assets(self):
            yield Asset("/a.png", "wood", "image")
            raise RuntimeError(f"no such node in {Path.home()}/shot.blend")

    window = show_report(Broken(Scene(None, "4.5"), (), "blender"), Settings(tmp_path))
    qtbot.addWidget(window)
    text = window.text.toPlainText()
    assert "failed" in text
    assert "RuntimeError: no such node in ~/shot.blend" in text
    assert "parent: NoneType" in text
