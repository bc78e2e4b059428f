"""The files that a Maya scene names: every kind of node, and what happens when one cannot be read."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from counting import counted
from maya_parts import CAMERA, RANGE

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.host import Numbering, Unread
from foxsubmit.core.model.need import Need


def found(host):
    return {asset.path: asset for asset in host.assets() if asset is not None}


def file_node(path, more="", name="file1"):
    return f'createNode file -n "{name}"; setAttr ".ftn" -type "string" "{path}"; {more}'


@pytest.mark.parametrize(("text", "path", "pattern"), [
    (file_node("/t/wood.png"), "/t/wood.png", False),
    (file_node("sourceimages/wood.png"), "/proj/sourceimages/wood.png", False),
    (file_node("D:\\\\t\\\\wood.png"), "D:/t/wood.png", False),
    (file_node("/t/skin.1001.exr", 'setAttr ".uvt" 3;'), "/t/skin.<UDIM>.exr", True),
    (file_node("/t/skin.1001.exr", 'setAttr ".uvt" 3; setAttr ".ftnp" -type "string" "/t/skin.<UDIM>.exr";'),
     "/t/skin.<UDIM>.exr", True),
    (file_node("/t/skin_u<U>_v<V>.exr", 'setAttr ".uvt" 2;'), "/t/skin_u<U>_v<V>.exr", True),
    (file_node("/t/fire.0017.exr", 'setAttr ".ufe" yes;'), "/t/fire.####.exr", True),
    (file_node("/t/fire.exr.0017", 'setAttr ".ufe" yes;'), "/t/fire.exr.####", True),
    (file_node("/t/fire.17", 'setAttr ".ufe" yes;'), "/t/fire.##", True),
    (file_node("/t/fire.-0017.exr", 'setAttr ".ufe" yes;'), "/t/fire.####.exr", True),
    (file_node("/t/fire-0017.exr", 'setAttr ".ufe" yes;'), "/t/fire-####.exr", True),
    (file_node("/t/fire.mp4", 'setAttr ".ufe" yes;'), "/t/fire.mp4", False),
    (file_node("/t/skin.<UDIM>.0017.exr", 'setAttr ".uvt" 3; setAttr ".ufe" yes;'), "/t/skin.<UDIM>.####.exr", True),
    (file_node("/t/skin.1001.0017.exr", 'setAttr ".uvt" 3; setAttr ".ufe" yes; '
               'setAttr ".ftnp" -type "string" "/t/skin.<UDIM>.<f>.exr";'), "/t/skin.<UDIM>.<f>.exr", True),
    (file_node("/t/纹理 [1].png"), "/t/纹理 [1].png", False),
])
def test_textures_are_found_with_their_tiles_and_frames(host, scene, text, path, pattern):
    scene(CAMERA + text)
    assets = found(host)
    assert list(assets) == [path]
    assert (assets[path].pattern, assets[path].used_by) == (pattern, "file1.fileTextureName")


def driven(written, node="file1.fe"):
    """An expression that drives the number of a sequence, as Maya's editor makes one."""
    return (f'createNode expression -n "e"; setAttr ".ixp" -type "string" ".O[0]={written}"; '
            f'connectAttr "e.out[0]" "{node}";')


@pytest.mark.parametrize(("written", "numbering"), [
    ("frame", Numbering(100)), ("frame + 1000", Numbering(1100)), ("frame-5;", Numbering(95)),
    ("1000+frame", Numbering(1100)), ("frame * 2 - 1", Numbering(99, 2)),
    ("frame % 10", None), ("(frame < 10) ? 1 : frame", None), ("frame; file2.frameExtension=frame", None),
    ("noise(frame)", None), ("frame + file2.fo", None)])
def test_an_expression_says_how_a_sequence_counts_or_everything_is_taken(host, scene, written, numbering):
    scene(CAMERA + RANGE + file_node("/t/fire.0017.exr", 'setAttr ".ufe" yes; setAttr ".fo" 100;') + driven(written))
    asset = found(host)["/t/fire.####.exr"]
    assert (asset.numbering, asset.numbers) == (numbering, None)


