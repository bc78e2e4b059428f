"""One figure for one thing: files, bytes and balance in the panel, Blender's own panel and the command line."""

from __future__ import annotations

import dataclasses

import pytest
from tests.ui.having import having

from foxsubmit.cli.common import scene as cli_scene
from foxsubmit.core.model import format
from foxsubmit.core.session.submit_words import submit_words
from foxsubmit.hosts.blender.extension.native import words as native
from foxsubmit.ui.panel import ASSETS, SUBMIT
from foxsubmit.ui.submit.scene_line import facts


@pytest.fixture
def scene_alone(states):
    """A scene of 410 kB that uses no file at all: it is to be sent all the same."""
    return having(states.ready(), scene={"assets": (), "own_bytes": 410_000, "new_bytes": 410_000, "new_files": 1})


@pytest.fixture
def all_sent(states):
    """Everything is on the farm."""
    return having(states.some_new(), scene={"new_bytes": 0, "new_files": 0, "unsent": {}})


@pytest.mark.parametrize("name", ["scene_alone", "all_sent", "some_new", "studio"])
def test_files_and_bytes_are_the_same_in_every_view(name, states, opened, request, capsys):
    state = getattr(states, name)() if hasattr(states, name) else request.getfixturevalue(name)
    amounts = state.scene.amounts
    said = format.together(f"{amounts.files:,} file{'' if amounts.files == 1 else 's'}", format.size(amounts.bytes))
    assert amounts.files > 0 < amounts.bytes, "the scene itself is a file of the submission"
    panel, _session = opened(state, 1280)
    panel.tabs.setCurrentIndex(ASSETS)
    assert panel.assets._sum.whole().startswith(f"{said}.")
    panel.tabs.setCurrentIndex(SUBMIT)
    assert facts(state.scene, state.submit.choices).endswith(said)
    assert native.scene_line(state).endswith(said)
    cli_scene._tell(state)
    assert f": {said};" in capsys.readouterr().err
    assert (panel.submit.footer.submit.accessibleName() or panel.submit.footer.submit.text()) == submit_words(state)
    new = f"upload {format.rough_size(state.scene.new_bytes)}" if state.scene.new_bytes else "nothing to upload"
    assert new in submit_words(state)
    if 0 < state.scene.new_bytes < amounts.bytes:
        assert submit_words(state).endswith(f" new of {format.rough_size(amounts.bytes)}")


def test_what_is_read_so_far_is_called_the_same_everywhere(states):
    state = states.gathering()
    count = f"{state.scene.scanned:,} assets so far"
    assert count in facts(state.scene, state.submit.choices)
    assert native.scene_line(state) == f"Reading the scene: {count}"


def test_coupons_are_in_the_balance_wherever_it_is_said(states, opened):
    profile = dataclasses.replace(states.ready().account.profile, balance=0.0, coupon=49.93, currency="USD")
    state = having(states.ready(), account={"profile": profile})
    panel, _session = opened(state)
    assert (panel.head.balance.whole(), panel.head._coupon.whole()) == ("49.93 USD", "incl. 49.93 coupon")
    assert native.account_line(state).endswith(" 49.93 USD")
