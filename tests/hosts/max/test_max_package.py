"""The scripts of the ApplicationPlugins package are whole, quiet on render nodes, and stop nothing when they fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foxsubmit import hosts
from foxsubmit.hosts.machine import WINDOWS, Machine
from foxsubmit.hosts.max.install import describe

FOLDER = Path(hosts.__file__).parent / "max" / "install"
SCRIPTS = sorted(FOLDER.glob("*.ms"))
MENUS = [path for path in SCRIPTS if path.name.startswith("menu")]


def code(path):
    """Without comments and what stands in quotes."""
    text = re.sub(r'"(?:\\.|[^"\\])*"', '""', path.read_text(encoding="utf-8"))
    return re.sub(r"--[^\n]*", "", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_bracket_is_closed(path):
    depth = 0
    for sign in re.findall(r"[()]", code(path)):
        depth += 1 if sign == "(" else -1
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize("path", MENUS, ids=lambda path: path.name)
def test_a_menu_is_not_made_on_a_render_node_and_stops_no_start(path):
    text = code(path)
    assert text.lstrip().startswith("if not (IsNetServer()) and not (GetQuietMode()) do")
    for call in ("mainMenuBar", "getMainMenuBar", "CreateSubMenu", "registerMenuContext"):
        assert all(text.rfind("try (", 0, at.start()) >= 0 for at in re.finditer(call, text))
    assert "catch" in text


def test_a_menu_calls_the_macros_that_the_package_has():
    macros = set(re.findall(r'macroScript (\w+) category:"([^"]+)"',
                            (FOLDER / "macros.ms").read_text(encoding="utf-8")))
    assert macros == {("FoxSubmit", "Fox Renderfarm"), ("FoxCheck", "Fox Renderfarm")}
    assert set(re.findall(r'647394 "(\w+)`([^"]+)"', (FOLDER / "menu.ms").read_text(encoding="utf-8"))) == macros
    assert set(re.findall(r'createActionItem "(\w+)" "([^"]+)"',
                          (FOLDER / "menu_old.ms").read_text(encoding="utf-8"))) == macros


def test_the_menu_of_2025_is_taken_away_before_it_is_added():
    text = code(FOLDER / "menu.ms")
    assert text.index("callbacks.removeScripts") < text.index("callbacks.addScript #cuiRegisterMenus")
    assert "menuMan" not in text


def test_scripts_are_read_as_utf_8(tmp_path):
    target = describe.targets(Machine(WINDOWS, {}, tmp_path, tmp_path), tmp_path / "渲染 b", ("2025",), None)[0]
    scripts = [text for name, text in target.files.items() if name.endswith((".ms", ".mcr"))]
    assert len(scripts) == len([path for path in SCRIPTS if path.name != "dropped.ms"])  # that one is never installed
    assert all(text.startswith(describe.BOM) for text in scripts)
    assert any("渲染 b" in text for text in scripts)
