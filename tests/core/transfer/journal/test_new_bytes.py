"""What is new of a submission is known when it is written down, and certain when its files have arrived."""

from __future__ import annotations

import dataclasses

from tests.conftest import make_project
from tests.core.transfer.agents import submit

from foxsubmit.core.transfer.engine import SentContent
from foxsubmit.core.transfer.journal.sent_files import ArrivedFile
from foxsubmit.core.transfer.states import TransferState

ME = "me"


def arrive(journal, submission, names, sent=True):
    rows = [row for rows in journal.files(submission, ME, 100) for row in rows]
    journal.sent(submission, ME, arrivals=[
        ArrivedFile(row, SentContent(row["size"], row["mtime_ns"], row["inode"], "hash"), sent)
        for row in rows if row["local"].endswith(names)])


def amounts(journal, submission):
    row = next(each for each in journal.transfers() if each.id == submission)
    return row.bytes_new, row.bytes_sent, round(row.part, 2), row.bytes_left


def test_only_what_has_not_arrived_before_fills_the_bar(api, journal, tmp_path):
    host = make_project(tmp_path / "shot", {"old.png": b"o" * 9000, "new.png": b"n" * 980})
    first = submit(host, api, journal)
    plan = journal.get(first).plan()
    total, scene = plan.bytes, len(b"BLENDER-v405 a scene")
    assert amounts(journal, first) == (total, 0, 0.0, total)
    arrive(journal, first, "old.png")
    second, third = journal.add_all([plan, plan], ME)
    assert amounts(journal, second) == (980 + scene, 0, 0.0, 980 + scene)
    assert amounts(journal, third)[0] == 0, "its files go with the other submission"
    journal.record(second, TransferState.UPLOADING)
    number = next(row["rowid"] for rows in journal.files(second, ME, 100) for row in rows
                  if row["local"].endswith("new.png"))
    journal.sent(second, done={number: 500})
    assert amounts(journal, second) == (980 + scene, 500, 0.5, 480 + scene)
    arrive(journal, second, ("old.png",), sent=False)
    assert amounts(journal, second) == (980 + scene, 500, 0.5, 480 + scene)
    arrive(journal, second, ("new.png", ".blend"))
    assert amounts(journal, second) == (980 + scene, 980 + scene, 1.0, 0)


def test_another_account_has_nothing_and_a_file_that_changed_is_new(api, journal, tmp_path):
    host = make_project(tmp_path / "shot", {"old.png": b"o" * 9000})
    first = submit(host, api, journal)
    plan = journal.get(first).plan()
    arrive(journal, first, (".png", ".blend"))
    (same,), (other,) = journal.add_all([plan], ME), journal.add_all([plan], "another")
    changed = dataclasses.replace(plan, files=tuple(
        dataclasses.replace(each, local=dataclasses.replace(each.local, mtime_ns=each.local.mtime_ns + 1))
        if each.local.path.endswith(".png") else each for each in plan.files))
    (late,) = journal.add_all([changed], ME)
    assert [amounts(journal, each)[0] for each in (same, other, late)] == [0, plan.bytes, 9000]


def test_what_had_left_before_a_pause_stays_sent_when_it_is_found_whole_on_the_farm(api, journal, tmp_path):
    submission = submit(make_project(tmp_path / "shot", {"sky.png": b"s" * 9000}), api, journal)
    scene = len(b"BLENDER-v405 a scene")
    number = next(row["rowid"] for rows in journal.files(submission, ME, 100) for row in rows
                  if row["local"].endswith("sky.png"))
    journal.sent(submission, done={number: 4000})
    arrive(journal, submission, ("sky.png",), sent=False)
    assert amounts(journal, submission)[:2] == (9000 + scene, 9000)
