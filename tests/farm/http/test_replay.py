from __future__ import annotations

import time

import pytest

from foxsubmit.farm import replay
from foxsubmit.farm.replay import ENTRY, UsedSignatures


@pytest.fixture
def opened(tmp_path):
    """Open the file again and again, as farms do one after the other."""
    made = []

    def opened():
        made.append(UsedSignatures(tmp_path / "used-signatures"))
        return made[-1]

    yield opened
    for each in made:
        each.close()


def test_a_signature_is_new_once_also_for_the_next_farm(opened):
    first = opened()
    assert [first.add("a", time.time() + 60), first.add("a", time.time() + 60)] == [True, False]
    assert opened().add("a", time.time() + 60) is False, "the first one was never closed: it was killed"


def test_what_has_expired_is_forgotten_on_disk_too(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(replay, "SWEEP", 0.0)
    used = opened()
    for number in range(100):
        used.add(str(number), time.time() - 1)
    used.add("fresh", time.time() + 60)
    used.add("another", time.time() + 60)
    assert (tmp_path / "used-signatures").stat().st_size == 2 * ENTRY.size
    assert opened().add("fresh", 0) is False


def test_an_entry_that_was_cut_by_a_crash_costs_that_entry_only(opened, tmp_path):
    used = opened()
    used.add("a", time.time() + 60)
    with (tmp_path / "used-signatures").open("ab") as file:
        file.write(b"half")
    assert opened().add("a", time.time() + 60) is False


def test_a_file_that_others_hold_open_is_gone_on_with(opened, tmp_path, monkeypatch):
    def held(_part, _file):
        raise PermissionError(13, "The process cannot access the file")

    used = opened()
    used.add("a", time.time() + 60)
    monkeypatch.setattr("pathlib.Path.replace", held)
    monkeypatch.setattr(replay, "SWEEP", 0.0)
    assert [used.add("b", time.time() + 60), used.add("a", time.time() + 60)] == [True, False]
    assert opened().add("b", time.time() + 60) is False
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
