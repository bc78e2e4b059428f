"""The tables of the journal, version by version.

A new journal goes through the same steps as an old one. A step that was released is never changed: add
another. Agents of an older version end when they see a newer journal (agent.py); until then they write only
what their version knows, so a new column needs a default.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Callable

from ...common.errors import FoxError
from ...common.i18n import _
from ...common.transaction import transaction
from ...common.version import VERSION as PROGRAM
from .sent_files import packed

FIRST = """
CREATE TABLE submissions (
    id TEXT PRIMARY KEY, created REAL NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL,
    plan TEXT NOT NULL, state TEXT NOT NULL, wish TEXT NOT NULL DEFAULT 'go', task_id INTEGER,
    message TEXT NOT NULL DEFAULT '', speed REAL NOT NULL DEFAULT 0, folder TEXT NOT NULL DEFAULT '',
    failed_in TEXT NOT NULL DEFAULT '');
CREATE TABLE files (
    submission TEXT NOT NULL, server TEXT NOT NULL, local TEXT NOT NULL, scene INTEGER NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, arrived INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (submission, server));
CREATE TABLE known (
    access_id TEXT NOT NULL, local TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (access_id, local));
CREATE TABLE results (
    submission TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified TEXT NOT NULL,
    PRIMARY KEY (submission, path));
"""

# Plans are in a table of their own: SQLite reads a row from its start, and a plan may have megabytes.
# What a submission that is over had sent is added up, its files need not be counted at every look.
SECOND = """
CREATE TABLE plans (submission TEXT PRIMARY KEY, plan TEXT NOT NULL);
CREATE TABLE options (name TEXT PRIMARY KEY, value TEXT NOT NULL);
ALTER TABLE submissions ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN priority INTEGER NOT NULL DEFAULT 50;
ALTER TABLE submissions ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN fetch TEXT NOT NULL DEFAULT 'finished';
ALTER TABLE submissions ADD COLUMN pattern TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN started REAL;
ALTER TABLE submissions ADD COLUMN ended REAL;
ALTER TABLE submissions ADD COLUMN fetch_files INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN fetch_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN fetch_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN sum_files INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN sum_files_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN sum_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN sum_bytes_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN sum_bytes_new INTEGER NOT NULL DEFAULT 0;
ALTER TABLE results ADD COLUMN local TEXT NOT NULL DEFAULT '';
ALTER TABLE results ADD COLUMN mtime_ns INTEGER NOT NULL DEFAULT 0;
INSERT INTO plans SELECT id, plan FROM submissions WHERE plan != '';
UPDATE submissions SET plan = '', size = (SELECT COALESCE(SUM(f.size), 0) FROM files f WHERE f.submission = id);
"""

# Frames whose results somebody wants before all others, or alone.
THIRD = """
CREATE TABLE wanted (
    submission TEXT NOT NULL, task_id INTEGER NOT NULL, frame TEXT NOT NULL,
    PRIMARY KEY (submission, task_id, frame));
"""

# Until then a watched one that had ended was one whose frames come alone; a failure took that away.
FOURTH = """
ALTER TABLE submissions ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;
UPDATE submissions SET alone = 1, ended = NULL WHERE state = 'watching' AND ended IS NOT NULL;
"""


# How the task ended, or in which way it rests (model/ending.py); empty while it goes on or was not recorded.
FIFTH = """
ALTER TABLE submissions ADD COLUMN task_end TEXT NOT NULL DEFAULT '';
"""

# Readers ask for what changed since their last look, whoever changed it: an older program, too, sets the triggers off.
# What is settled is packed (archive.py); ``farm`` is the id of the embedded farm that has the task.
SIXTH = """
ALTER TABLE submissions ADD COLUMN farm TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TABLE revisions (newest INTEGER NOT NULL, removed INTEGER NOT NULL);
INSERT INTO revisions VALUES (1, 1);
UPDATE submissions SET revision = 1;
CREATE INDEX submissions_revision ON submissions (revision);
CREATE INDEX submissions_state ON submissions (state);
CREATE INDEX submissions_task ON submissions (task_id);
CREATE TRIGGER submissions_added AFTER INSERT ON submissions BEGIN
    UPDATE revisions SET newest = newest + 1;
    UPDATE submissions SET revision = (SELECT newest FROM revisions) WHERE id = NEW.id;
END;
CREATE TRIGGER submissions_changed AFTER UPDATE ON submissions WHEN NEW.revision = OLD.revision BEGIN
    UPDATE revisions SET newest = newest + 1;
    UPDATE submissions SET revision = (SELECT newest FROM revisions) WHERE id = NEW.id;
END;
CREATE TRIGGER submissions_removed AFTER DELETE ON submissions BEGIN
    UPDATE revisions SET newest = newest + 1, removed = newest + 1;
