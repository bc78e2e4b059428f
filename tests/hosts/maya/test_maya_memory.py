"""What a Maya scene remembers for us."""

from __future__ import annotations

import maya_ascii
import pytest
from maya_parts import CAMERA
from tests.hosts.kept_texts import CHOICES, TEXTS

from foxsubmit.core.model.host import Remembers
from foxsubmit.core.session import scene_memory
from foxsubmit.core.session.session import Session
from foxsubmit.core.settings.presets import from_text


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("codeset", ["UTF-8", "936", "1252"])
def test_what_is_remembered_is_in_the_file_that_is_saved(host, scene, tmp_path, text, codeset):
    graph = scene(CAMERA)
    host.remember('{"old": 1}')
    host.remember(text)
    assert host.recall() == text
    file = tmp_path / "kept.ma"
    name = codeset if codeset == "UTF-8" else f"cp{codeset}"
    file.write_text(f"//Maya ASCII 2025 scene\n//Codeset: {codeset}\n" + maya_ascii.kept(graph), encoding=name)
    scene(CAMERA)
    assert host.recall() == ""
    scene(file)
    assert host.recall() == text


def test_choices_come_back_as_they_were(host, scene):
    scene(CAMERA)
    host.remember(TEXTS[0])
    found = from_text(host.recall())
    assert {name: getattr(CHOICES, name) for name in found} == found
    assert {"artist", "frames", "excluded", "extra_files", "tags"} <= set(found)


def test_what_maya_wrote_itself_is_left_alone(host, scene, cmds):
    text = (r'fileInfo "osv" "Windows 11 \n"; fileInfo "license" "a \"b\" \\ c"; fileInfo "foxsubmit" "{%22a%22: 1}"; '
            r'file -rdi 1 -ns "rig" -rfn "rigRN" -typ "mayaAscii" "/rig.ma";')
    graph = scene(text)
    before = dict(graph.info)
    assert host.recall() == '{"a": 1}'
    assert cmds.fileInfo("license", query=True) == [r"a \"b\" \\ c"], "as public code finds it"
    host.remember("")
    assert graph.info == {key: value for key, value in before.items() if key != "foxsubmit"}


def test_asking_changes_nothing_and_choosing_is_a_change(host, scene, cmds):
    assert isinstance(host, Remembers)
    graph = scene(CAMERA)
    assert host.recall() == ""
    host.remember("")
    assert (host.scene().unsaved, graph.info) == (False, {})
    host.remember("{}")
    assert host.scene().unsaved
    host.save()
    host.remember("{}")
    assert not host.scene().unsaved, "the same text is no change"
    host.remember("")
    assert host.scene().unsaved
    assert host.recall() == ""


def test_only_what_the_artist_chose_goes_into_the_scene(host, scene, cmds, settings, monkeypatch):
    monkeypatch.setattr(scene_memory, "SETTLED", 0.0)
    graph = scene(CAMERA)
    session = Session(host, settings)
    session.scene.refresh()
    session.pump()
    assert (graph.info, cmds._modified) == ({}, False)
    session.submit.choose(artist="灯光")
    session.pump()
    assert (from_text(host.recall()), cmds._modified) == ({"artist": "灯光"}, True)
    again = Session(host, settings)
    again.scene.refresh()
    assert again.state.submit.choices.artist == "灯光"
    session.close()
    again.close()
