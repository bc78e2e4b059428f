"""The files that a Houdini scene names: paths, frames, libraries, and what happens when one cannot be read."""

from __future__ import annotations

import importlib

import pytest
from counting import counted
from houdini_parts import RANGE, camera, mantra, paths

from foxsubmit.core.model.host import Numbering
from foxsubmit.core.model.need import Need


def assets(host):
    return [asset for asset in host.assets() if asset is not None]


@pytest.mark.parametrize(("written", "expanded"), [
    ("$HIP/tex/wood.exr", "/job/tex/wood.exr"),
    ("$TEX/wood.exr", "/lib/tex/wood.exr"),
    ("${TEX}_v2/wood.$F4.exr", "/lib/tex_v2/wood.$F4.exr"),
    ("$FOLDER/a.$F.exr", "/lib/folder/a.$F.exr"),
    ("$STAGE/a_$FPS.exr", "/lib/stage/a_24.exr"),
    ("$HIP/$OS.$SF4.bgeo", "/job/file1.$SF4.bgeo"),
    ("$NOTHING/a.exr", "$NOTHING/a.exr"),
    ("$F4.exr", "/job/$F4.exr"),
    ('$HIP/`chs("../dir")`/x/`chs("name")`.exr', "/job/tex/x/wood.exr"),
    ('$HIP/`padzero(4, $F)`.exr', "/job/####.exr"),
    ('`chs("../cache/file")`', "/job/geo/a.####.bgeo.sc"),
    ('$HIP/v`$F/1000`/a.$F.exr', "/job/v`$F/1000`/a.$F.exr"),
    ("$HIP/`broken(`.exr", "/job/`broken(`.exr"),
    ("tex/beside.exr", "/job/tex/beside.exr"),
])
def test_a_variable_ends_where_its_word_ends(host, hou, written, expanded):
    hou.load(variables={"TEX": "/lib/tex", "FOLDER": "/lib/folder", "STAGE": "/lib/stage", "FPS": "24"},
             expressions={'chs("../dir")': "tex", 'chs("name")': "wood",
                          "padzero(4, $F)": lambda _node, frame: f"{frame:04d}",
                          'chs("../cache/file")': lambda _node, frame: f"/job/geo/a.{frame:04d}.bgeo.sc",
                          "$F/1000": lambda _node, frame: frame // 100})
    hou.add("/obj/geo/file1", "Sop", "file", file=written)
    hou.refer("/obj/geo/file1", "file")
    (asset,) = [asset for asset in host.assets() if asset is not None]
    assert asset.path == expanded
    assert asset.used_by == "/obj/geo/file1/file"


@pytest.mark.parametrize(("written", "names"), [
    ("$ASSETS/wood.exr", ("ASSETS",)),
    ("${ASSETS}/$SHOW/wood.$F4.exr", ("ASSETS", "SHOW")),
    ("`$ASSETS`/wood.exr", ("ASSETS",)),
    ("$HIP/$OS/$JOB/a.$F4.exr", ()),
    ("$HFS/pic/a_$FPS.${FF}.exr", ()),
    ("$HOME/wood.exr", ("HOME",)),
    ("$HIP/a.$CLUSTER.exr", ()),
])
def test_a_variable_of_the_studio_is_named_and_one_of_houdinis_own_is_not(host, hou, written, names):
    hou.load(variables={"ASSETS": "/lib", "SHOW": "a", "HOME": "/home/ann", "FPS": "24"},
             expressions={"$ASSETS": "/lib"})
    hou.add("/obj/geo/file1", "Sop", "file", file=written)
    hou.refer("/obj/geo/file1", "file")
    (asset,) = assets(host)
    assert asset.variables == names


def test_an_expression_is_seen_from_its_own_node(host, hou):
    hou.load(expressions={"opname()": lambda node: node.path()[1:].replace("/", "_")})
    for name in ("a", "b"):
        hou.add(f"/obj/{name}", "Sop", "file", file="/tex/`opname()`.exr")
        hou.refer(f"/obj/{name}", "file")
    assert paths(host) == ["/tex/obj_a.exr", "/tex/obj_b.exr"]
    assert hou.pwd() == "/"


def test_a_sequence_counts_as_the_frames_do_whichever_is_shown(host, hou):
    hou.load(frame=9999)
    camera(hou)
    mantra(hou, f1=10, f2=20)
    hou.add("/obj/geo/file1", "Sop", "file", file="$HIP/geo/a.$F4.bgeo.sc")
    hou.refer("/obj/geo/file1", "file")
    (asset,) = assets(host)
    assert (asset.pattern, asset.numbering, asset.numbers, asset.kind) == (True, Numbering(), None, "cache")


@pytest.mark.parametrize(("category", "kind"), [
    ("Sop", "timeshift"), ("Sop", "retime"), ("Sop", "trail"), ("Object", "dopnet"), ("Lop", "timeshift"),
    ("Sop", "timeblend::2.0")])
def test_where_a_node_looks_at_other_frames_all_caches_go_and_textures_go_by_the_frame(host, hou, category, kind):
    hou.add("/obj/geo/shift", category, kind)
    hou.add("/obj/geo/file1", "Sop", "file", file="$HIP/geo/a.$F4.bgeo.sc")
    hou.add("/mat/tex", "Vop", "texture", map="$HIP/tex/b.$F4.exr")
    hou.refer("/obj/geo/file1", "file")
    hou.refer("/mat/tex", "map")
    assert [(asset.path, asset.numbering) for asset in assets(host)] == [
        ("/job/geo/a.$F4.bgeo.sc", None), ("/job/tex/b.$F4.exr", Numbering())]


def test_what_is_seen_behind_a_camera_or_heard_is_not_needed_and_an_address_stays_one(host, hou):
    hou.add("/obj/cam1", "Object", "cam", resx=1, resy=1, vm_background="$HIP/ref.jpg")
    hou.add("/ch/audio", "Sop", "file", file="$HIP/line.wav")
    hou.add("/mat/tex", "Vop", "texture", map="entity:/show/wood")
    for path, name in (("/obj/cam1", "vm_background"), ("/ch/audio", "file"), ("/mat/tex", "map")):
        hou.refer(path, name)
    assert [(asset.path, asset.need) for asset in assets(host)] == [
        ("/job/ref.jpg", Need.SHOWN), ("/job/line.wav", Need.UNKNOWN), ("entity:/show/wood", Need.NEEDED)]


@pytest.mark.parametrize(("category", "kind", "values", "made"), [
    ("Driver", "arnold", {}, ["/job/wood.tx", "/job/wood.png.tx", "/job/wood_*.png.tx"]),
    ("Driver", "Redshift_ROP", {}, ["/job/wood.rs*bin"]),
    ("Driver", "ris::3.0", {}, ["/job/wood.png.tex", "/job/wood.png.*.tex"]),
    ("Lop", "karma", {}, ["/job/wood.rat", "/job/wood.png.rat"]),
    ("Driver", "usdrender", {"renderer": "HdArnoldRendererPlugin"},
     ["/job/wood.tx", "/job/wood.png.tx", "/job/wood_*.png.tx"]),
    ("Lop", "usdrender_rop", {"renderer": "BRAY_HdKarmaXPU"}, ["/job/wood.rat", "/job/wood.png.rat"]),
    ("Driver", "usdrender", {"renderer": "HdStormRendererPlugin"}, []),
    ("Driver", "ifd", {}, []),
])
def test_what_the_scenes_renderers_made_of_a_picture_goes_along(host, hou, category, kind, values, made):
    hou.add("/x/render", category, kind, **{**RANGE, **values})
    hou.add("/mat/tex", "Vop", "texture", map="$HIP/wood.png")
    hou.add("/obj/cache", "Sop", "file", file="$HIP/a.vdb")
    hou.refer("/mat/tex", "map")
    hou.refer("/obj/cache", "file")
    picture, *beside = [asset for asset in assets(host) if asset.path != "/job/a.vdb"]
    assert picture.path == "/job/wood.png"
    assert [(asset.path, asset.only_found, asset.need) for asset in beside] == [
        (path, True, Need.UNKNOWN) for path in made]


def test_tiled_pictures_of_a_sequence_count_as_its_pictures_do(host, hou):
    hou.add("/out/arnold1", "Driver", "arnold", **RANGE)
    hou.add("/mat/tex", "Vop", "texture", map="$HIP/wood.$F4.png")
    hou.refer("/mat/tex", "map")
    assert {(asset.path, asset.pattern, asset.numbering) for asset in assets(host)} >= {
        ("/job/wood.$F4.tx", True, Numbering())}


def test_outputs_are_no_assets_but_a_cache_that_is_read_is_one(host, hou):
    camera(hou)
    mantra(hou)
    hou.add("/obj/g/write", "Sop", "filecache::2.0", file="$HIP/a.$F.bgeo.sc", loadfromdisk=0, **RANGE)
    hou.add("/obj/g/read", "Sop", "filecache::2.0", file="$HIP/b.$F.bgeo.sc", loadfromdisk=1, **RANGE)
    for path, name in (("/out/mantra1", "vm_picture"), ("/obj/g/write", "file"), ("/obj/g/read", "file")):
        hou.refer(path, name)
    assert paths(host) == ["/job/b.$F.bgeo.sc"]


@pytest.mark.parametrize("text", ["opdef:/Sop/x?icon", "op:/obj/geo/cop", "temp:x", "https://a.b/c.png", ""])
def test_references_that_are_no_files_are_left_out(host, hou, text):
    hou.add("/obj/geo/file1", "Sop", "file", file=text)
    hou.refer("/obj/geo/file1", "file")
    assert paths(host) == []


def test_the_libraries_of_assets_in_use_are_sent_and_houdinis_own_are_not(host, hou):
    hou.add("/obj/tree", "Object", "studio::tree::2.0", library="/lib/tree.hda")
    hou.add("/obj/box", "Sop", "box2", library="/opt/hfs20.5/houdini/otls/OPlibSop.hda")
    hou.add("/obj/own", "Sop", "own", library="Embedded")
    assert paths(host) == ["/lib/tree.hda"]


def test_a_colour_configuration_is_an_asset(host, hou):
    hou.load(variables={"OCIO": "/lib/aces/config.ocio"})
    assert host.scene().colour == "/lib/aces/config.ocio"
    assert paths(host) == ["/lib/aces/config.ocio"]


def test_one_bad_parameter_does_not_stop_the_walk(host, hou):
    hou.add("/obj/bad", "Sop", "file", file="x")
    hou.add("/obj/good", "Sop", "file", file="/tex/good.exr")
    hou.refer("/obj/bad", "file")
    hou.refer("/obj/good", "file")
    hou._nodes["/obj/bad"].type = lambda: (_ for _ in ()).throw(hou.Error("The attempted operation failed"))
    assert paths(host) == ["/tex/good.exr"]
    assert [each.node for each in host.unread()] == ["/obj/bad/file"]


def test_a_frame_that_an_expression_moves_is_counted_as_it_moves_it(host, hou):
    hou.load(frame=9999, expressions={"padzero(4, $F-100)": lambda _node, frame: f"{frame - 100:04d}"})
    camera(hou)
    mantra(hou, f1=101, f2=110)
    hou.add("/obj/g/file1", "Sop", "file", file="$HIP/`padzero(4, $F-100)`.exr")
    hou.refer("/obj/g/file1", "file")
    (asset,) = assets(host)
    assert (asset.path, asset.numbering) == ("/job/####.exr", Numbering(-100))


def test_a_parameter_that_is_an_expression_is_followed_over_the_range(host, hou):
    camera(hou)
    mantra(hou, f1=8, f2=12)
    hou.add("/obj/g/file1", "Sop", "file", file=lambda frame: f"/cache/v2/a_{frame}.bgeo.sc")
    hou.add("/obj/g/file2", "Sop", "file", file=lambda _frame: "/cache/still.bgeo.sc")
    hou.refer("/obj/g/file1", "file")
    hou.refer("/obj/g/file2", "file")
    found = assets(host)
    assert [(asset.path, asset.pattern, asset.numbering) for asset in found] == [
        ("/cache/v2/a_$F.bgeo.sc", True, Numbering()), ("/cache/still.bgeo.sc", False, None)]


@pytest.mark.parametrize(("value", "path", "numbering"), [
    (lambda frame: f"/c/a.{2 * frame - 1:04d}.vdb", "/c/a.####.vdb", Numbering(-1, 2)),
    (lambda frame: f"/c/a.{frame // 2:04d}.vdb", "/c/a.####.vdb", None),
    (lambda frame: f"/c/a.{(frame - 1) % 10 + 1:02d}.vdb", "/c/a.##.vdb", None),
    (lambda frame: f"/c/{frame:03d}/a.{frame:03d}.vdb", "/c/###/a.###.vdb", Numbering()),
    (lambda frame: f"/c/a.{990 + frame:03d}.vdb", "/c/a.$F.vdb", Numbering(990)),
    (lambda frame: f"/c/a.{90 + frame:03d}.vdb", "/c/a.###.vdb", Numbering(90)),
])
def test_an_expression_that_counts_otherwise_takes_everything(host, hou, value, path, numbering):
    camera(hou)
    mantra(hou, f1=8, f2=8)
    hou.add("/obj/g/file1", "Sop", "file", file=value)
    hou.refer("/obj/g/file1", "file")
    (asset,) = assets(host)
    assert (asset.path, asset.pattern, asset.numbering) == (path, True, numbering)


def test_a_cache_whose_path_is_put_together_is_where_its_node_says(host, hou):
    hou.load(expressions={'chs("cachedir")': "/job/geo/water/v1",
                          'chs("cachename")': lambda _node, frame: f"water_v1.{frame:04d}.bgeo.sc"})
    camera(hou)
    mantra(hou, f1=1, f2=24)
    hou.add("/obj/g/cache", "Sop", "filecache::2.0", sopoutput='`chs("cachedir")`/`chs("cachename")`', loadfromdisk=1,
            file="$HIP/geo/unused.$F.bgeo", **RANGE)
    hou.refer("/obj/g/cache", "sopoutput")
    assert [unit.name for unit in host.scene().units] == ["/out/mantra1"]
    (cache,) = assets(host)
    assert (cache.path, cache.used_by) == ("/job/geo/water/v1/water_v1.####.bgeo.sc", "/obj/g/cache/sopoutput")


@pytest.mark.parametrize("source", ["fileReferences", "caches", "hda", "OCIO"])
def test_a_generator_that_ends_early_is_said_and_the_others_go_on(host, hou, source):
    broken = {"fileReferences": "fileReferences", "caches": "nodeTypeCategories", "hda": "nodeTypeCategories",
              "OCIO": "getenv"}
    sources = importlib.import_module("foxsubmit.hosts.houdini.assets").SOURCES
    assert set(sources) == set(broken)
    hou.load(variables={"OCIO": "/lib/config.ocio"})
    camera(hou)
    mantra(hou)
    hou.add("/obj/tree", "Object", "studio::tree::2.0", library="/lib/tree.hda")
    hou.add("/obj/g/file1", "Sop", "file", file="/tex/a.exr")
    hou.refer("/obj/g/file1", "file")
    hou.add("/obj/g/cache", "Sop", "filecache", file="/geo/a.bgeo", loadfromdisk=1)
    whole = {"/tex/a.exr", "/geo/a.bgeo", "/lib/tree.hda", "/lib/config.ocio"}
    assert set(paths(host)) == whole
    # Houdini refuses from the first call that this generator makes.
    look = host.assets()
    found = [next(look)]
    hou.refuses = broken[source]
    found += [asset.path for asset in look if asset is not None]
    # Libraries and caches are both found by going through the types of nodes.
    assert len(whole - set(found)) <= (1 if source == "fileReferences" else 2)
    assert source in [each.node for each in host.unread()]


def outputs():
    """Every type of output node, with the category and the parameters that the adapter reads of it."""
    tables = importlib.import_module("foxsubmit.hosts.houdini.tables")
    for name, kind in tables.TYPES.items():
        category = next(each for each, writers in tables.CATEGORIES.items() if writers is None or name in writers)
        wanted = ["trange", "f1", "f2", "f3", *kind.output[:1]]
        wanted += [each for each in (kind.camera, kind.override, *kind.size) if each]
        yield category, name, kind, wanted


def test_every_kind_of_output_node_is_read_and_one_that_breaks_is_named(host, hou):
    for category, name, kind, parameters in outputs():
        values = {**RANGE, **dict.fromkeys(kind.output, "$HIP/a.$F4.exr"), **dict.fromkeys(filter(None, kind.size), 64)}
        if kind.camera:
            values[kind.camera] = "/obj/cam1"
        if kind.override:
            values[kind.override] = "specific" if kind.usd else 1
        if kind.kind == "distributed":
            values = {"slice_type": "particle", "num_slices": 3}
        for broken in ["slice_type", "num_slices"] if kind.kind == "distributed" else parameters:
            hou.load()
            camera(hou)
            for place, more in (("good", {}), ("bad", {broken: hou.Error("Invalid expression")})):
                hou.add(f"/net/{place}", category, name, **{**values, **more})
            found = {unit.name: unit for unit in host.scene().units}
            assert set(found) == {"/net/good"}, (name, broken)
            assert [(each.node, each.reason) for each in host.unread()] == [("/net/bad", "Invalid expression")]
            if kind.output:
                assert found["/net/good"].output == "/job/a.$F4.exr"
                assert (found["/net/good"].size == (64, 64)) == bool(kind.size[0]), name


def test_one_bad_reference_of_every_kind_of_node_is_named_and_the_next_is_read(host, hou):
    for number, error in enumerate([hou.Error("Bad"), TypeError("no string"), ValueError("x"), RuntimeError("gone")]):
        hou.load()
        for place, value in (("bad", error), ("good", "/tex/good.exr")):
            hou.add(f"/obj/{place}", "Sop", "file", file=value)
            hou.refer(f"/obj/{place}", "file")
        assert paths(host) == ["/tex/good.exr"], number
        assert [each.node for each in host.unread()] == ["/obj/bad/file"]


def test_ten_times_the_references_are_ten_times_the_calls_and_no_slice_is_long(host, hou):
    calls, longest = {}, {}
    for count in (800, 8000):
        hou.load()
        camera(hou)
        mantra(hou)
        for number in range(count):
            hou.add(f"/obj/n{number}", "Sop", "file", file=f"$HIP/tex/{number}.$F4.exr")
            hou.refer(f"/obj/n{number}", "file")
        calls[count], longest[count] = counted(host, hou.calls)
    assert hou.calls["fileReferences"] == 1
    assert calls[8000] / calls[800] == pytest.approx(10, rel=0.05)
    assert calls[8000] / 8000 < 6
    assert longest[8000] <= longest[800] + 5 < 200


def test_a_walk_that_finds_nothing_pauses_all_the_same(host, hou):
    for number in range(2000):
        hou.add(f"/obj/n{number}", "Sop", "file", file="")
        hou._references.append((hou._nodes[f"/obj/n{number}"].parm("file"), "$HIP/x.exr"))
    calls, longest = counted(host, hou.calls)
    assert calls > 2000
    assert longest < 1000
    assert list(host.assets()).count(None) > 40
