"""Settings of the user's, of the studio's, and choices that are kept."""

from __future__ import annotations

import dataclasses
import json

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.settings.preferences import Preferences, changed
from foxsubmit.core.settings.presets import OF_ONE_USER, from_text, read_preset, to_changes, to_data, to_text
from foxsubmit.core.settings.settings import Settings

FULL = Choices(
    environment="Blender 4.5", hardware=3, project="courtyard", units=frozenset({"Scene\nCamera"}), frames="1-10",
    test_first=True, frames_per_task=5, ram=64, layered=True, tags=("sh040", "灯光"), excluded=("/a/b.png",),
    extra_files=("/x",), artist="Ann", stop_frame_after=60)


@pytest.fixture
def studio(tmp_path, monkeypatch):
    """Write the studio's file."""
    def write(**data):
        path = tmp_path / "studio.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        monkeypatch.setenv("FOXSUBMIT_STUDIO", str(path))
        return path

    return write


def test_settings_are_there_after_a_restart(settings, tmp_path):
    settings.prefer(download_folder=str(tmp_path), least_balance=20, language="zh_CN", notices=False)
    again, trouble = Settings(settings.home).preferences()
    assert (again.download_folder, again.least_balance, again.language, again.notices) == (
        str(tmp_path), 20.0, "zh_CN", False)
    assert trouble == ""
    assert Settings(settings.home).first_choices().output_folder == str(tmp_path)


@pytest.mark.parametrize(("name", "value", "says"), [
    ("download_folder", "/not/there", "There is no folder"),
    ("name_pattern", "{nonsense}", "has no"),
    ("thumbnails_url", "ftp://x", "is not a valid address"),
    ("proxy", "http://user:secret@proxy:80", "is not a valid proxy"),
    ("ca_bundle", "/not/there.pem", "no certificates"),
    ("transmitter", "/not/there", "no program"),
    ("least_balance", -1.0, "not between"),
    ("least_balance", "much", "cannot be"),
    ("notices", 1, "cannot be"),
    ("language", "de", "no translation"),
    ("colour", "red", "no setting"),
])
def test_what_cannot_be_is_one_sentence_and_is_not_written(settings, name, value, says):
    with pytest.raises(BadInput, match=says):
        settings.prefer(**{name: value})
    assert settings.preferences()[0] == Preferences()


@pytest.mark.parametrize("text", ["{", "[]", "\0"])
def test_a_damaged_file_of_settings_is_a_sentence_and_the_built_in_ones_hold(settings, text):
    settings.home.mkdir(parents=True, exist_ok=True)
    (settings.home / "settings.json").write_text(text, encoding="utf-8")
    preferences, trouble = settings.preferences()
    assert preferences == Preferences()
    assert "cannot be read" in trouble
    settings.prefer(least_balance=5.0)
    assert settings.preferences() == (Preferences(least_balance=5.0), "")


def test_one_bad_value_does_not_take_the_others_with_it(settings):
    settings.home.mkdir(parents=True, exist_ok=True)
    (settings.home / "settings.json").write_text(
        '{"least_balance": 7, "download_folder": "/gone", "of_a_later_version": 1}', encoding="utf-8")
    preferences, trouble = settings.preferences()
    assert preferences.least_balance == 7.0
    assert preferences.download_folder == ""
    assert "There is no folder /gone" in trouble


def test_the_users_settings_go_before_the_studios_and_those_before_the_built_in_ones(settings, studio):
    studio(settings={"least_balance": 50, "largest_file": 10}, choices={"priority": 60}, project="courtyard",
           hardware=3)
    settings.prefer(largest_file=5.0)
    preferences = settings.preferences()[0]
    assert (preferences.least_balance, preferences.largest_file, preferences.cache_size) == (50.0, 5.0, 2.0)
    choices = settings.first_choices()
    assert (choices.priority, choices.project, choices.hardware, choices.least_balance, choices.largest_file) == (
        60, "courtyard", 3, 50.0, 5_000_000_000)
    studio(settings={"least_balance": 70})
    assert settings.preferences()[0].least_balance == 70.0


def test_what_the_studio_has_locked_cannot_be_set(settings, studio):
    settings.prefer(least_balance=5.0)
    studio(settings={"least_balance": 50}, locked=["least_balance"])
    assert settings.preferences()[0].least_balance == 50.0
    with pytest.raises(BadInput, match="studio's"):
        settings.prefer(least_balance=1.0)


@pytest.mark.parametrize(("data", "says"), [
    ({"choices": {"priority": "high"}}, "priority"),
    ({"settings": {"proxy": "nonsense"}}, "proxy"),
    ({"locked": ["everything"]}, "everything"),
    ({"known_variables": "ASSETS"}, "known_variables"),
    ({"path_mapping": {"from": "P:/", "to": "/mnt"}}, "path_mapping"),
    ({"path_mapping": [{"from": "P:/", "to": "/mnt"}, {"from": "proj", "to": "/mnt"}]}, "path_mapping[1]"),
    ({"path_mapping": ["P:/"]}, "path_mapping[0]"),
    ({"path_mapping": [{"from": "P:/", "to": 3}]}, "path_mapping[0]"),
])
def test_a_part_of_the_studios_file_that_is_wrong_is_named(settings, studio, data, says):
    studio(**data, project="courtyard")
    assert says in settings.preferences()[1]
    assert settings.first_choices().project == "courtyard"


