"""Check this installation: what a host answers and what is installed, in a window and in a file that can be sent."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from qtpy.QtCore import QTimer
from qtpy.QtGui import QGuiApplication

from foxsubmit import start
from foxsubmit.core.common.check_result import BAD, GOOD, CheckResult
from foxsubmit.core.model.host import Asset, Scene
from foxsubmit.core.settings.settings import Settings
from foxsubmit.hosts.recorded import RecordedHost

FILES = (Asset("/a.png", "wood", "image"),)


@pytest.fixture
def shown(qtbot, tmp_path, monkeypatch):
    """Show the report of a host whose installation is found to be as is said; the window, once all was checked."""
    def show(host, *found):
        monkeypatch.setattr(start, "check_installation", lambda _asked: iter(found))
        window = start.show_report(host, Settings(tmp_path))
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: "Checking" not in window.verdict.text(), timeout=180_000)
        return window
    return show


def written(folder):
    (file,) = (folder / "reports").glob("blender-*.json")
    return json.loads(file.read_text(encoding="utf-8"))


def test_the_report_is_shown_written_and_copied(shown, tmp_path):
    window = shown(RecordedHost(Scene(Path.home() / "shot.blend", "4.5"), FILES, "blender"),
                   CheckResult(GOOD, "disk", f"9 GB free in {Path.home()}"))
    assert window.isVisible()
    assert window.verdict.text() == "Everything answers as it should."
    text = window.text.toPlainText()
    assert "assets: 1 image" in text
    assert "recall: no choices are kept with the scene" in text
    assert "unchanged by looking" in text
    assert "ok      disk: 9 GB free in ~" in text
    assert all(each["good"] for each in written(tmp_path)["tried"])
    assert written(tmp_path)["installation"] == [
        {"mark": "ok", "what": "disk", "words": "9 GB free in ~", "advice": ""}]
    window.copy.click()
    assert QGuiApplication.clipboard().text().strip() == text.strip()


def test_a_call_that_fails_is_named_and_the_others_are_tried(shown):
    class Broken(RecordedHost):
        def assets(self):
            yield Asset("/a.png", "wood", "image")
            raise RuntimeError(f"no such node in {Path.home()}/shot.blend")

    text = shown(Broken(Scene(None, "4.5"), (), "blender")).text.toPlainText()
    assert "failed" in text
    assert "RuntimeError: no such node in ~/shot.blend" in text
    assert "parent: NoneType" in text


def test_what_does_not_load_is_said_with_what_to_do(shown):
    window = shown(RecordedHost(Scene(None, "4.5"), FILES, "blender"),
                   CheckResult(BAD, "Blender", "it does not load", "Run: sudo apt-get install libx11-6"))
    assert "does not answer as it should" in window.verdict.text()
    assert "failed  Blender: it does not load. Run: sudo apt-get install libx11-6" in window.text.toPlainText()


def test_the_window_is_there_and_can_be_closed_while_something_hangs(qtbot, tmp_path, monkeypatch):
    goes_on = threading.Event()

    def hanging(_asked):
        goes_on.wait(60)
        yield CheckResult(GOOD, "disk", "")

    monkeypatch.setattr(start, "check_installation", hanging)
    window = start.show_report(RecordedHost(Scene(None, "4.5"), FILES, "blender"), Settings(tmp_path))
    assert window.isVisible()
    assert "Checking" in window.verdict.text()
    with qtbot.waitSignal(window.destroyed, timeout=60_000):
        QTimer.singleShot(0, window.close)  # in the event loop, as a click does: Qt 6.4 waits for the end of another
    goes_on.set()
