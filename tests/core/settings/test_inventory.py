"""Which workstation runs which version: noted only where the studio asks for it, and listed by a command."""

from __future__ import annotations

import json
import platform
import time

import pytest
from tests.core.transfer.agents import agent, wait_for

from foxsubmit.cli import main
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.common.version import VERSION
from foxsubmit.core.settings.inventory import AGENT, Start, note_start, read_inventory
from foxsubmit.core.settings.settings import Settings


@pytest.fixture
def share(tmp_path, monkeypatch):
    """The folder that the studio's file names."""
    folder = tmp_path / "inventory"
    folder.mkdir()
    studio = tmp_path / "studio.json"
    studio.write_text(json.dumps({"inventory": str(folder)}), encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(studio))
    return folder


def noted(application):
    thread = note_start(application, Settings().home)
    if thread:
        thread.join()
    return thread


def test_nothing_is_noted_where_no_studio_asks(tmp_path, monkeypatch):
    assert noted("maya") is None
    studio = tmp_path / "studio.json"
    studio.write_text("{}", encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(studio))
    noted("maya")
    assert list(tmp_path.iterdir()) == [studio]


def test_each_application_of_a_workstation_has_its_last_start(share):
    before = time.time()
    noted("maya")
    noted("blender")
    noted("maya")
    starts, unreadable = read_inventory(share)
    assert [(each.machine, each.application, each.version, each.python) for each in starts] == [
        (platform.node(), name, VERSION, platform.python_version()) for name in ("blender", "maya")]
    assert all(before <= each.moment <= time.time() for each in starts)
    assert unreadable == ()


def test_nothing_else_is_noted(share):
    noted("maya")
    (path,) = share.iterdir()
    assert set(json.loads(path.read_text(encoding="utf-8"))) == {
        "kind", "machine", "application", "version", "python", "moment"}


def test_a_share_that_is_not_there_is_not_made(share):
    share.rmdir()
    noted("maya")
    assert not share.exists()


def test_a_name_of_a_machine_is_no_path(share, monkeypatch):
    monkeypatch.setattr(platform, "node", lambda: "../ws:1")
    noted("maya")
    assert [path.name for path in share.iterdir()] == ["..%2Fws%3A1.maya.json"]
    assert read_inventory(share)[0][0].machine == "../ws:1"


def test_the_agent_is_noted(share, settings):
    with agent(settings, idle=0.1):
        wait_for(lambda: read_inventory(share)[0])
    assert [each.application for each in read_inventory(share)[0]] == [AGENT]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "foxsubmit inventory", "machine": "a"}', "[" * 9999,
                                  json.dumps({"kind": "foxsubmit inventory", "machine": "a", "application": "b",
                                              "version": "1", "python": "3", "moment": 1e99})])
def test_a_file_that_cannot_be_read_is_named(share, text, capsys):
    noted("maya")
    (share / "ws2.maya.json").write_text(text, encoding="utf-8")
    starts, unreadable = read_inventory(share)
    assert (len(starts), unreadable) == (1, ("ws2.maya.json",))
    assert main(["inventory"]) == 0
    out, err = capsys.readouterr()
    assert platform.node() in out
    assert "ws2.maya.json" in err


def test_the_command_lists_it_for_people_and_scripts(share, capsys):
    start = Start("ws07", "houdini", "0.9.0", "3.11.7", 1_764_417_600.0)
    (share / "a.json").write_text(json.dumps({"kind": "foxsubmit inventory", **vars(start)}), encoding="utf-8")
    assert main(["inventory", str(share), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"version": 1, "starts": [vars(start)]}
    assert main(["inventory", str(share)]) == 0
    out = capsys.readouterr().out
    assert out.split()[:6] == ["Workstation", "Application", "Version", "Python", "Last", "start"]
    assert "ws07" in out
    assert "0.9.0" in out


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_inventory(tmp_path / "gone")
