"""A large result comes in pieces over several connections, and only those that are missing come again."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import random
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.core.transfer.agents import wait_for

from foxsubmit.core.common import child
from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer import speed
from foxsubmit.core.transfer.engine import unfinished
from foxsubmit.core.transfer.fetch.side_by_side import SideBySide
from foxsubmit.core.transfer.http import pieces as piece_file
from foxsubmit.core.transfer.http.connections import Connections
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.core.transfer.http.pieces import NotWholeError, Pieces
from foxsubmit.core.transfer.speed import RateLimiter
from foxsubmit.core.transfer.supervised.pulse import pulse
from foxsubmit.farm.base.constants import INPUT, OUTPUT
from foxsubmit.farm.http import storage_http

PIECE = 100_000
CONTENT = random.Random(1).randbytes(10 * PIECE - 1)  # noqa: S311
OTHER = random.Random(2).randbytes(len(CONTENT))  # noqa: S311
PATH = "/7/movie.mov"
EVERY = {f"bytes={begin}-{min(begin + PIECE, len(CONTENT)) - 1}" for begin in range(0, len(CONTENT), PIECE)}
PROBE = "bytes=0-0"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr("foxsubmit.core.transfer.http.engine.LARGE", PIECE)
    monkeypatch.setattr(piece_file, "PIECE", PIECE)


@pytest.fixture
def asked(monkeypatch):
    """The ranges that the farm's storage is asked for."""
    ranges, call = [], storage_http.StoredFile.__call__

    async def noted(self, scope, receive, send):
        ranges.append(next((value.decode() for name, value in scope["headers"] if name == b"range"), ""))
        await call(self, scope, receive, send)

    monkeypatch.setattr(storage_http.StoredFile, "__call__", noted)
    return ranges


def put(farm, tmp_path, content):
    source = tmp_path / "rendered.mov"
    source.write_bytes(content)
    farm.state.storage.adopt(OUTPUT, [(PATH, source)])


@pytest.fixture
def engine(farm, api, tmp_path):
    put(farm, tmp_path, CONTENT)
    return HttpEngine(api.client, INPUT, OUTPUT)


@pytest.fixture
def local(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "a"


def tag(content=CONTENT):
    return f'"{hashlib.sha256(content).hexdigest()}"'


def note(local):
    return piece_file.note_of(unfinished(local))


def nothing(_done):
    pass


class Cut(Exception):
    """The agent ends here."""


def test_it_comes_whole_in_pieces_each_asked_for_once(engine, local, asked):
    moved = []
    said = engine.fetch(PATH, local, len(CONTENT), moved.append)
    assert local.read_bytes() == CONTENT
    assert said == hashlib.sha256(CONTENT).hexdigest()
    assert sorted(asked) == sorted([PROBE, *EVERY])
    assert (moved, moved[-1]) == (sorted(moved), len(CONTENT))
    assert [each.name for each in local.parent.iterdir()] == ["a"]


def test_pieces_come_at_the_same_time(engine, local, monkeypatch):
    together, write = threading.Barrier(10, timeout=60), Pieces.put

    def meet(self, *arguments):
        together.wait()
        write(self, *arguments)

    monkeypatch.setattr(Pieces, "put", meet)
    engine.fetch(PATH, local, len(CONTENT), nothing)
    assert local.read_bytes() == CONTENT


def test_after_a_stop_only_what_is_missing_is_asked_for(engine, local, asked):
    def until_half(done):
        if done > len(CONTENT) // 2:
            raise Cut

    with pytest.raises(Cut):
        engine.fetch(PATH, local, len(CONTENT), until_half)
    missing = {f"bytes={begin}-{end - 1}" for begin, end in Pieces(unfinished(local), len(CONTENT)).missing()}
    assert 0 < len(missing) < 10
    kept, moved = engine.kept(local, len(CONTENT)), []
    assert kept == len(CONTENT) - sum(int(last) - int(first) + 1 for first, last in (
        each[6:].split("-") for each in missing))
    asked.clear()
    engine.fetch(PATH, local, len(CONTENT), moved.append)
    assert sorted(asked) == sorted([PROBE, *missing])
    assert moved[0] > kept
    assert local.read_bytes() == CONTENT


KILLED = """
import os, sys
from pathlib import Path
from foxsubmit.core.transfer.http import pieces
pieces.PIECE = {piece}
path = Path({path!r})
here = pieces.Pieces(path, {size})
here.begin({tag!r})
content = Path({content!r}).read_bytes()
for span in here.missing()[2:5]:
    here.put(span, [content[span[0]:span[1]]], lambda count: None)
def blocks():
    yield content[:10]
    print("half", flush=True)
    sys.stdin.read()
here.put(here.missing()[0], blocks(), lambda count: None)
"""


def test_pieces_outlive_a_kill(engine, local, tmp_path, asked):
    content = tmp_path / "content"
    content.write_bytes(CONTENT)
    program = KILLED.format(piece=PIECE, path=str(unfinished(local)), size=len(CONTENT), tag=tag(),
                            content=str(content))
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          env=child.environment()) as process:
        assert process.stdout.readline().strip() == b"half"
        process.kill()
    engine.fetch(PATH, local, len(CONTENT), nothing)
    assert len(asked) == 1 + 7
    assert local.read_bytes() == CONTENT


