"""A studio's path mapping rules: which path they fit, where its file is looked for, and where it goes on the farm."""

from __future__ import annotations

import os

import pytest

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.assets.moved import scene_path
from foxsubmit.core.assets.path_mapping import PathMapping
from foxsubmit.core.model.host import Asset
from foxsubmit.core.model.path_rules import Rule
from foxsubmit.core.model.server_paths import server_path


def mapping(*rules):
    return PathMapping(Rule(*rule) for rule in rules)


def places(path, *rules):
    return list(mapping(*rules).places(path))


def filled(path, *rules, **more):
    asset = mapping(*rules).filled(Asset(path, "node", **more))
    return asset.path, asset.variables


@pytest.mark.parametrize(("path", "source"), [
    ("\\\\server\\proj\\tex\\a.png", "//server/proj"), ("//SERVER/Proj/tex/a.png", "\\\\server\\proj"),
    ("\\\\?\\UNC\\server\\proj\\tex\\a.png", "//server/proj/"), ("P:\\tex\\a.png", "p:"), ("p:/tex/a.png", "P:\\"),
    ("P:/other/../tex/a.png", "P:/"), ("/Volumes/proj/./tex/a.png", "/Volumes/proj"),
])
def test_a_rule_fits_a_path_however_it_is_spelled(path, source):
    assert places(path, (source, "/mnt/proj")) == ["/mnt/proj/tex/a.png"]


@pytest.mark.parametrize(("path", "source"), [
    ("//server/project2/a.png", "//server/proj"), ("//server/proj/../a.png", "//server/proj"),
    ("/server/proj/a.png", "//server/proj"),
    ("/volumes/proj/a.png", "/Volumes/proj"), ("PP:/a.png", "P:/"), ("/mnt/P:/a.png", "P:/"),
])
def test_a_rule_stands_for_whole_folders_and_for_paths_of_its_own_system(path, source):
    assert places(path, (source, "/mnt/proj")) == []


def test_the_longest_rule_comes_first_then_one_of_this_system_then_the_first():
    own, other = ("Z:/tex", "/mnt/tex") if os.sep == "\\" else ("/mnt/tex", "Z:/tex")
    rules = (("P:/", "/mnt/p"), ("P:/lib/tex", other), ("P:/lib/tex", own), ("P:/lib/tex", f"{own}2"),
             ("P:/lib", "/mnt/lib"))
    assert places("P:/lib/tex/a.png", *rules) == [
        f"{own}/a.png", f"{own}2/a.png", f"{other}/a.png", "/mnt/lib/tex/a.png", "/mnt/p/lib/tex/a.png"]


@pytest.mark.parametrize("path", ["$ASSETS/tex/a.png", "${ASSETS}\\tex\\a.png", "%ASSETS%/tex/a.png"])
def test_a_variable_gets_its_value_and_is_told(path):
    assert filled(path, ("$ASSETS", "/jobs/assets/")) == ("/jobs/assets/tex/a.png", ("ASSETS",))
    assert filled("/old.png", ("$ASSETS", "/jobs/assets"), fallbacks=(path,)) == ("/old.png", ())


@pytest.mark.parametrize("path", ["$ASSETS2/a.png", "$assets/a.png", "/jobs/$ASSETS/a.png", "a$ASSETS/a.png"])
def test_another_variable_gets_none(path):
    assert filled(path, ("$ASSETS", "/jobs/assets")) == (path, ())


def test_a_variable_within_a_path_can_be_given_a_value_and_the_value_be_mapped():
    rules = (("$ROOT/$SHOW", "//server/robots"), ("//server/robots", "/mnt/robots"))
    assert filled("$ROOT/${SHOW}/a.png", *rules) == ("//server/robots/a.png", ("ROOT", "SHOW"))
    assert places("//server/robots/a.png", *rules) == ["/mnt/robots/a.png"]


@pytest.mark.parametrize(("rule", "fits"), [
    (("//server/proj", "/mnt"), True), (("P:", "P:/proj"), True), (("$A", "//nas/a"), True), (("proj", "/mnt"), False),
    (("//server/proj", "mnt"), False), (("/", "/mnt"), False), (("", "/mnt"), False), (("$A", "$B/a"), False),
    (("P:proj", "/mnt"), False)])
def test_a_rule_says_from_where_to_where_or_is_none(rule, fits):
    assert Rule(*rule).fits is fits


@pytest.fixture
def disk(tmp_path):
    for name in ("tex/a.png", "tex/skin.1001.png", "tex/skin.1002.png", "bake/deep/b.vdb"):
        (tmp_path / "mnt" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mnt" / name).write_bytes(b"x")
    return tmp_path / "mnt"


@pytest.mark.parametrize("start", ["\\\\server\\proj\\", "//server/proj/", "P:\\", "p:/"])
@pytest.mark.parametrize(("name", "pattern"), [("tex/a.png", False), ("tex/skin.<UDIM>.png", True), ("bake", False)])
def test_a_file_of_another_machine_is_found_and_goes_where_the_farm_looks_for_it(disk, start, name, pattern):
    path = start + (name.replace("/", "\\") if "\\" in start else name)
    (found,) = find_all([Asset(path, "node", pattern=pattern)], rules=[
        Rule("//server/proj", str(disk)), Rule("P:/", str(disk))])
    assert (found.path, found.state) == (path, AssetState.FOUND)
    root = server_path(path).rpartition(name)[0]
    assert {server_path(scene_path(found, file.path)) for file in found.files} == {
        f"{root}{file}" for file in {"tex/a.png": ["tex/a.png"], "bake": ["bake/deep/b.vdb"]}.get(
            name, ["tex/skin.1001.png", "tex/skin.1002.png"])}


def test_what_is_where_the_scene_says_or_the_artist_found_it_is_not_looked_for_by_a_rule(disk, tmp_path):
    (tmp_path / "tex").mkdir()
    (tmp_path / "tex" / "a.png").write_bytes(b"own")
    rules = [Rule(str(tmp_path), str(disk)), Rule("P:/", str(disk))]
    own = Asset(str(tmp_path / "tex" / "a.png"), "node")
    assert find_all([own], rules=rules)[0].found_at == ""
    (found,) = find_all([Asset("P:/tex/a.png", "node")], relocated=[("P:/tex/a.png", own.path)], rules=rules)
    assert found.found_at == own.path


def test_the_value_of_a_variable_is_where_a_file_is_and_where_it_goes(disk):
    written, plain = Asset("$ASSETS/tex/a.png", "one"), Asset(f"{disk}/tex/a.png", "two")
    (found,) = find_all([written, plain], rules=[Rule("$ASSETS", str(disk))])
    assert (found.path, found.found_at, found.variables) == (plain.path, "", ("ASSETS",))
    assert (found.state, found.used_by) == (AssetState.FOUND, ("one", "two"))


def test_what_a_mapped_file_names_is_named_by_the_scenes_own_paths(disk):
    (disk / "look.mtlx").write_text(
        '<materialx version="1.38"><input name="file" type="filename" value="tex/a.png"/></materialx>',
        encoding="utf-8")
    found = find_all([Asset("P:\\look.mtlx", "node")], rules=[Rule("P:/", str(disk))])
    assert [(each.state, server_path(each.path)) for each in found] == [
        (AssetState.FOUND, "/P/look.mtlx"), (AssetState.FOUND, "/P/tex/a.png")]
