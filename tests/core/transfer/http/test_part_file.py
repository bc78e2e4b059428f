"""A result that stopped on its way goes on inside the file, if it is still the same content."""

from __future__ import annotations

import hashlib
import os

import pytest

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.engine import unfinished
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.farm.base.constants import INPUT, OUTPUT

CONTENT = os.urandom(3 << 20)
PATH = "/7/a.exr"


@pytest.fixture
def engine(farm, api, tmp_path):
    source = tmp_path / "rendered.exr"
    source.write_bytes(CONTENT)
    farm.state.storage.adopt(OUTPUT, [(PATH, source)])
    return HttpEngine(api.client, INPUT, OUTPUT)


def leave(local, data, tag):
    """Leave an unfinished file and its tag, as an agent that was killed does."""
    unfinished(local).write_bytes(data)
    unfinished(local).with_name(unfinished(local).name + ".etag").write_text(tag)


def tag(content=CONTENT):
    return f'"{hashlib.sha256(content).hexdigest()}"'


def test_it_goes_on_after_what_is_here(engine, tmp_path):
    local, moved = tmp_path / "out" / "a", []
    local.parent.mkdir()
    leave(local, CONTENT[:1_000_001], tag())
    engine.fetch(PATH, local, len(CONTENT), moved.append)
    assert moved[0] > 1_000_001
    assert local.read_bytes() == CONTENT
    assert [each.name for each in local.parent.iterdir()] == ["a"]


@pytest.mark.parametrize("other", [tag(b"another rendering"), 'W/"weak"', "", "\r\nHost: elsewhere"])
def test_the_beginning_of_another_content_is_not_gone_on_with(engine, tmp_path, other):
    local = tmp_path / "a"
    leave(local, b"x" * 1_000_001, other)
    engine.fetch(PATH, local, len(CONTENT), lambda _done: None)
    assert local.read_bytes() == CONTENT


def test_a_beginning_that_a_power_cut_damaged_is_found_by_the_hash_and_fetched_anew(engine, tmp_path):
    local = tmp_path / "a"
    leave(local, bytes(1_000_001), tag())
    with pytest.raises(TransferFailed, match="did not arrive whole"):
        engine.fetch(PATH, local, len(CONTENT), lambda _done: None)
    assert not local.exists()
    engine.fetch(PATH, local, len(CONTENT), lambda _done: None)
    assert local.read_bytes() == CONTENT


class Cut(Exception):
    """The agent ends here."""


def test_what_came_before_it_was_stopped_is_not_fetched_twice(engine, tmp_path):
    def until_half(done):
        if done > len(CONTENT) // 2:
            raise Cut

    local, moved = tmp_path / "a", []
    with pytest.raises(Cut):
        engine.fetch(PATH, local, len(CONTENT), until_half)
    before = unfinished(local).stat().st_size
    engine.fetch(PATH, local, len(CONTENT), moved.append)
    assert moved[0] > before > 0
    assert local.read_bytes() == CONTENT


@pytest.mark.parametrize(("headers", "status", "part"), [
    ({"Range": "bytes=5-9"}, 206, slice(5, 10)), ({"Range": "bytes=-4"}, 206, slice(len(CONTENT) - 4, None)),
    ({"Range": "bytes=5-9", "If-Range": tag()}, 206, slice(5, 10)),
    ({"Range": "bytes=5-9", "If-Range": tag(b"other")}, 200, slice(0, None)), ({}, 200, slice(0, None))])
def test_the_farm_answers_ranges_as_http_does(engine, api, headers, status, part):
    params = {"path": PATH}
    target = f"/storage/{OUTPUT}"
    signed = api.client.headers(target, params, "GET")
    answer = engine._http.get(engine._url(target, params), headers={**signed, **headers})
    assert (answer.status_code, answer.content) == (status, CONTENT[part])
    assert answer.headers["ETag"] == tag()
    if status == 206:
        first = part.start
        assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(answer.content) - 1}/{len(CONTENT)}"


def test_the_farm_refuses_a_range_behind_the_end(engine, api):
    target, params = f"/storage/{OUTPUT}", {"path": PATH}
    headers = {**api.client.headers(target, params, "GET"), "Range": f"bytes={len(CONTENT)}-"}
    answer = engine._http.get(engine._url(target, params), headers=headers)
    said = answer.headers["Content-Range"].replace("bytes ", "")  # which Starlette leaves out on Python 3.9
    assert (answer.status_code, said) == (416, f"*/{len(CONTENT)}")
