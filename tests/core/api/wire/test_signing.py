"""The signature, against the vendor's worked example and recordings of its client."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foxsubmit.core.api.wire.signing import flatten, sign, string_to_sign

VECTORS = json.loads(Path(__file__).with_name("signature_vectors.json").read_text(encoding="utf-8"))
WHOLE = [vector for vector in VECTORS if "body" in vector]


@pytest.mark.parametrize("vector", VECTORS, ids=[v.get("path", "vendor's document") for v in VECTORS])
def test_a_text_is_signed_as_the_vendor_signs_it(vector):
    assert sign(vector["access_key"], vector["string_to_sign"]) == vector["signature"]


@pytest.mark.parametrize("vector", WHOLE, ids=[v["path"] for v in WHOLE])
def test_a_request_becomes_the_text_that_the_vendor_signs(vector):
    text = string_to_sign(vector["domain"], vector["path"], vector["headers"], vector["body"])
    assert text == vector["string_to_sign"]


def test_every_recorded_vector_is_here():
    assert len(VECTORS) == 9


def test_lists_and_objects_are_flattened_and_empty_ones_vanish():
    body = {"a": [{"b": 1}, {"b": 2}], "c": [], "d": {}, "e": {"f": "x"}}
    assert list(flatten(body)) == [("a0.b", "1"), ("a1.b", "2"), ("e.f", "x")]


def test_another_method_gives_another_text():
    assert string_to_sign("h:1", "/p", {}, {}, "PUT").startswith("[PUT]h:1:/p&")


def test_a_name_that_stands_in_headers_and_body_is_signed_once_with_the_bodys_value():
    text = string_to_sign("h", "/p", {"platform": "2", "nonce": "1"}, {"platform": 6})
    assert text == "[POST]h:/p&nonce=1&platform=6"