def test_the_studio_says_which_variables_the_farm_has(settings, studio):
    studio(known_variables=["ASSETS", "$SHOW"])
    assert settings.studio().known_variables == {"ASSETS", "SHOW"}


def test_the_studio_says_where_files_lie_and_nobody_is_asked_about_these_folders(settings, studio):
    studio(path_mapping=[{"from": "P:", "to": "/mnt/proj"}, {"from": "x", "to": "y"}], roots=["/lib"])
    assert settings.studio().path_mapping == (("P:", "/mnt/proj"),)
    assert settings.roots() == ("/lib", "/mnt/proj")


@pytest.mark.parametrize("text", [None, "{", "[]"])
def test_a_broken_file_of_the_studio_is_a_sentence_and_no_crash(settings, studio, text):
    path = studio()
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")
    assert "ask whoever looks after them" in settings.preferences()[1]
    assert settings.first_choices() == Choices()


def test_choices_survive_a_scene():
    assert dataclasses.replace(Choices(), **from_text(to_text(FULL))) == FULL


def test_choices_that_are_as_built_in_leave_no_trace_in_a_scene():
    assert to_text(Choices()) == ""
    assert to_text(Choices(least_balance=5.0, largest_file=1)) == ""


def test_every_field_of_the_choices_can_be_kept():
    for field in dataclasses.fields(Choices):
        value = getattr(FULL, field.name)
        assert to_changes({field.name: to_data(FULL).get(field.name, value)}) == {field.name: value}, field.name


@pytest.mark.parametrize("text", [
    "", "{", "[]", "null", '{"kind": "other"}', '{"kind": "foxsubmit choices", "choices": 3}', "[" * 100_000,
    '{"kind": "foxsubmit choices", "choices": {"priority": "high", "later": {"deep": []}, "tags": [1], "ram": true}}',
])
def test_what_a_scene_has_and_we_do_not_know_is_left_out(text):
    assert from_text(text) == {}


def test_a_later_versions_choices_are_read_as_far_as_they_are_known():
    text = json.dumps({"kind": "foxsubmit choices", "version": 99, "choices": {"priority": 60, "new": 1}})
    assert from_text(text) == {"priority": 60}


def test_a_preset_is_saved_applied_renamed_and_deleted(settings):
    presets = settings.presets
    presets.save("Final / 最终 quality", FULL)
    presets.save("Quick", Choices(priority=60))
    assert presets.names() == ("Final / 最终 quality", "Quick")
    applied = presets.apply("Final / 最终 quality", Choices(frames="7", units=frozenset({"x"})))
    assert (applied.artist, applied.hardware, applied.frames, applied.units) == ("Ann", 3, "7", frozenset({"x"}))
    assert presets.apply("Quick", applied).artist == ""
    presets.rename("Quick", "Fast")
    with pytest.raises(BadInput, match="already"):
        presets.rename("Fast", "Final / 最终 quality")
    presets.delete("Fast")
    assert presets.names() == ("Final / 最终 quality",)


def test_a_preset_goes_to_somebody_else(settings, tmp_path):
    settings.presets.save("Final", FULL)
    settings.presets.export("Final", tmp_path / "final.json")
    other = Settings(tmp_path / "other")
    assert other.presets.take_in(tmp_path / "final.json") == "Final"
    assert other.presets.apply("Final", Choices()).tags == ("sh040", "灯光")


@pytest.mark.parametrize("name", ["", "  "])
def test_a_preset_needs_a_name(settings, name):
    with pytest.raises(BadInput, match="needs a name"):
        settings.presets.save(name, FULL)


@pytest.mark.parametrize("name", ["../../evil", "a/b", "..", "C:\\x"])
def test_no_name_of_a_preset_leads_out_of_its_folder(settings, name):
    settings.presets.save(name, FULL)
    assert settings.presets.names() == (name,)
    assert all(path.parent == settings.home / "presets" for path in (settings.home / "presets").iterdir())


def test_what_is_no_preset_is_one_sentence(settings, tmp_path):
    (tmp_path / "x.json").write_text('{"kind": "something"}', encoding="utf-8")
    with pytest.raises(BadInput, match="is not a preset"):
        read_preset(tmp_path / "x.json")
    (settings.home / "presets").mkdir(parents=True)
    (settings.home / "presets" / "x.json").write_text("{", encoding="utf-8")
    assert settings.presets.names() == ()


def test_what_follows_from_the_settings_is_in_no_preset(settings):
    settings.presets.save("Mine", Choices(least_balance=5.0, largest_file=7, name_pattern="{file}", priority=60))
    data = json.loads(next((settings.home / "presets").iterdir()).read_text(encoding="utf-8"))
    assert data["choices"] == {"priority": 60}
    assert not OF_ONE_USER - set(Choices.__dataclass_fields__)


def test_several_settings_are_changed_or_none():
    with pytest.raises(BadInput):
        changed(Preferences(), {"notices": False, "proxy": "nonsense"})


def test_a_setting_that_only_a_newer_program_knows_outlives_a_change_by_this_one(settings):
    settings.prefer(cache_size=3.0)
    path = settings.home / "settings.json"
    path.write_text(json.dumps({"cache_size": 3.0, "of_tomorrow": [1]}), encoding="utf-8")
    settings.prefer(cache_size=4.0)
    assert json.loads(path.read_text(encoding="utf-8")) == {"cache_size": 4.0, "of_tomorrow": [1]}
