"""What is settled takes little room, is forgotten by rule, and is read once; what is open stays."""

from __future__ import annotations

import contextlib
import sqlite3
import time

import pytest
from bench.journal import ACCESS_ID, add, finish, plan

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.transfer.journal import forgetting
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.journal.queue import QueueReader
from foxsubmit.core.transfer.journal.records import FetchedResult
from foxsubmit.core.transfer.states import TransferState


def finished(journal, number, files=3, frames=4):
    submission = add(journal, number, files)
    finish(journal, submission, number, frames)
    return submission


def count(journal, table):
    return journal._db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608 - names of this module


def everything_forgotten(journal):
    while not journal.forget():
        pass


def test_what_is_settled_is_packed_and_reads_as_before(journal):
    submission = finished(journal, 7)
    assert (count(journal, "plans"), count(journal, "results"), count(journal, "archive")) == (0, 0, 2)
    assert journal.get(submission).plan() == plan(7, 3)
    results = journal.results(submission)
    assert len(results) == 4
    assert results["/1007_shot/out/shot_0007_0002.exr"].local.endswith("sequence_000/shot_0007/out/shot_0002.exr")
    assert journal.transfers()[0].fetched == 4


@pytest.mark.parametrize("again", ["fetch", "frames", "watch"])
def test_what_goes_on_after_it_was_settled_has_its_plan_still_packed_and_its_results_again(journal, again):
    submission = finished(journal, 7)
    if again == "fetch":
        journal.add_fetch("local", "shot", 1007, "/elsewhere")
    elif again == "frames":
        journal.want_frames("local", "shot", 1007, [(1007, "0001")], "/elsewhere")
    else:
        journal.watch_again("local", [1007])
    assert (count(journal, "plans"), count(journal, "results"), count(journal, "archive")) == (0, 4, 1)
    (row,) = journal.open_submissions()
    assert (row.id, row.state, row.plan()) == (submission, TransferState.WATCHING, plan(7, 3))
    journal.fetched(submission, "/1007_shot/out/new.exr", FetchedResult(1, "now", "/here/new.exr", 5))
    journal.record(submission, TransferState.FETCHED)
    assert len(journal.results(submission)) == journal.transfers()[0].fetched == 5


