"""The pages show what the script makes, and the script makes what they show."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image
from tests.ui.pictures import DAYS, FOLDER, RUNS, run
from tests.ui.shots import SHOTS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
IN_BLENDER = {"blender-menu.png", "blender-panel.png", "blender-done.png", "blender-sign-in.png",
              *(f"blender-native-{version}.png" for version in ("3.4", "4.3", "5.2"))}
"""Pictures of docs/hosts/blender.md, from tests/hosts/blender/extension/panel_in_window.py and `nox -s window`."""
IN_WINE = {"windows-panel.png"}
"""Picture of docs/hosts/windows.md: the picture "submit" of tests.ui.shots, by `dev.py windows --python`."""


def made():
    names = {f"{name}{'' if language == 'en' else '-' + language}{'@2x' if scale == 2 else ''}.png"
             for language, scale, every in RUNS for name in every}
    return {*names, "live.png", *(f"{name}.png" for name in DAYS), *IN_BLENDER, *IN_WINE}


def shown(page):
    return set(re.findall(r"\((?:\.\./)?pictures/([^)]+)\)", page.read_text(encoding="utf-8")))


def test_every_picture_of_a_page_is_made_and_there():
    every = {picture for page in PAGES for picture in shown(page)}
    assert every
    assert every <= made()
    assert [name for name in sorted(every) if not (FOLDER / name).exists()] == []


def test_chinese_pages_show_the_chinese_panel():
    assert [(page.name, picture) for page in PAGES if page.name.endswith(".zh.md") for picture in shown(page)
            if "-zh_CN" not in picture] == []


def test_the_script_knows_how_to_make_each():
    assert {name for _language, _scale, every in RUNS for name in every} <= set(SHOTS)


SLOWLY = """
import sys
from pathlib import Path
from tests.ui.shots import shoot
from foxsubmit.ui.kit import slices

slices.SLICE, slices.BETWEEN = -1, 30
shoot(Path(sys.argv[1]), ["assets"], 1, "dark")
"""


def test_the_page_is_there_when_its_picture_is_made(tmp_path):
    """Pages are made, and long lists filled, in several turns of the event loop, here with a pause after each step."""
    run("-c", SLOWLY, str(tmp_path))
    with Image.open(tmp_path / "assets.png") as picture:
        rows = picture.convert("RGB").crop((0, 160, 900, 280))
    assert len(rows.getcolors(1 << 16)) > 100


def test_pictures_stay_small():
    assert all(path.stat().st_size < 300_000 for path in FOLDER.glob("*.png"))
    assert {path.name for path in FOLDER.glob("*.png")} <= made(), "a picture that nothing makes goes stale"
