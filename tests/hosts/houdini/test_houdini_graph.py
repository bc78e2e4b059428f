"""Which output nodes a render needs, what they wait for, and what is read from disk instead."""

from __future__ import annotations

import pytest
from houdini_parts import RANGE, camera, mantra, paths


def units(host):
    return {unit.name: unit for unit in host.scene().units}


def ticked(host):
    return {name for name, unit in units(host).items() if unit.enabled}


def geometry(hou, path, **more):
    return hou.add(path, "Driver", "geometry", **{"sopoutput": "$HIP/geo/$OS.$F4.bgeo.sc", **RANGE, **more})


def cache(hou, path, **more):
    name = path.rsplit("/", 1)[1]
    return hou.add(path, "Sop", "filecache::2.0", **{"sopoutput": f"$HIP/geo/{name}.$F4.bgeo.sc", "loadfromdisk": 1,
                                                     "file": "$HIP/geo/unused.bgeo.sc", **RANGE, **more})


def test_one_render_and_twelve_caches_on_disk_are_one_unit_and_twelve_inputs(host, hou):
    camera(hou)
    mantra(hou)
    for number in range(12):
        cache(hou, f"/obj/fx/cache{number}")
    (unit,) = host.scene().units
    assert (unit.name, len(unit.frames)) == ("/out/mantra1", 240)
    assert sorted(paths(host)) == sorted(f"/job/geo/cache{number}.$F4.bgeo.sc" for number in range(12))


@pytest.mark.parametrize("kind", ["filecache", "filecache::2.0", "labs::filecache::2.0", "vellumio", "rbdio"])
@pytest.mark.parametrize("load", [0, 1])
def test_every_kind_of_cache_is_an_input_where_it_loads_and_a_writer_where_it_does_not(host, hou, kind, load):
    camera(hou)
    mantra(hou)
    hou.add("/obj/fx/cache", "Sop", kind, file="$HIP/geo/a.$F4.bgeo.sc", loadfromdisk=load, **RANGE)
    hou.refer("/obj/fx/cache", "file")
    assert ("/obj/fx/cache" in units(host)) == (not load)
    assert paths(host) == ["/job/geo/a.$F4.bgeo.sc"] * load
    assert ticked(host) == {"/out/mantra1"}


def test_a_cache_that_houdini_counts_as_a_reference_is_one_input(host, hou):
    camera(hou)
    mantra(hou)
    cache(hou, "/obj/fx/cache")
    for name in ("file", "sopoutput"):
        hou.refer("/obj/fx/cache", name)
    assert paths(host) == ["/job/geo/cache.$F4.bgeo.sc"]


def test_a_cache_that_is_bypassed_is_read_by_nobody(host, hou):
    cache(hou, "/obj/fx/cache", bypass=True)
    assert (paths(host), units(host)) == ([], {})


def test_a_cache_that_cannot_be_read_is_named_and_the_next_one_is_an_input(host, hou):
    cache(hou, "/obj/fx/bad", sopoutput=hou.Error("Bad"), file=hou.Error("Bad"))
    cache(hou, "/obj/fx/good")
    assert paths(host) == ["/job/geo/good.$F4.bgeo.sc"]
    assert "/obj/fx/bad/sopoutput" in [each.node for each in host.unread()]


@pytest.mark.parametrize(("category", "kind", "parm"), [
    ("Sop", "filecache::2.0", "sopoutput"), ("Sop", "rop_geometry", "sopoutput"), ("Sop", "rop_alembic", "filename"),
    ("Lop", "usd_rop", "lopoutput"), ("Dop", "rop_dop", "dopoutput"), ("Driver", "geometry", "sopoutput"),
    ("Driver", "alembic", "filename"), ("Driver", "usd", "lopoutput"),
])
def test_writers_that_no_render_needs_are_listed_and_not_ticked(host, hou, category, kind, parm):
    camera(hou)
    mantra(hou)
    hou.add("/net/writer", category, kind, **{parm: "$HIP/geo/a.$F4.bgeo.sc", **RANGE})
    assert ticked(host) == {"/out/mantra1"}
    assert "/net/writer" in units(host)


def test_writers_that_a_render_waits_for_are_ticked_wherever_they_are(host, hou):
    camera(hou)
    hou.add("/obj/fx/sim", "Sop", "rop_geometry", sopoutput="$HIP/a.$F.bgeo", **RANGE)
    geometry(hou, "/out/a")
    hou.add("/out/fetch", "Driver", "fetch", inputs=("/out/a",), source="/obj/fx/sim")
    mantra(hou, inputs=("/out/fetch",))
    geometry(hou, "/out/other")
    assert ticked(host) == {"/out/mantra1", "/obj/fx/sim", "/out/a"}
    assert units(host)["/out/mantra1"].after == ("/out/a", "/obj/fx/sim")


def test_where_nothing_renders_the_ends_of_the_output_networks_are_wanted(host, hou):
    geometry(hou, "/out/a")
    geometry(hou, "/out/b", inputs=("/out/a",))
    hou.add("/obj/fx/sim", "Sop", "rop_geometry", sopoutput="$HIP/a.$F.bgeo", **RANGE)
    assert ticked(host) == {"/out/a", "/out/b"}


def test_a_render_in_a_stage_does_not_render_what_its_stage_comes_from(host, hou):
    hou.add("/stage/write", "Lop", "usd_rop", lopoutput="$HIP/a.usd", **RANGE)
    hou.add("/stage/render", "Lop", "usdrender_rop", inputs=("/stage/write",), outputimage="$HIP/a.$F4.exr", **RANGE)
    assert ticked(host) == {"/stage/render"}
    assert units(host)["/stage/render"].after == ()


