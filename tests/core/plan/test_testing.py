from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames
from foxsubmit.core.plan.testing import test_frames as chosen

TEN = (Frames(1, 10),)


@pytest.mark.parametrize(("ranges", "choices", "expected"), [
    (TEN, Choices(), set()),
    (TEN, Choices(test_first=True, test_middle=True, test_last=True), {1, 5, 10}),
    ((Frames(1, 9, 4), Frames(20, 21)), Choices(test_middle=True, test_last=True), {9, 21}),
    ((Frames(7, 7),), Choices(test_first=True, test_middle=True, test_last=True), {7}),
    (TEN, Choices(test_frames="2, 4-5, 99"), {2, 4, 5}),
    (TEN, Choices(test_first=True, test_frames="1"), {1}),
    ((), Choices(test_first=True), set()),
])
def test_the_frames_rendered_first(ranges, choices, expected):
    assert chosen(ranges, choices) == expected


def test_what_is_typed_must_be_frames():
    with pytest.raises(BadInput, match="is not a valid frame range"):
        chosen(TEN, Choices(test_frames="1, two"))
