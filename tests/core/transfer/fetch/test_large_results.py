"""Large results of a task come in pieces: what arrives is compared as a whole, once, and counted once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.core.transfer.agents import note_fetches, transfer

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.engine import unfinished
from foxsubmit.core.transfer.fetch import fetching
from foxsubmit.core.transfer.fetch.fetching import Fetching, Wanted
from foxsubmit.core.transfer.http import pieces as piece_file
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.core.transfer.http.pieces import Pieces, note_of
from foxsubmit.core.transfer.journal.records import FetchedResult
from foxsubmit.core.transfer.speed import RateLimiter
from foxsubmit.farm.base.constants import INPUT, OUTPUT

pytestmark = pytest.mark.usefixtures("no_long_looks")

PIECE = 50_000
CONTENT = bytes(range(256)) * 2000
PATH = "/9/movie.mov"


@pytest.fixture
def wanted(tmp_path, farm, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.transfer.http.engine.LARGE", PIECE)
    monkeypatch.setattr(piece_file, "PIECE", PIECE)
    source = tmp_path / "source"
    source.write_bytes(CONTENT)
    farm.state.storage.adopt(OUTPUT, [(PATH, source)])
    return Wanted(PATH, FetchedResult(len(CONTENT), "now", str(tmp_path / "results" / "movie.mov")))


def way(journal, api, row):
    return Fetching(journal, HttpEngine(api.client, INPUT, OUTPUT), row, lambda: None, RateLimiter(lambda: 0))


def part_of(row, wanted):
    return fetching.staging(row) / fetching.part_name(wanted.path, wanted.result, wanted.digest)


def test_it_is_hashed_once_and_in_the_journal(api, journal, done, wanted, monkeypatch):
    read, whole = [], fetching.read_and_hash

    def noted(*arguments):
        read.append(arguments[0])
        return whole(*arguments)

    monkeypatch.setattr(fetching, "read_and_hash", noted)
    fetched = note_fetches(monkeypatch)
    row = journal.get(done)
    with way(journal, api, row) as home:
        home.begin(0)
        assert list(home.come([wanted])) == [PATH]
    result = journal.results(done)[PATH]
    assert Path(result.local).read_bytes() == CONTENT
    assert result.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (len(read), fetched, transfer(journal, done).fetch_done) == (1, [PATH], len(CONTENT))


def test_pieces_that_do_not_fit_together_are_all_fetched_anew(api, journal, done, wanted):
    row = journal.get(done)
    part = unfinished(part_of(row, wanted))
    pieces = Pieces(part, len(CONTENT))
    pieces.begin(f'"{hashlib.sha256(CONTENT).hexdigest()}"')
    pieces.put((0, PIECE), [b"x" * PIECE], lambda _count: None)
    with way(journal, api, row) as home:
        with pytest.raises(TransferFailed, match="did not arrive whole"):
            list(home.come([wanted]))
        assert not part.exists()
        assert not note_of(part).exists()
        assert not Path(wanted.result.local).exists()
        list(home.come([wanted]))
    assert Path(wanted.result.local).read_bytes() == CONTENT


def test_pieces_that_are_here_are_not_counted_as_moved(api, journal, done, wanted, monkeypatch):
    row, moved = journal.get(done), []
    pieces = Pieces(unfinished(part_of(row, wanted)), len(CONTENT))
    pieces.begin(f'"{hashlib.sha256(CONTENT).hexdigest()}"')
    last = pieces.missing()[-1]
    pieces.put(last, [CONTENT[last[0] :]], lambda _count: None)
    monkeypatch.setattr(RateLimiter, "take", lambda _self, count, _check: moved.append(count))
    with way(journal, api, row) as home:
        list(home.come([wanted]))
    assert sum(moved) == len(CONTENT) - (last[1] - last[0])
