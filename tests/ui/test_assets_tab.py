from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from qtpy.QtCore import QItemSelectionModel, QPoint, Qt
from qtpy.QtWidgets import QApplication
from tests.ui.having import having
from tests.ui.states import found

from foxsubmit.core.assets.found import AssetState, FoundAsset
from foxsubmit.core.assets.gathered import gathered
from foxsubmit.core.assets.upload_delta import UploadDelta
from foxsubmit.core.model import format
from foxsubmit.core.model.need import Need
from foxsubmit.core.session.state import SceneState, State
from foxsubmit.ui.assets.tab import NOTHING, READING, TREE
from foxsubmit.ui.assets.tree import is_missing
from foxsubmit.ui.panel import ASSETS

pytestmark = pytest.mark.usefixtures("pages_turned_to")

MOSS = "/projects/demo/textures/ground_moss.png"


@pytest.fixture
def assets(opened, states):
    panel, session = opened(states.errors())
    panel.tabs.setCurrentIndex(ASSETS)
    return panel.assets, session


def names(tab):
    return [tab.model.branch(place).name for place in range(tab.model.rowCount())]


def pick(tab, *wanted):
    view = tab.view
    view.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for name in wanted:
        view.selectionModel().select(tab.model.index(names(tab).index(name), 0), flags)


def state_of(tab, name):
    return tab.model.index(names(tab).index(name), 1).data()


def test_assets_are_listed_once_they_are_all_found(opened, states, qtbot):
    panel, session = opened(having(states.gathering(), scene={"scanned": 812}))
    panel.tabs.setCurrentIndex(ASSETS)
    tab = panel.assets
    assert tab._pages.currentIndex() == READING
    assert "812 assets so far" in tab._reading._text.text()
    qtbot.mouseClick(tab.stop, Qt.MouseButton.LeftButton)
    assert session.calls == [("scene.stop_reading", {})]
    session.becomes(states.errors())
    assert tab._pages.currentIndex() == TREE
    session.becomes(State(scene=SceneState(host="blender", gathered=True)))
    assert tab._pages.currentIndex() == NOTHING


def test_assets_are_filtered_by_text_and_state(assets):
    tab, _session = assets
    tab.only_missing.setChecked(True)
    assert sum(tab.model.branch(place).asset is not None for place in range(tab.model.rowCount())) == 3
    tab.only_missing.setChecked(False)
    tab.filter.setText("IVY.001")
    assert names(tab) == ["/projects/demo/textures", "ivy_leaf_alpha.tif"]
    tab.filter.setText("nothing like it")
    assert tab._list.currentIndex() == 1


def test_the_first_that_is_missing_of_very_many_is_selected(opened, states, qtbot):
    panel, session = opened(states.studio())
    many = tuple(found(f"/projects/demo/many/{number:05}.png", 1, "Image") for number in range(1500))
    session.becomes(having(states.errors(), scene={"assets": gathered((*many, *states.errors().scene.assets))}))
    panel.show_missing()
    qtbot.waitUntil(lambda: bool(panel.assets.view.assets()))
    assert [is_missing(asset) for asset in panel.assets.view.assets()] == [True]


def test_by_node_each_stands_below_what_uses_it(assets):
    tab, _session = assets
    tab.by_node.setChecked(True)
    place = names(tab).index("Dust")
    assert tab.model.branch(place).node


def test_each_asset_says_whether_it_is_new(assets):
    tab, session = assets
    assert state_of(tab, "floor.png") == "Found"
    found = [asset for asset in session.state.scene.assets if asset.path.endswith(("floor.png", "wall.<UDIM>.png"))]
    unsent = {found[0].path: UploadDelta(1, 10, False), found[1].path: UploadDelta(2, 20, True)}
    session.becomes(having(session.state, scene={"unsent": unsent}))
    assert [state_of(tab, name) for name in ("floor.png", "wall.<UDIM>.png", "leaf.png", "ground_moss.png")] == [
        "New", "Changed", "Unchanged", "Missing"]