@pytest.mark.parametrize(("more", "numbering"), [
    ('connectAttr "time1.o" "file1.fe";', Numbering()), ("", None),
    ('connectAttr "time1.o" "file1.fe"; select -ne :time1; addAttr -ln "enableTimewarp" -at "bool"; '
     'setAttr ".enableTimewarp" yes;', None),
    ('createNode animCurveTU -n "curve"; addAttr -ln "output" -at "double"; connectAttr "curve.output" "file1.fe";',
     None)])
def test_a_number_that_time_does_not_drive_plainly_is_not_known(host, scene, more, numbering):
    scene(CAMERA + RANGE + file_node("/t/fire.0017.exr", 'setAttr ".ufe" yes;') + more)
    assert found(host)["/t/fire.####.exr"].numbering == numbering


def test_explicit_tiles_are_found_one_by_one(host, scene):
    scene(CAMERA + file_node("/t/a.1001.png", 'setAttr ".uvt" 4; setAttr ".euvt[0].eutn" -type "string" "/t/b.png";'))
    assert set(found(host)) == {"/t/a.1001.png", "/t/b.png"}


def test_the_textures_that_arnold_made_are_taken_along_if_they_are_there(host, scene):
    scene(CAMERA + file_node("/t/wood.png") + '''createNode aiOptions -s -n "defaultArnoldRenderOptions";
select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "arnold";''')
    assert {path: asset.need is Need.NEEDED for path, asset in found(host).items()} == {
        "/t/wood.png": True, "/t/wood.tx": False, "/t/wood.png.tx": False, "/t/wood_*.png.tx": False}


@pytest.mark.parametrize(("renderer", "written", "more", "made", "not_made"), [
    ("arnold", "wood.png", "", ["wood.tx", "wood.png.tx", "wood_sRGB_ACEScg.png.tx",
                                "wood_Utility - sRGB - Texture_ACES - ACEScg.png.tx"],
     ["wood.png.txt", "wood2.tx", "woodwork_sRGB_ACEScg.png.tx", "wood_sRGB_ACEScg.jpg.tx"]),
    ("arnold", "skin.1001.exr", 'setAttr ".uvt" 3;', ["skin.1001.tx", "skin.1002_Raw_ACEScg.exr.tx"],
     ["skin.tx", "skin_Raw_ACEScg.exr.tx"]),
    ("renderman", "wood.png", "", ["wood.png.tex", "wood.png.srgb_acescg.b2r.tex"], ["wood.tex"]),
    ("redshift", "wood.png", "", ["wood.rstexbin", "wood.rsenvbin"], ["wood2.rstexbin", "wood.png.bak"]),
    ("vray", "wood.png", "", [], ["wood.tx", "wood.rstexbin"]),
    ("arnold", "wood.tx", "", [], ["wood.tx.tx", "wood_Raw_ACEScg.tx.tx"]),
])
def test_what_a_renderer_made_of_a_picture_goes_along_in_all_its_spellings(
        host, scene, tmp_path, renderer, written, more, made, not_made):
    for name in (written, *made, *not_made):
        (tmp_path / name).write_bytes(b"x")
    scene(CAMERA + file_node(f"{tmp_path.as_posix()}/{written}", more)
          + f'select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "{renderer}";')
    sent = {Path(file.path).name for each in find_all(a for a in host.assets() if a) for file in each.files}
    assert sent == {written, *made}


def test_arnold_that_is_told_not_to_use_them_needs_none(host, scene):
    scene(CAMERA + file_node("/t/wood.png") + '''createNode aiOptions -s -n "defaultArnoldRenderOptions";
setAttr ".uett" no; select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "arnold";''')
    assert list(found(host)) == ["/t/wood.png"]


