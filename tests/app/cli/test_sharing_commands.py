"""``foxsubmit presets`` and ``foxsubmit studio``: choices and a studio's file on their way to another machine."""

from __future__ import annotations

import json

import pytest
from tests.core.hooks.houses import house, studio

from foxsubmit import cli
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.settings.settings import Settings


@pytest.fixture
def run(capsys):
    """A function that runs a command; its exit code, and what it prints: as JSON where that was asked for."""
    def run_it(*arguments):
        code = cli.main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return code, json.loads(out) if "--json" in arguments else out, err

    return run_it


def test_a_preset_goes_to_another_machine(run, settings, tmp_path):
    settings.presets.save("Night", Choices(priority=60, frames="1-3"))
    other = tmp_path / "other"
    assert run("presets")[1] == "Night\n"
    assert run("presets", "export", "Night", tmp_path / "night.json")[0] == 0
    code, found, _err = run("presets", "import", tmp_path / "night.json", "--home", other, "--json")
    assert (code, found) == (0, {"version": 1, "presets": [{"name": "Night", "choices": {"priority": 60}}]})
    assert run("presets", "rename", "Night", "Nights", "--home", other)[1] == "Nights\n"
    assert run("presets", "show", "Nights", "--home", other)[1] == "priority: 60\n"
    assert run("presets", "delete", "Nights", "--home", other)[1] == "There are no presets.\n"
    code, _out, err = run("presets", "delete", "Nights", "--home", other)
    assert (code, "There is no preset" in err) == (2, True)
    assert run("presets", "export", "Night")[0] == 2


def test_the_studios_file_is_shown_with_its_hooks_and_what_is_wrong_with_them(run, monkeypatch, tmp_path):
    studio(monkeypatch, tmp_path, more={"choices": {"priority": 60}, "locked": ["priority"]},
           names="def validate(scene): pass\ndef pre_submit(choices): pass", broken="1 / 0", _shared="1 / 0")
    code, found, _err = run("studio", "--json")
    assert code == 1
    assert found["hooks"]["files"] == {"names.py": ["validate", "pre_submit"]}
    assert found["hooks"]["troubles"] == [
        "The hooks in broken.py cannot be loaded: ZeroDivisionError: division by zero."]
    assert (found["choices"], found["locked"], found["version"]) == ({"priority": 60}, ["priority"], 1)
    code, out, err = run("studio")
    assert "Choices: priority = 60\n" in out
    assert "Hooks: names.py (validate, pre_submit)\n" in out
    assert "broken.py" in err


def test_a_studios_file_is_imported_with_the_place_of_its_hooks_and_forgotten(run, monkeypatch, tmp_path):
    house(tmp_path / "share" / "hooks", names="def validate(scene): pass")
    path = tmp_path / "share" / "studio.json"
    path.write_text('{"hooks": "hooks", "inventory": "seen", "choices": {"priority": 60}}',
                    encoding="utf-8")
    assert run("studio", "import", path)[0] == 0
    assert Settings().first_choices().priority == 60
    assert Settings().studio().hooks == str(tmp_path / "share" / "hooks")
    assert Settings().studio().inventory == str(tmp_path / "share" / "seen")
    assert run("studio", "export", tmp_path / "handed.json")[0] == 0
    assert json.loads((tmp_path / "handed.json").read_text(encoding="utf-8"))["inventory"]
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(tmp_path / "gone.json"))
    assert run("studio")[0] == 1, "the variable goes before"
    monkeypatch.delenv("FOXSUBMIT_STUDIO")
    assert run("studio", "forget")[1] == "No studio's file holds here.\n"
    assert Settings().first_choices().priority == 50
    path.write_text('{"locked": "all"}', encoding="utf-8")
    code, _out, err = run("studio", "import", path)
    assert (code, "“locked”" in err) == (2, True)
    assert run("studio", "check", path)[0] == 1
    assert run("studio", "export", tmp_path / "none.json")[0] == 2
