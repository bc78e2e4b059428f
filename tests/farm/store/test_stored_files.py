from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from foxsubmit.core.common.errors import Refused
from foxsubmit.core.transfer.http.sending import PASSING
from foxsubmit.core.transfer.passing import code_may_pass, may_pass
from foxsubmit.farm.base.constants import CONFIG, INPUT, OUTPUT
from foxsubmit.farm.store import incoming, syncing

LONG = pytest.mark.not_in_wine("a path of more than 260 letters is resolved")

ESCAPES = ["/../a", "/a/../../b", "/a/..", "..", "/a//b", "/a/./b", "//a", "/a/", "/", "/a\\..\\b", "C:\\a",
           "/a\0b"]


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


@pytest.fixture(autouse=True)
def emptied(farm):
    """Nothing stored, at the beginning of each test."""
    for storage in (farm.folder / "storage").iterdir():
        for entry in storage.iterdir():
            while os.path.lexists(entry):  # a frame of the test before may still come, at any moment
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry, ignore_errors=True)
                else:
                    with contextlib.suppress(IsADirectoryError, PermissionError):
                        entry.unlink(missing_ok=True)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def test_a_file_is_stored_with_its_hash(visitor, farm):
    answer = visitor.put("/D/a.png", b"picture")
    assert answer["data"] == {"stored": 7, "complete": True, "sha256": sha(b"picture")}
    assert (farm.folder / "storage" / INPUT / "D" / "a.png").read_bytes() == b"picture"
    assert visitor.have(("/D/a.png", 7)) == [answer["data"]]


def test_the_vendors_spelling_without_a_slash_means_the_same_file(visitor):
    visitor.put("mnt/a.png", b"x")
    assert visitor.have(("/mnt/a.png", 1))[0]["complete"]


def test_an_empty_file_is_a_file(visitor):
    assert visitor.have(("/empty", 0)) == [{"stored": 0, "complete": False, "sha256": ""}]
    assert visitor.put("/empty", b"")["data"] == {"stored": 0, "complete": True, "sha256": sha(b"")}
    assert visitor.have(("/empty", 0)) == [{"stored": 0, "complete": True, "sha256": sha(b"")}]


def test_a_file_arrives_in_pieces(visitor, farm):
    assert visitor.put("/a", b"one ", size=11)["data"] == {"stored": 4, "complete": False, "sha256": ""}
    assert visitor.have(("/a", 11)) == [{"stored": 4, "complete": False, "sha256": ""}]
    assert not (farm.folder / "storage" / INPUT / "a").exists(), "half a file must not look like one"
    assert visitor.put("/a", b"two ", offset=4, size=11)["data"]["stored"] == 8
    assert visitor.put("/a", b"sea", offset=8, size=11)["data"]["sha256"] == sha(b"one two sea")


def test_a_piece_at_the_wrong_place_is_refused_with_the_right_one(visitor):
    visitor.put("/a", b"one ", size=11)
    answer = visitor.put("/a", b"sea", offset=8, size=11)
    assert (answer["code"], answer["data"]) == (409, {"stored": 4})


def test_offset_zero_starts_again(visitor):
    visitor.put("/a", b"old", size=6)
    assert visitor.put("/a", b"newer!", size=6)["data"]["sha256"] == sha(b"newer!")


def test_more_bytes_than_announced_drop_the_part(visitor):
    visitor.put("/a", b"123", size=6)
    assert visitor.put("/a", b"45678", offset=3, size=6)["code"] == 400
    assert visitor.have(("/a", 6))[0]["stored"] == 0


def test_a_new_version_takes_the_place_of_the_old_one(visitor):
    visitor.put("/a", b"old version")
    visitor.put("/a", b"new")
    assert visitor.have(("/a", 3), ("/a", 11)) == [
        {"stored": 3, "complete": True, "sha256": sha(b"new")},
        {"stored": 0, "complete": False, "sha256": ""},
    ]