def test_the_textures_that_renderman_made_are_taken_along_if_they_are_there(host, scene):
    scene(CAMERA + file_node("/t/wood.png") + '''createNode PxrTexture -n "p"; addAttr -ln "filename" -dt "string";
setAttr ".filename" -type "string" "/t/skin._MAPID_.exr";
select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "renderman";''')
    assert {path: (asset.need is Need.NEEDED, asset.pattern) for path, asset in found(host).items()} == {
        "/t/wood.png": (True, False), "/t/wood.png.tex": (False, False), "/t/wood.png.*.tex": (False, True),
        "/t/skin._MAPID_.exr": (True, True), "/t/skin._MAPID_.exr.tex": (False, True),
        "/t/skin._MAPID_.exr.*.tex": (False, True)}


def test_references_are_found_whether_they_are_loaded_or_not(host, scene):
    scene(CAMERA + '''file -r -ns "a" -dr 1 -rfn "aRN" -typ "mayaBinary" "/lib/tree.mb";
file -r -ns "b" -rfn "bRN" -typ "mayaAscii" "/lib/rock.ma{2}"; createNode reference -n "sharedReferenceNode";
createNode reference -n "staleRN"; createNode reference -n "ns:_UNKNOWN_REF_NODE_";''')
    users = {path: asset.used_by for path, asset in found(host).items()}
    assert users == {"/lib/tree.mb": "aRN", "/lib/rock.ma": "bRN"}
    assert host.unread() == ()


@pytest.mark.parametrize(("text", "path", "kind"), [
    ('createNode AlembicNode -n "n"; setAttr ".fn" -type "string" "cache/a.abc";', "/proj/cache/a.abc", "alembic"),
    ('createNode gpuCache -n "n"; setAttr ".cfn" -type "string" "/c/a.abc";', "/c/a.abc", "alembic"),
    ('createNode aiStandIn -n "n"; setAttr ".dso" -type "string" "/c/a.####.ass";', "/c/a.####.ass", "file"),
    ('createNode imagePlane -n "n"; setAttr ".imn" -type "string" "/c/a.jpg";', "/c/a.jpg", "image"),
    ('createNode audio -n "n"; setAttr ".f" -type "string" "/c/a.wav";', "/c/a.wav", "sound"),
    ('createNode pxrUsdReferenceAssembly -n "n"; setAttr ".fp" -type "string" "/c/set.usd";', "/c/set.usd", "usd"),
    ('createNode mayaUsdProxyShape -n "n"; setAttr ".fp" -type "string" "set.usda";', "/proj/scenes/set.usda", "usd"),
    ('createNode PxrRectLight -n "n"; setAttr ".lightColorMap" -type "string" "/c/gobo.tex";', "/c/gobo.tex", "image"),
    ('createNode PxrDomeLight -n "n"; setAttr ".lightColorMap" -type "string" "/c/sky.exr";', "/c/sky.exr", "image"),
    ('createNode pgYetiMaya -n "n"; setAttr ".cfn" -type "string" "/c/f.%04d.fur";', "/c/f.%04d.fur", "cache"),
    ('createNode someNode -n "n"; addAttr -ln "picture" -uaf -dt "string"; '
     'setAttr ".picture" -type "string" "/c/a.png";', "/c/a.png", "image"),
])
def test_each_kind_of_node_names_its_files(host, scene, text, path, kind):
    scene(CAMERA + text)
    assets = found(host)
    assert list(assets) == [path]
    assert assets[path].kind == kind


@pytest.mark.parametrize("text", [
    'createNode VRaySettingsNode -n "vraySettings"; setAttr ".asf" -type "string" "/out/imap.vrmap";',
    'createNode VRaySettingsNode -n "vraySettings"; setAttr ".lcasf" -type "string" "/out/light.vrlmap";',
    'createNode aiOptions -n "defaultArnoldRenderOptions"; setAttr ".log_filename" -type "string" "/out/a.log";',
    'createNode studioNode -n "n"; addAttr -ln "outputFile" -uaf -dt "string"; '
    'setAttr ".outputFile" -type "string" "/out/a.exr";',
])
def test_files_that_are_written_do_not_have_to_be_there(host, scene, text):
    scene(CAMERA + text)
    assert [asset.need for asset in found(host).values()] == [Need.UNKNOWN]


