"""Fixtures that tests of fetching share."""

from __future__ import annotations

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer, work

from foxsubmit.core.transfer.states import TransferState


@pytest.fixture
def done(tmp_path, settings, api, journal):
    """A submission whose three frames are here."""
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    return submission
