"""Houdini's shelf and Python panel: panels come and go, and no callback stays."""

from __future__ import annotations

import importlib

import pytest
from panel_double import Panel

from foxsubmit.core.session.selftest import check


@pytest.fixture
def start(hou, monkeypatch):
    monkeypatch.setattr("foxsubmit.start.open_panel", Panel)
    return importlib.import_module("foxsubmit.hosts.houdini.start")


def test_showing_twice_is_one_window(start, hou):
    panel = start.show()
    assert start.show() is panel
    assert panel.raised == 1


def test_submit_to_fox_opens_the_submit_tab_and_a_pane_tab_stays_where_it_was(start, hou):
    panel = start.show()
    assert panel.on_submit == 1
    start.show()
    assert panel.on_submit == 2
    assert start.create_panel().on_submit == 0


def test_a_pane_tab_may_be_made_several_times(start, hou):
    first, second = start.create_panel(), start.create_panel()
    assert not first.isWindow()
    assert len(hou.watchers) == 2
    start.close_panel()
    assert not first.visible
    assert not second.visible
    assert hou.watchers == []


def test_another_scene_is_read_again(start, hou):
    panel = start.show()
    (watch,) = hou.watchers
    watch("BeforeSave")
    watch("AfterLoad")
    watch("AfterClear")
    assert panel.refreshed == 2


def test_the_installation_can_be_checked(host, hou):
    hou.add("/out/mantra1", "Driver", "ifd", vm_picture="$HIP/a.$F.exr", trange=1, f1=1, f2=2, f3=1)
    report = check(host)
    assert report.good, report.text()