@pytest.mark.parametrize("left", [b"", b"0-100000", b"\0" * 9, b"5-3\n", b"0-99999999\n", b"x\n"])
def test_a_line_that_a_power_cut_damaged_says_nothing(local, left):
    pieces = Pieces(unfinished(local), len(CONTENT))
    pieces.begin(tag())
    pieces.put((PIECE, 2 * PIECE), [CONTENT[PIECE : 2 * PIECE]], nothing)
    with note(local).open("ab") as file:
        file.write(left)
    again = Pieces(unfinished(local), len(CONTENT))
    assert (again.tag, again.done(), len(again.missing())) == (tag(), PIECE, 9)


def test_a_piece_is_synced_before_it_is_noted_down(local, monkeypatch):
    pieces = Pieces(unfinished(local), len(CONTENT))
    pieces.begin(tag())

    def fail(_handle):
        raise OSError(errno.EIO, "the disk is sick")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="sick"):
        pieces.put((0, PIECE), [CONTENT[:PIECE]], nothing)
    assert Pieces(unfinished(local), len(CONTENT)).missing() == pieces.missing()
    assert len(pieces.missing()) == 10


def test_what_an_older_version_left_is_gone_on_with(engine, local, asked):
    unfinished(local).write_bytes(CONTENT[: 3 * PIECE + 5])
    note(local).write_text(tag())
    engine.fetch(PATH, local, len(CONTENT), nothing)
    assert len(asked) == 1 + 7
    assert local.read_bytes() == CONTENT


@pytest.mark.parametrize("left", [tag(OTHER), 'W/"weak"', "", f"{tag(OTHER)}\nsize {len(CONTENT)}\n0-{PIECE}\n",
                                  f"{tag()}\nsize 5\n0-{PIECE}\n"])
def test_pieces_of_another_content_are_not_gone_on_with(engine, local, asked, left):
    unfinished(local).write_bytes(OTHER[: 3 * PIECE])
    note(local).write_text(left)
    moved = []
    engine.fetch(PATH, local, len(CONTENT), moved.append)
    assert sorted(asked) == sorted([PROBE, *EVERY])
    assert local.read_bytes() == CONTENT
    assert moved == sorted(moved)