def test_a_cut_connection_keeps_what_arrived(visitor, farm):
    size, sent = 3 << 20, (2 << 20) + 17
    data = os.urandom(size)
    parameters = {"path": "/a", "offset": "0", "size": str(size)}
    headers = visitor.api.client.headers(f"/storage/{INPUT}", parameters, "PUT")
    host, port = farm.domain.split(":")
    lines = [f"PUT /storage/{INPUT}?path=/a&offset=0&size={size} HTTP/1.1", f"Host: {farm.domain}",
             f"Content-Length: {size}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall("\r\n".join(lines).encode() + data[:sent])
    wait_for(lambda: visitor.have(("/a", size))[0]["stored"] == sent)
    answer = visitor.put("/a", data[sent:], offset=sent, size=size)
    assert answer["data"] == {"stored": size, "complete": True, "sha256": sha(data)}


def test_a_second_request_for_a_file_takes_over_from_one_that_lingers(visitor, farm):
    parameters = {"path": "/a", "offset": "0", "size": "8"}
    headers = visitor.api.client.headers(f"/storage/{INPUT}", parameters, "PUT")
    host, port = farm.domain.split(":")
    lines = [f"PUT /storage/{INPUT}?path=/a&offset=0&size=8 HTTP/1.1", f"Host: {farm.domain}", "Content-Length: 8",
             *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    with socket.create_connection((host, int(port))) as lingering:
        lingering.sendall("\r\n".join(lines).encode() + b"old")
        wait_for(lambda: any((farm.folder / "storage" / "parts").iterdir()))
        assert visitor.put("/a", b"complete")["data"]["sha256"] == sha(b"complete")
        lingering.sendall(b" one!")
        answer = b""
        while b"requestId" not in answer:
            answer += lingering.recv(65536)
    assert b'"code":409' in answer
    assert visitor.have(("/a", 8))[0]["sha256"] == sha(b"complete")


@pytest.mark.parametrize("path", ESCAPES)
def test_a_path_that_could_lead_elsewhere_is_refused(visitor, farm, path):
    assert visitor.put(path, b"evil")["code"] in {600, 601}
    assert visitor.storage("GET", path=path).json()["code"] in {600, 601}
    assert not [file for file in farm.folder.rglob("*") if file.is_file() and file.read_bytes() == b"evil"]


@pytest.mark.posix_only("links want a privilege there")
def test_a_link_does_not_lead_out_of_storage(visitor, farm, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (farm.folder / "storage" / INPUT / "out").symlink_to(tmp_path)
    assert visitor.storage("GET", path="/out/secret").json()["code"] == 600
    assert visitor.put("/out/planted", b"x")["code"] == 600
    assert not (tmp_path / "planted").exists()


def test_a_name_that_the_disk_cannot_hold_is_refused_in_a_sentence(visitor):
    answer = visitor.put(f"/{'x' * 300}", b"x")
    assert answer["code"] == 600
    assert "cannot store" in answer["message"] or "is not a valid path" in answer["message"]


def test_a_file_cannot_be_a_folder_too(visitor):
    visitor.put("/a", b"x")
    assert visitor.put("/a/b", b"x")["code"] == 600
    visitor.put("/c/d", b"x")
    assert visitor.put("/c", b"x")["code"] == 600


@pytest.mark.parametrize("path", [
    "/D/素材/贴图 1001.png", "/mnt/é è/ü+&=%20#.png", f"/{'长' * 80}", "/a'b",
    pytest.param(f"/{'/'.join(['folder'] * 60)}/x", marks=LONG),
    pytest.param('/mnt/a"c?.png', marks=pytest.mark.posix_only(
        "Windows has no such names", twin="test_names_that_windows_does_not_have_are_refused"))])
def test_names_of_every_script_and_length_work(visitor, path):
    assert visitor.put(path, b"x")["data"]["complete"]
    assert visitor.storage("GET", path=path).content == b"x"


@pytest.mark.parametrize(("name", "code"), [("folder", 600), ("file/below", 600), ("new", 500)])
def test_a_place_that_is_taken_is_refused_for_good_whatever_the_system_calls_it(tmp_path, name, code):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    assert incoming.storage_error(PermissionError(13, "Access is denied"), tmp_path / name).code == code


@pytest.mark.windows_only("other systems have such names")
@pytest.mark.parametrize("path", ["/mnt/?.png", '/a"c', "/D/nul", "/D/COM1.png", "/D/a:b", "/D/a.", "/D/a ", "/D/a*"])
def test_names_that_windows_does_not_have_are_refused(visitor, path):
    assert visitor.put(path, b"x")["code"] == 600


def test_the_accounts_three_storages_are_apart_and_there_is_no_fourth(visitor):
    for bid in (INPUT, OUTPUT, CONFIG):
        visitor.put("/a", bid.encode(), bid)
    for bid in (INPUT, OUTPUT, CONFIG):
        assert visitor.storage("GET", bid, path="/a").text == bid
    assert visitor.put("/a", b"", "parts")["code"] == 404
    assert visitor.storage("GET", "10999", path="/a").json()["code"] == 404


def test_a_file_is_fetched_whole_with_its_hash_or_in_part(visitor):
    visitor.put("/a", b"0123456789")
    whole = visitor.storage("GET", path="/a")
    assert (whole.status_code, whole.content, whole.headers["X-Sha256"]) == (200, b"0123456789", sha(b"0123456789"))
    part = visitor.storage("GET", path="/a", extra={"Range": "bytes=4-6"})
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, b"456", "bytes 4-6/10")
    assert visitor.storage("GET", path="/a", extra={"Range": "bytes=8-"}).content == b"89"


def test_an_absent_file_is_not_found(visitor):
    answer = visitor.storage("GET", path="/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, 404)


@pytest.mark.parametrize(("parameters", "code", "name"), [
    ({"size": 1}, 601, "path"),
    ({"path": "/a"}, 601, "size"),
    ({"path": "/a", "size": "much"}, 600, "size"),
    ({"path": "/a", "size": -1}, 600, "size"),
    ({"path": "/a", "size": 1, "offset": -1}, 600, "offset"),
])
def test_a_wrong_parameter_is_named(visitor, parameters, code, name):
    answer = visitor.storage("PUT", data=b"a", **parameters).json()
    assert answer["code"] == code
    assert name in answer["message"]


def test_a_full_disk_is_a_sentence_and_loses_nothing(visitor, monkeypatch):
    visitor.put("/a", b"one ", size=8)
    write = incoming.Incoming._write

    def full(self, block):
        raise incoming.storage_error(OSError(errno.ENOSPC, "No space left on device"))

    monkeypatch.setattr(incoming.Incoming, "_write", full)
    answer = visitor.put("/a", b"two!", offset=4, size=8)
    assert (answer["code"], "full" in answer["message"]) == (507, True)
    monkeypatch.setattr(incoming.Incoming, "_write", write)
    assert visitor.have(("/a", 8))[0]["stored"] == 4
    assert visitor.put("/a", b"two!", offset=4, size=8)["data"]["sha256"] == sha(b"one two!")


@pytest.fixture
def background():
    """Another thread that hashes."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit


@pytest.mark.parametrize("block", [b"123456", b"1" * incoming.LARGE], ids=["small", "large"])
def test_a_block_that_the_disk_takes_in_part_is_taken_back(tmp_path, background, block):
    part = tmp_path / "part"
    part.write_bytes(b"kept")
    arriving = incoming.Incoming(part, 4, 4 + len(block), lambda: None, background)
    arriving._file.close()
    arriving._file = FullAfter(part, 3)
    with pytest.raises(incoming.Refusal) as caught:
        arriving.add(block)
    assert caught.value.code == 507
    assert part.read_bytes() == b"kept"
    assert arriving.complete() == "", "what is not whole has no hash"


def test_blocks_are_hashed_in_their_order_whichever_thread_does_it(tmp_path, background):
    blocks = [os.urandom(size) for size in (incoming.LARGE, 5, incoming.LARGE * 3, incoming.LARGE - 1, incoming.LARGE)]
    content = b"".join(blocks)
    arriving = incoming.Incoming(tmp_path / "part", 0, len(content), lambda: None, background)
    for block in blocks:
        arriving.add(block)
    assert arriving.complete() == sha(content)
    assert arriving.part.read_bytes() == content


class FullAfter:
    """A file on a disk that has room for a few bytes."""

    def __init__(self, path, room):
        self._file = path.open("ab", buffering=0)
        self._room = room

    def write(self, block):
        if not self._room:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self._file.write(block[: self._room])
        self._room -= written
        return written

    def __getattr__(self, name):
        return getattr(self._file, name)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_task_is_accepted_once_its_files_outlive_a_power_cut(visitor, farm, monkeypatch):
    """A disk keeps what is synced, with the names of the folders above it; the rest is gone after a power cut."""
    synced = set()
    for name in ("farm.store.storage.sync_file", "farm.store.syncing.sync_file", "core.common.atomic.sync_folder"):
        monkeypatch.setattr(f"foxsubmit.{name}", synced.add)
    task = visitor.submit()
    root = farm.folder / "storage"
    inputs, own = root / INPUT, root / CONFIG / str(task) / "cfg"
    assert {inputs / "D" / "scenes" / "shot.blend", inputs / "D" / "scenes", inputs / "D", inputs} <= synced
    assert {own / "task.json", own / "upload.json", own, own.parent, root / CONFIG} <= synced
    visitor.wait(task)
    frames = [file for file in (root / OUTPUT).rglob("*.png") if file.parent.name.startswith(f"{task}_")]
    assert frames
    assert {frame.parent for frame in frames} <= synced
    assert len([file for file in synced if file.suffix == ".png"]) >= len(frames), "they are synced before they move"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EMFILE, errno.EIO, errno.EROFS])
def test_a_task_whose_files_the_disk_did_not_take_is_not_accepted(visitor, monkeypatch, number):
    def fails(_file):
        raise OSError(number, os.strerror(number))

    task = visitor.api.task.create_task()[0]
    visitor.send(task)
    with monkeypatch.context() as patch:
        patch.setattr("foxsubmit.farm.store.syncing.sync_file", fails)
        with pytest.raises(Refused, match="cannot store the file") as caught:
            visitor.api.task.submit_task(task)
    assert may_pass(caught.value)
    visitor.api.task.submit_task(task)


@pytest.mark.parametrize(("number", "passes"), [
    (errno.EACCES, True), (errno.EMFILE, True), (errno.ENFILE, True), (errno.EIO, True), (errno.EROFS, True),
    (errno.ESTALE, True), (errno.ENAMETOOLONG, False), (errno.EISDIR, False), (errno.ENOTDIR, False),
])
def test_what_the_disk_does_not_take_is_final_for_a_name_only(number, passes):
    code = incoming.storage_error(OSError(number, os.strerror(number))).code
    assert (code in PASSING) == code_may_pass(code) == passes


def test_a_file_that_a_power_cut_has_emptied_is_not_taken_for_the_one_that_arrived(visitor, farm):
    task = visitor.api.task.create_task()[0]
    visitor.send(task, content=b"scene")
    (farm.folder / "storage" / INPUT / "D" / "scenes" / "shot.blend").write_bytes(b"")
    assert not visitor.have(("/D/scenes/shot.blend", 5))[0]["complete"]
    with pytest.raises(Refused, match=r"/D/scenes/shot\.blend"):
        visitor.api.task.submit_task(task)
    visitor.put("/D/scenes/shot.blend", b"scene")
    visitor.api.task.submit_task(task)


@pytest.mark.parametrize("content", [b"", b'{"task', b"\xff"])
def test_a_task_whose_configuration_is_damaged_is_refused_with_a_sentence(visitor, farm, content):
    task = visitor.api.task.create_task()[0]
    visitor.send(task)
    (farm.folder / "storage" / CONFIG / str(task) / "cfg" / "task.json").write_bytes(content)
    with pytest.raises(Refused, match=f"task.json of task {task} is damaged") as caught:
        visitor.api.task.submit_task(task)
    assert not may_pass(caught.value)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux writes down one disk")
def test_very_many_files_are_synced_with_one_call(tmp_path, monkeypatch):
    monkeypatch.setattr(syncing, "sync_file", lambda _file: pytest.fail("one by one"))
    syncing.sync_files(tmp_path, [tmp_path / str(number) for number in range(syncing.MANY)])
    with pytest.raises(FileNotFoundError):
        syncing.sync_files(tmp_path / "gone", [tmp_path] * syncing.MANY)
