"""Qt's own file dialogs, as they come where the desktop has none: all they say can be read."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from qtpy.QtCore import QCoreApplication, QPoint, QRect, Qt
from qtpy.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTreeView,
)
from tests.ui.doubles import Double
from tests.ui.test_theme import MAYA, PALE

from foxsubmit.ui.kit import choosing
from foxsubmit.ui.kit.theme import DARK, contrast, derive
from foxsubmit.ui.panel import Panel
from foxsubmit.ui.submit import tab

pytestmark = pytest.mark.usefixtures("pages_turned_to")

READABLE = 4.5
UI = Path(choosing.__file__).parents[1]
SAYING = (QLabel, QLineEdit, QComboBox, QPushButton, QHeaderView, QListView, QTreeView)
ASKED = {
    "folder": lambda panel, at: choosing.ask_folder(panel.tabs, "Output", at, print),
    "files": lambda panel, at: choosing.ask_files(panel.tabs, "Locate", at, print),
    "save": lambda panel, at: choosing.ask_save(panel.tabs, "Save", f"{at}/a.json", "Presets (*.json)", "json", print),
}


@pytest.fixture(autouse=True)
def without_those_of_the_system():
    """Windows has its own."""
    had = QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
    yield
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, had)


def seen(dialog, widget):
    """The ground of what is painted there, and the best contrast of anything on it."""
    shown = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
    picture = dialog.grab(QRect(shown.mapTo(dialog, QPoint(0, 0)), shown.size())).toImage()
    colours = Counter(picture.pixelColor(x, y).name() for x in range(2, picture.width() - 2)
                      for y in range(2, picture.height() - 2))
    ground = colours.most_common(1)[0][0]
    return ground, max(contrast(colour, ground) for colour in colours)


@pytest.mark.parametrize("theme", [DARK, derive(PALE), derive(MAYA)], ids=["dark", "light", "maya"])
@pytest.mark.parametrize("kind", ASKED)
def test_all_that_a_file_dialog_says_can_be_read(qtbot, states, font, tmp_path, theme, kind):
    (tmp_path / "a folder").mkdir()
    panel = Panel(Double(states.ready()), theme, font=font)
    qtbot.addWidget(panel)
    panel.show()
    dialog = ASKED[kind](panel, str(tmp_path))
    qtbot.waitUntil(lambda: dialog.findChild(QTreeView).model().rowCount(dialog.findChild(QTreeView).rootIndex()) > 0)
    said = [each for sort in SAYING for each in dialog.findChildren(sort)
            if each.isVisible() and each.isEnabled() and (not hasattr(each, "text") or each.text())]
    assert len([each for each in said if isinstance(each, QLabel)]) >= 3
    for widget in said:
        ground, best = seen(dialog, widget)
        assert best >= READABLE, (type(widget).__name__, widget.objectName(), ground)
    dialog.close()


def test_every_file_dialog_of_the_panel_is_made_in_one_place():
    makers = {path.name for path in UI.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
              if isinstance(node, ast.ImportFrom) and any(name.name == QFileDialog.__name__ for name in node.names)}
    assert makers == {"choosing.py"}


def test_a_scene_without_a_name_is_saved_or_another_opened_from_the_empty_page(opened, states, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(tab, "ask_save", lambda _parent, title, start, kinds, suffix, then: asked.append(
        (title, start, kinds, suffix)) or then("/job/new.ma"))
    monkeypatch.setattr(tab, "ask_files", lambda _parent, title, _start, then, many=True: asked.append(
        (title, many)) or then(["/job/other.ma"]))
    panel, session = opened(states.unnamed())
    page = panel.submit
    assert page.save_as.isVisible() and page.open.isVisible()
    qtbot.mouseClick(page.save_as, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)
    assert asked == [("Save scene", "untitled.ma", "Scenes (*.ma *.mb)", "ma"), ("Open scene", False)]
    assert session.calls == [("scene.save_as", {"path": Path("/job/new.ma")}),
                             ("scene.open", {"path": Path("/job/other.ma")})]


@pytest.mark.parametrize("can", [{}, {"saves_as": True}, {"opens": True}])
def test_a_host_that_cannot_has_no_button_for_it(opened, states, can):
    panel, session = opened(states.unnamed())
    session.changes("scene", **{"saves_as": False, "opens": False, **can})
    assert (panel.submit.save_as.isVisible(), panel.submit.open.isVisible()) == (
        can.get("saves_as", False), can.get("opens", False))
