from __future__ import annotations

import dataclasses
import random

import pytest
from qtpy.QtCore import QItemSelectionModel, QPersistentModelIndex, QPoint, Qt, QTimer
from qtpy.QtWidgets import QWidget

from foxsubmit.ui.kit.cells import Cell
from foxsubmit.ui.kit.style import Style
from foxsubmit.ui.table import base as rows_face
from foxsubmit.ui.table import filling
from foxsubmit.ui.table import model as rows_model
from foxsubmit.ui.table.model import Column, RowsModel, runs
from foxsubmit.ui.table.tree_model import TreeModel
from foxsubmit.ui.table.views import RowsTable, RowsView


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


COLUMNS = (Column("Key", lambda each: Cell(str(each.key)), 60, sort=lambda each: each.key),
           Column("Name", lambda each: Cell(each.name), sort=lambda each: each.name))


@pytest.fixture
def tree(window):
    return TreeModel(COLUMNS, lambda each: each.key, window, lambda each: each.below)


@pytest.fixture(params=["table", "tree"])
def model(request, window):
    return request.getfixturevalue("tree") if request.param == "tree" else RowsModel(
        COLUMNS, lambda each: each.key, window)


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


def test_a_child_is_found_and_knows_its_parent(tree):
    tree.show([Thing(1, "a", (Thing(2, "b"), Thing(3, "c")))])
    child = tree.find(3)
    assert tree.row(child).name == "c"
    assert tree.row(tree.parent(child)).name == "a"
    tree.show([Thing(1, "a", (Thing(3, "other"),))])
    assert tree.row(tree.find(3)).name == "other"
    assert not tree.find(2).isValid()


def test_only_the_rows_that_changed_are_painted_again(model, qtbot):
    rows = things(*range(5))
    model.show(rows)
    with qtbot.waitSignal(model.dataChanged) as signal:
        model.show([*rows[:2], Thing(2, "new name"), *rows[3:]])
    assert (signal.args[0].row(), signal.args[1].row()) == (2, 2)
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show([*rows[:2], Thing(2, "new name"), *rows[3:]])


@pytest.mark.parametrize("shown", [2, 5])
def test_very_many_rows_are_painted_a_turn_after_they_were_moved(model, window, qtbot, monkeypatch, shown):
    monkeypatch.setattr(rows_face, "MANY", 3)
    view = (RowsView if isinstance(model, TreeModel) else RowsTable)(Style(window.font()), model, window)
    window.show()
    model.show(things(*range(shown)))
    qtbot.waitUntil(view.updatesEnabled)
    view.sort_by(0)
    view.sort_by(0)
    assert keys(model) == list(reversed(range(shown)))
    assert view.updatesEnabled() == (shown == 2)
    qtbot.waitUntil(view.updatesEnabled)


class Noting(RowsView):
    """Notes the turn of the event loop, as a timer counts them, in which rows are laid out and painted."""

    turn = 0

    def watch(self) -> None:
        self.laid_out, self.painted = [], []
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._turn)
        self.timer.start(0)

    def _turn(self) -> None:
        self.turn += 1

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt calls it
        super().doItemsLayout()
        if hasattr(self, "laid_out"):
            self.laid_out.append(self.turn)

    def paintEvent(self, event) -> None:  # noqa: N802 - Qt calls it
        super().paintEvent(event)
        self.painted.append(self.turn)


def test_very_many_rows_are_not_painted_in_the_turn_that_lays_them_out(tree, window, qtbot, monkeypatch):
    monkeypatch.setattr(rows_face, "MANY", 3)
    view = Noting(Style(window.font()), tree, window)
    view.resize(300, 200)
    view.watch()
    window.show()
    tree.show(things(*reversed(range(5))))
    qtbot.waitUntil(lambda: bool(view.painted) and view.updatesEnabled())
    del view.laid_out[:], view.painted[:]
    view.sort_by(0)
    qtbot.waitUntil(lambda: bool(view.painted))
    assert view.laid_out and view.painted[0] > view.laid_out[-1]


def test_very_many_rows_of_a_page_that_comes_up_are_painted_a_turn_later(model, window, qtbot, monkeypatch):
    monkeypatch.setattr(rows_face, "MANY", 3)
    view = (RowsView if isinstance(model, TreeModel) else RowsTable)(Style(window.font()), model, window)
    model.show(things(*range(5)))
    window.show()
    view.hide()
    qtbot.waitUntil(view.updatesEnabled)
    view.show()
    assert not view.updatesEnabled()
    qtbot.waitUntil(view.updatesEnabled)