def test_the_order_of_the_graph_is_kept(host, hou):
    camera(hou)
    geometry(hou, "/out/sim_b")
    geometry(hou, "/out/sim_a", inputs=("/out/sim_b",))
    mantra(hou, inputs=("/out/sim_a",))
    found = units(host)
    assert {name: unit.after for name, unit in found.items()} == {
        "/out/sim_b": (), "/out/sim_a": ("/out/sim_b",), "/out/mantra1": ("/out/sim_a",)}


def test_merge_switch_and_bypassed_nodes_are_passed_through(host, hou):
    camera(hou)
    for name in ("a", "b", "c"):
        geometry(hou, f"/out/{name}")
    geometry(hou, "/out/skipped", inputs=("/out/a",), bypass=True)
    hou.add("/out/switch", "Driver", "switch", inputs=("/out/b", "/out/c"), index=1)
    hou.add("/out/merge", "Driver", "merge", inputs=("/out/skipped", "/out/switch"))
    mantra(hou, inputs=("/out/merge",))
    assert units(host)["/out/mantra1"].after == ("/out/a", "/out/c")
    assert ticked(host) == {"/out/mantra1", "/out/a", "/out/c"}


def test_a_subnet_does_what_its_ends_do(host, hou):
    camera(hou)
    hou.add("/out/sims", "Driver", "subnet")
    geometry(hou, "/out/sims/a")
    geometry(hou, "/out/sims/b", inputs=("/out/sims/a",))
    mantra(hou, inputs=("/out/sims",))
    found = units(host)
    assert ticked(host) == {"/out/mantra1", "/out/sims/a", "/out/sims/b"}
    assert (found["/out/mantra1"].after, found["/out/sims/b"].after) == (("/out/sims/b",), ("/out/sims/a",))


def test_a_node_that_is_locked_keeps_those_before_it_from_rendering(host, hou):
    camera(hou)
    geometry(hou, "/out/a")
    mantra(hou, inputs=("/out/a",)).locked = True
    assert ticked(host) == {"/out/mantra1"}
    assert units(host)["/out/mantra1"].after == ()


def test_a_fetch_that_is_bypassed_is_as_if_it_were_disconnected(host, hou):
    camera(hou)
    geometry(hou, "/obj/net/sim")
    hou.add("/out/fetch", "Driver", "fetch", source="/obj/net/sim", bypass=True)
    mantra(hou, inputs=("/out/fetch",))
    assert ticked(host) == {"/out/mantra1"}


def test_nodes_that_wait_for_each_other_are_read(host, hou):
    camera(hou)
    geometry(hou, "/out/a", inputs=("/out/f",))
    hou.add("/out/f", "Driver", "fetch", source="/out/b")
    geometry(hou, "/out/b", inputs=("/out/a",))
    mantra(hou, inputs=("/out/b",))
    assert {name: unit.after for name, unit in units(host).items()} == {
        "/out/a": ("/out/b",), "/out/b": ("/out/a",), "/out/mantra1": ("/out/b",)}


def test_a_simulation_that_is_shared_waits_for_what_its_driver_waits_for(host, hou):
    geometry(hou, "/out/before")
    geometry(hou, "/out/save", inputs=("/out/before",))
    hou.add("/out/hq", "Driver", "hq_sim", hq_driver="/out/save", slice_type="particle", num_slices=2)
    hou.add("/out/own", "Driver", "hq_sim", hq_driver="/out/own", slice_type="particle", num_slices=2)
    assert units(host)["/out/hq"].after == ("/out/before",)
    assert units(host)["/out/own"].after == ()
    assert ticked(host) == {"/out/before", "/out/hq", "/out/own"}


def test_a_top_network_is_not_cooked_and_what_to_do_is_said(host, hou):
    camera(hou)
    mantra(hou)
    hou.add("/out/tops", "Driver", "topnet", inputs=("/out/mantra1",))
    hou.add("/out/tops/fetch1", "Top", "ropfetch", roppath="/out/mantra1")
    assert ticked(host) == {"/out/mantra1"}
    (said,) = host.unread()
    assert (said.node, said.read) == ("/out/tops", True)
    assert "tick the output nodes that it renders (/out/mantra1)" in said.reason


def test_a_wedge_of_a_top_network_is_rendered_once_and_what_to_do_is_said(host, hou):
    camera(hou)
    mantra(hou)
    hou.add("/tasks/net/wedge1", "Top", "wedge")
    hou.add("/tasks/net/fetch1", "Top", "ropfetch", inputs=("/tasks/net/wedge1",), roppath="/out/mantra1")
    hou.add("/tasks/net/fetch2", "Top", "ropfetch", roppath="/out/mantra1")
    units(host)
    (said,) = host.unread()
    assert (said.node, said.read) == ("/tasks/net/fetch1", True)
    assert "/out/mantra1 is rendered once" in said.reason


def test_a_wedge_that_no_render_needs_is_not_spoken_of(host, hou):
    camera(hou)
    mantra(hou)
    geometry(hou, "/out/a")
    hou.add("/out/wedge1", "Driver", "wedge", inputs=("/out/a",), wedgeparams=1, steps1=3)
    assert ticked(host) == {"/out/mantra1"}
    assert host.unread() == ()