def test_a_file_that_changes_between_two_pieces_begins_anew(engine, local, farm, tmp_path, asked, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.transfer.http.side_by_side_pieces.AT_ONCE", 1)
    write = Pieces.put

    def change(self, *arguments):
        write(self, *arguments)
        if len(asked) == 4:
            put(farm, tmp_path, OTHER)

    monkeypatch.setattr(Pieces, "put", change)
    said = engine.fetch(PATH, local, len(CONTENT), nothing)
    assert local.read_bytes() == OTHER
    assert said == hashlib.sha256(OTHER).hexdigest()
    assert asked.count(PROBE) == 2


def test_nothing_beyond_a_piece_is_written(local):
    pieces = Pieces(unfinished(local), len(CONTENT))
    pieces.begin(tag())
    with pytest.raises(ValueError, match="more than"):
        pieces.put((0, PIECE), [CONTENT[: PIECE + 1]], nothing)
    assert unfinished(local).stat().st_size <= PIECE
    assert len(pieces.missing()) == 10


def test_a_piece_that_is_short_is_missing(local):
    pieces = Pieces(unfinished(local), len(CONTENT))
    pieces.begin(tag())
    with pytest.raises(NotWholeError):
        pieces.put((0, PIECE), [CONTENT[: PIECE - 1]], nothing)
    assert len(pieces.missing()) == 10


def test_a_disk_that_is_full_in_one_piece_keeps_the_others(engine, local, asked, monkeypatch):
    write = Pieces.put

    def full(self, span, *arguments):
        if span[0] == 4 * PIECE:
            raise OSError(errno.ENOSPC, "no space")
        write(self, span, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Pieces, "put", full)
        with pytest.raises(OSError, match="no space"):
            engine.fetch(PATH, local, len(CONTENT), nothing)
    asked.clear()
    missing = Pieces(unfinished(local), len(CONTENT)).missing()
    assert (4 * PIECE, 5 * PIECE) in missing
    engine.fetch(PATH, local, len(CONTENT), nothing)
    assert len(asked) == 1 + len(missing) < 11
    assert local.read_bytes() == CONTENT


class Storage(ThreadingHTTPServer):
    """A storage that behaves as a test tells it to."""

    daemon_threads = True

    def __init__(self, answer):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.asked = []
        self.ended = threading.Event()

    def __exit__(self, *_error):
        self.ended.set()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        span = self.headers.get("Range")
        self.server.asked.append(span)
        with contextlib.suppress(OSError):
            self.server.answer(self, *map(int, re.findall(r"\d+", span or f"0-{len(CONTENT) - 1}")))

    def say(self, status, content, *, announced=None, **headers):
        self.send_response(status)
        for name, value in {"X-Sha256": hashlib.sha256(CONTENT).hexdigest(), "ETag": tag(), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content) if announced is None else announced))
        self.end_headers()
        self.wfile.write(content)

    def part(self, first, last, **more):
        self.say(206, CONTENT[first : last + 1], Content_Range=f"bytes {first}-{last}/{len(CONTENT)}", **more)

    def log_message(self, *_arguments):
        pass


@contextlib.contextmanager
def storage(api, answer):
    with Storage(answer) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        api.client.domain = f"127.0.0.1:{server.server_address[1]}"
        yield server, HttpEngine(api.client, INPUT, OUTPUT)


def test_a_storage_without_ranges_sends_it_in_one(api, local):
    with storage(api, lambda handler, *_span: handler.say(200, CONTENT)) as (server, engine):
        engine.fetch(PATH, local, len(CONTENT), nothing)
    assert server.asked == [PROBE]
    assert local.read_bytes() == CONTENT


def test_where_pieces_cannot_be_known_to_fit_it_comes_in_one(api, local):
    def weak(handler, first, last):
        if handler.headers.get("Range"):
            handler.part(first, last, ETag='W/"weak"')
        else:
            handler.say(200, CONTENT, ETag='W/"weak"')

    with storage(api, weak) as (server, engine):
        engine.fetch(PATH, local, len(CONTENT), nothing)
    assert server.asked == [PROBE, None]
    assert local.read_bytes() == CONTENT


def test_a_truncated_piece_comes_again_alone(api, local):
    cut = threading.Event()

    def short(handler, first, last):
        if first == 3 * PIECE and not cut.is_set():
            cut.set()
            handler.close_connection = True
            handler.say(206, CONTENT[first : first + 10], announced=last + 1 - first,
                        Content_Range=f"bytes {first}-{last}/{len(CONTENT)}")
        else:
            handler.part(first, last)

    with storage(api, short) as (server, engine):
        with pytest.raises(TransferFailed, match=r"broke off|did not arrive whole") as failed:
            engine.fetch(PATH, local, len(CONTENT), nothing)
        assert failed.value.retry
        missing = Pieces(unfinished(local), len(CONTENT)).missing()
        assert (3 * PIECE, 4 * PIECE) in missing
        server.asked.clear()
        engine.fetch(PATH, local, len(CONTENT), nothing)
    assert len(server.asked) == 1 + len(missing) < 11
    assert local.read_bytes() == CONTENT


@pytest.mark.parametrize("said", ["bytes 0-9/10", "", "bytes 5-9/*"])
def test_a_part_that_was_not_asked_for_is_not_taken(api, local, said):
    def wrong(handler, first, last):
        handler.say(206, CONTENT[first : last + 1], Content_Range=said)

    with storage(api, wrong) as (_server, engine), pytest.raises(TransferFailed) as failed:
        engine.fetch(PATH, local, len(CONTENT), nothing)
    assert failed.value.retry
    assert not local.exists()


def test_cancelling_ends_pieces_that_hang(api, local):
    def hang(handler, first, last):
        if last:
            handler.server.ended.wait()
        else:
            handler.part(first, last)

    with storage(api, hang) as (server, engine):
        def stop():
            if len(server.asked) > 5:
                raise Cut

        side = SideBySide(1, stop)
        threads = set(threading.enumerate())
        with pytest.raises(Cut):
            list(side.run(iter([lambda: engine.fetch(PATH, local, len(CONTENT), lambda _done: pulse().check())])))
        wait_for(lambda: not [each for each in threading.enumerate()
                              if each not in threads and each.name == "fetching"])
        assert not server.ended.is_set()


