"""A wide panel gives its room to what is cut off; test_fit_matrix.py looks at each column in every width."""

from __future__ import annotations

import dataclasses

from tests.ui.having import having

from foxsubmit.core.common.i18n import _
from foxsubmit.ui.kit.cells import CELL, PADDING
from foxsubmit.ui.panel import ASSETS, JOBS

WIDE = 1800


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


def test_names_of_frames_that_one_node_renders_together_are_seen_whole(opened, states):
    panel, session = opened(states.jobs(), 960, 884)
    panel.tabs.setCurrentIndex(JOBS)
    table = panel.jobs.frames.table
    usual = table.columnWidth(0)
    first, second, *_more = session.state.jobs.frames
    session.changes("jobs", frames=(dataclasses.replace(first, name="1014-1024[5]"),
                                    dataclasses.replace(second, name="1029-1034[5]")))
    cells = [table.model().index(place, 0).data(CELL) for place in range(2)]
    assert [cell.text for cell in cells] == ["1014-1024[5]", "1029, 1034"]
    assert table.columnWidth(0) >= max(map(table._cells.needed, cells)) + 2 * PADDING > usual
