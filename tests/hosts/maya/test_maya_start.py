"""Maya's menu and dockable panel: it survives a restart of Maya, and no callback stays."""

from __future__ import annotations

import importlib
import sys

import pytest
from maya_windows import Windows
from panel_double import Panel

from foxsubmit.core.session.selftest import check


@pytest.fixture
def windows(cmds, monkeypatch):
    return Windows(cmds, lambda name, module: monkeypatch.setitem(sys.modules, name, module))


@pytest.fixture
def start(windows, monkeypatch):
    monkeypatch.setattr("foxsubmit.start.open_panel", Panel)
    window = importlib.import_module("foxsubmit.hosts.maya.window")
    monkeypatch.setattr(window, "wrap", lambda pointer: None)
    return importlib.import_module("foxsubmit.hosts.maya.start")


def test_the_menu_is_there_once_however_often_it_is_installed(windows):
    menu = importlib.import_module("foxsubmit.hosts.maya.menu")
    menu.install_menu()
    menu.install_menu()
    assert windows.menus == ["foxsubmitMenu"]
    assert len(windows.items) == 3


def test_showing_twice_is_one_control(start, windows):
    start.show()
    start.show()
    assert list(windows.controls) == ["foxsubmitPanel"]
    assert windows.restored == 1
    assert len(start._panel) == 1


def test_submit_to_fox_opens_the_submit_tab_and_a_restart_of_maya_does_not(start, windows):
    start.show()
    start.show()
    assert start._panel[0].on_submit == 2
    exec(windows.controls["foxsubmitPanel"]["uiScript"])
    assert start._panel[0].on_submit == 0


def test_a_panel_that_comes_back_with_the_workspace_is_filled_again(start, windows):
    start.show()
    first = start._panel[0]
    exec(windows.controls["foxsubmitPanel"]["uiScript"])
    assert not first.visible
    assert len(start._panel) == 1
    assert len(windows.callbacks) == 2


def test_another_scene_is_read_while_the_panel_is_open_and_not_after(start, windows):
    start.show()
    (panel,) = start._panel
    for _event, function in list(windows.callbacks):
        function(None)
    assert panel.refreshed == 2
    exec(windows.controls["foxsubmitPanel"]["closeCommand"])
    assert windows.callbacks == []
    assert start._panel == []
    assert not panel.visible


def test_the_installation_can_be_checked(host, scene):
    scene('createNode transform -n "cam"; createNode camera -n "camShape" -p "cam";'
          'connectAttr "renderLayerManager.rlmi[0]" "defaultRenderLayer.rlid";')
    report = check(host)
    assert report.good, report.text()
