"""Journal, logs and home are the user's alone, also where an older version made them wider."""

from __future__ import annotations

import logging
import os
import stat
import sys
from pathlib import Path

import pytest

from foxsubmit.core.common import child
from foxsubmit.core.common.private import PrivateLog, access_list, private_file, private_folder
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.journal.journal import Journal

posix = pytest.mark.posix_only("modes are of POSIX", twin="test_windows_lets_nobody_else_into_a_private_folder")


@pytest.fixture(autouse=True)
def open_umask():
    """A user whose new files anybody may read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_a_new_home_its_journal_and_its_logs_are_the_users_alone(tmp_path):
    settings = Settings(tmp_path / "above" / "home")
    settings.open_home()
    journal = Journal(settings.journal)
    journal.set_limit(5)  # writes, so that the log of SQLite is there
    made = {path.name: mode(path) for path in settings.home.glob("journal.db*")}
    journal.close()
    child.start_detached([sys.executable, "-c", "print('said')"], settings.logs / "agent.err").wait()
    assert mode(settings.home) == mode(settings.logs) == 0o700
    assert set(made.values()) == {0o600}
    assert "journal.db-wal" in made
    assert mode(settings.logs / "agent.err") == 0o600
    assert (settings.logs / "agent.err").read_text(encoding="utf-8").strip() == "said"


@posix
def test_what_an_older_version_left_wider_is_tightened_when_it_is_opened(tmp_path):
    settings = Settings(tmp_path / "home")
    settings.home.mkdir(mode=0o755)
    settings.logs.mkdir(mode=0o775)
    Journal(settings.journal).close()
    for path in (settings.journal, settings.logs / "agent.log", settings.logs / "agent.err"):
        path.touch()
        path.chmod(0o644)
    settings.home.chmod(0o755)
    settings.open_home()
    Journal(settings.journal).close()
    PrivateLog(settings.logs / "agent.log").close()
    child.start_detached([sys.executable, "-c", ""], settings.logs / "agent.err").wait()
    assert mode(settings.home) == mode(settings.logs) == 0o700
    assert [mode(path) for path in (settings.journal, settings.logs / "agent.log", settings.logs / "agent.err")] == (
        [0o600] * 3)


@posix
def test_a_log_stays_the_users_alone_when_it_is_rotated(tmp_path):
    log = PrivateLog(tmp_path / "agent.log", maxBytes=50, backupCount=2, encoding="utf-8")
    for _line in range(10):
        log.emit(logging.LogRecord("fox", logging.INFO, "", 0, "a line of the log", (), None))
    log.close()
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == {
        "agent.log": 0o600, "agent.log.1": 0o600, "agent.log.2": 0o600}


@posix
def test_a_folder_that_others_share_is_left_as_it_is(tmp_path, monkeypatch):
    shared, own = tmp_path / "tmp", tmp_path / "user"
    shared.mkdir()
    shared.chmod(0o1777)
    own.mkdir(mode=0o755)
    monkeypatch.setattr(Path, "home", lambda: own)
    private_folder(shared)
    private_folder(own)
    assert (mode(shared), mode(own)) == (0o1777, 0o755)
    private_folder(own / "share" / "foxsubmit")
    assert mode(own / "share" / "foxsubmit") == 0o700


@posix
def test_a_tighter_mode_is_kept_and_a_file_is_never_emptied(tmp_path):
    path = tmp_path / "journal.db"
    path.write_bytes(b"content")
    path.chmod(0o664)
    private_file(path)
    assert (mode(path), path.read_bytes()) == (0o600, b"content")
    folder = tmp_path / "logs"
    folder.mkdir(mode=0o500)
    private_folder(folder)
    assert mode(folder) == 0o500


def test_the_access_list_of_windows_takes_nothing_over_and_names_nobody_else():
    user = "S-1-5-21-1-2-3-1001"
    assert access_list(user, folder=True) == f"D:P(A;OICI;FA;;;{user})(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"
    assert access_list(user, folder=False) == f"D:P(A;;FA;;;{user})(A;;FA;;;SY)(A;;FA;;;BA)"
    assert "WD" not in access_list(user, folder=True)  # everyone


@pytest.mark.windows_only("access lists are of Windows")
@pytest.mark.not_in_wine("icacls lists who may use a file")
def test_windows_lets_nobody_else_into_a_private_folder(tmp_path):
    import subprocess

    private_folder(tmp_path / "home")
    private_file(tmp_path / "home" / "journal.db")
    for path in (tmp_path / "home", tmp_path / "home" / "journal.db"):
        said = subprocess.run(["icacls", str(path)], capture_output=True, text=True, check=True).stdout
        assert said.count(":(") == 3
        assert not {"Everyone", "BUILTIN\\Users", "Authenticated Users"} & set(said.replace(":", "\n").split("\n"))
