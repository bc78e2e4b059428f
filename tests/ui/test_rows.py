from __future__ import annotations

import dataclasses
import random

import pytest
from qtpy.QtCore import QItemSelectionModel, QPersistentModelIndex, QPoint, Qt
from qtpy.QtWidgets import QWidget

from foxsubmit.ui.cells import Cell
from foxsubmit.ui.look import Look
from foxsubmit.ui.rows import Column, RowsModel, runs
from foxsubmit.ui.rows_view import RowsView


@dataclasses.dataclass(frozen=True)
class Thing:
    key: int
    name: str = ""
    below: tuple[Thing, ...] = ()


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def model(window):
    columns = (Column("Key", lambda each: Cell(str(each.key)), 60, sort=lambda each: each.key),
               Column("Name", lambda each: Cell(each.name)))
    return RowsModel(columns, lambda each: each.key, window, lambda each: each.below)


def things(*keys):
    return [Thing(key, f"thing {key}") for key in keys]


def keys(model):
    return [model.row(model.index(place, 0)).key for place in range(model.rowCount())]


@pytest.mark.parametrize("seed", range(20))
def test_the_rows_are_those_shown_and_an_index_follows_its_row(model, qtmodeltester, seed):
    choose = random.Random(seed)  # noqa: S311 - no secret
    qtmodeltester.check(model)
    model.show(things(*range(8)))
    followed = {key: QPersistentModelIndex(model.find(key)) for key in range(8)}
    gone = set()
    for _step in range(6):
        wanted = choose.sample(range(12), choose.randrange(12))
        model.show(things(*wanted))
        gone |= {key for key in followed if key not in wanted}
        assert keys(model) == wanted
        for key, index in followed.items():
            assert (model.row(index).key == key) if key not in gone else not index.isValid()


def test_a_child_is_found_and_knows_its_parent(model):
    model.show([Thing(1, "a", (Thing(2, "b"), Thing(3, "c")))])
    child = model.find(3)
    assert model.row(child).name == "c"
    assert model.row(model.parent(child)).name == "a"
    model.show([Thing(1, "a", (Thing(3, "other"),))])
    assert model.row(model.find(3)).name == "other"
    assert not model.find(2).isValid()


def test_only_the_rows_that_changed_are_painted_again(model, qtbot):
    rows = things(*range(5))
    model.show(rows)
    with qtbot.waitSignal(model.dataChanged) as signal:
        model.show([*rows[:2], Thing(2, "new name"), *rows[3:]])
    assert (signal.args[0].row(), signal.args[1].row()) == (2, 2)
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show([*rows[:2], Thing(2, "new name"), *rows[3:]])


def test_sorting_goes_up_then_down_then_back(model, window, qtbot):
    view = RowsView(Look(window.font()), model, window)
    window.show()
    model.show(things(3, 1, 2))
    orders = []
    for _click in range(3):
        qtbot.mouseClick(view.header().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
        orders.append(keys(model))
    assert orders == [[1, 2, 3], [3, 2, 1], [3, 1, 2]]


def test_what_is_selected_open_and_scrolled_to_stays(model, window):
    view = RowsView(Look(window.font()), model, window, tree=True)
    view.resize(200, 120)
    window.show()
    many = [Thing(key, "x", (Thing(1000 + key),)) for key in range(100)]
    model.show(many)
    view.expand(model.find(60))
    view.pick(60)
    view.scrollTo(model.find(60), RowsView.ScrollHint.PositionAtTop)
    top = model.row(view.indexAt(view.viewport().rect().topLeft())).key
    model.show([dataclasses.replace(each, name="y") for each in many[20:]] + [Thing(500)])
    assert view.current().key == 60
    assert view.isExpanded(model.find(60))
    assert view.selectionModel().isSelected(model.find(60))
    model.show([dataclasses.replace(each, name="z") for each in many[20:]] + [Thing(500)])
    assert model.row(view.indexAt(view.viewport().rect().topLeft())).key >= top


def test_picking_is_no_choice_of_the_user(model, window):
    view = RowsView(Look(window.font()), model, window)
    chosen = []
    view.chosen = chosen.append
    model.show(things(1, 2))
    view.pick(2)
    assert chosen == []
    view.selectionModel().setCurrentIndex(model.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert chosen == things(1)


def test_the_tooltip_has_the_whole_text(model):
    model.show(things(1))
    assert model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole) == "thing 1"


def test_runs():
    assert runs([]) == []
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