def test_a_layer_of_usd_that_is_nowhere_but_in_memory_is_no_file(host, scene):
    scene(CAMERA + '''createNode mayaUsdProxyShape -n "s"; setAttr ".fp" -type "string" "anon:0x1234:root.usda";
createNode studioNode -n "n"; addAttr -ln "layer" -uaf -dt "string";
setAttr ".layer" -type "string" "anon:0x1234:session";''')
    assert found(host) == {}


def test_a_collection_of_xgen_is_its_file_its_guides_and_its_maps(host, scene):
    scene(CAMERA + 'createNode xgmPalette -n "ns:grass"; setAttr ".xfn" -type "string" "shot__grass.xgen";')
    assert {path: (asset.used_by, (asset.need is Need.NEEDED)) for path, asset in found(host).items()} == {
        "/proj/scenes/shot__grass.xgen": ("ns:grass", True), "/proj/scenes/shot__grass.abc": ("ns:grass", False),
        "/proj/xgen/collections/grass": ("ns:grass", False)}


def test_bifrosts_caches_are_found_on_whatever_node_has_them(host, scene):
    scene(CAMERA + '''createNode bifrostContainer -n "water"; addAttr -ln "absoluteCacheName" -dt "string";
setAttr ".absoluteCacheName" -type "string" "/c/water.####.bif";''')
    (asset,) = found(host).values()
    assert (asset.path, asset.used_by, asset.kind) == ("/c/water.####.bif", "water.absoluteCacheName", "cache")


@pytest.mark.parametrize("text", [
    'createNode imagePlane -n "n"; setAttr ".imn" -type "string" "/c/a.0001.exr"; setAttr ".ufe" yes;',
    'createNode aiStandIn -n "n"; setAttr ".dso" -type "string" "/c/a.0001.exr"; setAttr ".ufe" yes;',
    'createNode RedshiftProxyMesh -n "n"; addAttr -ln "useFrameExtension" -at "bool"; '
    'addAttr -ln "fileName" -dt "string"; setAttr ".fileName" -type "string" "/c/a.0001.exr"; '
    'setAttr ".useFrameExtension" yes;',
])
def test_whatever_goes_through_a_sequence_is_one_and_all_on_disk_goes_unless_time_drives_it(host, scene, text):
    scene(CAMERA + RANGE + text)
    (asset,) = found(host).values()
    assert (asset.path, asset.pattern, asset.numbering, asset.numbers) == ("/c/a.####.exr", True, None, None)


def test_compressed_archives_of_a_sequence_are_one(host, scene):
    scene(CAMERA + 'createNode aiStandIn -n "n"; setAttr ".dso" -type "string" "/c/a.0001.ass.gz"; setAttr ".ufe" yes;')
    assert {path: asset.pattern for path, asset in found(host).items()} == {"/c/a.####.ass.gz": True}


def test_an_archive_that_time_drives_counts_as_the_frames_do(host, scene):
    scene(CAMERA + 'createNode aiStandIn -n "n"; setAttr ".dso" -type "string" "/c/a.0001.ass"; setAttr ".ufe" yes; '
          + driven("frame + 10", "n.frameNumber"))
    assert found(host)["/c/a.####.ass"].numbering == Numbering(10)


