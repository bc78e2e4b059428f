"""3ds Max scenes travel in an archive."""

from __future__ import annotations

import hashlib
import os
import sys

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.plan import pack as packing
from foxsubmit.core.plan.build import scene_file
from foxsubmit.core.plan.pack import pack


@pytest.fixture
def scene(tmp_path):
    path = tmp_path / "大厅 lobby.max"
    path.write_bytes(b"a scene" * 10_000)
    return path


def test_the_archive_holds_the_scene_under_its_name(scene, tmp_path):
    py7zr = pytest.importorskip("py7zr")
    archive = pack(scene, tmp_path / "packed")
    assert archive.name == "大厅 lobby.max.7z"
    with py7zr.SevenZipFile(archive) as opened:
        assert opened.getnames() == ["大厅 lobby.max"]
        opened.extractall(tmp_path / "out")
    assert (tmp_path / "out" / "大厅 lobby.max").read_bytes() == scene.read_bytes()


def test_a_scene_that_has_not_changed_is_packed_once(scene, tmp_path):
    pytest.importorskip("py7zr")
    first = pack(scene, tmp_path / "packed")
    stamp = first.stat().st_mtime_ns, first.stat().st_ino
    again = pack(scene, tmp_path / "packed")
    assert (again, (again.stat().st_mtime_ns, again.stat().st_ino)) == (first, stamp)


def test_an_archive_that_may_be_on_its_way_is_left_alone_when_the_scene_changes(scene, tmp_path):
    pytest.importorskip("py7zr")
    first = pack(scene, tmp_path / "packed")
    before = first.read_bytes()
    scene.write_bytes(b"another scene")
    assert pack(scene, tmp_path / "packed") != first
    assert first.read_bytes() == before


def test_archives_of_long_ago_are_removed(scene, tmp_path):
    pytest.importorskip("py7zr")
    first = pack(scene, tmp_path / "packed")
    os.utime(first, (1, 1))
    scene.write_bytes(b"another scene")
    pack(scene, tmp_path / "packed")
    assert not first.exists()


def test_the_plan_gets_the_archives_hash_and_the_scenes_stamp(scene, tmp_path):
    pytest.importorskip("py7zr")
    found = scene_file("max", scene, tmp_path / "packed")
    with open(found.local.path, "rb") as file:  # noqa: PTH123 - a text path, as in the plan
        assert hashlib.md5(file.read()).hexdigest() == found.md5
    assert found.server.endswith("/大厅 lobby.max.7z")
    assert (found.original.path, found.original.size) == (str(scene), 70_000)


def test_without_py7zr_the_sentence_says_what_to_install(scene, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "py7zr", None)
    with pytest.raises(BadInput, match='-m pip install "py7zr'):
        pack(scene, tmp_path / "packed")


def test_a_scene_that_is_gone_is_one_sentence(tmp_path):
    pytest.importorskip("py7zr")
    with pytest.raises(BadInput, match="cannot be packed: No such file"):
        pack(tmp_path / "gone.max", tmp_path / "packed")


def test_half_an_archive_is_never_taken(scene, tmp_path, monkeypatch):
    py7zr = pytest.importorskip("py7zr")
    monkeypatch.setattr(py7zr.SevenZipFile, "write", _full_disk)
    with pytest.raises(BadInput, match="No space left"):
        pack(scene, tmp_path / "packed")
    monkeypatch.undo()
    assert packing.pack(scene, tmp_path / "packed").stat().st_size > 100


def _full_disk(*_arguments):
    raise OSError(28, "No space left on device")
