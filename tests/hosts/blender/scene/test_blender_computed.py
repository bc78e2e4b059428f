"""Files of import nodes whose path is worked out by other nodes; Blender itself says what it imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.core.model.host import Numbering

bpy = pytest.importorskip("bpy")
pytestmark = [pytest.mark.blender, pytest.mark.skipif(
    not hasattr(bpy.types, "FunctionNodeFormatString"), reason="Blender 4.5 and later import files by nodes")]


class Group:
    """A group of geometry nodes that imports a file."""

    def __init__(self, name="Group"):
        self.tree = bpy.data.node_groups.new(name, "GeometryNodeTree")
        self.tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")

    def node(self, kind, **inputs):
        """A node, with values of its inputs or what comes there."""
        node = self.tree.nodes.new(kind)
        for name, value in inputs.items():
            self.put(node.inputs[name], value)
        return node

    def put(self, socket, value):
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        else:
            socket.default_value = value

    def text(self, value):
        node = self.node("FunctionNodeInputString")
        node.string = value
        return node.outputs[0]

    def joined(self, *parts, between=""):
        """Parts from top to bottom: Blender puts each new one on top."""
        node = self.node("GeometryNodeStringJoin", Delimiter=between)
        for part in reversed(parts):
            self.tree.links.new(self.text(part) if isinstance(part, str) else part, node.inputs["Strings"])
        return node.outputs[0]

    def formatted(self, form, kind="INT", value=None):
        node = self.node("FunctionNodeFormatString", Format=form)
        node.format_items.new(kind, "n")
        self.put(node.inputs["n"], value)
        return node.outputs[0]

    def frame(self):
        return self.node("GeometryNodeInputSceneTime").outputs["Frame"]

    def imports(self, path, kind="GeometryNodeImportOBJ"):
        node = self.node(kind, Path=path)
        made = self.node("GeometryNodeRealizeInstances", Geometry=node.outputs[0])
        sink = self.node("NodeGroupOutput")
        self.tree.links.new(made.outputs[0], sink.inputs[0])
        return node


@pytest.fixture
def group():
    return Group


@pytest.fixture
def put(project):
    """Put a group on an object of the scene."""

    def put(tree):
        thing, modifier = project.object("NODES")
        modifier.node_group = tree
        bpy.context.scene.collection.objects.link(thing)
        return modifier

    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = 1, 3
    return put


def obj(project, *names):
    """Files of a triangle each; the path of the folder as it is on disk."""
    project.write(*names, content=b"v -1 0 -1\nv 1 0 -1\nv 0 0 1\nf 1 2 3\n")
    return f"{project.folder}/"


def points(frame=1):
    """How many points Blender imports."""
    bpy.context.scene.frame_set(frame)
    graph = bpy.context.evaluated_depsgraph_get()
    return len(bpy.data.objects["Thing"].evaluated_get(graph).data.vertices)


def paths(assets):
    return [asset.path for asset in assets()]


def test_the_usual_sequence_is_one_of_its_frames(project, group, put, assets):
    obj(project, "geo/f_001.obj", "geo/f_002.obj", "geo/f_003.obj")
    made = group()
    made.imports(made.formatted("//geo/f_{:03}.obj", value=made.frame()))
    put(made.tree)
    (asset,) = assets()
    assert [asset.path] == project.at("geo/f_###.obj")
    assert (asset.kind, asset.pattern, asset.numbering) == ("sequence", True, Numbering(0))
    assert [points(frame) for frame in (1, 3, 4)] == [3, 3, 0]


def test_a_sequence_may_count_otherwise_than_the_frames(project, group, put, assets):
    made = group()
    more = made.node("ShaderNodeMath", **{"Value": made.frame()})
    more.inputs[1].default_value = 100
    made.imports(made.joined("//geo/f_", made.node(
        "FunctionNodeValueToString", Value=more.outputs[0]).outputs[0], ".ply"), "GeometryNodeImportPLY")
    put(made.tree)
    (asset,) = assets()
    assert ([asset.path], asset.numbering) == (project.at("geo/f_###.ply"), Numbering(100))


def test_paths_that_do_not_count_up_are_named_one_by_one(project, group, put, assets):
    made = group()
    double = made.node("ShaderNodeMath", **{"Value": made.frame()})
    double.operation = "MULTIPLY"
    double.inputs[1].default_value = 2
    made.imports(made.formatted("//geo/f_{:03}.obj", value=double.outputs[0]))
    put(made.tree)
    assert paths(assets) == project.at("geo/f_002.obj", "geo/f_004.obj", "geo/f_006.obj")


@pytest.mark.parametrize("kind", ["OBJ", "STL", "PLY", "CSV", "VDB", "Text"])
def test_joined_texts_are_a_path(project, group, put, assets, kind):
    made = group()
    node = made.node(f"GeometryNodeImport{kind}", Path=made.joined("//geo", "a", "tri.x", between="/"))
    put(made.tree)
    assert paths(assets) == project.at("geo/a/tri.x")
    assert f"NODES: {node.name}".lower() in assets()[0].used_by.lower()


def test_blender_joins_in_the_same_order(project, group, put, assets):
    folder = obj(project, "geo/tri.obj")
    made = group()
    made.imports(made.joined(f"{folder}geo/", "tri.obj"))
    put(made.tree)
    assert paths(assets) == project.at("geo/tri.obj")
    assert points() == 3


def nested(group, kind="NodeSocketString"):
    """A group whose inner group has the import node, and the identifier of its path."""
    inner = group("Inner")
    inner.tree.interface.new_socket("Path", in_out="INPUT", socket_type=kind)
    inner.imports(inner.node("NodeGroupInput").outputs["Path"])
    outer = group("Outer")
    node = outer.node("GeometryNodeGroup")
    node.node_tree = inner.tree
    sink = outer.node("NodeGroupOutput")
    outer.tree.links.new(node.outputs[0], sink.inputs[0])
    return outer, node


def test_a_path_that_is_typed_on_a_group_node_is_found(project, group, put, assets):
    obj(project, "geo/tri.obj")
    outer, node = nested(group)
    node.inputs["Path"].default_value = "//geo/tri.obj"
    put(outer.tree)
    assert paths(assets) == project.at("geo/tri.obj")
    assert points() == 3


def test_a_path_that_is_typed_in_the_modifier_reaches_an_inner_group(project, group, put, assets):
    from foxsubmit.hosts.blender.scene.computed.values import input_of
    from foxsubmit.hosts.blender.scene.uses import set_value

    obj(project, "geo/tri.obj")
    outer, node = nested(group)
    socket = outer.tree.interface.new_socket("Path", in_out="INPUT", socket_type="NodeSocketString")
    outer.tree.links.new(outer.node("NodeGroupInput").outputs["Path"], node.inputs["Path"])
    modifier = put(outer.tree)
    set_value(*input_of(modifier, socket.identifier), "//geo/tri.obj")
    assert paths(assets) == project.at("geo/tri.obj")
    modifier.id_data.update_tag()
    assert points() == 3


def test_each_place_of_a_group_has_its_own_path(project, group, put, assets):
    outer, node = nested(group)
    node.inputs["Path"].default_value = "//a.obj"
    other = outer.node("GeometryNodeGroup")
    other.node_tree = node.node_tree
    other.inputs["Path"].default_value = "//b.obj"
    put(outer.tree)
    assert sorted(paths(assets)) == project.at("a.obj", "b.obj")


def test_a_switch_chooses(project, group, put, assets):
    made = group()
    switch = made.node("GeometryNodeSwitch")
    switch.input_type = "STRING"
    for name, value in (("False", "//low.obj"), ("True", "//high.obj"), ("Switch", True)):
        switch.inputs[name].default_value = value
    made.imports(switch.outputs[0])
    put(made.tree)
    assert paths(assets) == project.at("high.obj")
    switch.inputs["Switch"].default_value = False
    assert paths(assets) == project.at("low.obj")


def test_texts_are_replaced_and_sliced(project, group, put, assets):
    made = group()
    replaced = made.node("FunctionNodeReplaceString", String="//LOD/tri.objects", Find="LOD", Replace="geo")
    made.imports(made.node("FunctionNodeSliceString", String=replaced.outputs[0], Position=0, Length=13).outputs[0])
    put(made.tree)
    assert paths(assets) == project.at("geo/tri.obj")


def test_a_driver_that_names_the_frame_counts_as_the_frame(project, group, put, assets):
    made = group()
    number = made.node("FunctionNodeInputInt")
    number.driver_add("integer").driver.expression = "frame + 10"
    made.imports(made.formatted("//geo/f_{:04}.obj", value=number.outputs[0]))
    put(made.tree)
    (asset,) = assets()
    assert ([asset.path], asset.numbering) == (project.at("geo/f_####.obj"), Numbering(10))


def test_a_path_that_is_not_known_is_named_with_the_node_that_makes_it(project, group, put, assets):
    from foxsubmit.hosts.blender.scene.host import Blender

    made = group()
    made.imports(made.formatted("//geo/f_{:03}.obj", value=made.node("FunctionNodeFindInString").outputs[0]))
    put(made.tree)
    host = Blender()
    assert [asset for asset in host.assets() if asset is not None] == []
    (unread,) = host.unread()
    assert "Import OBJ" in unread.node
    assert "Find in String" in unread.reason
    assert not unread.read


def test_a_node_that_is_muted_imports_nothing(project, group, put, assets):
    made = group()
    made.imports(made.joined("//a", ".obj")).mute = True
    put(made.tree)
    assert assets() == []


def test_the_beginning_of_a_joined_path_is_moved_with_its_slash(project, group, put, tmp_path):
    from foxsubmit.hosts.blender.node.mirror import Mirror
    from foxsubmit.hosts.blender.node.relink import relink

    made = group()
    folder = obj(project, "geo/tri.obj")
    made.imports(made.joined(f"{folder}geo/", "tri.obj"))
    put(made.tree)
    mirror = Mirror(tmp_path / "mirror")
    relink(mirror)
    (node,) = (each for each in made.tree.nodes if each.bl_idname == "FunctionNodeInputString" and "geo" in each.string)
    assert node.string.endswith("/")
    assert Path(node.string) == Path(mirror.place(folder), "geo")
