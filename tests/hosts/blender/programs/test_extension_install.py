"""``foxsubmit install blender``: by Blender's own command from 4.2 on, as an add-on before; and out again."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from foxsubmit.cli import main
from foxsubmit.core.common.version import VERSION
from foxsubmit.hosts.blender.programs.installed import addons_folder, found
from foxsubmit.hosts.blender.programs.placed import MARK, Placed, placed
from foxsubmit.hosts.machine import LINUX, MACOS, WINDOWS, Machine
from foxsubmit.install import extension

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the double is a shell's script")
HERE = Path(__file__).parent


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of its own, whose programs are in ``bin``."""
    for name in ("bin", "home"):
        (tmp_path / name).mkdir()
    variables = {"PATH": str(tmp_path / "bin"), "BLENDER_USER_RESOURCES": str(tmp_path / "resources")}
    made = Machine(LINUX, variables, tmp_path / "home", tmp_path)
    monkeypatch.setattr(Machine, "here", classmethod(lambda _cls: made))
    monkeypatch.setenv("BLENDER_USER_RESOURCES", str(tmp_path / "resources"))
    return made


@pytest.fixture
def put(machine, tmp_path, monkeypatch):
    """Install a Blender that says it is of a version."""

    def put(version, place="bin/blender"):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\nFOXSUBMIT_TEST_BLENDER={version} exec '{sys.executable}' "
                        f"'{HERE / 'blender_double.py'}' \"$@\"\n")
        path.chmod(0o755)
        return path

    return put


@pytest.fixture
def libraries(monkeypatch):
    """None, for what does not need them."""
    monkeypatch.setattr(extension, "_wheels", lambda folder, python, given: [])


def below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.blender
@pytest.mark.slow
@pytest.mark.real_libraries
@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="no bpy for this Python")
def test_blenders_own_command_installs_and_removes(put, tmp_path, capsys):
    import importlib.metadata

    put(importlib.metadata.version("bpy"))
    (tmp_path / "resources").mkdir()
    code = main(["install", "blender"])
    said = capsys.readouterr()
    if "could not be had" in said.err:
        pytest.skip(f"no packages can be had here: {said.err}")
    assert code == 0
    assert "Render > Submit to Fox" in said.out
    folder = tmp_path / "resources" / "extensions" / "user_default" / "foxsubmit"
    assert (folder / "blender_manifest.toml").is_file()
    assert (folder / "core" / "session" / "session.py").is_file()
    assert main(["uninstall", "blender"]) == 0
    assert not folder.exists()


def test_an_older_one_gets_an_addon(put, libraries, tmp_path, capsys):
    put("3.6.5")
    assert main(["install", "blender"]) == 0
    folder = tmp_path / "resources" / "scripts" / "addons" / "foxsubmit"
    assert "Switch it on in Blender 3.6" in capsys.readouterr().out
    assert (folder / "__init__.py").read_text().count("bl_info") == 1
    assert main(["install", "blender"]) == 0
    assert [path.name for path in folder.parent.iterdir()] == ["foxsubmit"]
    assert main(["uninstall", "blender"]) == 0
    assert below(folder.parent) == set()


def test_an_addon_of_somebody_elses_is_not_replaced(put, libraries, tmp_path, capsys):
    put("3.6.5")
    other = tmp_path / "resources" / "scripts" / "addons" / "foxsubmit" / "__init__.py"
    other.parent.mkdir(parents=True)
    other.write_text("theirs")
    assert main(["install", "blender"]) == 2
    assert "is not ours" in capsys.readouterr().err
    assert main(["uninstall", "blender"]) == 0
    assert other.read_text() == "theirs"


