"""Twelve situations in which a well-known client for another farm is wrong or late, or was found right."""

from __future__ import annotations

import ctypes
import os
import shutil
import time
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.uploads import Recorder, Stopped, Watched, planned, send, stored_at, upload

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.model.host import Asset
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm.base.faults import Fault

MB = 1 << 20
BUNDLE = f"/storage/{INPUT}/bundle"


@pytest.fixture
def many(tmp_path):
    """A project of a thousand small files."""
    return make_project(tmp_path / "many", {f"{number:04}.bin": b"%d" % number for number in range(1000)})


def is_there(farm, path):
    """Whether the farm has the bytes that are here, and says so."""
    path = Path(path)
    storage = farm.state.storage
    (said,) = storage.have(INPUT, [(server_path(str(path)), path.stat().st_size)])
    return (said["complete"] and said["sha256"] == storage_hash(farm, path)
            and stored_at(farm, path).read_bytes() == path.read_bytes())


def storage_hash(farm, path):
    return farm.state.storage.sha256(INPUT, server_path(str(path)))


def arrived(farm, host):
    """How many of the project's files lie whole on the farm."""
    return sum(stored_at(farm, asset.path).exists() for asset in host.files)


def test_1_a_file_with_other_bytes_and_the_old_time_is_sent_again(project, api, journal, farm):
    send(project, api, journal)
    longer, swapped = (Path(asset.path) for asset in project.files[:2])
    times = {path: path.stat().st_mtime_ns for path in (longer, swapped)}
    longer.write_bytes(b"other and longer")
    other = swapped.with_name("other.png")
    other.write_bytes(b"STONE")
    other.replace(swapped)
    for path, mtime in times.items():
        os.utime(path, ns=(mtime, mtime))
    assert sorted(name for name, _start in send(project, api, journal)) == ["stone.png", "wood.png"]
    assert is_there(farm, longer)
    assert is_there(farm, swapped)


@pytest.mark.parametrize("size", [100, 5 * MB], ids=["small", "large"])
def test_2_a_file_that_is_rewritten_while_it_is_sent_is_stored_as_it_became(tmp_path, api, journal, farm, size):
    host = make_project(tmp_path / "p", {"cache.bin": os.urandom(size)})
    path = Path(host.files[0].path)
    later = iter([os.urandom(size)])

    def rewrite(server, done):
        if server.endswith("cache.bin") and done >= min(size, 2 * MB):
            content = next(later, None)
            if content is not None:
                path.write_bytes(content)

    engine = upload(planned(host, api, journal), Watched(open_engine(api), moved=rewrite), api, journal)
    assert [name for name, _start in engine.sent].count("cache.bin") == 2
    assert is_there(farm, path)


def test_3_a_file_that_is_deleted_before_it_is_sent_ends_the_submission_with_its_name(project, api, journal, farm):
    row = planned(project, api, journal)
    gone = Path(project.files[2].path)

    class Late(Recorder):
        """A file goes after the farm was asked."""

        def send(self, items, report):
            gone.unlink()
            super().send(items, report)

    with pytest.raises(TransferFailed, match=r"sky\.png is gone") as caught:
        upload(row, Late(open_engine(api)), api, journal)
    assert caught.value.path == str(gone)
    assert not caught.value.retry
    assert not stored_at(farm, gone).exists()
    assert is_there(farm, project.files[0].path), "what was sent before it is not for nothing"


def test_4_forty_files_of_one_content_all_arrive_and_each_is_sent_once(tmp_path, api, journal, farm):
    host = make_project(tmp_path / "p", {f"{number}.bin": b"the same" for number in range(40)})
    os.link(host.files[0].path, tmp_path / "p" / "linked.bin")
    host.files += (Asset(str(tmp_path / "p" / "linked.bin"), "node"),)
    engine = upload(planned(host, api, journal), Watched(open_engine(api)), api, journal)
    names = sorted(Path(asset.path).name for asset in host.files)
    assert sorted(engine.arrivals) == [*names, "shot.blend"]
    assert sum(done for _server, done in engine.moves) == 41 * len(b"the same") + host.scene().path.stat().st_size
    assert all(is_there(farm, asset.path) for asset in host.files)


def test_5_cancelling_while_files_are_hashed_stops_before_the_next_one(many, api, journal, monkeypatch):
    send(many, api, journal)
    for asset in many.files:
        os.utime(asset.path, ns=(1, 1))
    opened, before = [], os.open

    def counting(path, *arguments, **keywords):
        if str(path).endswith(".bin"):
            opened.append(path)
        return before(path, *arguments, **keywords)

    def stop():
        if len(opened) == 10:
            raise Stopped

    monkeypatch.setattr(os, "open", counting)
    with pytest.raises(Stopped):
        send(many, api, journal, stop)
    assert len(opened) == 10