END;
ALTER TABLE submissions ADD COLUMN sum_fetched INTEGER NOT NULL DEFAULT 0;
CREATE TABLE archive (submission TEXT NOT NULL, part TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (submission, part));
"""

# The signs of life of the agent's threads (beats.py).
SEVENTH = """
CREATE TABLE beats (
    thread TEXT PRIMARY KEY, seen REAL NOT NULL, submission TEXT NOT NULL, moved REAL NOT NULL,
    waits_for TEXT NOT NULL);
"""

# Finished tasks are looked at again, at growing intervals: their frames may be rendered again. What is wished to be
# cancelled is not over before the farm has confirmed it.
EIGHTH = """
ALTER TABLE submissions ADD COLUMN look_at REAL NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN looked TEXT NOT NULL DEFAULT '';
CREATE INDEX submissions_look ON submissions (look_at) WHERE look_at > 0;
UPDATE submissions SET look_at = 1 WHERE state = 'fetched' AND alone = 0 AND task_id IS NOT NULL
    AND ended > strftime('%s', 'now') - 2592000;
UPDATE submissions SET state = failed_in, ended = NULL WHERE state = 'failed' AND wish = 'cancel' AND failed_in != '';
"""

# What a result is compared with later; empty for those that were fetched before.
NINTH = """
ALTER TABLE results ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
"""

# The results folder in which a marker was left (fetch/marker.py), and the mount point below which it lay then.
TENTH = """
ALTER TABLE submissions ADD COLUMN marked TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN mount TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN folder_gone INTEGER NOT NULL DEFAULT 0;
"""

# Each path stands in the file once, not also in an index: a scene may have 100,000. ``turn`` tells what arrived last.
# An agent of an older version may still write into ``known``: what it notes there is asked of the farm again.
ELEVENTH = """
CREATE TABLE arrivals (
    access_id TEXT NOT NULL, local TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 TEXT NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (access_id, local)) WITHOUT ROWID;
INSERT INTO arrivals SELECT access_id, local, size, mtime_ns, inode, sha256, rowid FROM known;
DELETE FROM known;
"""

# What a job is called and renders (model/job_identity.py), so that lists need no plan; empty where nobody told.
TWELFTH = """
ALTER TABLE submissions ADD COLUMN about TEXT NOT NULL DEFAULT '';
"""

# Hashes take half the room, and the path on the farm stands in the file once: a file that is sent is written by the
# number of its row. An agent of an older version may still write a hash as a text, and finds files more slowly.
THIRTEENTH = """
ALTER TABLE files RENAME TO files_before;
CREATE TABLE files (
    rowid INTEGER PRIMARY KEY, submission TEXT NOT NULL, server TEXT NOT NULL, local TEXT NOT NULL,
    scene INTEGER NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, arrived INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0);
INSERT INTO files SELECT rowid, * FROM files_before;
DROP TABLE files_before;
CREATE INDEX files_submission ON files (submission);
ALTER TABLE arrivals RENAME TO arrivals_before;
CREATE TABLE arrivals (
    access_id TEXT NOT NULL, local TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 BLOB NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (access_id, local)) WITHOUT ROWID;
INSERT INTO arrivals SELECT access_id, local, size, mtime_ns, inode, packed_hash(sha256), turn FROM arrivals_before;
DROP TABLE arrivals_before;
"""

# What may be spent (budgets/table.py): for the tasks of one submission, or where ``project`` is set for a project.
FOURTEENTH = """
CREATE TABLE budgets (
    id TEXT PRIMARY KEY, created REAL NOT NULL, account TEXT NOT NULL, farm TEXT NOT NULL DEFAULT '',
    project TEXT NOT NULL DEFAULT '', amount TEXT NOT NULL, first TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'open',
    warned INTEGER NOT NULL DEFAULT 0, spent TEXT NOT NULL DEFAULT '', unknown INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT '', looked REAL NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '');
CREATE TABLE budget_submissions (
    budget TEXT NOT NULL, submission TEXT NOT NULL, PRIMARY KEY (budget, submission)) WITHOUT ROWID;
CREATE TABLE budget_tasks (
    budget TEXT NOT NULL, task_id INTEGER NOT NULL, cost TEXT NOT NULL DEFAULT '', moving INTEGER NOT NULL DEFAULT 0,
    step TEXT NOT NULL DEFAULT '', PRIMARY KEY (budget, task_id)) WITHOUT ROWID;
CREATE INDEX budget_of_submission ON budget_submissions (submission);
"""

# What is worth telling, once each by its id (telling/table.py), and how far each way of telling it has come.
FIFTEENTH = """
CREATE TABLE notices (
    id TEXT PRIMARY KEY, created REAL NOT NULL, account TEXT NOT NULL, farm TEXT NOT NULL DEFAULT '',
    task_id INTEGER, budget TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL, tone TEXT NOT NULL, text TEXT NOT NULL,
    leads_to TEXT NOT NULL DEFAULT '', gone REAL NOT NULL DEFAULT 0);
