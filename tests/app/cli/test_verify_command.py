"""``foxsubmit verify`` as a user types it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer, work
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.core.transfer.states import TransferState


@pytest.fixture(autouse=True)
def no_agent(monkeypatch):
    monkeypatch.setattr("foxsubmit.cli.verify.ensure_agent", lambda _settings: None)


@pytest.fixture
def done(tmp_path, settings, api, journal):
    submission = submit(make_project(tmp_path / "p", {"a.png": b"a" * 5000}), api, journal)
    work(settings)
    return submission


def run(capsys, *arguments):
    code = cli.main(["verify", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def first(journal, submission):
    return Path(next(iter(journal.results(submission).values())).local)


def test_what_is_right_ends_with_0(capsys, done):
    code, out, _err = run(capsys, done, "--json")
    (told,) = rows(out)
    assert (code, told["results"]) == (0, {"right": 3, "wrong": []})
    assert told["inputs"]["right"] == 2


def test_content_that_changed_without_size_and_time_is_found_and_repaired(capsys, settings, journal, done):
    damaged = first(journal, done)
    rendered, status = damaged.read_bytes(), damaged.stat()
    damaged.write_bytes(bytes(len(rendered)))
    os.utime(damaged, ns=(status.st_atime_ns, status.st_mtime_ns))
    code, _out, err = run(capsys, done[:8])
    assert code == 1
    assert f"{damaged} has another content than when it was fetched." in err
    assert transfer(journal, done).state is TransferState.FETCHED
    assert run(capsys, done[:8], "--repair")[0] == 1
    work(settings)
    assert damaged.read_bytes() == rendered
    assert damaged.with_name(f"{damaged.name}.bak-1").read_bytes() == bytes(len(rendered))
    assert run(capsys, done[:8])[0] == 0


def test_what_is_not_known_is_not_right(capsys, farm, journal, done):
    farm.__exit__(None, None, None)
    code, _out, err = run(capsys, done[:8])
    assert code == 1
    assert "What the farm holds of the files is not known" in err


def test_files_whose_list_was_forgotten_are_not_called_right(capsys, settings, done):
    with contextlib.closing(sqlite3.connect(str(settings.journal))) as db, db:
        db.execute("DELETE FROM archive WHERE part = 'plan'")
    code, _out, err = run(capsys, done[:8])
    assert code == 1
    assert "not known: The settings of this submission are not kept any more" in err


def test_a_file_that_the_farm_has_lost_is_named(capsys, farm, done):
    next(path for path in farm.folder.rglob("a.png") if path.stat().st_size == 5000).unlink()
    code, out, _err = run(capsys, done, "--json")
    (told,) = rows(out)
    assert (code, [Path(each["path"]).name for each in told["inputs"]["wrong"]]) == (1, ["a.png"])


def test_a_transfer_that_is_none_is_bad_input(capsys, done):
    assert run(capsys, "zzz")[0] == 2