@pytest.mark.parametrize(("text", "need"), [
    ('createNode audio -n "dialogue"; setAttr ".f" -type "string" "/gone/dialogue.wav";', Need.SHOWN),
    ('createNode imagePlane -n "ip"; setAttr ".imn" -type "string" "/gone/plate.jpg";', Need.UNKNOWN),
    ('createNode imagePlane -n "ip"; setAttr ".imn" -type "string" "/gone/plate.jpg"; '
     'connectAttr "ip.msg" "camShape.ip";', Need.NEEDED),
    ('createNode imagePlane -n "ip"; setAttr ".imn" -type "string" "/gone/plate.jpg"; '
     'connectAttr "ip.msg" "perspShape.ip";', Need.SHOWN),
    ('file -rdi 1 -ns "old" -dr 1 -rfn "oldRN" -typ "mayaBinary" "/gone/old.mb";\n'
     'file -r -ns "old" -dr 1 -rfn "oldRN" -typ "mayaBinary" "/gone/old.mb";\ncreateNode reference -n "oldRN";',
     Need.SHOWN),
    ('file -rdi 1 -ns "new" -rfn "newRN" -typ "mayaBinary" "/gone/new.mb";\n'
     'file -r -ns "new" -dr 1 -rfn "newRN" -typ "mayaBinary" "/gone/new.mb";\ncreateNode reference -n "newRN";',
     Need.NEEDED),
])
def test_what_is_only_seen_or_heard_in_maya_is_not_needed(host, scene, text, need):
    scene(CAMERA + text)
    (asset,) = found(host).values()
    assert asset.need is need


def test_an_address_of_an_asset_resolver_stays_one(host, scene):
    scene(CAMERA + file_node("ayon+entity://show/asset?product=wood"))
    assert list(found(host)) == ["ayon+entity://show/asset?product=wood"]


YETI = {
    "n": {"t1": ("texture", {"file_name": "/t/fur.<UDIM>.png"}), "t2": ("texture", {"file_name": "mask.png"}),
          "t3": ("texture", {"file_name": ""}), "r": ("reference", {"reference_file": "/c/under.%04d.fur"}),
          "s": ("scatter", {"density": 3.0})}}


@pytest.mark.parametrize(("mode", "need"), [(0, Need.NEEDED), (1, Need.UNKNOWN)])
def test_a_graph_of_yeti_names_its_textures_where_the_node_looks_for_them(host, scene, cmds, mode, need):
    scene(CAMERA + f'createNode pgYetiMaya -n "n"; setAttr ".fileMode" {mode}; '
          'setAttr ".imageSearchPath" -type "string" "tex:/lib";')
    cmds.yeti = YETI
    assert {path: (asset.used_by, asset.kind, asset.need, asset.fallbacks) for path, asset in found(host).items()} == {
        "/t/fur.<UDIM>.png": ("n.t1", "image", need, ("/proj/sourceimages/fur.<UDIM>.png",)),
        "/proj/tex/mask.png": ("n.t2", "image", need,
                               ("/proj/sourceimages/mask.png", "/lib/mask.png", "/proj/mask.png")),
        "/c/under.%04d.fur": ("n.r", "cache", need, ())}


def test_a_graph_of_yeti_is_passed_over_where_the_plugin_is_not_loaded_and_said_where_it_breaks(host, scene, cmds):
    text = CAMERA + 'createNode pgYetiMaya -n "n"; setAttr ".cfn" -type "string" "/c/a.fur";'
    scene(text)
    assert list(found(host)) == ["/c/a.fur"]
    assert host.unread() == ()
    scene(text, broken=("n.graph",))
    cmds.yeti = YETI
    assert list(found(host)) == ["/c/a.fur"]
    assert [each.node for each in host.unread()] == ["n.graph"]


def test_usd_is_read_beside_the_scene_as_its_plugin_does(host, scene):
    scene(CAMERA + '''createNode mayaUsdProxyShape -n "s"; addAttr -ln "filePath" -dt "string";
setAttr ".filePath" -type "string" "usd/set.usda";''')
    assert [(path, asset.kind) for path, asset in found(host).items()] == [("/proj/scenes/usd/set.usda", "usd")]


def test_a_list_of_files_is_every_one_of_them(host, scene):
    scene(CAMERA + '''createNode AlembicNode -n "n"; setAttr ".fn" -type "string" "/c/a.abc";
setAttr ".fns" -type "stringArray" 2 "/c/a.abc" "/c/b.abc";''')
    assert set(found(host)) == {"/c/a.abc", "/c/b.abc"}


