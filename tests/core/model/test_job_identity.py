"""What a job is called: tokens, what stands between them, lengths, and the labels that carry it."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.host import Frames, RenderUnit
from foxsubmit.core.model.job_identity import (
    JobIdentity,
    check_job_name,
    check_texts,
    from_json,
    job_name,
    labels_of,
    listed,
    shortened,
    told_by,
    version_of,
)


def unit(name="Demo", camera="Camera", layer=""):
    return RenderUnit(name, camera, Frames(1, 8), (64, 36), layer=layer)


def named(pattern, scene="sq010_sh0240_v0173.blend", units=None, frames=None, **more):
    return job_name(pattern, scene, [unit()] if units is None else units, frames or [Frames(1, 8)], **more)


def test_the_usual_name_tells_units_of_one_scene_and_ranges_apart():
    assert named("") == "sq010_sh0240_v0173 · Demo · Camera · 1-8"
    assert named("", units=[unit(camera="Side")], frames=[Frames(1, 1), Frames(5, 9)]) == (
        "sq010_sh0240_v0173 · Demo · Side · 1, 5-9")
    assert "Demo/Fog" in named("", units=[unit(layer="Fog")])


def test_every_token_has_its_value():
    assert named("{project}/{version} {artist}: {scene} {unit} {camera} {frames}", artist="ann", project="yard") == (
        "yard/v0173 ann: sq010_sh0240_v0173 Demo Camera 1-8")


def test_a_token_without_a_value_takes_what_parts_it_with_it():
    assert named("{scene}_{artist}_{camera}") == "sq010_sh0240_v0173_Camera"
    assert named("{artist} · {camera}") == "Camera"
    assert named("{artist}") == "sq010_sh0240_v0173"


@pytest.mark.parametrize(("stem", "version"), [
    ("shot_v012", "v012"), ("shotV3", ""), ("shot.v7.final", "v7"), ("v01_shot_v02", "v02"), ("review2", ""),
    ("river", ""), ("shot", "")])
def test_the_version_is_the_last_one_in_the_scenes_name(stem, version):
    assert version_of(stem) == version


@pytest.mark.parametrize(("pattern", "said"), [
    ("{nobody}", "it has"), ("{scene", "without its other half"), ("{scene!r}", "only names"), ("{scene:>9}", "only")])
def test_a_pattern_that_cannot_be_used_is_refused_in_a_sentence(pattern, said):
    with pytest.raises(BadInput, match=said):
        check_job_name(pattern)


def test_texts_longer_than_a_label_may_be_are_refused_by_name():
    check_texts("c" * 300, "b" * 60, "n" * 120)
    with pytest.raises(BadInput, match="The batch has 61 characters"):
        check_texts("", "b" * 61)


def test_a_long_name_keeps_its_end_where_the_version_is():
    name = named("", scene="courtyard_" * 20 + "v0173.blend", units=[])
    assert len(name) == 120
    assert name.endswith("v0173 · 1-8")
    assert "…" in name
    assert shortened("short", 5) == "short"


def test_many_units_are_counted():
    assert listed(["a", "b", "a", "", "c", "d"]) == "a, b +2"


def test_labels_bring_the_words_to_the_farm_and_back_apart_from_tags():
    labels = labels_of("shot 1", "dailies", "two\nlines")
    told, tags = told_by([*labels, "mine"])
    assert told == {"name": "shot 1", "batch": "dailies", "comment": "two lines"}
    assert tags == ("mine",)
    assert labels_of("", " ", "") == []


def test_what_the_journal_keeps_is_read_and_what_it_did_not_keep_is_unknown():
    identity = JobIdentity(name="shot 1", camera="Camera")
    assert from_json(identity.to_json()) == identity
    assert from_json("") is None
    assert from_json("[1") is None
    assert from_json("[1]") is None
    assert from_json('{"name": 7, "other": "x", "unit": "Demo"}') == JobIdentity(unit="Demo")
