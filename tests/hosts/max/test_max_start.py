"""The menu of 3ds Max: one panel, the keys are its own, and no callback stays."""

from __future__ import annotations

import importlib
import sys

import pytest
from panel_double import Panel

from foxsubmit.core.session.selftest import check

EVENTS = ["#filePostOpen", "#systemPostReset", "#systemPostNew"]


@pytest.fixture
def start(rt, monkeypatch):
    monkeypatch.setattr("foxsubmit.start.open_panel", Panel)
    return importlib.import_module("foxsubmit.hosts.max.start")


def test_showing_twice_is_one_panel(start, rt):
    panel = start.show()
    assert start.show() is panel
    assert panel.raised == 1
    assert sys.modules["qtmax"].focus == [(panel, True)]


def test_submit_to_fox_opens_the_submit_tab(start, rt):
    panel = start.show()
    assert panel.on_submit == 1
    start.show()
    assert panel.on_submit == 2


def test_another_scene_is_read_while_the_panel_is_open_and_not_after(start, rt):
    panel = start.show()
    assert [event for event, _script in rt.scripts["#foxsubmitScene"]] == EVENTS
    rt.foxsubmitSceneChanged()
    assert panel.refreshed == 1
    panel.close()
    assert rt.scripts == {}
    assert start.show() is not panel
    assert len(rt.scripts["#foxsubmitScene"]) == 3


def test_the_installation_can_be_checked(host, rt):
    rt.load(path="D:/a/", file="b.max")
    report = check(host)
    assert report.good, report.text()
    assert "unchanged by looking" in report.text()