def test_a_journal_of_an_older_version_is_packed_a_few_at_a_time(journal, monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    ids = [finished(journal, number) for number in range(3)]
    for submission in ids:
        journal._db.execute("INSERT INTO plans VALUES (?, ?)", (submission, plan(1, 2).to_json()))
        journal._db.execute("DELETE FROM archive WHERE submission=?", (submission,))
    assert journal.forget() is False
    assert count(journal, "plans") == 1
    assert journal.forget() is True
    assert (count(journal, "plans"), count(journal, "archive")) == (0, 3)


def test_the_oldest_settled_are_forgotten_and_open_ones_never(journal, monkeypatch):
    monkeypatch.setattr(forgetting, "ENTRIES", 2)
    opened, failed = add(journal, 1, 2), add(journal, 2, 2)
    journal.fail(failed, "It failed.")
    settled = [finished(journal, number) for number in (3, 4, 5)]
    journal._db.execute("UPDATE submissions SET created = 0")
    everything_forgotten(journal)
    assert {each.id for each in journal.transfers()} == {opened, failed, *settled[1:]}
    assert journal.get(opened).plan() == plan(1, 2)


def test_what_is_a_year_old_is_forgotten_and_a_failure_after_half_a_year(journal):
    opened, failed, settled = add(journal, 1, 2), add(journal, 2, 2), finished(journal, 3)
    journal.fail(failed, "It failed.")
    day = 86_400
    forgetting.forget(journal._db, time.time() + 179 * day)
    assert len(journal.transfers()) == 3
    forgetting.forget(journal._db, time.time() + 181 * day)
    assert {each.id for each in journal.transfers()} == {opened, settled}
    forgetting.forget(journal._db, time.time() + 366 * day)
    assert {each.id for each in journal.transfers()} == {opened}
    for table in ("archive", "results", "wanted"):
        assert count(journal, table) == 0


def test_plans_and_results_of_the_oldest_go_before_the_entries(journal, monkeypatch):
    settled = [finished(journal, number) for number in range(3)]
    size = journal._db.execute("SELECT SUM(LENGTH(data)) FROM archive").fetchone()[0] // 3
    monkeypatch.setattr(forgetting, "DETAILS", 2 * size + 50)
    everything_forgotten(journal)
    assert [each.fetched for each in journal.transfers()] == [4, 4, 4]
    assert journal.get(settled[2]).plan() == plan(2, 3)
    with pytest.raises(BadInput, match="not kept any more"):
        journal.get(settled[0]).plan()
    assert journal.results(settled[0]) == {}


def test_files_that_arrived_long_ago_are_forgotten_as_known(journal, monkeypatch):
    monkeypatch.setattr(forgetting, "KNOWN", 4)
    finished(journal, 1)
    finished(journal, 2)
    newest = {file.local.path for file in plan(2, 3).files}
    everything_forgotten(journal)
    known = set(journal.known(ACCESS_ID))
    assert len(known) == 4
    assert newest <= known


def test_unused_room_goes_back_to_the_disk_but_not_under_an_upload(settings, journal, monkeypatch):
    monkeypatch.setattr(forgetting, "ENTRIES", 1)
    monkeypatch.setattr(forgetting, "KNOWN", 1)
    monkeypatch.setattr(forgetting, "LEAST", 1)
    for number in range(40):
        finished(journal, number, frames=40)
    everything_forgotten(journal)
    upload = add(journal, 99, 2)
    assert journal.shrink() is False
    journal.record(upload, TransferState.CANCELLED)
    before = settings.journal.stat().st_size
    assert journal.shrink() is True
    assert settings.journal.stat().st_size < before * 2 / 3
    assert len(journal.transfers()) == 2


def test_much_room_is_given_back_without_a_second_copy_of_the_journal(settings, journal, monkeypatch):
    monkeypatch.setattr(forgetting, "MUCH", 100_000)
    monkeypatch.setattr(forgetting, "LEAST", 100_000)
    monkeypatch.setattr(forgetting, "STEP", 20)
    upload = add(journal, 1, 5000)
    journal.record(upload, TransferState.CANCELLED)
    journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    kept, before = journal.transfers(), settings.journal.stat().st_size
    log, largest, execute = settings.journal.with_name(f"{settings.journal.name}-wal"), [0], type(journal._db).execute

    def watched(db, statement, values=()):
        largest[0] = max(largest[0], log.stat().st_size)
        return execute(db, statement, values)

    monkeypatch.setattr(type(journal._db), "execute", watched)
    assert journal.shrink() is True
    assert settings.journal.stat().st_size < before / 2
    assert largest[0] < before / 5, "a few pages at a time"
    assert journal.transfers() == kept
    assert journal.sound()


def test_the_files_of_a_large_submission_do_not_go_through_the_log_when_it_is_settled(settings, journal):
    upload = add(journal, 1, 5000)
    journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    journal.record(upload, TransferState.CANCELLED)
    log = settings.journal.with_name(f"{settings.journal.name}-wal").stat().st_size
    assert log < settings.journal.stat().st_size / 4
    assert journal.transfers()[0].files == 5000
    other = add(journal, 2, 3)
    journal.record(add(journal, 3, 3), TransferState.CANCELLED)
    assert journal.file_count(other) == 3


def test_a_journal_of_an_older_program_gives_room_back_in_steps_from_the_first_time_on(settings, monkeypatch):
    monkeypatch.setattr(forgetting, "LEAST", 100_000)
    settings.journal.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(str(settings.journal))) as db, db:
        db.execute("CREATE TABLE old (a)")
    with contextlib.closing(Journal(settings.journal)) as journal:
        assert journal._db.execute("PRAGMA auto_vacuum").fetchone()[0] == 0
        journal.record(add(journal, 1, 5000), TransferState.CANCELLED)
        assert journal.shrink() is True
        assert journal._db.execute("PRAGMA auto_vacuum").fetchone()[0] == 2


def test_a_reader_sees_every_change_and_keeps_what_did_not_change(settings, journal):
    reader, other = QueueReader(), Journal(settings.journal)
    settled = finished(journal, 1)
    first = reader.read(other, None)
    assert [each.id for each in first.transfers] == [settled]
    assert reader.read(other, None).transfers is first.transfers
    moving = add(journal, 2, 3)
    second = reader.read(other, None)
    assert [each.id for each in second.transfers] == [moving, settled]
    assert second.transfers[1] is first.transfers[0]
    journal.record(moving, speed=5.0)
    assert reader.read(other, None).transfers[0].speed == 5.0
    with contextlib.closing(sqlite3.connect(str(settings.journal))) as db, db:  # as an older program writes
        db.execute("UPDATE submissions SET message='It waits.' WHERE id=?", (settled,))
    assert reader.read(other, None).transfers[1].message == "It waits."
    journal.record(moving, TransferState.CANCELLED)
    forgetting.forget(journal._db, time.time() + 366 * 86_400)
    assert reader.read(other, None).transfers == ()
    other.close()
