"""A wide panel gives its room to what is cut off: no column stays elided beside one that is empty."""

from __future__ import annotations

import dataclasses

import pytest
from tests.ui.having import having

from foxsubmit.core.common.i18n import _
from foxsubmit.ui.assets.view import AssetView
from foxsubmit.ui.kit.cells import CELL, PADDING
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS
from foxsubmit.ui.table.views import RowsTable, RowsView

WIDE = 1800
SLACK = 160
"""Pixels of empty room that need not be had by a column that is cut off."""


def tables(panel):
    found = [view for kind in (RowsView, RowsTable, AssetView) for view in panel.findChildren(kind)]
    return [view for view in found if view.isVisible() and view.model().rowCount()]


def header(view):
    return view.header() if isinstance(view, RowsView) else view.horizontalHeader()


def cut_beside_empty_room(view):
    """Columns that cut a text off while the others have more than they need."""
    model, titles, cells = view.model(), header(view), view.itemDelegate()
    needs, has = {}, {}
    for place in range(len(model.columns)):
        if not titles.isSectionHidden(place):
            shown = [model.index(line, place).data(CELL) for line in range(min(model.rowCount(), 20))]
            needs[place] = max(cells.needed(cell) for cell in shown) + 2 * PADDING
            has[place] = titles.sectionSize(place)
    cut = [model.columns[place].title for place in needs if has[place] < needs[place]]
    return cut if sum(needs.values()) + SLACK < titles.width() else []


@pytest.mark.parametrize(("state", "tab"), [
    ("studio", SUBMIT), ("dropped", SUBMIT), ("some_new", ASSETS), ("studio", TRANSFERS), ("jobs", JOBS)])
@pytest.mark.parametrize("width", [1280, WIDE])
def test_no_column_is_cut_off_beside_empty_room(opened, states, qtbot, state, tab, width):
    panel, _session = opened(getattr(states, state)(), width, 900)
    panel.tabs.setCurrentIndex(tab)
    qtbot.waitUntil(lambda: bool(tables(panel)))
    qtbot.wait(30)
    assert [cut for view in tables(panel) for cut in cut_beside_empty_room(view)] == []


def test_used_by_grows_with_the_panel_and_shrinks_again(opened, states, qtbot):
    state = states.some_new()
    first, *others = state.scene.assets
    nodes = ("courtyard_wall_material_01", "courtyard_wall_material_02", "courtyard_floor_material")
    panel, _session = opened(having(state, scene={"assets": (dataclasses.replace(first, used_by=nodes), *others)}))
    panel.tabs.setCurrentIndex(ASSETS)
    view = panel.assets.view
    place = next(place for place, column in enumerate(view.lines.columns) if column.title == _("Used by"))
    qtbot.waitUntil(lambda: view.isVisible() and view.lines.rowCount() > 0)
    qtbot.wait(30)
    before = view.columnWidth(place)
    panel.resize(WIDE, 800)
    qtbot.waitUntil(lambda: view.columnWidth(place) > 400)
    panel.resize(900, 800)
    qtbot.waitUntil(lambda: view.columnWidth(place) == before)


def test_the_table_of_frames_gets_room_for_the_nodes_and_for_the_reasons(opened, states, qtbot):
    panel, _session = opened(states.jobs(), WIDE, 900)
    panel.tabs.setCurrentIndex(JOBS)
    frames = panel.jobs.frames
    qtbot.waitUntil(lambda: frames.table.isVisible() and frames.table.width() > 600)
    assert frames.table.columnWidth(1) > 150
    panel.resize(900, 900)
    qtbot.waitUntil(lambda: frames.table.width() < 400)
    assert frames.table.isColumnHidden(5)
