"""Maya's menu and dockable panel: it survives a restart of Maya, and no callback stays."""

from __future__ import annotations

import importlib
import sys
import types

import pytest
from panel_double import Panel

from foxsubmit.core.session.selftest import check


class Windows:
    """The user interface commands that the menu and the panel need."""

    def __init__(self, monkeypatch, cmds):
        self.menus, self.items, self.controls, self.restored, self.callbacks = [], [], {}, 0, []
        for name in ("menu", "menuItem", "deleteUI", "workspaceControl"):
            monkeypatch.setattr(cmds, name, getattr(self, name), raising=False)
        messages = types.SimpleNamespace(kAfterOpen=1, kAfterNew=2, addCallback=self.add)
        monkeypatch.setitem(sys.modules, "maya.OpenMaya", types.SimpleNamespace(
            MSceneMessage=messages, MMessage=types.SimpleNamespace(removeCallback=self.callbacks.remove)))
        util = types.SimpleNamespace(mainWindow=lambda: 1, findControl=lambda name: self.controls.get(name) and 2)
        monkeypatch.setitem(sys.modules, "maya.OpenMayaUI", types.SimpleNamespace(MQtUtil=util))
        sys.modules["maya.mel"].eval = lambda text: "MayaWindow"

    def menu(self, name, exists=False, label="", parent="", tearOff=True):
        if exists:
            return name in self.menus
        assert parent == "MayaWindow"
        self.menus.append(name)
        return name

    def menuItem(self, label, parent, command):
        assert parent in self.menus
        compile(command, "menu", "exec")
        self.items.append(label)

    def deleteUI(self, name):
        if name in self.menus:
            self.menus.remove(name)
            self.items.clear()
        else:
            del self.controls[name]

    def workspaceControl(self, name, exists=False, edit=False, restore=False, **options):
        if exists:
            return name in self.controls
        if edit:
            self.restored += 1
            return name
        self.controls[name] = options
        # Maya fills a new control by its script at once, and again after a restart.
        exec(options["uiScript"])
        return name

    def add(self, event, function):
        self.callbacks.append((event, function))
        return self.callbacks[-1]


@pytest.fixture
def windows(cmds, monkeypatch):
    return Windows(monkeypatch, cmds)


@pytest.fixture
def start(windows, monkeypatch):
    monkeypatch.setattr("foxsubmit.start.open_panel", Panel)
    module = importlib.import_module("foxsubmit.hosts.maya.start")
    monkeypatch.setattr(module, "wrap", lambda pointer: None)
    return module


def test_the_menu_is_there_once_however_often_it_is_installed(start, windows):
    start.install_menu()
    start.install_menu()
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
