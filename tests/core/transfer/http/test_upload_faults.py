"""What goes wrong while files are sent: each with a sentence, and nothing is sent again that had arrived."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.relay import Relay
from tests.core.transfer.uploads import Recorder, Stopped, Watched, planned, send, settled, stored_at, upload
from tests.farm.http.test_farm_process import process

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.common.errors import BadAnswer, TransferFailed
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.hashing_reader import unreadable
from foxsubmit.core.transfer.http import connection
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.farm.base.constants import INPUT, OUTPUT
from foxsubmit.farm.base.faults import Fault
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

MB = 1 << 20
PUT, BUNDLE = f"/storage/{INPUT}", f"/storage/{INPUT}/bundle"


@pytest.fixture
def big(tmp_path):
    """A project with one large file."""
    return make_project(tmp_path / "big", {"big.bin": os.urandom(8 * MB)})


@pytest.fixture
def faults(farm):
    """Switch faults on; they are off after the test."""
    yield lambda *faults: farm.state.faults.set(faults)
    farm.state.faults.set([])


def fails(row, engine, api, journal, match, retry):
    with pytest.raises(TransferFailed, match=match) as caught:
        upload(row, engine, api, journal)
    assert caught.value.retry is retry
    return caught.value


def some_is_stored(folder):
    """Wait until the farm has written a block of a large file; sockets hold megabytes by themselves."""
    parts = folder / "storage" / "parts"
    for _try in range(600):
        if any(part.stat().st_size for part in parts.iterdir()):
            return
        time.sleep(0.05)
    raise AssertionError("nothing arrives")


def check(farm, host):
    for asset in host.files:
        assert stored_at(farm, asset.path).read_bytes() == Path(asset.path).read_bytes()


def test_a_full_disk_names_the_file_and_keeps_the_others(project, api, journal, farm, faults):
    row = planned(project, api, journal)
    faults(Fault("full-disk", path="stone.png"))
    error = fails(row, open_engine(api), api, journal, r"did not take .*stone\.png.*disk of the farm is full", True)
    assert error.path.endswith("stone.png")
    faults()
    engine = upload(row, Recorder(open_engine(api)), api, journal)
    assert [name for name, _start in engine.sent] == ["stone.png", "shot.blend"]
    check(farm, project)


def test_a_disk_that_is_full_inside_a_large_file_keeps_its_beginning(big, api, journal, farm, faults):
    row = planned(big, api, journal)

    def fill(_server, done):
        if done == 5 * MB:
            some_is_stored(farm.folder)
            faults(Fault("full-disk", path="big.bin"))

    engine = Watched(open_engine(api), moved=fill)
    fails(row, engine, api, journal, "disk of the farm is full", True)
    faults()
    (left,) = open_engine(api).have([(server_path(big.files[0].path), 8 * MB)])
    assert 0 < left.bytes < 8 * MB
    assert upload(row, Recorder(open_engine(api)), api, journal).sent[0] == ("big.bin", left.bytes)
    check(farm, big)


@pytest.mark.parametrize(("fault", "match", "kind"), [
    (Fault("5xx", count=1, path=PUT), "out of order for the moment .HTTP 503", TransferFailed),
    (Fault("5xx", count=1, path=PUT, after=True), "out of order for the moment", TransferFailed),
    (Fault("610", count=1, path=PUT), "signature has expired", TransferFailed),
    (Fault("drop", count=1, path=PUT), "broke off", TransferFailed),
    (Fault("reset", count=1, path=PUT, after=True), "broke off", TransferFailed),
    (Fault("garbage", count=1, path=PUT), "did not answer as a farm's storage", BadAnswer),
    (Fault("truncated", count=1, path=PUT), "did not answer as a farm's storage", BadAnswer),
], ids=lambda value: f"{value.kind}{'-after' * value.after}" if isinstance(value, Fault) else "")
@pytest.mark.parametrize("size", [100, 3 * MB], ids=["small", "large"])
def test_an_answer_that_is_none_is_tried_again_and_what_arrived_is_not_sent_again(
        tmp_path, api, journal, farm, faults, fault, match, kind, size):
    host = make_project(tmp_path / "p", {"a.bin": os.urandom(size)})
    row, engine = planned(host, api, journal), open_engine(api)
    with pytest.raises(kind, match=match) as caught:
        upload(row, OnlyPuts(engine, faults, fault), api, journal)
    assert getattr(caught.value, "retry", True)
    faults()
    (there,) = engine.have([(server_path(host.files[0].path), size)])
    again = upload(row, Recorder(engine), api, journal)
    assert ("a.bin" in dict(again.sent)) is not there.complete
    check(farm, host)


class OnlyPuts(Recorder):
    """Faults begin with what is sent: they would count the question before it too."""

    def __init__(self, engine, faults, fault):
        super().__init__(engine)
        self._begin = lambda: faults(fault)

    def send(self, items, report):
        self._begin()
        super().send(items, report)


def test_a_farm_that_is_not_there_is_tried_again(project, api, journal, settings, tmp_path):
    row = planned(project, api, journal)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    away = FoxAPI(api.client.access_id, "key", f"127.0.0.1:{port}", "2", protocol="http")
    engine = HttpEngine(away.client, INPUT, OUTPUT)

    class Asked(Recorder):
        def have(self, files):
            return open_engine(api).have(files)

    fails(row, Asked(engine), api, journal, "No farm answers", True)


@pytest.fixture
def relay(farm):
    with Relay(int(farm.domain.split(":")[1])) as relay:
        yield relay


@pytest.fixture
def through(relay, farm):
    """An engine whose bytes go through the relay, which falls silent in the middle of the large file."""
    def fall_silent(_server, done):
        if done == 4 * MB:
            some_is_stored(farm.folder)
            relay.silent = True

    client = FoxAPI(farm.access_id, farm.access_key, f"127.0.0.1:{relay.port}", "2", protocol="http").client
    return Watched(HttpEngine(client, INPUT, OUTPUT), moved=fall_silent)


def test_a_network_that_is_gone_for_a_minute_is_noticed_and_the_file_goes_on_where_it_stood(
        big, api, journal, farm, relay, through, monkeypatch):
    monkeypatch.setattr(connection, "STALL", 1.0)
    row = planned(big, api, journal)
    fails(row, through, api, journal, "took too long|broke off", True)
    stored = wait_for_some(api, big)
    assert stored < 8 * MB
    engine = upload(row, Recorder(open_engine(api)), api, journal)
    assert engine.sent[0] == ("big.bin", stored)
    check(farm, big)


def wait_for_some(api, host):
    """How much the farm has of the large file once nothing more comes."""
    before = -1
    for _try in range(200):
        (now,) = open_engine(api).have([(server_path(host.files[0].path), 8 * MB)])
        if now.bytes and now.bytes == before:
            return now.bytes
        before = now.bytes
        time.sleep(0.05)
    raise AssertionError(before)


def test_a_pause_is_noticed_while_the_network_is_gone(big, api, journal, relay, through):
    waiting = []

    def stop():
        if relay.silent:
            waiting.append(1)
        if len(waiting) > 10:
            raise Stopped

    with pytest.raises(Stopped):
        upload(planned(big, api, journal), through, api, journal, stop)


def test_a_farm_that_is_killed_in_the_middle_and_starts_again_is_gone_on_with(tmp_path, journal, settings):
    folder = tmp_path / "farm"
    host = make_project(tmp_path / "big", {"big.bin": os.urandom(24 * MB),
                                           **{f"{number}.bin": os.urandom(99) for number in range(300)}})
    settings.remember_farm(folder)
    with process(folder) as farm:
        api = settings.credentials("local").api()
        row = planned(host, api, journal)

        def kill(server, done):
            if server.endswith("big.bin") and done == 12 * MB:
                some_is_stored(folder)
                farm.kill()

        engine = Watched(open_engine(api), moved=kill)
        with pytest.raises(TransferFailed) as caught:
            upload(row, engine, api, journal)
        farm.wait()
        assert caught.value.retry
        assert len(engine.arrivals) == 300
    with LocalFarm(folder, options=Options(simulate=True)) as farm:
        api = settings.credentials("local").api()
        again = upload(row, Recorder(open_engine(api)), api, journal)
        assert [name for name, _start in again.sent] == ["big.bin", "shot.blend"]
        assert again.sent[0][1] > 0
        check(farm, host)


def test_a_folder_in_the_place_of_a_file_is_a_sentence(project, api, journal):
    row, path = planned(project, api, journal), Path(project.files[0].path)
    path.unlink()
    path.mkdir()
    fails(row, open_engine(api), api, journal, r"wood\.png is a folder and no file", False)


def test_a_drive_that_is_gone_may_come_back(project, api, journal, farm):
    row, folder = planned(project, api, journal), Path(project.files[0].path).parent
    away = folder.rename(folder.with_name("away"))
    fails(row, open_engine(api), api, journal, "is its drive connected", True)
    away.rename(folder)
    upload(row, open_engine(api), api, journal)
    check(farm, project)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the system has other permissions")
def test_a_file_that_may_not_be_read_any_more_is_named(project, api, journal):
    path = Path(project.files[0].path)
    row = planned(project, api, journal)
    if os.geteuid() == 0:
        assert "may not be read" in str(unreadable(path, PermissionError(13, "Permission denied")))
        pytest.skip("nothing is forbidden to root")
    path.chmod(0)
    fails(row, open_engine(api), api, journal, r"wood\.png may not be read", False)


@pytest.mark.parametrize(("number", "retry"), [(13, False), (21, False), (5, True), (110, True), (116, True)])
def test_a_reason_that_may_pass_is_waited_for(number, retry):
    error = unreadable("/x/a.png", OSError(number, os.strerror(number)))
    assert error.retry is retry
    assert "/x/a.png" in str(error)


def test_a_file_that_becomes_shorter_is_tried_again(big, api, journal, farm):
    row, path = planned(big, api, journal), Path(big.files[0].path)
    engine = Watched(open_engine(api), moved=lambda _server, done: os.truncate(path, MB) if done == 2 * MB else None)
    fails(row, engine, api, journal, r"big\.bin became shorter", True)
    upload(row, open_engine(api), api, journal)
    check(farm, big)


class Shortening(Recorder):
    """The real engine; the file becomes shorter between its question and its answer."""

    def __init__(self, engine, path, size):
        super().__init__(engine)
        self._path, self._size = path, size

    def have(self, files):
        told = super().have(files)
        os.truncate(self._path, self._size)
        return told


def test_a_file_that_is_shorter_than_what_is_stored_of_it_begins_anew(big, api, journal, farm):
    row, path = planned(big, api, journal), Path(big.files[0].path)

    def cut(_server, done):
        if done >= 4 * MB:
            raise Stopped

    with pytest.raises(Stopped):
        upload(row, Watched(open_engine(api), moved=cut), api, journal)
    assert settled(lambda: open_engine(api).have([(server_path(str(path)), 8 * MB)])[0]).bytes > MB
    upload(row, Shortening(open_engine(api), path, MB), api, journal)
    check(farm, big)


def test_arrivals_are_written_down_although_it_is_stopped(tmp_path, api, journal):
    host = make_project(tmp_path / "p", {f"{number:04}.bin": os.urandom(64 << 10) for number in range(1100)})
    row, engine = planned(host, api, journal), Watched(open_engine(api))

    def stop():
        if len(engine.arrivals) >= 1000:
            raise Stopped

    with pytest.raises(Stopped):
        upload(row, engine, api, journal, stop)
    (shown,) = journal.transfers()
    assert shown.files_done == len(engine.arrivals)


def test_what_another_program_has_sent_is_hashed_and_not_sent(project, api, journal, tmp_path):
    send(project, api, journal)
    other = Journal(tmp_path / "other" / "journal.sqlite")
    try:
        assert send(project, api, other) == []
    finally:
        other.close()