def test_a_cache_of_nodes_is_its_description_and_what_lies_beside(host, scene):
    scene(CAMERA + '''createNode cacheFile -n "c"; setAttr ".cn" -type "string" "cloth";
setAttr ".cp" -type "string" "/proj/cache/nCache/";''')
    folder = "/proj/cache/nCache"
    assert {path: (asset.need is Need.NEEDED) for path, asset in found(host).items()} == {
        f"{folder}/cloth.xml": True, f"{folder}/cloth*.mcx": False, f"{folder}/cloth*.mcc": False}


def test_a_colour_configuration_of_the_studio_is_an_asset(host, scene):
    scene(CAMERA + 'select -ne :defaultColorMgtGlobals; setAttr ".cfp" -type "string" "/lib/aces/config.ocio";')
    assert host.scene().colour == "/lib/aces/config.ocio"
    assert list(found(host)) == ["/lib/aces/config.ocio"]


def test_a_colour_configuration_that_ocio_brings_along_is_no_file(host, scene):
    scene(CAMERA + 'select -ne :defaultColorMgtGlobals; setAttr ".cfp" -type "string" "ocio://default";')
    assert found(host) == {}


def test_one_bad_attribute_does_not_stop_the_walk(host, scene):
    scene(CAMERA + 'createNode gpuCache -n "bad"; createNode gpuCache -n "good"; '
          'setAttr ".cfn" -type "string" "/g.abc";', broken=("bad.cacheFileName",))
    assert list(found(host)) == ["/g.abc"]
    assert Unread("bad.cacheFileName", "Attribute bad.cacheFileName could not be read") in host.unread()


def names():
    """Types of nodes and the attributes by which they name files, as the adapter knows them."""
    return importlib.import_module("foxsubmit.hosts.maya.names").ATTRIBUTES


def node(kind, name, attributes, path):
    """A node with a file in each of these attributes."""
    made = [f'createNode {kind} -n "{name}";']
    for attribute in attributes:
        made.append(f'addAttr -ln "{attribute}" -dt "string"; '
                    f'setAttr ".{attribute}" -type "string" "/{path}/{kind}.{attribute}";')
    return "".join(made)


def test_every_kind_of_node_in_the_table_is_read_and_one_that_breaks_is_named(host, scene, cmds):
    for kind, attributes in names().items():
        wanted = [attribute for attribute, _kind in attributes]
        text = CAMERA + node(kind, "good", wanted, "good") + node(kind, "bad", wanted, "bad")
        for broken in wanted:
            scene(text, broken=(f"bad.{broken}",))
            paths = set(found(host))
            assert {f"/good/{kind}.{attribute}" for attribute in wanted} <= paths, kind
            assert {f"/bad/{kind}.{attribute}" for attribute in wanted if attribute != broken} <= paths
            assert f"/bad/{kind}.{broken}" not in paths
            # A host's own type, whose attribute is marked as a file name too, is named once.
            assert [each.node for each in host.unread()] == [f"bad.{broken}"], kind


OTHERS = [
    ('createNode file -n "{n}"; setAttr ".ftn" -type "string" "/{n}/a.png";', "bad.fileTextureName", "bad"),
    ('createNode file -n "{n}"; setAttr ".ftn" -type "string" "/{n}/a.png";', "bad.uvTilingMode", "bad"),
    ('createNode file -n "{n}"; setAttr ".ftn" -type "string" "/{n}/a.png";', "bad.useFrameExtension", "bad"),
    ('file -r -rfn "{n}" "/{n}/a.ma"; createNode reference -n "{n}";', "bad", "bad"),
    ('createNode cacheFile -n "{n}"; setAttr ".cn" -type "string" "a"; setAttr ".cp" -type "string" "/{n}/";',
     "bad.cachePath", "bad.cachePath"),
    ('createNode cacheFile -n "{n}"; setAttr ".cn" -type "string" "a"; setAttr ".cp" -type "string" "/{n}/";',
     "bad.cacheName", "bad.cacheName"),
    ('createNode bifrostContainer -n "{n}"; addAttr -ln "absoluteCacheName" -dt "string"; '
     'setAttr ".absoluteCacheName" -type "string" "/{n}/a.bif";', "bad.absoluteCacheName", "bad.absoluteCacheName"),
    ('createNode xgmPalette -n "{n}"; setAttr ".xfn" -type "string" "/{n}/a.xgen";', "bad.xgFileName",
     "bad.xgFileName"),
    ('createNode studioNode -n "{n}"; addAttr -ln "map" -uaf -dt "string"; setAttr ".map" -type "string" "/{n}/a";',
     "bad.map", "bad.map"),
    ('createNode studioNode -n "{n}"; addAttr -ln "map" -uaf -dt "string"; setAttr ".map" -type "string" "/{n}/a";',
     "bad", "bad"),
]


