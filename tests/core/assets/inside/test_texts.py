"""Scenes and archives in text, as the renderers write them."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from foxsubmit.core.assets.containers import unopened
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.inside import texts
from foxsubmit.core.model.host import Asset
from foxsubmit.core.model.need import Need

ARNOLD = """### exported by MtoA
options
{
 AA_samples 3
 texture_searchpath "FOLDER/tex;[HOME_OF_TESTS]/more"
}

image
{
 name /shop/wood
 filename "wood.<udim>.exr"
}

image {
 filename "C:\\\\tex\\\\old.png"
}

procedural
{
 name tree
 filename "FOLDER/tree.ass"
}

driver_exr
{
 name out
 filename "FOLDER/out.exr"
}

include "lights.ass"
"""
VRAY = """#include "lights.vrscene"
SettingsOutput settingsOutput {
  img_file="out.png";
  img_dir="FOLDER/";
  file="FOLDER/never.exr";
}
BitmapBuffer bitmapBuffer@wood {
  filter_type=1;
  file="FOLDER/wood.png";
}
LightIES lamp@node {
  ies_file="FOLDER/lamp.ies";
}
GeomMeshFile tree { file="FOLDER/tree.vrmesh"; }
SettingsIrradianceMap map {
  file="FOLDER/old.vrmap";
}
"""
RENDERMAN = """##RenderMan RIB
Option "searchpath" "string texture" ["/nowhere:@"]
Display "out.exr" "openexr" "rgba"
Pattern "PxrTexture" "wood" "string filename" ["FOLDER/wood.tex"] "int atlas" [0]
Light "PxrDomeLight" "sky" "string lightColorMap" ["FOLDER/sky.tex"]
ReadArchive "FOLDER/tree.rib"
Procedural "DelayedReadArchive" ["FOLDER/late.rib"] [-1 1 -1 1 -1 1]
Procedural2 "DelayedReadArchive2" "SimpleBound" "string filename" ["FOLDER/two.rib"]
"""
MATERIALX = """<?xml version="1.0"?>
<materialx version="1.38" xmlns:xi="http://www.w3.org/2001/XInclude" fileprefix="textures/">
  <xi:include href="shared.mtlx"/>
  <nodegraph name="g" fileprefix="textures/wood/">
    <image name="c" type="color3"><input name="file" type="filename" value="color.&lt;UDIM&gt;.png"/></image>
  </nodegraph>
  <image name="n" type="vector3"><input name="file" type="filename" value="normal.png" colorspace="raw"/></image>
  <image name="empty" type="float"><input name="file" type="filename" value=""/></image>
</materialx>
"""
AS_WRITTEN = """<?xml version="1.0"?>
<materialx version="1.36">
  <include href="old.mtlx"/>
  <xi:include href="shared.mtlx" />
  <image name="a" type="color3"><parameter name="file" type="filename" value="a.<UDIM>.png" /></image>
  <image name="b" type="color3"><input name="file" type="filename"
    value="b.png" colorspace="srgb_texture"/></image>
