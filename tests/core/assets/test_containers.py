"""Containers that nobody looked into are said."""

from __future__ import annotations

import pytest

from foxsubmit.core.assets import layers
from foxsubmit.core.assets.choosing import with_choices
from foxsubmit.core.assets.containers import unopened
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.host import Asset


@pytest.fixture
def without_usd(monkeypatch):
    monkeypatch.setattr(layers, "is_there", lambda: False)


def find(folder, *names, look_inside=True, **more):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return find_all([Asset(str(folder / name), "node", **more) for name in names], look_inside)


def test_each_kind_is_named_once_with_its_files(tmp_path, without_usd):
    found = find(tmp_path, "a.ass", "b.ASS.GZ", "c.vrscene", "d.rs", "e.abc", "f.usd", "g.usdz", "h.png", "i.ass.txt",
                 "j.mtlx", "k.rib", "l.ocio", "m.osl", "n.xgen", "o.0001.fur", look_inside=False)
    kinds = {each.name: len(each.assets) for each in unopened(found)}
    assert kinds == {"Arnold archives": 2, "V-Ray scenes": 1, "Redshift proxies": 1, "Alembic archives": 1,
                     "USD layers": 2, "MaterialX documents": 1, "RenderMan archives": 1, "OCIO configurations": 1,
                     "OSL shaders": 1, "XGen collections": 1, "Yeti caches": 1}


def test_a_sequence_of_them_and_a_folder_with_one_count(tmp_path, without_usd):
    for name in ("s.0001.abc", "s.0002.abc", "folder/deep/a.rs", "folder/b.png"):
        find(tmp_path, name)
    found = find_all([Asset(str(tmp_path / "s.####.abc"), "node", pattern=True), Asset(str(tmp_path / "folder"), "n")])
    assert [each.name for each in unopened(found)] == ["Redshift proxies", "Alembic archives"]


@pytest.mark.parametrize("name", ["sofa.blend", "sofa.max", "sofa.c4d", "sofa"])
def test_a_scene_within_the_scene_that_lies_elsewhere_is_said_whatever_its_host_calls_it(tmp_path, without_usd, name):
    here = tmp_path / "new"
    here.mkdir()
    (here / name).write_bytes(b"")
    moves = ((str(tmp_path / "old"), str(here)),)
    found = find_all([Asset(str(tmp_path / "old" / name), "node", "library")], relocated=moves)
    assert [each.name for each in unopened(found)] == ["Scenes that lie elsewhere than the scene says"]


def test_what_is_left_out_or_not_there_is_not_said(tmp_path, without_usd):
    found = find(tmp_path, "a.rs")
    assert unopened(with_choices(found, [str(tmp_path / "a.rs")])) == ()
    (tmp_path / "a.rs").unlink()
    assert unopened(find_all([Asset(str(tmp_path / "a.rs"), "node")])) == ()


def test_layers_are_left_alone_where_nobody_wants_them_read(tmp_path):
    found = find(tmp_path, "f.usda")
    assert [each.name for each in unopened(find_all([Asset(found[0].path, "n")], look_inside=False))] == ["USD layers"]
