"""docs/ui.md shows what the script makes, and the script makes what it shows."""

from __future__ import annotations

import re
from pathlib import Path

from tests.ui.pictures import DAYS, FOLDER, RUNS
from tests.ui.shots import SHOTS

PAGE = Path(__file__).parents[2] / "docs" / "ui.md"
IN_BLENDER = {"blender-menu.png", "blender-panel.png", "blender-done.png", "blender-sign-in.png",
              *(f"blender-native-{version}.png" for version in ("3.4", "4.3", "5.2"))}
"""Pictures of docs/hosts/blender.md, from tests/hosts/blender/extension/panel_in_window.py and `nox -s window`."""
IN_WINE = {"windows-panel.png"}
"""Picture of docs/hosts/windows.md: the picture "submit" of tests.ui.shots, by `dev.py windows --python`."""


def made():
    names = {f"{name}{'' if language == 'en' else '-' + language}{'@2x' if scale == 2 else ''}.png"
             for language, scale, every in RUNS for name in every}
    return {*names, "live.png", *(f"{name}.png" for name in DAYS), *IN_BLENDER, *IN_WINE}


def test_every_picture_of_the_page_is_made_and_there():
    shown = set(re.findall(r"\(pictures/([^)]+)\)", PAGE.read_text(encoding="utf-8")))
    assert shown
    assert shown <= made()
    assert [name for name in sorted(shown) if not (FOLDER / name).exists()] == []


def test_the_script_knows_how_to_make_each():
    assert {name for _language, _scale, every in RUNS for name in every} <= set(SHOTS)


def test_pictures_stay_small():
    assert all(path.stat().st_size < 300_000 for path in FOLDER.glob("*.png"))
    assert {path.name for path in FOLDER.glob("*.png")} <= made(), "a picture that nothing makes goes stale"