CREATE INDEX notices_created ON notices (created);
CREATE TABLE deliveries (
    notice TEXT NOT NULL, sink TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    due REAL NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '', PRIMARY KEY (notice, sink)) WITHOUT ROWID;
CREATE INDEX deliveries_state ON deliveries (state);
"""

# A submission that is not started before others end (after/table.py), and what becomes of it where one ends badly.
SIXTEENTH = """
CREATE TABLE afters (
    submission TEXT NOT NULL, other TEXT NOT NULL, task_id INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (submission, other));
ALTER TABLE submissions ADD COLUMN if_failed TEXT NOT NULL DEFAULT '';
"""

# Hooks of the studio that are to be called, or were (hooks/table.py).
SEVENTEENTH = """
CREATE TABLE hook_calls (
    number INTEGER PRIMARY KEY, submission TEXT NOT NULL, function TEXT NOT NULL, key TEXT NOT NULL,
    given TEXT NOT NULL, made INTEGER NOT NULL DEFAULT 0, UNIQUE (submission, function, key));
CREATE INDEX hook_calls_due ON hook_calls (number) WHERE made = 0;
"""


def _first(db: sqlite3.Connection) -> None:
    _run(db, FIRST)


def _second(db: sqlite3.Connection) -> None:
    _run(db, SECOND)
    for submission, text in db.execute("SELECT submission, plan FROM plans").fetchall():
        try:
            plan = json.loads(text)
            db.execute("UPDATE submissions SET host=?, priority=? WHERE id=?",
                       (plan["host"], plan["priority"], submission))
        except (ValueError, KeyError, TypeError, sqlite3.Error):
            continue  # a damaged plan keeps what it has: the agent says so when it comes to it


def _third(db: sqlite3.Connection) -> None:
    _run(db, THIRD)


def _fourth(db: sqlite3.Connection) -> None:
    _run(db, FOURTH)


def _fifth(db: sqlite3.Connection) -> None:
    _run(db, FIFTH)


def _sixth(db: sqlite3.Connection) -> None:
    _run(db, SIXTH)


def _seventh(db: sqlite3.Connection) -> None:
    _run(db, SEVENTH)


def _eighth(db: sqlite3.Connection) -> None:
    _run(db, EIGHTH)


def _ninth(db: sqlite3.Connection) -> None:
    _run(db, NINTH)


def _tenth(db: sqlite3.Connection) -> None:
    _run(db, TENTH)


def _eleventh(db: sqlite3.Connection) -> None:
    _run(db, ELEVENTH)


def _twelfth(db: sqlite3.Connection) -> None:
    _run(db, TWELFTH)


def _thirteenth(db: sqlite3.Connection) -> None:
    db.create_function("packed_hash", 1, packed)
    _run(db, THIRTEENTH)


def _fourteenth(db: sqlite3.Connection) -> None:
    _run(db, FOURTEENTH)


def _fifteenth(db: sqlite3.Connection) -> None:
    _run(db, FIFTEENTH)


def _sixteenth(db: sqlite3.Connection) -> None:
    _run(db, SIXTEENTH)


def _seventeenth(db: sqlite3.Connection) -> None:
    _run(db, SEVENTEENTH)


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second, _third, _fourth, _fifth,
                                                           _sixth, _seventh, _eighth, _ninth, _tenth, _eleventh,
                                                           _twelfth, _thirteenth, _fourteenth, _fifteenth, _sixteenth,
                                                           _seventeenth)
VERSION = len(STEPS)


def version(db: sqlite3.Connection) -> int:
    """Return the journal's schema version; 0 for a new journal."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection) -> None:
    """Bring the journal to our version, each step whole or not at all; nothing is lost. A new one is made in one step.

    Raises:
        FoxError: a newer program has written it.
    """
    while (found := version(db)) < VERSION:
        with transaction(db):
            # Another process may have made this step while we waited.
            if version(db) == found:
                reached = found + 1 if found else VERSION
                for step in STEPS[found:reached]:
                    step(db)
                db.execute(f"PRAGMA user_version={reached}")
    if found > VERSION:
        raise FoxError(_("A newer foxsubmit has written the journal (version {there}): foxsubmit {program} in {folder} "
                         "reads up to version {here} and must be updated.").format(
            there=found, here=VERSION, program=PROGRAM, folder=Path(__file__).resolve().parents[3]))


def _run(db: sqlite3.Connection, statements: str) -> None:
    """One by one: ``executescript`` would commit in between."""
    statement = ""
    for line in statements.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
