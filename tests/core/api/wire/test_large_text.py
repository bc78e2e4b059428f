"""A parameter that is too long to be held is signed and sent in pieces, as if it were one text."""

from __future__ import annotations

import json

import pytest

from foxsubmit.core.api.wire.client import Client
from foxsubmit.core.api.wire.large_text import LargeText, encode_large, sign_large
from foxsubmit.core.api.wire.signing import sign, string_to_sign
from foxsubmit.core.common.errors import BadInput

PIECES = ['{"a": [\n', '  "/D/Schnee 雪.png",\n', '  "C:\\\\x\\t"\n', "]}"]
HEADERS = {"accessId": "id", "channel": "4", "platform": "2", "UTCTimestamp": "1", "nonce": "100000",
           "version": "2.0.0"}


def test_it_is_signed_and_written_as_the_whole_text_would_be():
    whole = {"taskId": 7, "fileName": "asset.json", "content": "".join(PIECES)}
    body = {**whole, "content": LargeText(lambda: iter(PIECES))}
    assert sign_large("key", "farm.example", "/api/x", HEADERS, body, "POST") == sign(
        "key", string_to_sign("farm.example", "/api/x", HEADERS, whole))
    with encode_large(body) as file:
        assert json.loads(file.read()) == whole


def test_the_farm_stores_what_was_sent_in_pieces(farm, api):
    task = api.task.create_task()[0]
    api.transmit.upload_json_content(task, LargeText(lambda: iter(PIECES)), "asset.json")
    stored = next(farm.folder.rglob("asset.json"))
    assert json.loads(stored.read_text(encoding="utf-8")) == json.loads("".join(PIECES))


def test_a_piece_that_is_no_text_is_not_sent():
    with Client("id", "key", "127.0.0.1:9", protocol="http") as client, pytest.raises(BadInput, match="rename"):
        client.command("/api/x", content=LargeText(lambda: iter(["\udcff"])))
