"""What the journal hears of while files are sent, and in which lists it hands them out."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.uploads import Recorder, Stopped, Watched, planned, send, upload

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer import upload as upload_module
from foxsubmit.core.transfer.engine import SentContent, StoredPart
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.http import bundling
from foxsubmit.core.transfer.journal import ledger, sent_files

MB = 1 << 20


def names(rows):
    return [Path(row["local"]).name for row in rows]


def test_files_come_in_lists_and_the_scene_in_the_last(project, api, journal):
    row = planned(project, api, journal)
    planned(make_project(Path(project.files[0].path).parent / "other", {"other.png": b"x"}), api, journal)
    lists = [names(rows) for rows in journal.files(row.id, "id", 2)]
    assert lists == [["wood.png", "stone.png"], ["sky.png"], ["shot.blend"]]


def test_what_arrived_is_not_handed_out_and_what_is_known_comes_along(project, api, journal):
    send(project, api, journal)
    row = planned(project, api, journal)
    (rows, _scene) = journal.files(row.id, api.client.access_id, 100)
    assert [each["known_size"] for each in rows] == [each["size"] for each in rows]
    assert all(each["known_sha256"] for each in rows)
    (others, _scene) = journal.files(row.id, "another account", 100)
    assert [each["known_size"] for each in others] == [None] * 3
    upload(row, open_engine(api), api, journal)
    assert list(journal.files(row.id, api.client.access_id, 100)) == []


def test_a_submission_without_files_has_no_lists(journal, tmp_path):
    assert list(journal.files(journal.add_fetch("local", "a task", 1, str(tmp_path)), "id", 10)) == []


def test_every_list_is_asked_about_and_sent_by_itself(tmp_path, api, journal, monkeypatch):
    monkeypatch.setattr(upload_module, "SLICE", 100)
    host = make_project(tmp_path / "p", {f"{number:03}.bin": b"%d" % number for number in range(250)})

    class Asked(Recorder):
        lists = ()

        def have(self, files):
            self.lists += (len(files),)
            return super().have(files)

    engine = upload(planned(host, api, journal), Asked(open_engine(api)), api, journal)
    assert engine.lists == (100, 100, 50, 1)
    assert journal.transfers()[0].files_done == 251


def test_bytes_inside_a_file_are_written_down_while_it_is_sent(tmp_path, api, journal, monkeypatch):
    monkeypatch.setattr(ledger, "PROGRESS", 0.0)
    host = make_project(tmp_path / "p", {"big.bin": os.urandom(8 * MB)})
    seen = []

    def look(_server, _done):
        seen.append(journal.transfers()[0].bytes_done)

    upload(planned(host, api, journal), Watched(open_engine(api), moved=look), api, journal)
    assert seen == sorted(seen)
    assert len({done for done in seen if 0 < done < 8 * MB}) >= 5


def test_what_a_stopped_upload_left_counts_as_the_farm_has_it(tmp_path, api, journal, monkeypatch):
    monkeypatch.setattr(bundling, "LONGEST", 3600.0)  # none of the files has arrived when it is stopped
    host = make_project(tmp_path / "p", {f"{number}.bin": b"x" * 1000 for number in range(50)})

    engine = Watched(open_engine(api))

    def stop():
        if len(engine.moves) >= 50:
            raise Stopped

    row = planned(host, api, journal)
    with pytest.raises(Stopped):
        upload(row, engine, api, journal, stop)

    class Refuses(Recorder):
        def have(self, files):
            return [StoredPart()] * len(files)

        def send(self, _items, _report):
            raise TransferFailed("no")

    with pytest.raises(TransferFailed):
        upload(row, Refuses(open_engine(api)), api, journal)
    assert journal.transfers()[0].bytes_done == 0


def test_a_file_that_changed_has_its_new_size_in_the_journal(project, api, journal):
    row = planned(project, api, journal)
    before = journal.transfers()[0].bytes
    Path(project.files[0].path).write_bytes(b"wood" * 100)
    upload(row, open_engine(api), api, journal)
    shown = journal.transfers()[0]
    assert shown.bytes == shown.bytes_done == before + 99 * 4


def test_an_engine_that_asks_nobody_is_given_every_file_and_what_it_does_not_hash_is_not_known(project, api, journal):
    class Silent:
        asks = False
        sent = 0

        def send(self, items, report):
            for item in items:
                self.sent += 1
                report.moved(item.server, item.size)
                report.arrived(item, sent_of(item))

    for _each in range(2):
        assert upload(planned(project, api, journal), Silent(), api, journal).sent == 4
    assert journal.known(api.client.access_id) == {}


def sent_of(item):
    return SentContent(item.size, item.mtime_ns, item.inode, "")


def test_a_file_that_the_engine_forgot_is_not_taken_for_sent(project, api, journal):
    class Forgetful(Recorder):
        def send(self, items, report):
            super().send(items[1:], report)

    row = planned(project, api, journal)
    with pytest.raises(TransferFailed, match=r"wood\.png was not sent") as caught:
        upload(row, Forgetful(open_engine(api)), api, journal)
    assert caught.value.retry


def test_that_a_file_arrived_is_noted_anew_when_the_note_is_old_or_the_file_another(project, api, journal, monkeypatch):
    def turns():
        with sqlite3.connect(str(journal._db.path)) as db:
            found = dict(db.execute("SELECT local, turn FROM arrivals").fetchall())
        db.close()
        return found

    upload(planned(project, api, journal), open_engine(api), api, journal)
    first = turns()
    Path(project.files[0].path).write_bytes(b"another")
    upload(planned(project, api, journal), open_engine(api), api, journal)
    second = turns()
    assert [path for path in first if first[path] != second[path]] == [str(project.files[0].path)]
    monkeypatch.setattr(sent_files, "FRESH", 0)
    upload(planned(project, api, journal), open_engine(api), api, journal)
    assert all(turns()[path] > second[path] for path in second)


def test_what_became_of_files_is_written_down_in_one_transaction(project, api, journal, monkeypatch):
    for name in ("PROGRESS", "ARRIVALS"):
        monkeypatch.setattr(ledger, name, 1e9)  # all at the end
    row, statements = planned(project, api, journal), []
    Path(project.files[0].path).write_bytes(b"longer than before")
    journal._db.set_trace_callback(statements.append)
    upload(row, open_engine(api), api, journal)
    journal._db.set_trace_callback(None)
    assert sum(each.startswith("BEGIN") for each in statements) == 1
    assert journal.transfers()[0].files_done == 4


def test_what_is_due_is_written_down_while_the_line_is_silent(project, api, journal, monkeypatch):
    """A silent line moves nothing and has nothing arrive: the check is all that the sender calls meanwhile."""
    row = planned(project, api, journal)
    (rows, *_scene) = journal.files(row.id, api.client.access_id, 100)
    by_name = {Path(each["local"]).name: each for each in rows}
    for name in ("PROGRESS", "ARRIVALS"):
        monkeypatch.setattr(ledger, name, 1e9)  # nothing is due
    book = ledger.Ledger(journal, row.id, api.client.access_id, lambda: None)
    book.begin({each["server"]: each for each in rows})
    wood, sky = by_name["wood.png"], by_name["sky.png"]
    status = os.stat(wood["local"])
    book.lies_there(wood["server"], SentContent(status.st_size, status.st_mtime_ns, status.st_ino, "0" * 64))
    book.moved(sky["server"], 5)
    book.check()
    assert (journal.transfers()[0].files_done, journal.transfers()[0].bytes_done) == (0, 0)
    monkeypatch.setattr(ledger, "PROGRESS", 0.0)
    book.check()
    assert (journal.transfers()[0].files_done, journal.transfers()[0].bytes_done) == (0, 5)
    monkeypatch.setattr(ledger, "ARRIVALS", 0.0)
    book.check()
    assert (journal.transfers()[0].files_done, journal.transfers()[0].bytes_done) == (1, 5 + wood["size"])