@pytest.mark.parametrize(("text", "broken", "named"), OTHERS, ids=[broken for _text, broken, _named in OTHERS])
def test_one_that_breaks_is_named_whoever_reads_it(host, scene, text, broken, named):
    scene(CAMERA + text.format(n="bad") + text.format(n="good"), broken=(broken,))
    paths = set(found(host))
    assert any(path.startswith("/good/") for path in paths)
    assert not any(path.startswith("/bad/") for path in paths)
    assert {each.node for each in host.unread()} == {named}


def test_a_generator_that_ends_early_is_said_and_the_others_go_on(host, scene):
    sources = importlib.import_module("foxsubmit.hosts.maya.assets").SOURCES
    types = {"file": "file", "nodes": "gpuCache", "reference": "reference", "cacheFile": "cacheFile",
             "xgmPalette": "xgmPalette", "usedAsFilename": None}
    assert set(sources) - set(types) == {"bifrost", "colour management", "pgYetiGraph"}
    text = CAMERA + '''createNode file -n "f"; setAttr ".ftn" -type "string" "/t/a.png";
createNode gpuCache -n "g"; setAttr ".cfn" -type "string" "/t/a.abc"; createNode cacheFile -n "c";
createNode xgmPalette -n "x"; createNode studioNode -n "s"; addAttr -ln "map" -uaf -dt "string";
setAttr ".map" -type "string" "/t/b.png"; file -r -rfn "rRN" "/t/a.ma"; createNode reference -n "rRN";'''
    scene(text)
    whole = set(found(host))
    assert whole == {"/t/a.png", "/t/a.abc", "/t/b.png", "/t/a.ma"}
    for name, kind in types.items():
        scene(text, broken=(f"ls {kind}",))
        assert len(whole - set(found(host))) <= 1
        assert [each.node for each in host.unread()] == [name]


def many(count):
    """A scene of so many nodes: half of them without files, the others file textures, caches and plug-ins' nodes."""
    kinds = ("mesh", "mesh", "mesh", "mesh", "file", "file", "gpuCache", "studioNode")
    text = [CAMERA]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        text.append(f'createNode {kind} -n "n{number}";')
        if kind == "file":
            text.append(f'setAttr ".ftn" -type "string" "/t/{number}.png";')
        elif kind == "gpuCache":
            text.append(f'setAttr ".cfn" -type "string" "/t/{number}.abc";')
        elif kind == "studioNode":
            text.append(f'addAttr -ln "map" -uaf -dt "string"; setAttr ".map" -type "string" "/t/{number}.tif";')
    return "\n".join(text)


def test_ten_times_the_nodes_are_ten_times_the_calls_and_no_slice_is_long(host, scene, cmds):
    calls, longest = {}, {}
    for count in (800, 8000):
        scene(many(count))
        calls[count], longest[count] = counted(host, cmds.calls)
    assert calls[8000] / calls[800] == pytest.approx(10, rel=0.05)
    assert calls[8000] / 8000 < 6
    # A slice of the session takes as many steps as fit; a step must be short, however large the scene.
    assert longest[8000] <= longest[800] + 5 < 200


def test_a_walk_that_finds_nothing_pauses_all_the_same(host, scene, cmds):
    scene(CAMERA + "".join(f'createNode mesh -n "n{number}";' for number in range(2000)))
    calls, longest = counted(host, cmds.calls)
    assert calls > 4000
    assert longest < 200
