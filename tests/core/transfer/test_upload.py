"""Sending files to a real farm: what is sent, what is not, what goes on where it stopped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.uploads import Recorder, Stopped, Watched, never, planned, send, settled, stored_at, upload

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.core.transfer.engine import FileToSend
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.submit import Submission


def test_every_file_arrives_whole_and_the_scene_comes_last(project, api, journal, farm):
    assert [name for name, _start in send(project, api, journal)] == ["wood.png", "stone.png", "sky.png", "shot.blend"]
    for asset in project.files:
        assert stored_at(farm, asset.path).read_bytes() == Path(asset.path).read_bytes()


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """The names of the project's files that are opened to be read."""
    def counting(path, *arguments, **keywords):
        if str(path).startswith(str(tmp_path / "project")):
            names.append(Path(path).name)
        return before(path, *arguments, **keywords)

    names, before = [], os.open
    monkeypatch.setattr(os, "open", counting)
    return names


def test_the_first_submission_opens_every_file_once(project, api, journal, opened):
    send(project, api, journal)
    assert sorted(opened) == ["shot.blend", "sky.png", "stone.png", "wood.png"]


def test_the_second_submission_opens_and_sends_nothing(project, api, journal, opened):
    send(project, api, journal)
    opened.clear()
    assert send(project, api, journal) == []
    assert opened == []


def test_a_file_whose_time_changed_but_not_its_content_is_hashed_and_not_sent(project, api, journal):
    send(project, api, journal)
    os.utime(project.files[0].path, ns=(1, 1))
    assert send(project, api, journal) == []


def test_a_file_that_changed_in_size_and_kept_its_time_is_sent(project, api, journal, farm):
    send(project, api, journal)
    path = Path(project.files[0].path)
    before = path.stat()
    path.write_bytes(b"another wood")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [name for name, _start in send(project, api, journal)] == ["wood.png"]
    assert stored_at(farm, path).read_bytes() == b"another wood"


def test_a_changed_file_of_the_same_size_and_time_is_sent_where_contents_are_compared(project, api, journal, farm):
    send(project, api, journal)
    path = Path(project.files[0].path)
    before = path.stat()
    path.write_bytes(b"x" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert send(project, api, journal) == [], "as long as nobody asks for it"
    row, engine = planned(project, api, journal, check_content=True), Recorder(open_engine(api))
    assert row.plan_head().check_content
    Submission(journal, api, row, never)._send(engine, api.client.access_id, never)
    assert [name for name, _start in engine.sent] == ["wood.png"]
    assert stored_at(farm, path).read_bytes() == path.read_bytes()


def test_a_file_of_the_same_size_with_another_content_is_sent(project, api, journal, farm):
    send(project, api, journal)
    path = Path(project.files[0].path)
    path.write_bytes(b"WOOD")
    assert send(project, api, journal) == [("wood.png", 0)]
    assert stored_at(farm, path).read_bytes() == b"WOOD"


class HalfWay:
    """A report that stops after so many bytes."""

    def __init__(self, most):
        self._most = most

    def check(self):
        """Nobody wishes anything."""

    def limit(self):
        return 0

    def moved(self, _server, done):
        if done > self._most:
            raise Stopped

    def arrived(self, item, _sent):
        raise AssertionError(item)


def half_sent(api, path, size, most):
    """Send the first half of a file; how much of it is stored."""
    engine, status, there = open_engine(api), path.stat(), server_path(str(path))
    with pytest.raises(Stopped):
        engine.send([FileToSend(str(path), there, size, status.st_mtime_ns, status.st_ino)], HalfWay(most))
    left = settled(lambda: engine.have([(there, size)])[0])
    assert not left.complete
    return left.bytes


def test_a_large_file_goes_on_inside_where_it_stopped(tmp_path, api, journal, farm):
    content = os.urandom(6 << 20)
    host = make_project(tmp_path / "big", {"big.bin": content})
    path = tmp_path / "big" / "big.bin"
    left = half_sent(api, path, len(content), 3 << 20)
    assert 1 << 20 < left < len(content)
    assert send(host, api, journal) == [("big.bin", left), ("shot.blend", 0)]
    assert stored_at(farm, path).read_bytes() == content


def test_the_beginning_of_an_older_file_is_not_taken_for_that_of_the_new_one(tmp_path, api, journal, farm):
    host = make_project(tmp_path / "big", {"big.bin": os.urandom(6 << 20)})
    path = tmp_path / "big" / "big.bin"
    half_sent(api, path, 6 << 20, 3 << 20)
    content = os.urandom(6 << 20)
    path.write_bytes(content)
    send(host, api, journal)
    assert stored_at(farm, path).read_bytes() == content


def writing(contents):
    """Writes wood.png again just before it is reported as arrived."""
    def arrived(item, _sent):
        content = next(contents, None) if Path(item.local).name == "wood.png" else None
        if content is not None:
            Path(item.local).write_bytes(content)

    return arrived


def test_a_file_that_is_written_while_it_is_sent_is_sent_again(project, api, journal, farm):
    engine = Watched(open_engine(api), arrived=writing(iter([b"wood while sending"])))
    upload(planned(project, api, journal), engine, api, journal)
    assert [name for name, _start in engine.sent].count("wood.png") == 2
    assert stored_at(farm, project.files[0].path).read_bytes() == b"wood while sending"
    assert send(project, api, journal) == [], "what is known of it is what it became"


def test_a_file_that_is_written_without_end_is_named(project, api, journal):
    engine = Watched(open_engine(api), arrived=writing(b"x" * size for size in range(1, 100)))
    with pytest.raises(TransferFailed, match=r"wood\.png is being written"):
        upload(planned(project, api, journal), engine, api, journal)


def test_a_file_that_vanished_is_named(project, api, journal):
    row = planned(project, api, journal)
    Path(project.files[1].path).unlink()
    with pytest.raises(TransferFailed, match=r"stone\.png is gone") as caught:
        upload(row, open_engine(api), api, journal)
    assert not caught.value.retry, "no waiting brings it back"


def test_a_scene_that_was_saved_again_is_not_sent_under_the_old_plan(project, api, journal):
    row = planned(project, api, journal)
    project.current.path.write_bytes(b"BLENDER another")
    with pytest.raises(TransferFailed, match="saved again after the submission was planned"):
        upload(row, open_engine(api), api, journal)


def test_stopping_is_noticed_between_two_files(project, api, journal):
    def stop():
        if len(asked) == 3:
            raise Stopped
        asked.append(1)

    asked = []
    with pytest.raises(Stopped):
        send(project, api, journal, stop)


def test_an_empty_file_arrives(tmp_path, api, journal, farm):
    host = make_project(tmp_path / "p", {"empty.txt": b""})
    send(host, api, journal)
    assert stored_at(farm, tmp_path / "p" / "empty.txt").read_bytes() == b""


def test_names_of_any_kind_arrive(tmp_path, api, journal, farm):
    names = ["纹理 一.png", "a&b=c%20+.png", "[x] (1) 'q'.png", "ü" * 100 + ".png"]
    host = make_project(tmp_path / "p", {name: name.encode() for name in names})
    send(host, api, journal)
    for name in names:
        assert stored_at(farm, tmp_path / "p" / name).read_bytes() == name.encode()
