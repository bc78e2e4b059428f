"""A plan is written and read in pieces, and says the same as when it is read whole."""

from __future__ import annotations

import dataclasses
import io
import json

import pytest
from tests.core.plan.made import plans

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.plan.plan import from_json, head_from
from foxsubmit.core.plan.plan_text import LISTS, part_pieces
from foxsubmit.core.transfer.journal import archive
from foxsubmit.core.transfer.journal.journal import Journal


def lines(text):
    return io.StringIO(text, newline="\n")


def without_lists(plan):
    return dataclasses.replace(plan, upload={}, asset={}, tips={}, files=(), findings=())


@pytest.mark.parametrize("name", ["task", "upload", "asset", "tips"])
def test_each_document_is_found_in_the_text_of_the_plan(project, name):
    (plan,) = plans(project)
    assert json.loads("".join(part_pieces(lines(plan.to_json()), name))) == getattr(plan, name)


def test_the_parts_that_are_never_long_are_read_without_the_others(project):
    (plan,) = plans(project)
    assert head_from(lines(plan.to_json())) == without_lists(plan)


def test_a_plan_that_was_written_in_another_form_is_read_as_a_whole_only(project):
    (plan,) = plans(project)
    text = json.dumps(json.loads(plan.to_json()))
    assert from_json(text) == plan
    with pytest.raises(BadInput):
        head_from(lines(text))


def test_names_like_those_of_parts_are_not_taken_for_them(project):
    (plan,) = plans(project)
    strange = dataclasses.replace(plan, name=' "files": [\n "upload": {}', tags=(' "asset": ',))
    assert head_from(lines(strange.to_json())) == without_lists(strange)
    assert json.loads("".join(part_pieces(lines(strange.to_json()), "asset"))) == plan.asset


@pytest.mark.parametrize("many", [0, 1000])
def test_the_journal_gives_a_plan_back_in_pieces_and_as_a_whole(project, journal, settings, monkeypatch, many):
    monkeypatch.setattr(archive, "MANY", many)
    monkeypatch.setattr(archive, "BLOCK", 7)
    (plan,) = plans(project)
    row = journal.get(journal.add(plan))
    assert row.plan() == plan
    assert row.plan_head() == without_lists(plan)
    for name in LISTS - {"files", "findings"}:
        assert json.loads("".join(row.document(name))) == getattr(plan, name)


def test_the_packed_plan_of_an_open_submission_is_never_forgotten(project, journal, monkeypatch):
    monkeypatch.setattr(archive, "MANY", 0)
    monkeypatch.setattr("foxsubmit.core.transfer.journal.forgetting.DETAILS", 1)
    (plan,) = plans(project)
    submission = journal.add(plan)
    assert journal.forget()
    assert journal.get(submission).plan() == plan


def test_a_plan_of_an_older_program_that_is_one_line_is_submitted_all_the_same(project, journal, settings):
    (plan,) = plans(project)
    submission = journal.add(plan)
    opened = Journal(settings.journal)
    opened._db.execute("UPDATE plans SET plan=?", (json.dumps(json.loads(plan.to_json())),))
    assert opened.get(submission).plan_head() == plan
    opened.close()