@pytest.mark.parametrize("call", ["open", "replace", "unlink", "read_text", "stat"])
def test_a_drive_that_hangs_at_any_step_is_named(engine, local, monkeypatch, call):
    """Whatever a piece asks of the drive: the pulse of its thread has the path for as long as it takes."""
    unnamed, part = [], unfinished(local)

    real = getattr(type(part), call)

    def watch(path, *arguments, **keywords):
        if not pulse().path and str(path).startswith(str(part)):
            unnamed.append(path)
        return real(path, *arguments, **keywords)

    monkeypatch.setattr(type(part), call, watch)
    engine.fetch(PATH, local, len(CONTENT), nothing)
    assert unnamed == []


def test_a_thread_left_behind_before_it_opens_writes_nothing_into_a_file_begun_anew(local):
    old = Pieces(unfinished(local), len(CONTENT))
    old.begin(tag())
    new = Pieces(unfinished(local), len(CONTENT))
    new.begin(tag(OTHER))
    with pytest.raises(NotWholeError):
        old.put((0, PIECE), [CONTENT[:PIECE]], nothing)
    assert unfinished(local).read_bytes() == b""
    assert Pieces(unfinished(local), len(CONTENT)).done() == 0


@pytest.mark.posix_only("what is open is not removed there", twin="test_on_windows_a_thread_left_behind_keeps_its_file")
def test_a_thread_left_behind_while_it_writes_writes_nothing_into_a_file_begun_anew(local):
    old, new = Pieces(unfinished(local), len(CONTENT)), []
    old.begin(tag())

    def blocks():
        yield CONTENT[: PIECE // 2]
        new.append(Pieces(unfinished(local), len(CONTENT)))
        new[0].begin(tag(OTHER))
        new[0].put((PIECE, 2 * PIECE), [OTHER[PIECE : 2 * PIECE]], nothing)
        yield CONTENT[PIECE // 2 : PIECE]

    old.put((0, PIECE), blocks(), nothing)
    assert unfinished(local).read_bytes() == bytes(PIECE) + OTHER[PIECE : 2 * PIECE]
    again = Pieces(unfinished(local), len(CONTENT))
    assert (again.tag, again.done()) == (tag(OTHER), PIECE), "the old piece is not noted down as one of the new file"


@pytest.mark.windows_only("elsewhere what is open may be removed")
def test_on_windows_a_thread_left_behind_keeps_its_file(local):
    old = Pieces(unfinished(local), len(CONTENT))
    old.begin(tag())

    def blocks():
        with pytest.raises(PermissionError):
            Pieces(unfinished(local), len(CONTENT)).begin(tag(OTHER))
        yield CONTENT[:PIECE]

    old.put((0, PIECE), blocks(), nothing)
    again = Pieces(unfinished(local), len(CONTENT))
    assert (again.tag, again.done(), unfinished(local).read_bytes()) == (tag(), PIECE, CONTENT[:PIECE])


def test_all_pieces_together_keep_to_the_speed_limit(engine, local, monkeypatch):
    class Clock:
        now = 1000.0
        lock = threading.Lock()

        def monotonic(self):
            return self.now

        def sleep(self, seconds):
            with self.lock:
                self.now += seconds

    clock = Clock()
    monkeypatch.setattr(speed, "time", clock)
    limiter, before, most = RateLimiter(lambda: PIECE), [0], []

    def progress(done):
        limiter.take(done - before[0], lambda: None)
        before[0] = done
        most.append(done - PIECE * (clock.now - 1000.0))

    engine.fetch(PATH, local, len(CONTENT), progress)
    assert local.read_bytes() == CONTENT
    assert 8.5 <= clock.now - 1000.0 <= 11, "ten pieces at a piece a second"
    assert max(most) <= PIECE, "at no time have more bytes gone than that allows, and a burst"


def test_a_large_file_takes_no_connection_that_another_file_waits_for():
    connections, waits, has = Connections(2), threading.Event(), threading.Event()
    with connections.one(nothing):
        assert connections.another()
        assert not connections.another()

        def other():
            with connections.one(waits.set):
                has.set()

        thread = threading.Thread(target=other)
        thread.start()
        waits.wait()
        assert not connections.another()
        connections.give_back()
        thread.join()
        assert has.is_set()
