from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import socket
import time

import pytest

from foxsubmit.core.transfer.http.bundle import SMALL, head
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm.base.faults import Fault
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

TARGET = f"/storage/{INPUT}/bundle"
_folders = itertools.count()


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


@pytest.fixture
def folder_of():
    """A server folder of the test's own."""
    return f"/D/{next(_folders)}"


@pytest.fixture
def bundle(visitor):
    """Send files, given as (path, content), or any body."""
    def bundle(*files, body=None, bid=INPUT, blocks=None, headers=None):
        target = f"/storage/{bid}/bundle"
        body = made(files) if body is None else body
        headers = visitor.api.client.headers(target, {}, "PUT") if headers is None else headers
        return visitor.api.client.http.put(
            f"http://{visitor.domain}{target}", data=blocks or iter([body]), headers=headers, timeout=20).json()

    return bundle


def made(files):
    return b"".join(head(path, len(content)) + content for path, content in files)


def stored(content):
    return {"stored": len(content), "complete": True, "sha256": hashlib.sha256(content).hexdigest()}


def on_disk(farm, path):
    return farm.folder / "storage" / INPUT / path.strip("/")


def test_every_file_of_a_bundle_is_stored_and_answered_in_order(bundle, visitor, farm, folder_of):
    files = [(f"{folder_of}/{number}.png", b"%d" % number * number) for number in range(700)]
    answer = bundle(*files)
    assert answer["data"] == [stored(content) for _path, content in files]
    assert all(on_disk(farm, path).read_bytes() == content for path, content in files)
    assert visitor.have(*((path, len(content)) for path, content in files)) == answer["data"]
    assert not list((farm.folder / "storage" / "parts").iterdir())


def test_it_does_not_matter_how_the_bytes_come(bundle, farm, folder_of):
    chance = random.Random(3)  # noqa: S311 - the cuts may be known
    sizes = [0, 1, SMALL, SMALL - 1, 70_000, 0, *(chance.randrange(300_000) for _each in range(20))]
    files = [(f"{folder_of}/{number}", os.urandom(size)) for number, size in enumerate(sizes)]
    body, cuts = made(files), sorted(chance.randrange(4 << 20) for _each in range(60))
    blocks = (body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)]) if start < end)
    assert bundle(blocks=blocks)["data"] == [stored(content) for _path, content in files]
    assert all(on_disk(farm, path).read_bytes() == content for path, content in files)


@pytest.mark.parametrize("bad", ["/../a", "/a/../../b", "..", "/a//b", "/", "/a\\..\\b", "/a\0b", "", f"/{'x' * 300}"])
def test_one_bad_path_is_refused_with_its_name_and_the_others_are_kept(bundle, farm, folder_of, bad):
    before, refused, after = bundle((f"{folder_of}/a", b"a"), (bad, b"evil"), (f"{folder_of}/b", b"b"))["data"]
    assert (before, after) == (stored(b"a"), stored(b"b"))
    assert refused["code"] == 600
    assert bad[:10].replace("\0", "\\x00") in refused["message"] or "cannot store" in refused["message"]
    assert not [file for file in farm.folder.rglob("*") if file.is_file() and file.read_bytes() == b"evil"]


@pytest.mark.posix_only("links want a privilege there")
def test_a_link_does_not_lead_out_of_storage(bundle, farm, folder_of, tmp_path):
    on_disk(farm, folder_of).mkdir(parents=True)
    (on_disk(farm, folder_of) / "out").symlink_to(tmp_path)
    (on_disk(farm, folder_of) / "file").symlink_to(tmp_path / "planted")
    answers = bundle((f"{folder_of}/out/planted", b"x"), (f"{folder_of}/file", b"x"), (f"{folder_of}/good", b"x"))
    assert [answer.get("code") for answer in answers["data"]] == [600, 600, None]
    assert not (tmp_path / "planted").exists()


def test_a_file_where_a_folder_is_is_refused_alone(bundle, folder_of):
    answers = bundle((f"{folder_of}/a/b", b"1"), (f"{folder_of}/a", b"2"), (f"{folder_of}/c", b"3"))["data"]
    assert [answer.get("code") for answer in answers] == [None, 600, None]


def test_the_later_of_two_files_of_one_name_stays(bundle, visitor, folder_of):
    bundle((f"{folder_of}/a", b"one"), (f"{folder_of}/a", b"two"))
    assert visitor.have((f"{folder_of}/a", 3)) == [stored(b"two")]


def test_a_full_disk_concerns_the_files_that_did_not_fit(bundle, farm, folder_of):
    farm.state.faults.set([Fault("full-disk", path=f"{folder_of}/b")])
    answers = bundle(*((f"{folder_of}/{name}", b"x") for name in "abc"))["data"]
    farm.state.faults.set([])
    assert [answer.get("code") for answer in answers] == [None, 507, None]
    assert "full" in answers[1]["message"]