def test_a_dry_run_of_both_kinds_writes_nothing(put, tmp_path, capsys):
    put("3.6.5")
    put("4.5.3", "opt/blender-4.5/blender")
    before = below(tmp_path)
    assert main(["install", "blender", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Would have Blender 4.5 install" in said and "Would write" in said
    assert below(tmp_path) == before


def test_a_version_that_is_not_here_is_named_with_those_that_are(put, capsys):
    put("3.6.5")
    assert main(["install", "blender", "--version", "4.5"]) == 2
    assert "Blender 4.5 was not found on this machine; there is: 3.6." in capsys.readouterr().err


def test_none_at_all_is_one_sentence(machine, capsys):
    assert main(["install", "blender"]) == 2
    assert "Blender 3.3 or newer was not found" in capsys.readouterr().err


@pytest.mark.blender
@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="no bpy for this Python")
def test_a_studio_gets_a_repository_on_its_share(machine, libraries, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FOXSUBMIT_BLENDER", sys.executable)
    share, folder = tmp_path / "share", tmp_path / "share" / "fox-blender"
    assert main(["install", "blender", "--site", str(share), "--dry-run"]) == 0
    assert not share.exists()
    for _again in range(2):
        assert main(["install", "blender", "--site", str(share)]) == 0
        assert str(folder / "index.json") in capsys.readouterr().out
    (entry,) = json.loads((folder / "index.json").read_text(encoding="utf-8"))["data"]
    assert (folder / entry["archive_url"]).is_file()
    assert len(list((folder / "blender-3.3-4.1").glob("*.zip"))) == 1
    assert [path.name for path in share.iterdir()] == ["fox-blender"]
    assert main(["uninstall", "blender", "--site", str(share)]) == 0
    assert list(share.iterdir()) == []
    assert main(["uninstall", "blender", "--site", str(share)]) == 0
    assert "Nothing of ours" in capsys.readouterr().out


def test_a_folder_of_somebody_elses_on_a_share_is_not_replaced(machine, tmp_path, capsys):
    (tmp_path / "fox-blender").mkdir()
    (tmp_path / "fox-blender" / "index.json").write_text("theirs", encoding="utf-8")
    assert main(["install", "blender", "--site", str(tmp_path)]) == 2
    assert "is not ours" in capsys.readouterr().err
    assert main(["uninstall", "blender", "--site", str(tmp_path)]) == 0
    assert (tmp_path / "fox-blender" / "index.json").is_file()


def test_the_newest_comes_first_and_one_that_is_too_old_does_not(put, machine):
    put("3.6.5")
    put("2.93.0", "opt/blender-2.93/blender")
    put("4.5.3", "home/blender-4.5.3-linux-x64/blender")
    assert [each.version for each in found(machine)] == ["4.5", "3.6"]
    assert [each.extensions for each in found(machine)] == [True, False]


@pytest.mark.parametrize(("system", "variables", "folder"), [
    (LINUX, {}, ".config/blender/3.6/scripts/addons"),
    (MACOS, {}, "Library/Application Support/Blender/3.6/scripts/addons"),
    (WINDOWS, {}, "AppData/Roaming/Blender Foundation/Blender/3.6/scripts/addons"),
    (LINUX, {"BLENDER_USER_SCRIPTS": "own"}, "own/addons"),
    (LINUX, {"BLENDER_USER_RESOURCES": "own"}, "own/scripts/addons"),
])
def test_each_system_has_its_folder_for_addons(tmp_path, system, variables, folder):
    variables = {name: str(tmp_path / value) for name, value in variables.items()}
    assert addons_folder(Machine(system, variables, tmp_path, tmp_path), "3.6") == tmp_path / folder


# What the doctor says of them.

def own_config(tmp_path, version, kind, *modules, head=b"BLENDER-v405"):
    """The folders of a version, with an extension or add-on of ours; ``modules`` are those switched on."""
    home = tmp_path / "home" / ".config" / "blender" / version
    folder = home / ("scripts/addons/foxsubmit" if kind == "addon" else f"extensions/{kind}/foxsubmit")
    for name, text in ((MARK, ""), ("core/common/version.py", f'VERSION = "{VERSION}"\n')):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if modules:
        (home / "config").mkdir()
        (home / "config" / "userpref.blend").write_bytes(head + b"\0".join([b"", *map(str.encode, modules), b""]))
    return folder


@pytest.fixture
def user(tmp_path):
    return Machine(LINUX, {"PATH": ""}, tmp_path / "home", tmp_path)


def test_extensions_of_every_version_are_found_with_their_state(user, tmp_path):
    on = own_config(tmp_path, "4.5", "user_default", "cycles", "bl_ext.user_default.foxsubmit")
    off = own_config(tmp_path, "5.2", "studio", "cycles", "foxsubmit_other")
    addon = own_config(tmp_path, "3.6", "addon", "foxsubmit")
    assert placed(user) == (Placed("5.2", off, VERSION, False), Placed("4.5", on, VERSION, True),
                            Placed("3.6", addon, VERSION, True))


@pytest.mark.parametrize("head", [b"\x28\xb5\x2f\xfd", None])
def test_preferences_that_cannot_be_read_say_nothing(user, tmp_path, head):
    own_config(tmp_path, "4.5", "user_default", *(["x"] if head else []), head=head)
    assert [each.enabled for each in placed(user)] == [None]


def test_an_extension_of_somebody_elses_is_not_ours(user, tmp_path):
    (own_config(tmp_path, "4.5", "user_default") / MARK).unlink()
    assert placed(user) == ()


def test_folders_that_the_environment_names_are_of_no_version(user, tmp_path):
    own_config(tmp_path, "4.5", "user_default")
    shared = Machine(LINUX, {"BLENDER_USER_RESOURCES": str(tmp_path / "home" / ".config" / "blender" / "4.5")},
                     user.home, tmp_path)
    assert [(each.blender, each.version) for each in placed(shared)] == [("", VERSION)]


def test_the_doctor_lists_extensions_and_the_blenders_without(put, machine, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Machine, "here", classmethod(lambda _cls: Machine(
        LINUX, {"PATH": str(tmp_path / "bin")}, tmp_path / "home", tmp_path)))
    put("5.2.1")
    own_config(tmp_path, "4.5", "user_default", "cycles", "bl_ext.user_default.foxsubmit")
    old = own_config(tmp_path, "4.2", "user_default", "cycles")
    (old / "core" / "common" / "version.py").write_text('VERSION = "0.0.1"\n', encoding="utf-8")
    main(["doctor"])
    lines = [line for line in capsys.readouterr().out.splitlines() if " Blender" in line]
    assert any(line.startswith("ok ") and "Blender 4.5: " in line and "switched on" in line for line in lines)
    assert any(line.startswith("note ") and "Blender 4.2: foxsubmit 0.0.1; switched off" in line
               and "run: foxsubmit install blender" in line for line in lines)
    assert any("found: 5.2; not installed there. If it should be, run: foxsubmit install blender" in line
               for line in lines)