def test_rows_that_are_put_below_all_others_are_as_if_they_had_been_there_from_the_start(tree, qtmodeltester):
    qtmodeltester.check(tree)
    rows = [Thing(1, "a"), Thing(2, "b", (Thing(9, "below"),)), Thing(3, "c")]
    tree.show(rows[:1])
    tree.append(rows[1:])
    assert keys(tree) == [1, 2, 3]
    assert tree.given() == tuple(rows)
    assert tree.find(9).parent() == tree.find(2)
    tree.show(rows[::-1])
    assert keys(tree) == [3, 2, 1]


def test_filling_a_tree_ends_where_all_rows_are_shown_meanwhile(tree, monkeypatch):
    monkeypatch.setattr(filling, "AT_ONCE", 2)
    rows = things(*range(7))
    work = filling.fill(tree, rows)
    for _step in range(3):
        next(work)
    assert 0 < tree.rowCount() < len(rows)
    tree.show(rows)
    assert list(work) == []
    assert keys(tree) == list(range(7))


def test_where_very_many_rows_change_each_is_shown_as_it_is_now(model, monkeypatch):
    monkeypatch.setattr(rows_model, "MANY", 2)
    model.show(things(*range(5)))
    followed = QPersistentModelIndex(model.find(3))
    assert model.cell(model.index(1, 1)).text == "thing 1"
    model.show([Thing(key, f"other {9 - key}") for key in range(5)])
    assert [model.cell(model.index(place, 1)).text for place in range(5)] == [f"other {9 - key}" for key in range(5)]
    model.sort(1)
    model.show([Thing(key, f"{key}") for key in reversed(range(5))])
    assert keys(model) == [0, 1, 2, 3, 4]
    assert model.row(followed).name == "3"


def test_what_is_below_a_row_follows_its_order_whether_or_not_the_row_has_changed(tree):
    rows = [Thing(1, "a", (Thing(3, "x"), Thing(2, "y")))]
    tree.show(rows)

    def below():
        return [tree.row(tree.index(place, 0, tree.index(0, 0))).key for place in range(2)]

    assert below() == [3, 2]
    tree.sort(0)
    assert below() == [2, 3]
    tree.show(list(rows))
    assert below() == [2, 3]
    tree.sort(-1)
    assert below() == [3, 2]


def test_sorting_goes_up_then_down_then_back(model, window, qtbot):
    view = RowsView(Style(window.font()), model, window)
    window.show()
    model.show(things(3, 1, 2))
    orders = []
    for _click in range(3):
        qtbot.mouseClick(view.header().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
        orders.append(keys(model))
    assert orders == [[1, 2, 3], [3, 2, 1], [3, 1, 2]]


def test_what_is_selected_open_and_scrolled_to_stays(tree, window):
    view = RowsView(Style(window.font()), tree, window, tree=True)
    view.resize(200, 120)
    window.show()
    many = [Thing(key, "x", (Thing(1000 + key),)) for key in range(100)]
    tree.show(many)
    view.expand(tree.find(60))
    view.pick(60)
    view.scrollTo(tree.find(60), RowsView.ScrollHint.PositionAtTop)
    top = tree.row(view.indexAt(view.viewport().rect().topLeft())).key
    tree.show([dataclasses.replace(each, name="y") for each in many[20:]] + [Thing(500)])
    assert view.current().key == 60
    assert view.isExpanded(tree.find(60))
    assert view.selectionModel().isSelected(tree.find(60))
    tree.show([dataclasses.replace(each, name="z") for each in many[20:]] + [Thing(500)])
    assert tree.row(view.indexAt(view.viewport().rect().topLeft())).key >= top


def test_a_row_that_changes_moves_to_where_it_is_sorted_now(model):
    model.show(things(3, 1, 2))
    model.sort(1)
    assert keys(model) == [1, 2, 3]
    model.show([Thing(3, "thing 0"), *things(1, 2)])
    assert keys(model) == [3, 1, 2]
    model.show([Thing(3, "thing 0"), Thing(1, "thing 1a"), *things(2)])
    assert keys(model) == [3, 1, 2]
    assert model.data(model.index(1, 1)) == "thing 1a"


def test_a_row_that_comes_twice_is_shown_once(window):
    model = RowsModel(COLUMNS, lambda each: each.key, window)
    model.show(things(1, 2, 1))
    assert keys(model) == [1, 2]
    model.show(things(1, 2))
    assert keys(model) == [1, 2]
    model.show(things(2, 2))
    assert keys(model) == [2]


def test_a_table_keeps_what_is_selected_while_rows_come_and_go_above(window):
    model = RowsModel(COLUMNS, lambda each: each.key, window)
    view = RowsTable(Style(window.font()), model, window)
    model.show(things(*range(10)))
    view.pick(6)
    model.show(things(20, *range(3, 10), 21))
    assert view.current().key == 6
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert view.current().key == 6
    assert [each.key for each in view.selected()] == [6]


def test_picking_is_no_choice_of_the_user(model, window):
    view = RowsView(Style(window.font()), model, window)
    chosen = []
    view.chosen.connect(chosen.append)
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
