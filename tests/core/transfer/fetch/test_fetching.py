"""Results come home: when, where to, and what happens to what lies there."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sqlite3
import threading
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, over, submit, transfer, wait_for, work

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.api.query import Query
from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.fetch import fetching
from foxsubmit.core.transfer.fetch.fetching import Fetching, Wanted
from foxsubmit.core.transfer.fetch.results import Results, _portions
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.journal.records import FetchedResult
from foxsubmit.core.transfer.speed import RateLimiter
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.core.transfer.stopping import Stopped
from foxsubmit.core.transfer.supervised.watchdog import Watchdog
from foxsubmit.farm.base.constants import OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.base.routes import ROUTES
from foxsubmit.farm.http.server import LocalFarm

LISTING = "/api/render/file/operate/getOutputUserDirFile"


pytestmark = pytest.mark.usefixtures("no_long_looks")


def look_again(settings, journal, submission, forget=True, **changes):
    """Have the agent look at a task that is over, as after a new wish to fetch."""
    journal.record(submission, TransferState.WATCHING)  # which puts its results back into the table
    with contextlib.closing(sqlite3.connect(str(settings.journal))) as db, db:
        if forget:
            db.execute("DELETE FROM results")
        for column, value in changes.items():
            db.execute(f"UPDATE results SET {column}=?", (value,))  # noqa: S608
    work(settings)


def frames(journal, submission):
    return sorted(path for path in Path(transfer(journal, submission).folder).rglob("*") if path.is_file())


def contents(paths):
    return [path.read_bytes() for path in paths]


@pytest.mark.parametrize(("fetch", "early"), [("finished", True), ("end", False)])
def test_frames_come_as_they_finish_or_all_at_the_end(tmp_path, settings, journal, fetch, early):
    with LocalFarm(tmp_path / "slow", options=Options(simulate=True, seconds=1.0, workers=1)):
        settings.remember_farm(tmp_path / "slow")
        api = settings.credentials("local").api()
        submission = submit(make_project(tmp_path / "p", {}, frames=4), api, journal, fetch=fetch)
        seen = []

        def finished():
            now = transfer(journal, submission)
            if now.fetched:
                # Asked afterwards: a task that is not over now was not when the frame came.
                (task,) = api.query.task_info([now.task_id])["items"]
                seen.append(not TaskStatus(task["taskStatus"]).over)
            return now.state.over

        with agent(settings):
            wait_for(finished)
    assert transfer(journal, submission).fetched == 4
    assert any(seen) == early


def test_bytes_of_the_download_are_counted(done, journal):
    now = transfer(journal, done)
    sizes = sum(path.stat().st_size for path in frames(journal, done))
    assert (now.fetch_files, now.fetch_bytes, now.fetch_done, now.fetched) == (3, sizes, sizes, 3)
    assert now.seconds_left is None


def test_a_file_that_lies_there_with_the_same_content_is_not_fetched(settings, journal, done, fetched):
    before = {path: path.stat().st_mtime_ns for path in frames(journal, done)}
    look_again(settings, journal, done)
    assert fetched == []
    assert {path: path.stat().st_mtime_ns for path in frames(journal, done)} == before
    assert transfer(journal, done).fetched == 3


def test_a_foreign_file_of_the_same_name_is_moved_aside(settings, journal, done, fetched):
    first, *others = frames(journal, done)
    rendered = first.read_bytes()
    first.with_name(f"{first.name}.bak-1").write_bytes(b"already taken")
    first.write_bytes(b"mine")
    look_again(settings, journal, done)
    assert len(fetched) == 1
    assert first.read_bytes() == rendered
    assert first.with_name(f"{first.name}.bak-2").read_bytes() == b"mine"
    assert first.with_name(f"{first.name}.bak-1").read_bytes() == b"already taken"
    assert set(others) < set(frames(journal, done))


def test_a_frame_that_was_rendered_again_replaces_the_old_one(settings, journal, done, fetched):
    paths = frames(journal, done)
    for path in paths:
        path.write_bytes(b"old frame")
    stamp = paths[0].stat()
    for path in paths:
        os.utime(path, ns=(stamp.st_mtime_ns, stamp.st_mtime_ns))
    look_again(settings, journal, done, forget=False, modified="before", size=9, mtime_ns=stamp.st_mtime_ns)
    assert len(fetched) == 3
    assert frames(journal, done) == paths
    assert b"old frame" not in contents(paths)


def test_a_frame_that_somebody_worked_on_is_kept_when_a_newer_one_comes(settings, journal, done, fetched):
    first = frames(journal, done)[0]
    first.write_bytes(b"retouched")
    look_again(settings, journal, done, forget=False, modified="before")
    assert first.with_name(f"{first.name}.bak-1").read_bytes() == b"retouched"
    assert first.read_bytes() != b"retouched"


@pytest.mark.parametrize("same_size", [False, True])
def test_a_frame_that_somebody_worked_on_is_kept_beside_the_rendered_one(
        settings, journal, done, fetched, same_size):
    first = frames(journal, done)[0]
    rendered = first.read_bytes()
    worked_on = b"retouched".ljust(len(rendered) if same_size else 0, b".")
    first.write_bytes(worked_on)
    os.utime(first, ns=(1, 1))
    look_again(settings, journal, done, forget=False)
    assert (len(fetched), first.read_bytes()) == (1, rendered)
    assert first.with_name(f"{first.name}.bak-1").read_bytes() == worked_on


@pytest.mark.parametrize("left", [0, 100])
def test_a_frame_that_a_power_cut_left_short_comes_again(settings, journal, done, fetched, left):
    first = frames(journal, done)[0]
    rendered = first.read_bytes()
    os.truncate(first, left)
    look_again(settings, journal, done, forget=False)
    assert (len(fetched), first.read_bytes()) == (1, rendered)
    assert first.with_name(f"{first.name}.bak-1").exists() == bool(left)  # nothing is lost with an empty one


def test_a_frame_that_was_only_touched_is_not_fetched_and_read_once(settings, journal, done, fetched):
    first = frames(journal, done)[0]
    os.utime(first, ns=(1000, 1000))  # Windows keeps tenths of a microsecond
    look_again(settings, journal, done, forget=False)
    assert fetched == []
    assert {each.mtime_ns for each in journal.results(done).values() if each.local == str(first)} == {1000}


def test_a_frame_without_a_hash_in_an_older_journal_counts_by_its_size(settings, journal, done, fetched):
    first, second, _third = frames(journal, done)
    os.utime(first, ns=(1, 1))
    os.truncate(second, 1)
    look_again(settings, journal, done, forget=False, sha256="")
    assert [Path(path).name for path in fetched] == [second.name]


def test_results_and_their_folders_are_synced_before_they_are_written_down(
        tmp_path, settings, api, journal, monkeypatch):
    said = []

    def note(what, owner, name):
        whole = getattr(owner, name)

        def noted(*arguments, **named):
            answer = whole(*arguments, **named)
            said.append(what)
            return answer

        monkeypatch.setattr(owner, name, noted)

    note("file", fetching, "sync_file")
    note("folder", fetching, "sync_folders")
    note("journal", Journal, "fetched")
    submission = submit(make_project(tmp_path / "p", {}, frames=1), api, journal)
    work(settings)
    assert said[0] == "file"
    assert said[-1] == "journal"
    assert set(said[1:-1]) == {"folder"}
    (result,) = journal.results(submission).values()
    assert result.sha256 == hashlib.sha256(Path(result.local).read_bytes()).hexdigest()


def test_what_a_killed_agent_left_is_removed_when_the_task_is_cancelled(settings, journal, done):
    left = Path(transfer(journal, done).folder) / f".foxsubmit-{done[:12]}"
    left.mkdir()
    (left / "part").write_bytes(b"half")
    journal.record(done, TransferState.WATCHING)
    journal.wish(done, "cancel")
    work(settings)
    assert transfer(journal, done).state is TransferState.CANCELLED
    assert not left.exists()


def test_frames_of_one_task_are_fetched_at_the_same_time(tmp_path, settings, api, journal, monkeypatch):
    fetch, together = HttpEngine.fetch, threading.Barrier(3, timeout=60)

    def meet(self, server, local, size, progress):
        together.wait()
        return fetch(self, server, local, size, progress)

    monkeypatch.setattr(HttpEngine, "fetch", meet)
    submission = submit(make_project(tmp_path / "p", {}), api, journal, fetch="end")
    work(settings)
    assert transfer(journal, submission).fetched == 3


def test_a_frame_that_was_deleted_comes_again(settings, journal, done, fetched):
    first = frames(journal, done)[0]
    first.unlink()
    look_again(settings, journal, done, forget=False)
    assert len(fetched) == 1
    assert first.exists()


def test_results_are_named_by_the_pattern(tmp_path, settings, api, journal):
    submission = submit(make_project(tmp_path / "p", {}), api, journal, name_pattern="{name}_{task}/{file}")
    work(settings)
    now = transfer(journal, submission)
    assert {path.parent for path in frames(journal, submission)} == {Path(now.folder) / f"shot_{now.task_id}"}
    assert len(frames(journal, submission)) == 3


def test_of_two_results_with_one_name_the_second_stays_on_the_farm(tmp_path, settings, api, journal):
    submission = submit(make_project(tmp_path / "p", {}), api, journal, name_pattern="{task}{ending}{path}")
    journal.record(submission, pattern="frame.{ending}")
    work(settings)
    now = transfer(journal, submission)
    assert now.state is TransferState.FETCHED
    assert "the second stays on the farm" in now.message
    assert len(frames(journal, submission)) == 1


LINKED = pytest.param("/link/evil.png", marks=pytest.mark.posix_only("links want a privilege there"))


@pytest.mark.parametrize("evil", ["/../../evil.png", "/7/../../../evil.png", "C:/evil.png", LINKED, "/7/nul.png",
                                  "\\\\?\\C:\\evil.png"])
def test_what_the_server_must_not_name_stays_there_and_the_rest_comes(
        tmp_path, settings, api, journal, monkeypatch, evil):
    listing = ROUTES[LISTING]

    def lying(farm, body):
        entries = listing(farm, body)
        return [{**entries[0], "filePath": evil, "directory": False, "fileSize": 4}, *entries] if entries else []

    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    folder = tmp_path / "p" / "fox_renders"
    folder.mkdir()
    if evil.startswith("/link/"):
        (folder / "link").symlink_to(tmp_path)
    monkeypatch.setitem(ROUTES, LISTING, lying)
    work(settings)
    now = transfer(journal, submission)
    assert (now.state, now.fetched) == (TransferState.FETCHED, 3)
    assert "stays on the farm" in now.message
    assert not list(tmp_path.rglob("evil*"))


def test_what_did_not_arrive_as_it_is_on_the_farm_is_not_kept(settings, journal, farm, done):
    first = frames(journal, done)[0]
    there = next((farm.folder / "storage" / OUTPUT).rglob(first.name))
    there.write_bytes(b"x" * there.stat().st_size)
    first.unlink()
    journal.record(done, TransferState.WATCHING)
    with agent(settings):
        wait_for(lambda: "did not arrive whole" in transfer(journal, done).message)
    assert not first.exists()
    assert not list(Path(transfer(journal, done).folder).glob(".foxsubmit-*"))


@pytest.mark.parametrize(("number", "sentence"), [
    (errno.ENOSPC, "is full: make room"), (errno.EACCES, "may not be written by this user"),
    (errno.EIO, "cannot be put into")])
def test_a_folder_that_takes_nothing_is_named_and_waited_for(
        tmp_path, settings, api, journal, monkeypatch, number, sentence):
    fetch, healed = HttpEngine.fetch, threading.Event()

    def into_a_sick_disk(self, server, local, size, progress):
        if not healed.is_set():
            local.write_bytes(b"half of")
            raise OSError(number, "as the system says")
        return fetch(self, server, local, size, progress)

    monkeypatch.setattr(HttpEngine, "fetch", into_a_sick_disk)
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    thread = threading.Thread(target=work, args=(settings,))
    thread.start()
    try:
        message = wait_for(lambda: (now := transfer(journal, submission)).state is TransferState.WATCHING
                           and "again in" in now.message and now.message)
        assert sentence in message
        assert "half of" not in contents(frames(journal, submission))
    finally:
        healed.set()
        thread.join()
    now = transfer(journal, submission)
    assert (now.state, now.fetched, now.message) == (TransferState.FETCHED, 3, "")
    assert not list(Path(now.folder).glob(".foxsubmit-*"))


def test_an_output_folder_that_is_none_is_waited_for(tmp_path, settings, api, journal):
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    folder = tmp_path / "p" / "fox_renders"
    folder.write_bytes(b"a file")
    with agent(settings):
        wait_for(lambda: "fox_renders" in transfer(journal, submission).message)
        folder.unlink()
        wait_for(over(journal, submission))
    assert transfer(journal, submission).fetched == 3


def test_what_a_killed_agent_left_behind_is_removed(settings, journal, done):
    folder = Path(transfer(journal, done).folder)
    frames(journal, done)[0].unlink()
    left = folder / f".foxsubmit-{done[:12]}"
    left.mkdir()
    (left / "part").write_bytes(b"half")
    look_again(settings, journal, done, forget=False)
    assert not left.exists()
    assert len(frames(journal, done)) == 3


def test_what_an_agent_left_that_was_killed_after_the_last_result_is_removed(settings, journal, done):
    left = Path(transfer(journal, done).folder) / f".foxsubmit-{done[:12]}"
    left.mkdir()
    (left / "part").write_bytes(b"half")
    look_again(settings, journal, done, forget=False)
    assert not left.exists()


class Stuck:
    """An engine whose program says that it fetches, and does not."""

    def fetch(self, server, local, size, progress):
        while True:
            progress(5)


def test_a_download_in_which_nothing_moves_is_ended(tmp_path, settings, journal, done, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.transfer.fetch.fetching.Watchdog", lambda: Watchdog(0.2))
    row = journal.get(done)
    with pytest.raises(Exception, match="Nothing has moved"), \
            Fetching(journal, Stuck(), row, lambda: None, RateLimiter(lambda: 0)) as way:
        list(way.come([Wanted("/a.png", FetchedResult(10, "now", str(tmp_path / "a.png")))]))
    assert not (tmp_path / "a.png").exists()


def test_a_download_is_stopped_between_two_blocks(tmp_path, settings, journal, done):
    def stop():
        raise Stopped

    row = journal.get(done)
    with pytest.raises(Stopped), Fetching(journal, Stuck(), row, stop, RateLimiter(lambda: 0)) as way:
        list(way.come([Wanted("/a.png", FetchedResult(10, "now", str(tmp_path / "a.png")))]))
    assert not list(Path(row.folder).glob(".foxsubmit-*"))


class Lorry:
    """An engine that fetches many at once; of those that it is told to lose none comes."""

    def __init__(self, lost):
        self._lost = lost
        self._here = {}

    def bring(self, files, folder, progress, limit=0):
        folder.mkdir(parents=True)
        for number, (server, size) in enumerate(files):
            progress(number)
            if server not in self._lost:
                self._here[server] = folder / str(number)
                self._here[server].write_bytes(b"x" * size)
        if self._lost:
            raise TransferFailed("Some fell off.", retry=True)

    def brought(self, server):
        return server in self._here

    def fetch(self, server, local, size, progress):
        self._here.pop(server).replace(local)


@pytest.mark.parametrize("lost", [(), ("/1.png", "/3.png")])
def test_what_came_of_many_is_kept_when_others_did_not(tmp_path, journal, done, lost):
    results = [(f"/{number}.png", FetchedResult(10, "now", str(tmp_path / f"{number}.png"))) for number in range(5)]
    with Fetching(journal, Lorry(lost), journal.get(done), lambda: None, RateLimiter(lambda: 0)) as way:
        come, failed = way.bring(results)
        list(way.come(Wanted(path, result) for path, result in results if path in come))
    assert (str(failed) == "Some fell off.") == bool(lost)
    assert {f"/{path.name}" for path in tmp_path.glob("*.png")} == {path for path, _result in results} - set(lost)


def test_results_go_in_portions_that_are_not_too_long():
    many = [(str(number), FetchedResult(1, "now")) for number in range(450)]
    assert [len(portion) for portion in _portions(many)] == [200, 200, 50]
    heavy = [(str(number), FetchedResult(200 << 20, "now")) for number in range(3)]
    assert [len(portion) for portion in _portions(heavy)] == [1, 1, 1]


def test_three_tasks_are_fetched_at_the_same_time(tmp_path, settings, api, journal, monkeypatch):
    """The first fetch of each task waits for those of the others."""
    fetch, together = HttpEngine.fetch, threading.Barrier(3, timeout=60)
    met, lock = set(), threading.Lock()

    def meet(self, server, local, size, progress):
        task = server.split("/")[1]
        with lock:
            first = task not in met
            met.add(task)
        if first:
            together.wait()
        return fetch(self, server, local, size, progress)

    monkeypatch.setattr(HttpEngine, "fetch", meet)
    submissions = [submit(make_project(tmp_path / name, {}), api, journal, fetch="end") for name in "abc"]
    work(settings)
    assert [transfer(journal, each).fetched for each in submissions] == [3, 3, 3]


def test_frames_are_the_ones_of_the_farm(farm, journal, done):
    there = {hashlib.sha256(path.read_bytes()).digest()
             for path in (farm.folder / "storage" / OUTPUT).rglob("*.png")}
    assert {hashlib.sha256(path.read_bytes()).digest() for path in frames(journal, done)} <= there


def test_another_connection_reads_what_was_fetched(settings, done):
    with contextlib.closing(Journal(settings.journal)) as other:
        assert {Path(each.local).is_file() for each in other.results(done).values()} == {True}


def test_the_farm_is_asked_for_the_task_once_in_a_look(settings, journal, done, monkeypatch):
    asked, task_info = [], Query.task_info

    def counted(self, task_ids):
        asked.append(task_ids)
        return task_info(self, task_ids)

    monkeypatch.setattr(Query, "task_info", counted)
    journal.record(done, TransferState.WATCHING)
    with settings.credentials("local").api() as api:
        Results(journal, api, journal.get(done), lambda: None).run()
    assert len(asked) == 1, "each question is a round trip"
