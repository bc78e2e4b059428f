"""A lock that one process at a time holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.core.common.lock import Lock


def test_a_lock_has_one_holder(tmp_path):
    one, other = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire()
    other.release()


def test_the_holder_writes_down_its_number(tmp_path):
    (tmp_path / "lock").write_text("another number that was longer")
    lock = Lock(tmp_path / "lock")
    assert lock.acquire()
    lock.release()
    assert (tmp_path / "lock").read_text().isdigit()


@pytest.mark.posix_only("a device of Linux stands for a full disk")
def test_a_full_disk_takes_no_number_and_the_lock_holds(tmp_path):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "lock").symlink_to(full)
    lock = Lock(tmp_path / "lock")
    assert lock.acquire()
    assert Lock(tmp_path / "lock").held()
    lock.release()
    assert not Lock(tmp_path / "lock").held()
