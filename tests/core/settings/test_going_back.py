"""What a newer program wrote outlives that an older one, to which somebody went back, changes something beside it."""

from __future__ import annotations

import json

import pytest

from foxsubmit.core.api.wire.domain import FOX
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.settings.accounts import Credentials
from foxsubmit.core.settings.presets import from_text, to_text
from foxsubmit.core.settings.task_filters import SavedFilter, delete_filter, save_filter

NEW = {"of_tomorrow": {"deep": [1]}}
CHOICES = {"priority": 60, **NEW}
PRESET = {"kind": "foxsubmit choices", "version": 2, "name": "Final", "choices": CHOICES}


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def write(settings):
    """Write a file into the home as a newer program would."""

    def into(name, data):
        path = settings.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return into


def test_a_preset_is_renamed_and_goes_to_others_whole(settings, write, tmp_path):
    write("presets/Final.json", PRESET)
    assert settings.presets.apply("Final", Choices()).priority == 60
    settings.presets.rename("Final", "Last")
    settings.presets.export("Last", tmp_path / "last.json")
    assert read(tmp_path / "last.json") == {**PRESET, "name": "Last"}
    settings.presets.delete("Last")
    assert settings.presets.take_in(tmp_path / "last.json") == "Last"
    assert read(settings.home / "presets" / "Last.json") == {**PRESET, "name": "Last"}


def test_what_a_scene_remembers_stays_beside_what_is_chosen_now():
    before = json.dumps({"kind": "foxsubmit choices", "version": 2, "choices": CHOICES})
    after = json.loads(to_text(Choices(artist="Ann"), before))
    assert after == {"kind": "foxsubmit choices", "version": 2, "choices": {"artist": "Ann", **NEW}}
    assert json.loads(to_text(Choices(), before))["choices"] == NEW
    assert from_text(json.dumps(after)) == {"artist": "Ann"}
    assert to_text(Choices(), "no text of ours") == ""


def test_filters_roots_farms_and_accounts(settings, write, tmp_path):
    other = {"name": "Mine", "text": "x", "statuses": [], "days": 0, "group": "", **NEW}
    filters = write("filters.json", [other, NEW])
    save_filter(filters, SavedFilter("Late", days=3))
    delete_filter(filters, "Late")
    assert read(filters) == [other, NEW]
    roots = write("roots.json", {"roots": ["/a"], **NEW})
    settings.accept_roots(["/b"])
    assert read(roots) == {"roots": ["/a", "/b"], **NEW}
    entry = {"folder": str(tmp_path / "one"), "id": "", **NEW}
    farms = write("local_farm.json", {"folder": str(tmp_path / "one"), "farms": {"local": entry}, **NEW})
    settings.remember_farm(tmp_path / "two")
    assert (read(farms)["of_tomorrow"], read(farms)["farms"]["local"]) == (NEW["of_tomorrow"], entry)
    accounts = write("accounts.json", {"a": {"domain": FOX, "kept": "file", "access_key": "k", **NEW}})
    settings.accounts.set_platform("a", "6")
    settings.add_account(Credentials(FOX, "b", "k"))
    assert (read(accounts)["a"]["platform"], read(accounts)["a"]["of_tomorrow"]) == ("6", NEW["of_tomorrow"])
