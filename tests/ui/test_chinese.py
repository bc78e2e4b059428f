"""The panel in Chinese: what stands on it, in all states, is written as Chinese print writes it."""

from __future__ import annotations

import functools
import re

import pytest
from qtpy.QtCore import QAbstractListModel, Qt
from qtpy.QtWidgets import QAbstractItemView
from tests.ui.portrait import seen, spoken
from tests.ui.shots import SHOTS

from foxsubmit.core.common.i18n import FOLDER, use
from foxsubmit.core.common.po import read
from foxsubmit.core.session.state import State
from foxsubmit.ui.kit.cells import CELL
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS

HAN = "[\u3400-\u9fff]"
FULL = "[，。：；！？（）、]"
WRONG = {
    "a letter or figure close beside Chinese": re.compile(f"{HAN}[A-Za-z0-9]|[A-Za-z0-9%]{HAN}"),
    "a half-width sign beside Chinese": re.compile(f"{HAN}[,:;!?()]|[,:;!?()]{HAN}|{HAN}[,.:;] |[,.:;] {HAN}"),
    "two spaces": re.compile(r"[^·\s]  +[^·\s]"),
    "a space beside a full-width sign": re.compile(f" {FULL}|{FULL} "),
}
ENGLISH = {english for english, forms in read((FOLDER / "zh_CN.po").read_text(encoding="utf-8")).items()
           if len(english.split()) > 1 and not any(form == english for form in forms)}


@pytest.fixture
def chinese():
    use("zh_CN")
    yield
    use("en")


def test_every_text_of_every_state_is_set_as_chinese_is(opened, states, chinese):
    shown, wrong = set(), []
    panel, session = opened(State(), 1400, 1000)
    panel.setUpdatesEnabled(False)
    for state in sorted({state for state, _tab, _size in SHOTS.values()}):
        made = getattr(states, state)()
        session.becomes(made)
        told = functools.cache(lambda made=made: repr(made))
        for tab in (SUBMIT, ASSETS, TRANSFERS, JOBS):
            panel.tabs.setCurrentIndex(tab)
            now = set(texts(panel))
            # What a state holds came from others, in whatever language, and may be written as they like.
            wrong += [(f"{state}, tab {tab}", what, text) for text in now - shown for what in faults(text)
                      if text not in told()]
            shown |= {text for text in now if not any(faults(text))}
    assert len([text for text in shown if re.search(HAN, text)]) > 400
    assert wrong == []


@pytest.mark.parametrize(("text", "what"), [
    ("依据14 帧", "a letter or figure close beside Chinese"),
    ("2 个资源, 10.1 kB", "a half-width sign beside Chinese"),
    ("= 240 帧 （3 个单元）", "a space beside a full-width sign"),
    ("已选  3 帧", "two spaces"),
])
def test_what_read_badly_is_found(text, what):
    assert what in faults(text)


def faults(text):
    """Yield the faults of a text, in words."""
    if text in ENGLISH:
        yield "English"
    for what, pattern in WRONG.items():
        if re.search(HAN, text) and pattern.search(text):
            yield what


def texts(panel):
    """Whatever can be read on a panel, tool tips and the cells of its lists too."""
    for widget in seen(panel):
        yield from filter(None, (widget.toolTip(), widget.accessibleName()))
        if isinstance(widget, QAbstractItemView):
            yield from cells(widget.model())
        else:
            yield from (spoken(widget) or "").removesuffix(" (on)").splitlines()


def cells(model, most=40):
    """The texts of a list's titles and first rows."""
    wide = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(wide):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")
        for row in range(min(most, model.rowCount())):
            index = model.index(row, column)
            cell = index.data(CELL)
            for text in ((cell.text, cell.tip) if cell is not None else (index.data(),)):
                yield from str(text or "").splitlines()