def test_a_cut_bundle_keeps_the_files_that_came_whole(visitor, farm, folder_of):
    names = [f"{folder_of}/{number}" for number in range(50)]
    body = made([(name, b"x" * 50_000) for name in names])[:-1000]
    headers = visitor.api.client.headers(TARGET, {}, "PUT")
    lines = [f"PUT {TARGET} HTTP/1.1", f"Host: {farm.domain}", f"Content-Length: {len(body) + 1000}",
             *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    host, port = farm.domain.split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall("\r\n".join(lines).encode() + body)
    end = time.monotonic() + 60
    while not all(each["complete"] for each in visitor.have(*((name, 50_000) for name in names[:-1]))):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert visitor.have((names[-1], 50_000)) == [{"stored": 0, "complete": False, "sha256": ""}]


@pytest.mark.parametrize("line", [
    b"nonsense\n", b"[]\n", b'["/x"]\n', b'["/x", -1]\n', b'["/x", "1"]\n', b'[1, 1]\n', b'{"/x": 1, "a": 2}\n',
    b"[" * 9999, b"\xff\n", b"x" * 70_000, json.dumps(["/x", SMALL + 1]).encode() + b"\n"])
def test_what_is_no_bundle_is_refused_and_what_came_before_is_kept(bundle, visitor, folder_of, line):
    answer = bundle(body=made([(f"{folder_of}/a", b"a")]) + line + b"\nx")
    assert (answer["code"], "not a valid bundle" in answer["message"]) == (400, True)
    assert visitor.have((f"{folder_of}/a", 1)) == [stored(b"a")]


def test_an_empty_bundle_is_one(bundle):
    assert bundle(body=b"")["data"] == []


def test_nobody_gets_in_without_the_key_or_with_a_request_of_before(bundle, visitor):
    assert bundle(("/a", b"x"), headers={})["code"] == 601
    headers = visitor.api.client.headers(TARGET, {}, "PUT")
    assert bundle(("/a", b"x"), headers={**headers, "signature": "no"})["code"] == 611
    assert bundle(("/a", b"x"), headers=headers)["code"] == 200
    assert bundle(("/a", b"x"), headers=headers)["code"] == 611
    assert bundle(("/a", b"x"), bid="10999")["code"] == 404


def test_a_file_whose_hash_was_not_written_down_is_hashed_when_somebody_asks(bundle, visitor, farm, folder_of):
    path, content = f"{folder_of}/a", b"put in its place by a farm that was killed then"
    bundle((path, content))
    with farm.state.database.change() as change:
        change.execute("DELETE FROM files WHERE path = ?", (path,))
    assert visitor.have((path, len(content))) == [stored(content)]
    assert farm.state.storage.sha256(INPUT, path) == stored(content)["sha256"], "and it is known from now on"


def test_the_beginning_of_another_file_is_not_gone_on_with(visitor, folder_of):
    path = f"{folder_of}/a"
    visitor.put(path, b"old ", size=8)

    def go_on(before):
        return visitor.storage("PUT", data=b"file", path=path, offset=4, size=8,
                               before=hashlib.sha256(before).hexdigest()).json()

    refused = go_on(b"new ")
    assert (refused["code"], refused["data"]) == (409, {"stored": 0})
    assert visitor.have((path, 8))[0]["stored"] == 0
    visitor.put(path, b"old ", size=8)
    assert go_on(b"old ")["data"] == stored(b"old file")


def test_thousands_of_files_are_asked_for_at_once(bundle, visitor, folder_of):
    for first in range(0, 6000, 500):  # a busy farm answers a bundle in time, as the client's are
        bundle(*((f"{folder_of}/{number}", b"x") for number in range(first, first + 500, 2)))
    answers = visitor.have(*((f"{folder_of}/{number}", 1) for number in range(6000)))
    assert [answer["complete"] for answer in answers] == [True, False] * 3000


def test_a_client_that_never_ends_its_request_does_not_keep_the_farm(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True)) as farm:
        headers = visit(farm).api.client.headers(TARGET, {}, "PUT")
        lines = [f"PUT {TARGET} HTTP/1.1", f"Host: {farm.domain}", "Content-Length: 9999",
                 *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        host, port = farm.domain.split(":")
        connection = socket.create_connection((host, int(port)))
        connection.sendall("\r\n".join(lines).encode() + b"[")
        time.sleep(0.2)
    connection.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)))


def test_what_a_killed_farm_left_between_two_files_is_swept(folder):
    parts = folder / "storage" / "parts"
    parts.mkdir(parents=True)
    (parts / "bundle-0123-4").write_bytes(b"left")
    (parts / ("a" * 64)).write_bytes(b"to go on with")
    with LocalFarm(folder, options=Options(simulate=True)):
        assert [part.name for part in parts.iterdir()] == ["a" * 64]