def test_branches_open_and_close_by_keys_and_by_the_arrow(assets, qtbot):
    tab, _session = assets
    view, before = tab.view, len(names(tab))
    view.setCurrentIndex(tab.model.index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert names(tab) == ["/projects/demo"]
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert len(names(tab)) == before
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.currentIndex().row() == 1
    at = view.visualRect(tab.model.index(0, 0)).topLeft() + QPoint(18, 12)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert names(tab) == ["/projects/demo"]


def test_a_selection_is_excluded_and_included(assets, qtbot):
    tab, session = assets
    pick(tab, "floor.png", "leaf.png")
    assert tab._picked.whole() == "2 selected"
    qtbot.mouseClick(tab.exclude, Qt.MouseButton.LeftButton)
    excluded = session.state.submit.choices.excluded
    assert {Path(path).name for path in excluded} == {"floor.png", "leaf.png"}
    session.becomes(having(session.state, scene={"assets": gathered(session.state.scene.assets).without(excluded)}))
    assert state_of(tab, "floor.png") == "Excluded"
    pick(tab, "floor.png")
    qtbot.mouseClick(tab.include, Qt.MouseButton.LeftButton)
    assert [Path(path).name for path in session.state.submit.choices.excluded] == ["leaf.png"]


def test_what_is_only_seen_while_working_says_so_and_is_sent_if_it_is_included(assets, qtbot):
    tab, session = assets
    shown = [dataclasses.replace(each, need=Need.SHOWN) if each.path.endswith("floor.png") else each
             for each in session.state.scene.assets]
    session.becomes(having(session.state, scene={"assets": gathered(shown).without(())}))
    assert state_of(tab, "floor.png") == "Not rendered"
    pick(tab, "floor.png")
    qtbot.mouseClick(tab.include, Qt.MouseButton.LeftButton)
    choices = session.state.submit.choices
    assert [Path(path).name for path in choices.send_too] == ["floor.png"]
    session.becomes(having(session.state, scene={
        "assets": gathered(shown).without((), (), choices.send_too)}))
    assert state_of(tab, "floor.png") != "Not rendered"
    pick(tab, "floor.png")
    qtbot.mouseClick(tab.exclude, Qt.MouseButton.LeftButton)
    assert session.state.submit.choices.send_too == ()


def test_an_address_of_an_asset_resolver_is_not_missing(assets):
    tab, session = assets
    address = FoundAsset("entity:/shot/plate", ("node",), "image", AssetState.ADDRESS)
    session.becomes(having(session.state, scene={"assets": gathered((address,))}))
    assert state_of(tab, "plate") == "Address"
    assert gathered((address,)).lost == 0
    assert not is_missing(address)


def test_a_folder_stands_for_all_below_it(assets, qtbot):
    tab, session = assets
    pick(tab, "cache", "dust_####.vdb")
    tab.view.setFocus()
    qtbot.keyClick(tab.view, Qt.Key.Key_Delete)
    assert len(session.state.submit.choices.excluded) == 2


def test_a_missing_file_is_located(assets, monkeypatch, qtbot):
    tab, session = assets
    monkeypatch.setattr("foxsubmit.ui.assets.actions.ask_files",
                        lambda _parent, _title, _start, then, many: then(["/old/ground_moss.png"]))
    pick(tab, "ground_moss.png")
    assert tab.detail._what.whole() == "is not on disk"
    assert "2 more are missing" in tab.detail._more.whole()
    qtbot.mouseClick(tab.detail.locate, Qt.MouseButton.LeftButton)
    assert session.calls == [("scene.locate", {"path": MOSS, "found_at": "/old/ground_moss.png"})]


def test_what_was_found_elsewhere_says_where_and_can_be_forgotten(assets, qtbot):
    tab, session = assets
    here = [asset for asset in session.state.scene.assets if asset.path != MOSS]
    moved = FoundAsset(MOSS, ("moss",), "image", AssetState.FOUND, found_at="/old/ground_moss.png")
    session.becomes(having(session.state, scene={"assets": (*here, moved)}, submit={"choices": dataclasses.replace(
        session.state.submit.choices, relocated=((MOSS, "/old/ground_moss.png"),))}))
    assert state_of(tab, "ground_moss.png") == "Found elsewhere"
    pick(tab, "ground_moss.png")
    assert "/old/ground_moss.png" in tab.detail._why.whole()
    qtbot.mouseClick(tab.detail.forget, Qt.MouseButton.LeftButton)
    assert session.calls[-1] == ("submit.choose", {"relocated": ()})


def test_files_are_added_and_removed_by_hand(assets, monkeypatch, qtbot):
    tab, session = assets
    for name, answer in (("ask_files", ["/x/a.ocio"]), ("ask_folder", "/x/luts")):
        monkeypatch.setattr(f"foxsubmit.ui.assets.actions.{name}",
                            lambda _parent, _title, _start, then, answer=answer: then(answer))
    for button in (tab.add_files, tab.add_folder, tab.add_files):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    config, luts = str(Path("/x/a.ocio")), str(Path("/x/luts"))
    assert session.state.submit.choices.extra_files == (config, luts)
    added = FoundAsset(config, ("Added by hand",), "extra", AssetState.FOUND)
    session.becomes(having(session.state, scene={"assets": (*session.state.scene.assets, added)}))
    tab.filter.setText("ocio")
    pick(tab, "a.ocio")
    qtbot.mouseClick(tab.remove, Qt.MouseButton.LeftButton)
    assert session.state.submit.choices.extra_files == (luts,)


def test_paths_are_copied(assets, qtbot):
    tab, _session = assets
    pick(tab, "floor.png", "leaf.png")
    qtbot.keyClick(tab.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "/projects/demo/textures/floor.png\n/projects/demo/textures/leaf.png"


def test_the_menu_offers_what_makes_sense(assets):
    tab, _session = assets
    pick(tab, "ground_moss.png")
    texts = [action.text() for action in tab.menu().actions() if action.text()]
    assert texts[:3] == ["Locate…", "Search a folder for all that is missing…", "Exclude"]
    assert "Include" not in texts


def test_what_was_selected_stays_so_when_the_assets_change(assets):
    tab, session = assets
    pick(tab, "floor.png")
    session.becomes(having(session.state, scene={"assets": tuple(reversed(session.state.scene.assets)), "unsent": {}}))
    assert [branch.name for branch in tab.view.branches()] == ["floor.png"]


def test_20000_assets_start_folded_and_are_laid_out_in_slices(opened, states, qtbot):
    many = tuple(FoundAsset(f"/p/{number % 20}/{number}.png", (f"n{number}",), "image", AssetState.FOUND)
                 for number in range(20_000))
    panel, session = opened(states.errors())
    panel.tabs.setCurrentIndex(ASSETS)
    session.becomes(having(session.state, scene={"assets": gathered(many)}))
    tab = panel.assets
    qtbot.waitUntil(lambda: tab._slices.idle and tab.model._slices.idle and "/p" in names(tab), timeout=120_000)
    assert tab.model.rowCount() == 21
    tab.model.toggle(1)
    assert tab.model.rowCount() == 1021


def test_the_legend_counts_what_is_excluded_and_nothing_else(assets):
    tab, session = assets
    left_out = [asset for asset in session.state.scene.assets if asset.path.endswith(("floor.png", "sky.hdr"))]
    every = gathered(session.state.scene.assets)
    session.becomes(having(session.state, scene={"assets": every.without({asset.path for asset in left_out})}))
    size = sum(asset.size for asset in left_out)
    assert len(left_out) == 2 and 0 < size < sum(asset.size for asset in every)
    assert tab.totals._excluded._amount.whole() == format.size(size)
    assert tab.totals._excluded._files.whole() == "2 files"


def test_where_everything_is_found_the_filter_for_what_is_missing_says_so_and_is_cleared_by_a_button(
        assets, states, qtbot):
    tab, session = assets
    tab.window().activateWindow()
    qtbot.waitUntil(tab.window().isActiveWindow)
    tab.show_missing()
    assert tab.view.hasFocus()
    session.becomes(states.some_new())
    session.becomes(having(states.some_new(), scene={"assets": tuple(
        each for each in states.some_new().scene.assets if each.state.value == "found")}))
    qtbot.waitUntil(lambda: tab._list.currentIndex() == 1)
    assert tab._none._title.whole() == "All files are found"
    assert not tab.clear.hasFocus(), "nobody pressed a key"
    qtbot.mouseClick(tab.clear, Qt.MouseButton.LeftButton)
    assert not tab.only_missing.isChecked()
    assert tab.states.picked().key == ""
    assert tab._list.currentIndex() == 0


def test_a_filter_that_nothing_matches_is_cleared_by_a_button(assets, qtbot):
    tab, _session = assets
    tab.filter.setText("nothing like it")
    assert tab._none._title.whole() == "No asset matches"
    qtbot.mouseClick(tab.clear, Qt.MouseButton.LeftButton)
    assert (tab.filter.text(), tab._list.currentIndex()) == ("", 0)


def test_before_there_is_a_tree_no_button_offers_what_nothing_is_selected_for(opened, states):
    panel, _session = opened(states.empty())
    panel.tabs.setCurrentIndex(1)
    tab = panel.assets
    assert tab.include.isHidden()
    assert tab.remove.isHidden()
    assert not tab.exclude.isEnabled()
    assert not tab.open.isEnabled()
