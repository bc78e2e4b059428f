"""Every host has the methods of core/model/host.py, and answers with plain data."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import types
from pathlib import Path

import pytest
from tests.hosts.conftest import faults

from foxsubmit import hosts
from foxsubmit.core.model.asset_kinds import EXTRA, KINDS
from foxsubmit.core.model.host import Asset, Host, Opens, Remembers, RenderUnit, Reports, SavesAs, Scene, Selects
from foxsubmit.hosts.recorded import RecordedHost
from foxsubmit.hosts.recorded.data import scene_from_json, scene_to_json

FOLDER = Path(hosts.__file__).parent
OFFERS = (Selects, Reports, Remembers, SavesAs, Opens)
"""What a host may have beside its methods, in whole."""
PLACES = {path.relative_to(FOLDER).parts[0]: path for path in FOLDER.rglob("host.py")}
HOSTS = sorted(PLACES)


def _methods(protocol):
    return {name: list(inspect.signature(method).parameters) for name, method in vars(protocol).items()
            if inspect.isfunction(method) and not name.startswith("_")}


def _found(name):
    """The methods of each class in a host's file."""
    classes = [node for node in ast.parse(PLACES[name].read_text("utf-8")).body
               if isinstance(node, ast.ClassDef)]
    return [{method.name: [argument.arg for argument in method.args.args]
             for method in each.body if isinstance(method, ast.FunctionDef)} for each in classes]


def test_there_are_hosts():
    assert {"blender", "houdini", "max", "maya", "recorded"} <= set(HOSTS)


@pytest.mark.parametrize("name", HOSTS)
def test_a_host_has_every_method_with_the_same_arguments(name):
    wanted = _methods(Host)
    assert any(wanted.items() <= methods.items() for methods in _found(name)), f"{name} lacks one of {wanted}"


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.__name__)
def test_what_a_host_offers_beyond_that_has_the_same_arguments(name, offer):
    wanted = _methods(offer)
    for methods in _found(name):
        offered = {method: methods[method] for method in wanted if method in methods}
        assert offered in ({}, wanted), f"{name} has a part of {offer.__name__}"


@pytest.mark.parametrize("name", HOSTS)
def test_a_host_says_its_name(name):
    text = PLACES[name].read_text("utf-8")
    assert f'name = "{name}"' in text or f'name: str = "{name}"' in text


@pytest.fixture(params=["recorded", pytest.param("blender", marks=pytest.mark.blender)])
def host(request, tmp_path):
    """A host with a scene that names two files."""
    if request.param == "recorded":
        files = tuple(Asset(str(tmp_path / name), f'Image "{name}"') for name in ("a.png", "b.png"))
        return RecordedHost(Scene(tmp_path / "shot.blend", "1"), files)
    bpy = pytest.importorskip("bpy")
    from foxsubmit.hosts.blender.scene.host import Blender

    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "shot.blend"))
    for name in ("a.png", "b.png"):
        image = bpy.data.images.new(name, 1, 1)
        image.source = "FILE"
        image.filepath = f"//{name}"
        image.use_fake_user = True
    return Blender()


def test_a_scene_is_plain_data(host):
    scene = host.scene()
    assert scene_from_json(json.loads(json.dumps(scene_to_json(scene)))) == scene
    assert all(type(unit) is RenderUnit and type(unit.name) is str for unit in scene.units)


def test_assets_come_one_by_one(host):
    assert isinstance(host.assets(), types.GeneratorType)
    assert next(filter(None, host.assets())).path.endswith("a.png")


def test_every_asset_has_a_place_and_a_user(host):
    found = list(filter(None, host.assets()))
    assert len(found) == 2
    for asset in found:
        assert type(asset) is Asset
        assert Path(asset.path).is_absolute()
        assert asset.used_by


@pytest.mark.parametrize(("asset", "fault"), [
    (Asset("textures/a.png", "file1", "image"), "its path is not absolute"),
    (Asset("//textures/a.png", "file1", "image"), ""),
    (Asset("D:a.png", "file1", "image"), "its path is not absolute"),
    (Asset("D:/a.png", "file1", "image"), ""),
    (Asset("/a.png", "file1", "picture"), "its kind, 'picture', is not in core/model/asset_kinds.py"),
    (Asset("/a.png", " ", "image"), "it names no node"),
], ids=lambda each: getattr(each, "path", each))
def test_an_asset_that_no_host_may_tell_of_is_named(asset, fault):
    """Whatever scene a test of a host reads, each of its assets is looked at so: see conftest.py."""
    assert list(faults(asset)) == [f"{asset.path!r} of {asset.used_by!r}: {fault}"] * bool(fault)


@pytest.mark.parametrize("table", [
    "maya.names.KINDS", "max.names.KINDS", "max.names.KINDS_BY_SUFFIX", "houdini.tables.KINDS"])
def test_each_kind_in_a_table_is_known(table):
    module, _dot, name = table.rpartition(".")
    kinds = getattr(importlib.import_module(f"foxsubmit.hosts.{module}"), name)
    assert {key: kind for key, kind in kinds.items() if kind not in KINDS - {EXTRA}} == {}


def test_saving_says_where(host, tmp_path):
    assert host.save() == tmp_path / "shot.blend"
    assert not host.scene().unsaved


def test_looking_changes_nothing(host):
    before = host.scene()
    list(host.assets())
    assert host.scene() == before


@pytest.mark.parametrize("nodes", [(), ("",), ("Gone",), ('Image "a.png"', "Gone", 'Nothing "at all" · "here"')])
def test_names_that_mean_nothing_are_passed_over_in_selecting(host, nodes):
    if isinstance(host, Selects):
        host.select(nodes)


def test_what_a_host_remembers_it_recalls(host):
    if isinstance(host, Remembers):
        for text in ("", '{"frames": "1-10", "name": "\u5927"}', "x" * 10_000, ""):
            host.remember(text)
            assert host.recall() == text
