"""What the matrix of widths and fonts looks for is found where it is planted, and named."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtWidgets import QApplication
from tests.ui.measures import cut_beside_empty_room, faults, painted

from foxsubmit.ui.kit.cells import Cell
from foxsubmit.ui.kit.combo import Entry
from foxsubmit.ui.kit.widgets import Label
from foxsubmit.ui.panel import JOBS, SUBMIT


def wide_label(panel):
    panel.submit.scene.name.setFixedWidth(500)


def short_label(panel):
    panel.submit.units._how_many.setFixedWidth(10)


def low_paragraph(panel):
    panel.submit.scene._facts.setFixedSize(120, 10)


def narrow_button(panel):
    panel.submit.footer.check.setFixedWidth(30)


def button_on_another(panel):
    footer = panel.submit.footer
    footer.save.setGeometry(footer.check.geometry())


def narrow_choice(panel):
    panel.submit.target.hardware.fill([Entry(1, "2 × RTX 4090, 64 GB RAM")])
    panel.submit.target.hardware.pick(1)
    panel.submit.target.hardware.setFixedWidth(90)


def elided_figure(panel):
    label = Label(panel.panel_style, "12 files, 1,234.5 GB", elide=Qt.TextElideMode.ElideRight)
    label.setParent(panel.submit.scene)
    label.show()
    label.setText("12 files, 1,23…")


def narrow_column(panel):
    panel.jobs.view.header().setSectionHidden(4, False)
    panel.jobs.view.header().resizeSection(4, 24)


def wide_column(panel):
    panel.jobs.view.header().resizeSection(2, 700)


def many_tabs(panel):
    panel.tabs.setTabText(0, "A word that is longer than the panel is wide, by far")


PLANTED = {
    wide_label: (SUBMIT, "lies from"), short_label: (SUBMIT, "'3 of 6 selected' has 10 of"),
    low_paragraph: (SUBMIT, "has 10 of"), narrow_button: (SUBMIT, "'Check' in QWidget has 30 of"),
    button_on_another: (SUBMIT, "Button 'Check' in QWidget lies on Explained"),
    narrow_choice: (SUBMIT, "Combo 'Hardware' in QWidget has 35 pixels for '2 × RTX 4090, 64 GB RAM'"),
    elided_figure: (SUBMIT, "a figure of '12 files, 1,234.5 GB' is elided: '12 files, 1,23…'"),
    narrow_column: (JOBS, "below 'Frames'"), wide_column: (JOBS, "the columns of RowsView 'Tasks'"),
    many_tabs: (SUBMIT, "the tabs need")}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_what_is_wrong_is_named(opened, states, qtbot, plant):
    tab, wanted = PLANTED[plant]
    panel, _session = opened(states.studio(), 360, 900)
    panel.tabs.setCurrentIndex(tab)
    qtbot.waitUntil(lambda: not list(faults(panel)))  # once it is laid out
    plant(panel)
    found = list(faults(panel))
    QApplication.sendPostedEvents()  # some are there once it is laid out, and Qt puts others right
    found += faults(panel)
    assert any(wanted in fault for fault in found), found


def test_a_painted_figure_that_is_elided_is_named(opened, states, monkeypatch):
    panel, _session = opened(states.studio(), 900, 900)
    panel.tabs.setCurrentIndex(JOBS)
    QApplication.sendPostedEvents()
    assert painted(panel) == []
    monkeypatch.setattr(panel.jobs.model, "cell", lambda _index: Cell("1,234,567,890,123,456,789,012 USD"))
    panel.jobs.view.viewport().update()
    assert any("the figure '1,234,567,890,123,456,789,012 USD' has" in fault for fault in painted(panel))


def test_a_column_that_is_cut_off_beside_empty_room_is_named(opened, states):
    panel, _session = opened(states.studio(), 1800, 900)
    panel.tabs.setCurrentIndex(SUBMIT)
    QApplication.sendPostedEvents()
    assert list(cut_beside_empty_room(panel)) == []
    panel.submit.units.view.header().resizeSection(5, 30)
    assert list(cut_beside_empty_room(panel)) == ["the column 'Size' is cut off beside empty room"]
