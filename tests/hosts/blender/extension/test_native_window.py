"""The native panel in the window of this machine's Blender; tests/window plays the same in other generations."""

from __future__ import annotations

import shutil

import pytest
from tests.window import screen, story

from foxsubmit.core.common.errors import FoxError

pytestmark = [pytest.mark.blender, pytest.mark.slow, pytest.mark.real_libraries]


def test_a_stock_blender_submits_and_watches_from_its_render_properties(tmp_path):
    blender, missing = shutil.which("blender"), screen.missing()
    if not blender or missing:
        pytest.skip(f"not here: {', '.join(missing or ['a blender program'])}")
    try:
        told = story.play(blender, tmp_path)
    except FoxError as error:
        pytest.skip(f"no extension can be made here: {error}")
    assert told["version"]
