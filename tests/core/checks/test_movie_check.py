"""A scene whose output is a movie is told that frames are rendered, and how they become one."""

from __future__ import annotations

import pytest
from tests.core.checks.test_checks import change, good

from foxsubmit.core.checks.run import run_checks
from foxsubmit.core.model.finding import Severity
from foxsubmit.core.model.finding_codes import MOVIE as CODE
from foxsubmit.core.model.unit_details import MOVIE

TOLD = {"format": "FFMPEG", "details": ((MOVIE, "clip_0001-0010.mp4"),)}


@pytest.mark.parametrize(("choices", "severity", "said"), [
    ({}, Severity.NOTE, "the movie is made of them"), ({"movie": False}, Severity.WARNING, "instead"),
    ({"download": False}, Severity.WARNING, "instead")])
def test_a_movie_that_is_made_here_is_no_warning(choices, severity, said):
    (finding,) = [each for each in run_checks(change(good("blender"), unit=TOLD, choices=choices)) if each.code == CODE]
    assert (finding.severity, said in finding.text) == (severity, True)
