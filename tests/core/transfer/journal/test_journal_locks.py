"""A journal that several programs have open at once."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys

from foxsubmit.core.transfer.journal.journal import Journal

WRITES = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE options SET value='7' WHERE name='limit'")
db.commit()
db.close()
"""


def test_a_second_opening_in_one_program_keeps_the_locks_of_the_first(settings):
    with contextlib.closing(Journal(settings.journal)) as first:
        first.set_limit(1)
        Journal(settings.journal).close()
        # Another program that took itself for the last would remove the log that the first still reads and writes.
        subprocess.run([sys.executable, "-c", WRITES, str(settings.journal)], check=True)
        assert first.limit() == 7
        first.set_limit(8)
        with contextlib.closing(sqlite3.connect(str(settings.journal))) as db:
            assert db.execute("SELECT value FROM options WHERE name='limit'").fetchone() == ("8",)