</materialx>
"""
CASES = [
    ("a.ass", ARNOLD, {"tex/wood.<udim>.exr", "C:\\tex\\old.png", "tree.ass", "lights.ass"}),
    ("b.ass.gz", ARNOLD, {"tex/wood.<udim>.exr", "C:\\tex\\old.png", "tree.ass", "lights.ass"}),
    ("a.vrscene", VRAY, {"lights.vrscene", "wood.png", "lamp.ies", "tree.vrmesh"}),
    ("a.rib", RENDERMAN, {"wood.tex", "sky.tex", "tree.rib", "late.rib", "two.rib"}),
    ("b.mtlx", AS_WRITTEN, {"old.mtlx", "shared.mtlx", "a.<UDIM>.png", "b.png"}),
    ("a.mtlx", MATERIALX, {"shared.mtlx", "textures/wood/color.<UDIM>.png", "textures/normal.png"}),
]


def written(folder, name, text):
    data = text.replace("FOLDER", folder.as_posix()).encode()
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return Asset(str(path), "node")


def named(folder, found):
    (asset, *others) = found
    assert asset.looked_into, asset.reason
    return {Path(each.path).relative_to(folder).as_posix() if str(folder) in each.path else each.path
            for each in others}


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("piece", [texts.PIECE, 7])
def test_what_a_text_names_is_looked_for_and_what_it_writes_is_not(tmp_path, monkeypatch, name, text, expected, piece):
    monkeypatch.setattr(texts, "PIECE", piece)
    monkeypatch.setenv("HOME_OF_TESTS", str(tmp_path))
    (tmp_path / "tex").mkdir()
    found = find_all([written(tmp_path, name, text)])
    if name.endswith((".ass", ".ass.gz")):  # no tile is there: it is missing beside the scene
        expected = {each.replace("tex/wood", "wood") for each in expected}
    assert named(tmp_path, found) == expected
    assert {each.used_by for each in found if each.used_by != ("node",)} == {(str(tmp_path / name),)}


def test_a_texture_is_found_on_the_search_path_of_an_arnold_scene(tmp_path):
    (tmp_path / "tex").mkdir()
    (tmp_path / "tex" / "wood.exr").write_bytes(b"x")
    text = 'options\n{\n texture_searchpath "FOLDER/gone:FOLDER/tex"\n}\nimage\n{\n filename "wood.exr"\n}\n'
    _scene, texture = find_all([written(tmp_path, "a.ass", text)])
    assert [Path(file.path) for file in texture.files] == [tmp_path / "tex" / "wood.exr"]


@pytest.mark.parametrize(("folder", "name"), [("FOLDER/tex", "wood.<udim>.exr"), ("tex", "wood.1001.exr"),
                                             ("", "tex\\\\wood.1001.exr"), ("", "tex\\\\wood.<udim>.exr")])
def test_a_texture_of_an_arnold_scene_is_found_however_its_place_is_written(tmp_path, folder, name):
    (tmp_path / "tex").mkdir()
    (tmp_path / "tex" / "wood.1001.exr").write_bytes(b"x")
    text = f'options\n{{\n texture_searchpath "{folder}"\n}}\nimage\n{{\n filename "{name}"\n}}\n'
    _scene, texture = find_all([written(tmp_path, "a.ass", text)])
    assert [Path(file.path) for file in texture.files] == [tmp_path / "tex" / "wood.1001.exr"]
    assert texture.need is Need.NEEDED


def test_a_texture_that_came_since_the_last_look_is_found(tmp_path):
    (tmp_path / "tex").mkdir()
    text = 'options\n{\n texture_searchpath "FOLDER/tex"\n}\nimage\n{\n filename "wood.<udim>.exr"\n}\n'
    assert not find_all([written(tmp_path, "a.ass", text)])[1].files
    (tmp_path / "tex" / "wood.1001.exr").write_bytes(b"x")
    os.utime(tmp_path / "tex", (1, 1))  # a disk may tell two changes in a moment apart, or not
    assert len(find_all([written(tmp_path, "a.ass", text + "\n")])[1].files) == 1


def test_the_configuration_of_colours_that_an_arnold_scene_names_brings_its_tables(tmp_path):
    (tmp_path / "show.ocio").write_text("looks:\n  - !<Look>\n    transform: !<FileTransform> {src: a.cube}\n")
    text = 'color_manager_ocio\n{\n name c\n config "FOLDER/show.ocio"\n}\nother\n{\n config "FOLDER/no.txt"\n}\n'
    assert named(tmp_path, find_all([written(tmp_path, "a.ass", text)])) == {"show.ocio", "a.cube"}


@pytest.mark.parametrize(("plugin", "parameter", "reads"), [
    ("TexPtex", "ptex_file", True), ("TexOSL", "shader_file", True), ("TexOCIO", "config_file", True),
    ("GeomMeshFile", "material_assignments_file", True), ("CameraPhysical", "lens_file", True),
    ("PhxShaderPrtLoader", "filesrc", True), ("SettingsUnitsInfo", "ocio_config_file", True),
    ("SettingsVFB", "glare_obstacle_image_path", True), ("OutputDeepWriter", "file", False),
    ("SettingsLightCache", "file", False), ("SphericalHarmonicsExporter", "file_name", False),
])
def test_each_parameter_of_v_ray_that_is_read_names_a_file(tmp_path, plugin, parameter, reads):
    text = f'{plugin} it {{\n  {parameter}="FOLDER/it.dat";\n}}\n'
    assert named(tmp_path, find_all([written(tmp_path, "a.vrscene", text)])) == ({"it.dat"} if reads else set())


def test_a_variable_in_a_name_of_an_arnold_scene_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME_OF_TESTS", tmp_path.as_posix())
    (tmp_path / "wood.exr").write_bytes(b"x")
    text = 'image\n{\n filename "[HOME_OF_TESTS]/wood.exr"\n}\nimage\n{\n filename "FOLDER/iron.exr"\n}\n'
    _scene, wood, iron = find_all([written(tmp_path, "a.ass", text)])
    assert (len(wood.files), wood.variables, iron.variables) == (1, ("HOME_OF_TESTS",), ())


def test_a_relative_name_that_is_not_found_is_not_said_to_be_needed_as_applications_look_elsewhere_too(tmp_path):
    text = 'image\n{\n filename "wood.exr"\n}\nimage\n{\n filename "FOLDER/gone.exr"\n}\n'
    _scene, *named = find_all([written(tmp_path, "a.ass", text)])
    assert [each.need for each in named] == [Need.UNKNOWN, Need.NEEDED]


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("a.rib", b"\x00\x01\xff\xfe" * 10, "it is in RIB's binary encoding"),
    ("a.ass.gz", gzip.compress(b"image\n{\n}\n" * 1000)[:-20], "the file is not whole"),
    ("a.ass.gz", b"no gzip", "Not a gzipped file"),
], ids=["binary", "cut off", "no gzip"])
def test_a_text_that_cannot_be_read_is_named_with_the_reason(tmp_path, name, data, reason):
    path = tmp_path / name
    path.write_bytes(data)
    (group,) = unopened(find_all([Asset(str(path), "node")]))
    assert any(reason in each for each in group.reasons)


def test_more_text_than_is_looked_through_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.assets.inside.readers.MOST", 50)
    written(tmp_path, "a.0001.ass", "image\n{\n}\n" * 3)
    written(tmp_path, "a.0002.ass", "image\n{\n}\n" * 6)
    (group,) = unopened(find_all([Asset(str(tmp_path / "a.####.ass"), "node", pattern=True)]))
    assert group.reasons == ("too much text to look through",)
    assert len(group.assets) == 1


def test_an_osl_shader_goes_with_the_headers_that_it_and_they_include(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "deep.h").write_text('#include "../shader.osl"\n')
    (tmp_path / "my.inc").write_text('# include <lib/deep.h>\n#include "stdosl.h"\n')
    shader = '#include "my.inc"\n// #include "not.h"\n#include "gone.h"\nshader a(output color C = 0) { C = 1; }\n'
    found = find_all([written(tmp_path, "shader.osl", shader)])
    assert named(tmp_path, found) == {"my.inc", "lib/deep.h"}
    assert {(each.kind, each.state.value) for each in found[1:]} == {("script", "found")}