def test_6_a_large_file_reports_inside(tmp_path, api, journal):
    host = make_project(tmp_path / "p", {"big.bin": os.urandom(24 * MB)})
    engine = upload(planned(host, api, journal), Watched(open_engine(api)), api, journal)
    inside = [done for server, done in engine.moves if server.endswith("big.bin")]
    assert inside == sorted(inside)
    assert len(inside) >= 20
    assert inside[-1] == 24 * MB


@pytest.mark.posix_only("links want a privilege there")
def test_7_a_link_is_sent_as_the_file_that_it_leads_to(tmp_path, api, journal, farm):
    host = make_project(tmp_path / "p", {"real.bin": b"the real one"})
    link = tmp_path / "p" / "link.bin"
    link.symlink_to("real.bin")
    host.files += (Asset(str(link), "node"),)
    send(host, api, journal)
    assert stored_at(farm, link).read_bytes() == b"the real one"
    assert not stored_at(farm, link).is_symlink()
    assert send(host, api, journal) == []


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has one time zone for all processes")
def test_8_another_time_zone_opens_no_file_again(project, api, journal, monkeypatch):
    send(project, api, journal)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    before = os.open
    monkeypatch.setattr(os, "open", lambda path, *rest, **more: before(path, *rest, **more) if not str(
        path).endswith(".png") else pytest.fail(f"{path} was read again"))
    try:
        assert send(project, api, journal) == []
    finally:
        monkeypatch.undo()
        time.tzset()


def test_9_files_far_apart_keep_their_places(tmp_path, tmp_path_factory, api, journal, farm):
    far = tmp_path_factory.mktemp("another drive") / "far.bin"
    far.write_bytes(b"far")
    host = make_project(tmp_path / "a" / "b", {"near.bin": b"near"})
    host.files += (Asset(str(far), "node"),)
    send(host, api, journal)
    assert is_there(farm, far)
    assert is_there(farm, host.files[0].path)


def test_10_cancelling_returns_at_once_although_a_thousand_files_wait_on_a_slow_farm(many, api, journal, farm):
    farm.state.faults.set([Fault("slow-disk", seconds=0.2)])
    begun = []

    def stop():
        if begun and time.monotonic() - begun[0] > 1:
            raise Stopped

    engine = Watched(open_engine(api), moved=lambda _server, _done: begun or begun.append(time.monotonic()))
    try:
        with pytest.raises(Stopped):
            upload(planned(many, api, journal), engine, api, journal, stop)
        assert engine.arrivals == []
        assert arrived(farm, many) < 300, "it did not wait for the farm to be through with them"
    finally:
        farm.state.faults.set([])


def test_11_a_refusal_of_everything_is_asked_once(tmp_path, api, journal, farm):
    host = make_project(tmp_path / "p", {f"{number:04}.bin": os.urandom(4096) for number in range(3000)})
    row = planned(host, api, journal)
    farm.state.faults.set([Fault("611", path=BUNDLE, count=1000)])
    with pytest.raises(TransferFailed, match="signature") as caught:
        upload(row, Recorder(open_engine(api)), api, journal)
    assert caught.value.retry  # later: a key that is refused may be mended
    assert farm.state.faults.shown()[0]["count"] == 999
    assert arrived(farm, host) == 0


def test_12_a_network_that_drops_is_told_of_at_once_and_nothing_is_sent_twice(tmp_path, api, journal, farm):
    host = make_project(tmp_path / "p", {f"{number:04}.bin": os.urandom(64 << 10) for number in range(1500)})
    row, first = planned(host, api, journal), Watched(open_engine(api))

    def cut(_item, _sent):
        farm.state.faults.set([Fault("drop", path=BUNDLE)])

    first._on_arrived = cut
    with pytest.raises(TransferFailed, match="broke off") as caught:
        upload(row, first, api, journal)
    assert caught.value.retry
    assert 0 < len(first.arrivals) < 1500
    farm.state.faults.set([])
    second = upload(row, Watched(open_engine(api)), api, journal)
    assert not set(first.arrivals) & {name for name, _start in second.sent}
    assert all(is_there(farm, asset.path) for asset in host.files)
    shutil.rmtree(tmp_path / "p")


@pytest.mark.windows_only("no other system has a second name for a file")
def test_13_files_below_a_short_name_arrive_by_the_name_that_the_scene_has(tmp_path, api, journal, farm):
    folder = tmp_path / "a project with a long name"
    make_project(folder, {"near wood.png": b"wood"})
    name = ctypes.create_unicode_buffer(300)
    assert ctypes.windll.kernel32.GetShortPathNameW(str(folder), name, len(name))
    if "~" not in Path(name.value).name:
        pytest.skip("this disk has no short names")
    host = make_project(Path(name.value), {"near wood.png": b"wood"})
    send(host, api, journal)
    assert is_there(farm, host.files[0].path)
    assert not stored_at(farm, folder / "near wood.png").exists()
