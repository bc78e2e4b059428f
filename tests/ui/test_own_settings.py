"""The panel has rows for what one submission sets otherwise than its scene."""

from __future__ import annotations

import dataclasses

import pytest
from tests.ui.having import having

from foxsubmit.ui.submit.advanced import summary


@pytest.fixture
def layered(states):
    """A Blender scene with two view layers."""
    state = states.ready()
    scene = state.scene.scene
    units = tuple(dataclasses.replace(unit, layers=("Beauty", "Fog")) for unit in scene.units)
    return having(state, scene={"scene": dataclasses.replace(scene, units=units)})


@pytest.mark.parametrize(("name", "entry", "value"), [
    ("movie", "Make a movie", True), ("samples", "64", 64), ("percentage", "50 %", 50),
    ("device", "Graphics card", "GPU"), ("simplify", "0", 0), ("apart", "View layers", ("layers",)),
])
def test_a_setting_of_one_submission_is_chosen(opened, layered, name, entry, value):
    panel, session = opened(layered)
    panel.submit.more.fold.setChecked(True)
    combo = panel.submit.more._fields[name][0]
    texts = [combo.itemText(place) for place in range(combo.count())]
    combo.activated.emit(next(place for place, text in enumerate(texts) if text.split("  ")[0] == entry))
    assert getattr(session.state.submit.choices, name) == value
    assert panel.submit.more.fold.isChecked()


def test_view_layers_are_units_where_they_are_apart(opened, layered):
    panel, session = opened(layered)
    assert panel.submit.units.model.rowCount() == len(session.state.scene.scene.units)
    session.becomes(having(session.state, submit={"choices": dataclasses.replace(
        session.state.submit.choices, apart=("layers",))}))
    rows = [panel.submit.units.model.row(panel.submit.units.model.index(place, 0))
            for place in range(panel.submit.units.model.rowCount())]
    assert [row.unit.layer for row in rows][:2] == ["Beauty", "Fog"]


def test_only_a_movie_is_offered_for_scenes_that_are_rendered_as_they_are(opened, states):
    panel, _session = opened(states.studio_ready())
    panel.submit.more.fold.setChecked(True)
    shown = [field.title.text() for field in panel.submit.more._own.fields if not field.isHidden()]
    assert shown == ["Movie"]


def test_contents_are_compared_where_that_is_ticked(opened, states):
    panel, session = opened(states.ready())
    panel.submit.more.fold.setChecked(True)
    panel.submit.more._content.click()
    assert session.state.submit.choices.check_content
    assert "contents compared" in summary("blender", session.state.submit.choices)


def test_the_scenes_own_path_takes_the_place_of_the_folder(opened, states):
    panel, session = opened(states.ready())
    panel.submit.more.fold.setChecked(True)
    panel.submit.more._own_output.click()
    assert session.state.submit.choices.own_output
    session.becomes(session.state)
    assert not panel.submit.more._output.isEnabled()


def test_a_job_is_named_and_the_field_says_how_it_will_be_called(opened, states):
    panel, session = opened(having(states.ready(), submit={"job_name": "shot · Camera · 1-8"}))
    panel.submit.more.fold.setChecked(True)
    job = panel.submit.more.job
    assert job.name.placeholderText() == "shot · Camera · 1-8"
    for line, text in ((job.name, "{scene}!"), (job.batch, "dailies"), (job.comment, " new fog ")):
        line.setText(text)
        line.textEdited.emit(text)
    chosen = session.state.submit.choices
    assert (chosen.job_name, chosen.batch, chosen.comment) == ("{scene}!", "dailies", "new fog")
    session.becomes(having(session.state, submit={"job_name": "shot!"}))
    assert job._note.text() == "It will be called “shot!”."
    session.becomes(having(session.state, submit={"job_error": "A job name has no “{x}”."}))
    assert job._note.text() == "A job name has no “{x}”."
    assert "dailies" in summary("blender", chosen)
