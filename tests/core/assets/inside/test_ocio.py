"""The tables of OCIO configurations as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.assets.inside import ocio
from foxsubmit.core.model.host import Asset

SPACE = "colorspaces:\n  - !<ColorSpace>\n    name: {0}\n    to_reference: !<FileTransform> {{src: {0}}}\n"


@pytest.fixture
def config(tmp_path):
    def write(text, *tables):
        for table in tables:
            path = tmp_path / table
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("lut", encoding="utf-8")
        path = tmp_path / "config.ocio"
        path.write_text(text, encoding="utf-8")
        return path
    return write


def test_a_variable_that_this_machine_gives_a_configuration_is_told(tmp_path):
    text = ("ocio_profile_version: 2\nenvironment: {SHOT: a}\nsearch_path: luts/$SHOW\n"
            "  - !<FileTransform> {src: $SHOT.cube}\n  - !<FileTransform> {src: $CUT.cube}\n")
    (tmp_path / "config.ocio").write_text(text, encoding="utf-8")
    found = list(ocio.named_in(str(tmp_path / "config.ocio"), {"SHOW": "x", "CUT": "y"}))
    assert [each.variables for each in found] == [("SHOW",), ("SHOW", "CUT")]


def names(path, variables=None):
    return [str(Path(asset.path).relative_to(path.parent)).replace("\\", "/")
            for asset in ocio.named_in(str(path), variables or {})]


@pytest.mark.parametrize("search_path", [
    "search_path: luts", 'search_path: "luts"', "search_path: luts:more", "search_path: other:luts",
    "search_path:\n  - other\n  - luts", "search_path:\n- luts", "search_path: [other, 'luts']",
    "# search_path: gone\nsearch_path: luts  ", "search_path: luts  # where tables are", "search_path : luts",
    "search_path: other;.\\luts"])
def test_a_table_is_found_on_the_search_path_however_it_is_written(config, search_path):
    path = config(f"ocio_profile_version: 1\n\n{search_path}\nstrictparsing: true\n" + SPACE.format("a.spi1d"),
                  "luts/a.spi1d")
    assert names(path) == ["luts/a.spi1d"]


@pytest.mark.parametrize(("transform", "table"), [
    ("!<FileTransform> {src: a.spi1d, interpolation: linear}", "a.spi1d"),
    ("!<FileTransform> {interpolation: linear, src: a b.cube}", "a b.cube"),
    ("!<FileTransform> {src: \"quoted, name.csp\"}", "quoted, name.csp"),
    ("!<FileTransform> {src: 'it''s.lut'}", "it's.lut"),
    ("!<FileTransform>\n      src: block.clf\n      interpolation: best", "block.clf"),
    ("!<GroupTransform>\n      children:\n        - !<FileTransform> {src: sub/in_group.3dl}", "sub/in_group.3dl"),
    ("!<FileTransform> {src: look.ccc, cccid: shot_10}", "look.ccc"),
    ("!<FileTransform> {src: 表.spi3d}", "表.spi3d"),
])
def test_every_spelling_of_a_source_is_read(config, transform, table):
    path = config(f"looks:\n  - !<Look>\n    name: show\n    transform: {transform}\n", table)
    assert names(path) == [table]


def test_a_folder_of_another_system_stays_as_it_is_written(config):
    path = config("search_path: P:/luts\n" + SPACE.format("a.cube") + SPACE.format("Q:/b.cube"))
    written = [str(Path(spelling)) for spelling in ("P:/luts/a.cube", "Q:/b.cube")]  # Windows' own there
    assert [asset.path for asset in ocio.named_in(str(path), {})] == written


def test_variables_come_from_the_environment_then_from_the_configuration(config):
    path = config("environment: {SEQ: ab, SHOT: 010}\nsearch_path: looks/$SEQ\n" + SPACE.format("${SHOT}.cc"),
                  "looks/ab/010.cc", "looks/ab/020.cc")
    assert names(path) == ["looks/ab/010.cc"]
    assert names(path, {"SHOT": "020"}) == ["looks/ab/020.cc"]


def test_of_a_variable_that_nobody_set_all_is_taken_that_is_there(config):
    path = config("search_path: looks\n" + SPACE.format("$SHOT.cc"), "looks/010.cc", "looks/020.cc")
    found = find_all([Asset(str(path), "colour", "colour")])
    assert [len(asset.files) for asset in found] == [1, 2]


def test_a_table_that_is_not_there_is_missing_and_a_built_in_one_is_no_file(config):
    path = config(SPACE.format("gone.spi1d") + SPACE.format("ocio://cg-config-v1.0.0"))
    found = find_all([Asset(str(path), "colour", "colour")])
    assert [(Path(asset.path).name, asset.state) for asset in found] == [
        ("config.ocio", AssetState.FOUND), ("gone.spi1d", AssetState.MISSING)]


def test_the_configuration_that_comes_with_blender_is_read_whole():
    bpy = pytest.importorskip("bpy")
    (path,) = Path(bpy.utils.system_resource("DATAFILES")).glob("colormanagement/config.ocio")
    named = [Path(asset.path) for asset in ocio.named_in(str(path), {})]
    assert len(named) > 3
    assert [each for each in named if not each.is_file()] == []
