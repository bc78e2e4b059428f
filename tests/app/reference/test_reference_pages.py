"""The pages of docs/reference are what the code says, and the schema takes what the reader takes."""

from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest
import studio_schema
import written
from job_page import wanted
from tests.draft7 import check_schema
from told import fields_of

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.settings.preferences import Preferences
from foxsubmit.core.settings.presets import every_choice
from foxsubmit.core.settings.studio import KEYS, read_studio

SCHEMA = studio_schema.schema()
ASKS_THE_DISK = {"download_folder": ".", "transmitter": ".", "ca_bundle": "."}
"""Settings that name what has to be there."""
STUDIO = (written.FOLDER.parent / "studio.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", written.MADE)
def test_a_page_is_what_the_code_says(name):
    assert (written.FOLDER / name).read_text(encoding="utf-8") == written.MADE[name](), (
        f"docs/reference/{name} is stale: run python tests/app/reference/written.py")


@pytest.mark.parametrize("kind", [Choices, Preferences])
def test_every_field_says_what_it_means(kind):
    assert [each.name for each in dataclasses.fields(kind) if each.name not in fields_of(kind)] == []


def test_every_argument_of_a_job_says_what_it_means():
    assert [name for name, meaning in wanted().items() if not meaning] == []


def used(tmp_path, data):
    """Whether the reader can use all of a file, and whether the schema takes it."""
    path = tmp_path / "studio.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return not read_studio(path).trouble, jsonschema.Draft7Validator(SCHEMA).is_valid(data)


def test_the_schema_is_one_and_has_the_keys_that_are_read(tmp_path):
    check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == KEYS
    whole = {"choices": every_choice(Choices()), "settings": {**dataclasses.asdict(Preferences()), **ASKS_THE_DISK}}
    assert used(tmp_path, whole) == (True, True)
    block = STUDIO.partition("```json\n")[2].partition("```")[0]
    assert used(tmp_path, json.loads(block)) == (True, True)


@pytest.mark.parametrize("name", [each.name for each in dataclasses.fields(Choices)])
@pytest.mark.parametrize("value", [True, 3, 2.5, "a", None, ["a"], [["a", "b"]], [1], {"a": 1}], ids=json.dumps)
def test_a_choice_is_taken_by_both_or_by_neither(tmp_path, name, value):
    reader, schema = used(tmp_path, {"choices": {name: value}})
    assert reader == schema, "the schema and core/settings/presets.py do not agree"


@pytest.mark.parametrize("name", [each.name for each in dataclasses.fields(Preferences)])
@pytest.mark.parametrize("value", [True, 3, -1, 1e12, "", None, ["a"], {"a": 1}], ids=json.dumps)
def test_a_setting_is_taken_by_both_or_by_neither(tmp_path, name, value):
    reader, schema = used(tmp_path, {"settings": {name: value}})
    assert reader == schema, "the schema and core/settings/preferences.py do not agree"


@pytest.mark.parametrize("data", [
    {"choice": {}}, {"locked": ["colour"]}, {"locked": "priority"}, {"hook_seconds": 0}, {"hook_seconds": 99999},
    {"hook_seconds": "10"}, {"hooks": 3}, {"roots": "//nas"}, {"path_mapping": [{"from": "P:"}]},
    {"settings": {"language": "xx"}}, {"settings": {"appearance": "pink"}}, {"settings": {"proxy": "proxy:8080"}},
    {"settings": {"thumbnails_url": "nas"}}, {"settings": {"colour": "red"}}, {"choices": {"colour": "red"}},
], ids=json.dumps)
def test_what_the_reader_refuses_the_schema_refuses_too(tmp_path, data):
    assert used(tmp_path, data) == (False, False)
