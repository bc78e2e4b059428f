"""A home folder that an older foxsubmit has written, taken over whole; one of a newer one is refused, and left alone.

The folders in ``tests/data/homes`` were left by the program itself, when its journal had the version of their names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import DATA, make_project
from tests.core.transfer.agents import transfer, work

from foxsubmit.cli import main
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.core.settings.local_farm import ID
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.journal import schema
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import TransferState

VERSIONS = sorted((path.name for path in (DATA / "homes").iterdir()), key=int)
ON_THE_FARM = re.compile(r"""("server": "|INTO "files" VALUES\('[0-9a-f]+',')@ROOT@""")
"""Where a path of the farm is written; everywhere else it is one of this machine."""

TIME = re.compile(r"\b(179598\d{11})\d\d\b")
"""When a file was changed, in nanoseconds; of which the disks of Windows keep whole hundreds."""

CONTENT = {"wood.png": b"wood", "stone.png": b"stone" * 4000}


class Old:
    """A home as an older program left it: half a submission, one that waits, and one whose frames have come."""

    def __init__(self, version: str, root: Path) -> None:
        self.home, self.root = root / "home", root
        shutil.copytree(DATA / "homes" / version, self.home)
        for path in self.home.rglob("*.json"):
            path.write_text(self._here(path), encoding="utf-8")
        text = self._here(self.home / "journal.sql")
        for name in ("half", "waits", "done"):
            make_project(root / name, CONTENT)
        db = sqlite3.connect(str(self.home / "journal.db"))
        db.executescript(text)
        for local, noted in db.execute("SELECT DISTINCT local, mtime_ns FROM files").fetchall():
            os.utime(local, ns=(noted, noted))
        db.execute("PRAGMA journal_mode=WAL")  # a dump does not say it
        db.close()
        ids = json.loads((self.home / "ids.json").read_text(encoding="utf-8"))
        self.half, self.waits, self.done, self.task = (ids[name] for name in ("half", "waits", "done", "task"))
        (self.home / "journal.sql").unlink()
        self.settings = Settings(self.home)
        known = self.settings.local_farms.named("local")
        (root / "farm").mkdir()
        (root / "farm" / ID).write_text(known.id, encoding="ascii")  # the farm of then runs again

    def _here(self, path: Path) -> str:
        root = self.root.as_posix()
        on_the_farm = ON_THE_FARM.sub(lambda found: found[1] + server_path(root), path.read_text(encoding="utf-8"))
        here = on_the_farm.replace("@ROOT@", root)
        return TIME.sub(r"\g<1>00", here) if os.name == "nt" else here


@pytest.fixture(params=VERSIONS)
def old(request, tmp_path, monkeypatch):
    made = Old(request.param, tmp_path)
    monkeypatch.setenv("FOXSUBMIT_HOME", str(made.home))
    return made


def test_accounts_settings_and_presets_are_kept(old):
    known = {each.id: each for each in old.settings.known_accounts()}
    assert known["AKID-old"].name == "Studio"
    credentials = old.settings.credentials("AKID-old")
    assert (credentials.access_key, credentials.platform, credentials.domain) == (
        "the-key", "6", "task.foxrenderfarm.com")
    preferences, trouble = old.settings.preferences()
    assert not trouble
    assert (preferences.language, preferences.least_balance, preferences.cache_size, preferences.proxy) == (
        "zh_CN", 12.5, 3.0, "http://proxy:8080")
    assert old.settings.presets.names() == ("Überblick",)
    assert old.settings.presets.apply("Überblick", Choices()).priority == 70
    assert old.settings.speak() == "zh_CN"
    assert old.settings.read_panel()["tab"] == "jobs"
    assert old.settings.local_farms.named("local").folder == old.root / "farm"


def test_what_was_under_way_goes_on_to_its_end_and_is_not_sent_twice(old, farm, api, no_long_looks):
    old.settings.remember_farm(old.root / "farm")
    journal = Journal(old.settings.journal)
    try:
        assert transfer(journal, old.done).state is TransferState.FETCHED
        for waiting in (old.half, old.waits):
            assert transfer(journal, waiting).state is TransferState.PAUSED
        assert transfer(journal, old.half).task_id == old.task
        assert api.task.create_task(labels=[f"fox-{old.half[:12]}"])[0] == old.task
        for waiting in (old.half, old.waits):
            journal.wish(waiting, "go")
        work(old.settings)
        ended = [transfer(journal, each) for each in (old.half, old.waits)]
        assert [(each.state, each.fetched) for each in ended] == [(TransferState.FETCHED, 3)] * 2, ended
        assert ended[0].task_id == old.task
        assert len(api.query.get_task_list()["items"]) == 2
    finally:
        journal.close()


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_program_of_before_refuses_what_a_newer_one_wrote_and_changes_nothing(old, capsys):
    db = sqlite3.connect(str(old.settings.journal))
    db.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    db.close()
    before = {name: data for name, data in content(old.home).items() if not name.startswith("journal.db-")}
    with pytest.raises(FoxError, match="must be updated"):
        Agent(old.settings, idle=0.1).run()
    assert main(["transfers"]) == 1
    said = capsys.readouterr().err  # in the language that the old settings name
    assert f"（版本 {schema.VERSION + 1}）" in said
    assert said.count("\n") == 1
    after = content(old.home)
    assert {name: after.get(name) for name in before} == before
    assert not [name for name in after if "damaged" in name]
