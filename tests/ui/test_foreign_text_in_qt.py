"""Names that Qt, a desktop or a reader's eye would obey are shown as they are, in every part of the panel."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import Qt, QUrl
from qtpy.QtGui import QGuiApplication, QTextDocument

from foxsubmit.core.common.foreign import notice, tip
from foxsubmit.ui.kit.cells import Cell
from foxsubmit.ui.kit.combo import Combo, Entry
from foxsubmit.ui.kit.folders import copy
from foxsubmit.ui.kit.style import Style
from foxsubmit.ui.kit.widgets import Button, Chip, Explained, Label, Paragraph
from foxsubmit.ui.table.model import Column, RowsModel

IMAGE = '<img src="file:///etc/passwd">'
NAMES = [IMAGE, "<b>shot</b>", "&lt;img src=//server/x&gt;", "shot[final].blend", "[/x]", "a <UDIM> b & c", "<!-- x",
         "one\n<img src=//server/x>"]
OBEYED = {"\x1b[2Jshot": r"\x1b[2Jshot", "\u202efdp.exe": r"\u202efdp.exe", "\u2066x\u2069": r"\u2066x\u2069"}


class Document(QTextDocument):
    """A document that notes what it is to load, as a tooltip's would load it."""

    def __init__(self):
        super().__init__()
        self.loaded = []

    def loadResource(self, kind, address):  # noqa: N802
        self.loaded.append(QUrl(address).toString())
        return super().loadResource(kind, address)


def read(text):
    """Return the words of a tooltip with this text, and the pictures that it loads."""
    document = Document()
    if text.startswith("<p "):
        document.setHtml(text)
    else:
        document.setPlainText(text)
    document.size()  # lays it out, for which it needs its pictures
    return document.toPlainText(), document.loaded


@pytest.fixture
def style(qapp):
    return Style(qapp.font())


@dataclasses.dataclass(frozen=True)
class Row:
    name: str


@pytest.mark.parametrize("name", NAMES)
def test_a_tooltip_says_the_name_and_loads_nothing(qapp, name):
    assert read(tip(name)) == (name, [])


def test_html_that_is_not_made_harmless_would_load_what_it_names(qapp):
    assert read(f"<p {IMAGE}")[1] or read(f"<p >{IMAGE}")[1]


@pytest.mark.parametrize("name", NAMES)
def test_qt_takes_no_tooltip_for_html_but_that_which_the_layer_wrote(qapp, name):
    might = getattr(Qt, "mightBeRichText", None)
    if might is None:
        pytest.skip("this binding does not tell")
    assert might(tip(name)) == tip(name).startswith("<p style=")


@pytest.mark.parametrize(("name", "shown"), OBEYED.items())
def test_marks_that_change_how_a_text_reads_are_escaped(style, name, shown):
    assert tip(name) == notice(name) == Label(style, name).text() == Paragraph(style, name).text() == shown
    assert Chip(style, name).text() == Button(style, name).text() == shown


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_plain_text(style, name):
    for label in (Label(style, name), Paragraph(style, name), Chip(style, name)):
        assert label.textFormat() == Qt.TextFormat.PlainText
    paragraph = Paragraph(style)
    paragraph.setText(name)
    assert paragraph.whole() == name


@pytest.mark.parametrize("name", NAMES)
def test_a_row_an_entry_and_a_button_have_tooltips_that_load_nothing(qapp, style, name):
    model = RowsModel([Column("Name", lambda row: Cell(row.name))], lambda row: row.name, qapp)
    model.show([Row(name)])
    tips = [model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)]
    combo = Combo(style, "Name")
    combo.fill([Entry(1, "x", reason=name)])
    tips.append(combo.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    explained = Explained(Button(style, "x"))
    explained.allow([name])
    tips += [explained.toolTip(), explained.button.toolTip()]
    assert [read(text) for text in tips] == [(name, [])] * 4


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_of_the_desktop_has_no_markup(name):
    assert not {"<", ">", "&"} & set(notice(name))


def test_the_clipboard_gets_nothing_that_a_terminal_would_obey(qapp):
    copy("/shots/a\x1b[2J\n/shots/b\x07")
    assert QGuiApplication.clipboard().text() == "/shots/a\\x1b[2J\n/shots/b\\x07"
