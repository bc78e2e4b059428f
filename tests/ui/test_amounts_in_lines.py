"""A figure and its unit are never on two lines, however narrow a panel is."""

from __future__ import annotations

import re

import pytest
from qtpy.QtCore import QPoint, QRect, Qt
from qtpy.QtGui import QImage, QPainter, QTextLayout
from qtpy.QtWidgets import QLabel

from foxsubmit.ui.kit import paint
from foxsubmit.ui.kit.font_metrics import unbroken
from foxsubmit.ui.kit.style import Style
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.kit.widgets import Paragraph

SAID = (
    "240 files, 48.0 GB, of which 1.2 GB are new; about 6 min 16 s at 3.4 MB/s for 12.50 USD, 63 % of them",
    "共 240 个文件，48.0 GB，其中 1.2 GB 为新文件；以 3.4 MB/s 约需 6 分 16 秒，费用 12.50 USD，占 63 %",
)


def lines(label):
    """The lines on which Qt puts the text of a label."""
    text = QLabel.text(label)
    layout = QTextLayout(text, label.font())
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(label.width())
        found.append(text[line.textStart():line.textStart() + line.textLength()])
    layout.endLayout()
    return found


@pytest.mark.parametrize("said", SAID)
def test_a_paragraph_ends_no_line_between_a_figure_and_its_unit(qtbot, font, said):
    paragraph = Paragraph(Style(font, DARK), said)
    qtbot.addWidget(paragraph)
    cut = set()
    for width in range(90, 700, 7):
        paragraph.resize(width, 400)
        cut |= {(end, begin) for end, begin in zip(lines(paragraph), lines(paragraph)[1:])
                if re.search(r"\d\s*$", end) and re.match(r"[A-Za-z%\u4e00-\u9fff]", begin)}
    assert cut == set()
    assert (paragraph.text(), paragraph.whole(), paragraph.accessibleName()) == (said, said, said)


def test_what_is_no_unit_may_wrap():
    assert unbroken("3 Blenders, 4 hosts and 5 Days of v2 min") == "3 Blenders, 4 hosts and 5 Days of v2\xa0min"


def test_a_painted_sentence_keeps_them_together(qapp, font):
    """Drawn where only the figure has room on the first line, it is as what has no space there."""
    style = Style(font, DARK)
    pictures = []
    for words in ("It takes 48.0 GB", "It takes 48.0\xa0GB"):
        image = QImage(paint.width("It takes 48.0", style.body) + 4, 80, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.black)
        painter = QPainter(image)
        painter.setFont(style.body)
        painter.setPen(Qt.GlobalColor.white)
        paint.sentence(painter, QRect(QPoint(0, 0), image.size()), words)
        painter.end()
        pictures.append(image)
    assert pictures[0] == pictures[1]
