"""Sending files to a real farm: what is sent, what is not, what goes on where it stopped."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from tests.conftest import make_project

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.errors import TransferFailed
from foxsubmit.core.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.choices import Choices
from foxsubmit.core.transfer import upload as upload_module
from foxsubmit.core.transfer.agent import Stopped
from foxsubmit.core.transfer.engine import Stored
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.upload import Meter, Upload


class Recorder:
    """The real engine; notes which files it is asked to send, and from which byte."""

    def __init__(self, engine, before_send=None):
        self._engine = engine
        self._before_send = before_send
        self.sent = []

    def have(self, files):
        return self._engine.have(files)

    def send(self, local, server, stored, progress):
        if self._before_send:
            self._before_send(local)
        self.sent.append((local.name, stored.bytes))
        return self._engine.send(local, server, stored, progress)

    def fetch(self, server, local, size, progress):
        self._engine.fetch(server, local, size, progress)


def planned(host, api, journal):
    facts = read_facts(api, "blender")
    (plan,) = build_plans("blender", "local", "2", facts, host.scene(), find_all(host.assets()), (), Choices())
    return journal.get(journal.add(plan))


def send(host, api, journal, stop=lambda: None, before_send=None):
    row = planned(host, api, journal)
    engine = Recorder(open_engine(api), before_send)
    Upload(journal, engine, api.client.access_id, row, stop).run()
    return engine.sent


def settled(look):
    """What the farm has once it has noticed that nobody sends any more."""
    before = None
    for _try in range(100):
        now = look()
        if now.bytes and now == before:
            return now
        before = now
        time.sleep(0.05)
    raise AssertionError(f"nothing stays of what was sent: {before}")


def stored_at(farm, path):
    return farm.folder.joinpath("storage", "10201", *str(path).strip("/").split("/"))


def test_every_file_arrives_whole_and_the_scene_comes_last(project, api, journal, farm):
    assert [name for name, _start in send(project, api, journal)] == ["wood.png", "stone.png", "sky.png", "shot.blend"]
    for asset in project.files:
        assert stored_at(farm, asset.path).read_bytes() == Path(asset.path).read_bytes()


def test_the_second_submission_opens_and_sends_nothing(project, api, journal, monkeypatch):
    send(project, api, journal)
    monkeypatch.setattr(Upload, "_hash", lambda *_args: pytest.fail("a file was read again"))
    assert send(project, api, journal) == []


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


def test_a_file_of_the_same_size_with_another_content_is_sent(project, api, journal, farm):
    send(project, api, journal)
    path = Path(project.files[0].path)
    path.write_bytes(b"WOOD")
    assert send(project, api, journal) == [("wood.png", 0)]
    assert stored_at(farm, path).read_bytes() == b"WOOD"


def test_a_large_file_goes_on_inside_where_it_stopped(tmp_path, api, journal, farm):
    content = os.urandom(6 << 20)
    host = make_project(tmp_path / "big", {"big.bin": content})
    row = planned(host, api, journal)
    engine = open_engine(api)

    def stop_half_way(done):
        if done > 3 << 20:
            raise Stopped

    path = tmp_path / "big" / "big.bin"
    with pytest.raises(Stopped):
        engine.send(path, str(path), Stored(), stop_half_way)
    left = settled(lambda: engine.have([(str(path), len(content))])[0])
    assert not left.complete
    assert 1 << 20 < left.bytes < len(content)
    recorder = Recorder(engine)
    Upload(journal, recorder, api.client.access_id, row, lambda: None).run()
    assert recorder.sent[0] == ("big.bin", left.bytes)
    assert hashlib.sha256(stored_at(farm, path).read_bytes()).digest() == hashlib.sha256(content).digest()


def test_a_file_that_is_written_while_it_is_sent_is_sent_again(project, api, journal, farm):
    changes = iter([b"wood while sending", None, None, None, None])

    def write(local):
        if local.name == "wood.png" and (content := next(changes)):
            engine_open_race.append(content)

    engine_open_race = []
    original = upload_module.Upload._unmoved

    def unmoved(self, row, sent):
        if engine_open_race:
            Path(row["local"]).write_bytes(engine_open_race.pop())
        return original(self, row, sent)

    upload_module.Upload._unmoved = unmoved
    try:
        sent = send(project, api, journal, before_send=write)
    finally:
        upload_module.Upload._unmoved = original
    assert [name for name, _start in sent].count("wood.png") == 2
    assert stored_at(farm, project.files[0].path).read_bytes() == b"wood while sending"


def test_a_file_that_vanished_is_named(project, api, journal):
    row = planned(project, api, journal)
    Path(project.files[1].path).unlink()
    with pytest.raises(TransferFailed, match=r"stone\.png is gone") as caught:
        Upload(journal, open_engine(api), "id", row, lambda: None).run()
    assert not caught.value.retry


def test_a_scene_that_was_saved_again_is_not_sent_under_the_old_plan(project, api, journal):
    row = planned(project, api, journal)
    project.current.path.write_bytes(b"BLENDER another")
    with pytest.raises(TransferFailed, match="saved again after the submission was planned"):
        Upload(journal, open_engine(api), "id", row, lambda: None).run()


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


def test_speed_is_that_of_the_last_seconds():
    meter = Meter()
    meter.moved(0, 0.0)
    assert meter.moved(1000, 1.0) == 1000
    meter.next_file()
    assert meter.moved(1000, 2.0) == 1000
    assert meter.moved(1000, 20.0) == 0
