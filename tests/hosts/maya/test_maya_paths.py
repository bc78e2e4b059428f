"""Where Maya looks for the files of a scene: a table of cases, and what is found on disk by it."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from maya_parts import CAMERA

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.model.path_rules import Rule

PROJECT = "/jobs/now"


@pytest.fixture
def paths(cmds):
    return importlib.import_module("foxsubmit.hosts.maya.paths").Paths(f"{PROJECT}/", f"{PROJECT}/scenes")


PLACES = [
    # as the scene has it; first as it is written, then below the project, a picture then by its name
    ("/t/wood.png", ["/t/wood.png", "/jobs/now/sourceimages/wood.png"]),
    ("sourceimages/wood.png", ["/jobs/now/sourceimages/wood.png"]),
    ("wood.png", ["/jobs/now/wood.png", "/jobs/now/sourceimages/wood.png"]),
    ("D:\\t\\wood.png", ["D:/t/wood.png", "/jobs/now/sourceimages/wood.png"]),
    ("D:/old/proj//sourceimages/a/wood.png", ["D:/old/proj/sourceimages/a/wood.png",
                                              "/jobs/now/sourceimages/a/wood.png", "/jobs/now/sourceimages/wood.png"]),
    ("/old/proj//sourceimages/wood.png", ["/old/proj/sourceimages/wood.png", "/jobs/now/sourceimages/wood.png"]),
    ("//nas/share/proj//images/a.png", ["//nas/share/proj/images/a.png", "/jobs/now/images/a.png",
                                        "/jobs/now/sourceimages/a.png"]),
    ("//nas/share/a.png", ["//nas/share/a.png", "/jobs/now/sourceimages/a.png"]),
    ("C:/proj//C:/t/a.png", ["C:/proj/C:/t/a.png", "C:/t/a.png", "/jobs/now/sourceimages/a.png"]),
    ("$FOX_MAPS/a.png", ["/lib/maps/a.png", "/jobs/now/sourceimages/a.png"]),
    ("${FOX_MAPS}//skin.<UDIM>.exr", ["/lib/maps/skin.<UDIM>.exr", "/jobs/now/skin.<UDIM>.exr",
                                      "/jobs/now/sourceimages/skin.<UDIM>.exr"]),
    ("$FOX_UNSET/t/a.png", ["$FOX_UNSET/t/a.png", "/jobs/now/sourceimages/a.png"]),
    ("/t/../t/./a.png", ["/t/a.png", "/jobs/now/sourceimages/a.png"]),
]


@pytest.mark.parametrize(("written", "places"), PLACES)
def test_a_picture_is_looked_for_where_maya_looks(paths, monkeypatch, written, places):
    monkeypatch.setenv("FOX_MAPS", "/lib/maps")
    assert list(paths.places(written, image=True)) == places


@pytest.mark.parametrize(("written", "variables"), [
    ("$FOX_MAPS/a.png", ("FOX_MAPS",)), ("${FOX_MAPS}/$SHOW//a.png", ("FOX_MAPS", "SHOW")), ("~/a.png", ("~",)),
    ("/t/a~b/cost$.png", ()), ("$MAYA_LOCATION/icons/a.png", ()), ("%FOX_MAPS%\\a.png", ("FOX_MAPS",)),
    ("/t/a.%04d.png", ()),
])
def test_variables_of_this_machine_in_a_path_are_told(paths, written, variables):
    assert importlib.import_module("foxsubmit.hosts.maya.paths").written_with(written) == variables


def test_what_is_no_picture_is_not_looked_for_by_its_name(paths):
    assert paths.places("/old//cache/a.abc") == ("/old/cache/a.abc", "/jobs/now/cache/a.abc")
    assert paths.places("/old/cache/a.abc") == ("/old/cache/a.abc",)
    assert len(paths.places("entity://asset/a")) == 1, "what a resolver finds has no place in the project"


@pytest.mark.parametrize(("written", "full"), [
    ("usd/set.usda", "/jobs/now/scenes/usd/set.usda"), ("../usd/set.usda", "/jobs/now/usd/set.usda"),
    ("/lib/set.usda", "/lib/set.usda"), ("D:/lib//set.usda", "D:/lib/set.usda"),
])
def test_usd_and_xgen_begin_at_the_scene(paths, written, full):
    assert paths.beside_scene(written) == full


@pytest.mark.parametrize(("written", "there"), [
    ("/old/proj//sourceimages/sub/wood.png", "sourceimages/sub/wood.png"),
    ("/old/proj/elsewhere/wood.png", "sourceimages/wood.png"),
    ("/old/proj//sourceimages/skin.1001.png", "sourceimages/skin.1001.png"),
])
def test_a_project_that_moved_has_its_pictures_all_the_same(host, scene, tmp_path, written, there):
    file = tmp_path / there
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    tiled = 'setAttr ".uvt" 3;' if "1001" in written else ""
    scene(CAMERA + f'createNode file -n "f"; setAttr ".ftn" -type "string" "{written}"; {tiled}',
          project=f"{tmp_path.as_posix()}/", name=str(tmp_path / "scenes" / "a.ma"))
    (found,) = find_all(asset for asset in host.assets() if asset is not None)
    assert found.state is AssetState.FOUND
    assert [Path(each.path) for each in found.files] == [file]
    # It is sent to where the scene looks first.
    assert found.path == written.replace("//", "/").replace("1001", "<UDIM>")


def test_what_lies_where_the_scene_says_is_not_looked_for_elsewhere(host, scene, tmp_path):
    for name in ("one/wood.png", "proj/sourceimages/wood.png"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"x")
    scene(CAMERA + f'createNode file -n "f"; setAttr ".ftn" -type "string" "{tmp_path.as_posix()}/one/wood.png";',
          project=f"{tmp_path.as_posix()}/proj/")
    (found,) = find_all(asset for asset in host.assets() if asset is not None)
    assert ([each.path for each in found.files], found.found_at) == ([str(tmp_path / "one" / "wood.png")], "")


@pytest.mark.parametrize("node", [
    'createNode file -n "f"; setAttr ".ftn" -type "string" "$FOX_MAPS/a.png";',
    'createNode AlembicNode -n "f"; setAttr ".fn" -type "string" "$FOX_MAPS/a.abc";',
    'file -r -rfn "aRN" -typ "mayaAscii" "$FOX_MAPS/a.ma"; createNode reference -n "aRN";',
    'file -r -dr 1 -rfn "aRN" -typ "mayaAscii" "${FOX_MAPS}/a.ma{2}"; createNode reference -n "aRN";',
])
def test_a_node_says_with_which_variable_its_path_is_written(host, scene, monkeypatch, node):
    monkeypatch.setenv("FOX_MAPS", "/lib/maps")
    scene(CAMERA + node)
    assert {asset.variables for asset in host.assets() if asset is not None} == {("FOX_MAPS",)}


@pytest.mark.parametrize("value", ["", "/lib"])
def test_a_reference_is_found_by_its_variable_which_is_told_with_its_node(host, scene, tmp_path, monkeypatch, value):
    (tmp_path / "char.ma").write_bytes(b"x")
    if value:
        monkeypatch.setenv("FOX_ASSETS", str(tmp_path))
    scene(CAMERA + 'file -r -rfn "charRN" -typ "mayaAscii" "$FOX_ASSETS/char.ma{3}"; createNode reference -n "charRN";')
    (found,) = find_all((asset for asset in host.assets() if asset is not None),
                        rules=() if value else [Rule("$FOX_ASSETS", str(tmp_path))])
    assert (Path(found.path), found.state) == (tmp_path / "char.ma", AssetState.FOUND)
    assert (found.variables, found.used_by) == (("FOX_ASSETS",), ("charRN",))
