"""A studio's hooks in a session: what they find and change is seen before and after Submit, and nothing is lost."""

from __future__ import annotations

import contextlib

import pytest
from tests.core.hooks.houses import studio, time_is_up
from tests.pumping import until

from foxsubmit.core.model.finding import Severity
from foxsubmit.core.session.hooks.due import due
from foxsubmit.core.session.session import Session
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import TransferState

NAMES = """
    def validate(scene, choices):
        if not choices["artist"]:
            return [{"text": "Nobody is named.", "severity": "error", "nodes": ["Camera"],
                     "fix": {"label": "Name me", "changes": {"artist": "Lea"}}}]
"""
RULES = """
    def pre_submit(scene, choices):
        return {"priority": choices["priority"] + 10, "comment": scene["units"][0]["camera"]}
"""


@pytest.fixture
def opened(project, settings, farm, no_agent_process, monkeypatch, tmp_path):
    """A function that opens a session of a studio with these hooks."""
    with contextlib.ExitStack() as closing:
        def open_it(more=None, **files):
            studio(monkeypatch, tmp_path / "studio", more=more, **files)
            session = Session(project, settings)
            closing.callback(session.close)
            session.account.connect()
            session.scene.refresh()
            until(session, lambda state: state.scene.gathered and state.scene.new_bytes is not None
                  and not due(state) and state.account.profile)
            return session

        yield open_it


def plans(settings, ids):
    with contextlib.closing(Journal(settings.journal)) as journal:
        return [journal.get(each).plan() for each in ids]


def submitted(session):
    session.submit.submit()
    return until(session, lambda state: state.submit.submitted or (state.message and not state.busy)).submit.submitted


def test_what_a_validator_finds_is_a_finding_and_its_fix_changes_choices(opened):
    session = opened(names=NAMES)
    (found,) = [each for each in session.state.submit.findings if each.code == "90049"]
    assert (found.text, found.severity, found.nodes) == ("Nobody is named.", Severity.ERROR, ("Camera",))
    assert "Nobody is named." in session.state.reasons
    session.submit.fix(found)
    state = until(session, lambda state: not due(state))
    assert state.submit.choices.artist == "Lea"
    assert [each for each in state.submit.findings if each.code == "90049"] == []


def test_a_change_is_seen_before_submit_and_stands_in_the_plan_alone(opened, settings):
    session = opened(rules=RULES)
    before = session.state.submit.choices
    assert [each.sentence for each in session.state.hooks.changes] == [
        "rules.py (pre_submit) sets “priority” to 60; it was 50.",
        "rules.py (pre_submit) sets “comment” to Camera; it was empty."]
    (plan,) = plans(settings, submitted(session))
    assert (plan.priority, plan.comment) == (60, "Camera")
    assert [(each.file, each.choice, each.was, each.now) for each in plan.hooks] == [
        ("rules.py", "priority", 50, 60), ("rules.py", "comment", "", "Camera")]
    assert session.state.submit.choices == before, "the artist's own choices are as they were"


def test_what_is_found_with_the_changed_choices_keeps_the_submission_back(opened, settings):
    session = opened(names="""
        def validate(scene, choices):
            return [{"text": "Too urgent.", "severity": "error"}] if choices["priority"] > 50 else []
        """, rules=RULES)
    assert "Too urgent." in session.state.reasons


def test_hooks_that_raise_hang_or_end_their_process_lose_no_submission(opened, settings, tmp_path, monkeypatch):
    time_is_up(monkeypatch, tmp_path / "hangs")
    session = opened(a_raises="def validate(scene, choices): raise OSError('no tracker')",
                     b_hangs=f"""
        import time
        def pre_submit(scene, choices):
            time.sleep(1)  # its name has been told
            open({str(tmp_path / 'hangs')!r}, "w").close()
            time.sleep(999)
        """,
                     c_ends="import os\ndef validate(scene, choices): os._exit(3)", d_rules=RULES)
    assert {each.text for each in session.state.submit.findings if each.code == "90050"} == {
        "The hook “validate” in a_raises.py failed: OSError: no tracker.",
        "The hook “pre_submit” in b_hangs.py failed: it was stopped since it did not end within 20 seconds.",
        "The hook “validate” in c_ends.py failed: it ended its process."}
    (plan,) = plans(settings, submitted(session))
    assert plan.priority == 60
    assert len([each for each in plan.findings if each.code == "90050"]) == 3
    assert plan.tips == {}, "an error of the studio's code is no business of the farm"


def test_a_hook_changes_nothing_that_the_studio_has_locked(opened, settings):
    session = opened(more={"choices": {"priority": 50}, "locked": ["priority"]}, rules=RULES)
    assert [each.choice for each in session.state.hooks.changes] == ["comment"]
    assert "The hook “pre_submit” in rules.py failed: the studio has locked priority." in [
        each.text for each in session.state.submit.findings]
    (plan,) = plans(settings, submitted(session))
    assert plan.priority == 50


def test_files_that_a_hook_adds_are_sent(opened, settings, tmp_path):
    (tmp_path / "luts").mkdir()
    (tmp_path / "luts" / "show.cube").write_text("LUT", encoding="utf-8")
    session = opened(luts=f"""
        def pre_submit(scene, choices):
            return {{"extra_files": choices["extra_files"] + [{str(tmp_path / 'luts' / 'show.cube')!r}]}}
        """)
    (plan,) = plans(settings, submitted(session))
    assert any(file.local.path.endswith("show.cube") for file in plan.files)


def test_a_saved_plan_says_what_hooks_changed_and_is_submitted_as_it_is(opened, settings, tmp_path):
    from foxsubmit.core.plan.plan import from_json

    session = opened(rules=RULES)
    session.submit.save_plan(tmp_path / "plan.json")
    until(session, lambda state: not state.busy)
    saved = from_json((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert [each.choice for each in saved.hooks] == ["priority", "comment"]
    session.submit.submit_plan(saved)
    state = until(session, lambda state: state.submit.submitted)
    (plan,) = plans(settings, state.submit.submitted)
    assert (plan.priority, plan.hooks) == (60, saved.hooks)


def test_what_hooks_changed_is_no_difference_to_the_last_submission(opened, settings, journal):
    session = opened(rules=RULES)
    for each in submitted(session):
        journal.record(each, TransferState.WATCHING, task_id=7)
    state = until(session, lambda state: state.submit.since)
    assert state.submit.since == "Nothing has changed since the last submission."
