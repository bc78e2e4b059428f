"""Hosts are told of us by small files beside them, and forget us without a trace."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from packaging.version import Version
from tests.hosts.fakes.starting import module_blocks

from foxsubmit.cli import main
from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.common.version import VERSION
from foxsubmit.hosts import installers
from foxsubmit.hosts.installers import describe, described
from foxsubmit.hosts.machine import LINUX, MACOS, SYSTEMS, WINDOWS, Machine
from foxsubmit.hosts.vendor import NEWER, folders_in
from foxsubmit.install import bundle, extension
from foxsubmit.install.files import FOLDER

MENUS = {".ms", ".xml", ".py"}
INSTALL_LIBRARIES = bundle._install_libraries


@pytest.fixture(autouse=True)
def no_libraries(monkeypatch, request):
    """pip is asked by one test only."""
    if "real_libraries" not in request.keywords:
        monkeypatch.setattr(bundle, "_install_libraries", lambda folder: folder.mkdir(parents=True))


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of its own: a home, and Maya 2025 and Houdini 20.5 in their usual places."""
    made = Machine(LINUX, {}, tmp_path / "home", tmp_path)
    for folder in ("usr/autodesk/maya2025", "usr/autodesk/maya2019", "opt/hfs20.5.332", "home"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(Machine, "here", classmethod(lambda _cls: made))
    monkeypatch.setenv("FOXSUBMIT_HOME", str(tmp_path / "data"))
    return made


def below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_maya_is_told_by_one_module_file(machine, capsys):
    assert main(["install", "maya"]) == 0
    file = machine.home / "maya" / "modules" / "foxsubmit.mod"
    assert str(file) in capsys.readouterr().out
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0].split()[:2] == ["+", "MAYAVERSION:2025"]
    place = Path(lines[0].split()[-1])
    assert (place / "scripts" / "userSetup.py").is_file()
    assert (place / ".." / "foxsubmit" / "core" / "session" / "session.py").resolve().is_file()
    assert (place / ".." / "foxsubmit" / "doctor" / "installation.py").resolve().is_file()
    compile((place / "scripts" / "userSetup.py").read_text(encoding="utf-8"), "userSetup.py", "exec")


def test_a_bundle_is_a_package_that_works_by_itself(machine):
    assert main(["install", "maya"]) == 0
    root = machine.home.parent / "data" / FOLDER
    code = "import foxsubmit.core.common.version as version; print(version.__file__)"
    out = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True,
                         env={"PYTHONPATH": str(root)}).stdout
    assert Path(out.strip()).is_relative_to(root)


def test_installing_twice_changes_nothing(machine, capsys):
    main(["install", "houdini"])
    before = {path: path.stat().st_mtime_ns for path in machine.home.rglob("*") if path.is_file()}
    capsys.readouterr()
    main(["install", "houdini"])
    assert "Wrote" not in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in machine.home.rglob("*") if path.is_file()} == before


def test_houdini_is_told_by_a_package_file(machine):
    assert main(["install", "houdini"]) == 0
    file = machine.home / "houdini20.5" / "packages" / "foxsubmit.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    folder = Path(next(each["FOXSUBMIT"] for each in package["env"] if "FOXSUBMIT" in each))
    assert package["hpath"] == "$FOXSUBMIT/houdini"
    assert below(folder / "houdini") == {"toolbar/fox.shelf", "python_panels/fox.pypanel", "MainMenuCommon.xml"}
    for path in (folder / "houdini").rglob("*.*"):
        if path.is_file():
            ET.parse(path)  # noqa: S314 - ours


@pytest.mark.parametrize("host", described())
def test_the_menu_that_is_announced_is_the_one_that_is_made(machine, capsys, host):
    description = describe(host)
    assert main(["install", host, "--version", description.VERSIONS[-1]]) == 0
    assert f"the menu {description.MENU} is there" in capsys.readouterr().out
    folder = Path(installers.__file__).parent / host
    made = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in MENUS)
    assert f'"{description.MENU}"' in made or f"<label>{description.MENU}</label>" in made


def test_no_page_names_a_help_menu():
    root = Path(__file__).parents[3]
    pages = [root / "README.md", root / "CHANGELOG.md", *(root / "docs").rglob("*.md")]
    assert [page.name for page in pages if "Help >" in page.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("host", described())
def test_nothing_is_left_after_uninstalling(machine, host):
    before = below(machine.home.parent)
    version = describe(host).VERSIONS[-1]
    assert main(["install", host, "--version", version]) == 0
    assert below(machine.home.parent) != before
    assert main(["uninstall", host]) == 0
    assert below(machine.home.parent) == before


def test_what_another_program_holds_is_not_said_to_be_removed(machine, capsys, monkeypatch):
    main(["install", "maya"])
    file = machine.home / "maya" / "modules" / "foxsubmit.mod"

    def held(path, **_options):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))

    capsys.readouterr()
    with monkeypatch.context() as system:
        system.setattr(os, "unlink", held)
        assert main(["uninstall", "maya"]) == ExitCode.FAILED
    said = capsys.readouterr()
    assert ("Removed" in said.out, str(file) in said.err, file.exists()) == (False, True, True)


def test_the_bundle_stays_while_another_host_needs_it(machine):
    main(["install", "maya"])
    main(["install", "houdini"])
    main(["uninstall", "maya"])
    assert (machine.home.parent / "data" / FOLDER / "foxsubmit").is_dir()
    main(["uninstall", "houdini"])
    assert not (machine.home.parent / "data" / FOLDER).exists()


def test_a_dry_run_writes_nothing(machine, capsys):
    before = below(machine.home.parent)
    assert main(["install", "maya", "--dry-run"]) == 0
    assert "Would write" in capsys.readouterr().out
    assert below(machine.home.parent) == before


@pytest.mark.parametrize("host", described())
def test_a_dry_run_of_any_host_writes_and_removes_nothing(machine, host):
    version = describe(host).VERSIONS[-1]
    before = below(machine.home.parent)
    main(["install", host, "--version", version, "--dry-run"])
    main(["install", host, "--site", str(machine.home.parent / "share"), "--dry-run"])
    assert below(machine.home.parent) == before
    assert not (machine.home.parent / "share").exists()
    main(["install", host, "--version", version])
    before = {path: path.stat().st_mtime_ns for path in machine.home.parent.rglob("*") if path.is_file()}
    main(["uninstall", host, "--dry-run"])
    assert {path: path.stat().st_mtime_ns for path in machine.home.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("host", described())
def test_installed_uninstalled_and_installed_again_there_is_one_copy(machine, monkeypatch, host):
    versions = [argument for version in describe(host).VERSIONS for argument in ("--version", version)]
    main(["install", host, *versions])
    once = below(machine.home.parent)
    main(["uninstall", host])
    main(["install", host, *versions])
    main(["install", host, *versions])
    assert below(machine.home.parent) == once
    assert [path for path in machine.home.parent.rglob("session.py") if path.parent.parent.name == "core"] == [
        machine.home.parent / "data" / FOLDER / "foxsubmit" / "core" / "session" / "session.py"]
    # A newer one comes into the place of the older.
    monkeypatch.setattr(bundle, "VERSION", "99.0")
    main(["install", host, *versions])
    assert below(machine.home.parent) == once


@pytest.mark.parametrize("site", [False, True])
def test_the_module_file_has_a_block_for_each_version_of_maya(machine, tmp_path, site):
    described = describe("maya")
    share = ["--site", str(tmp_path / "share")] if site else []
    main(["install", "maya", *share, *[each for version in described.VERSIONS for each in ("--version", version)]])
    file = (tmp_path / "share" if site else machine.home / "maya" / "modules") / "foxsubmit.mod"
    text = file.read_text(encoding="ascii")
    assert "\\" not in text
    blocks = module_blocks(text)
    assert [block["version"] for block in blocks] == list(described.VERSIONS)
    for block in blocks:
        folder = file.parent / block["folder"]
        assert block["enabled"]
        assert (folder / "scripts" / "userSetup.py").is_file()
        package = folder / block["set"]["PYTHONPATH"] / "foxsubmit"  # on a share it leads to a version
        assert (package / ("__init__.py" if site else "hosts/maya/start.py")).is_file()


@pytest.mark.parametrize("version", describe("houdini").VERSIONS)
def test_houdinis_package_has_what_each_version_looks_for(machine, version):
    main(["install", "houdini", "--version", version])
    package = json.loads((machine.home / f"houdini{version}" / "packages" / "foxsubmit.json").read_text("utf-8"))
    variables = {name: value for each in package["env"] for name, value in each.items()}
    root = Path(variables["FOXSUBMIT"])
    assert variables["PYTHONPATH"] == {"value": "$FOXSUBMIT", "method": "append"}
    assert (root / "foxsubmit" / "hosts" / "houdini" / "start.py").is_file()
    assert package["enable"].split() == ["houdini_version", ">=", "'19.5'"]
    folder = Path(package["hpath"].replace("$FOXSUBMIT", str(root)))
    panel = ET.parse(folder / "python_panels" / "fox.pypanel").getroot()  # noqa: S314 - ours
    interface = panel.find("interface")
    assert (panel.tag, interface.attrib["name"]) == ("pythonPanelDocument", "foxsubmit")
    assert interface.find("includeInPaneTabMenu") is not None
    code = compile(interface.find("script").text, "fox.pypanel", "exec")
    assert {"onCreateInterface", "onDestroyInterface"} <= set(code.co_names)
    shelf = ET.parse(folder / "toolbar" / "fox.shelf").getroot()  # noqa: S314 - ours
    tools = {tool.attrib["name"]: tool.find("script") for tool in shelf.findall("tool")}
    assert [member.attrib["name"] for member in shelf.find("toolshelf")] == list(tools)
    menu = ET.parse(folder / "MainMenuCommon.xml").getroot()  # noqa: S314 - ours
    items = menu.findall("menuBar/subMenu/scriptItem")
    assert menu.tag == "mainMenu"
    assert menu.find("menuBar/subMenu/insertBefore").text == "help_menu"
    for script in [*tools.values(), *[item.find("scriptCode") for item in items]]:
        compile(script.text, "houdini", "exec")


@pytest.mark.parametrize("host", described())
def test_a_share_names_no_folder_of_this_machine(machine, tmp_path, host):
    site = tmp_path / "share"
    assert main(["install", host, "--site", str(site)]) == 0
    for target in describe(host).targets(machine, site / FOLDER, describe(host).VERSIONS, site):
        for path in target.paths:
            assert str(tmp_path) not in path.read_text(encoding="utf-8")
        assert target.hint


def test_a_file_of_somebody_elses_is_not_replaced(machine, capsys):
    file = machine.home / "maya" / "modules" / "foxsubmit.mod"
    file.parent.mkdir(parents=True)
    file.write_text("+ other 1.0 /somewhere\n", encoding="utf-8")
    assert main(["install", "maya"]) == 2
    assert "is not ours" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "+ other 1.0 /somewhere\n"


def test_no_version_here_is_one_sentence(machine, capsys):
    assert main(["install", "max"]) == 2
    assert "name one with --version" in capsys.readouterr().err
    assert main(["install", "maya", "--version", "2011"]) == 2
    assert "2011 is not supported" in capsys.readouterr().err


def test_libraries_that_cannot_be_had_leave_nothing_behind(machine, monkeypatch, capsys):
    main(["install", "maya"])
    before = below(machine.home.parent)

    def fail(_folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle, "_install_libraries", fail)
    monkeypatch.setattr(bundle, "VERSION", "9.9")
    assert main(["install", "maya"]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert below(machine.home.parent) == before


@pytest.mark.parametrize(("system", "variables", "host", "expected"), [
    (WINDOWS, {}, "maya", "Documents/maya/modules/foxsubmit.mod"),
    (MACOS, {}, "maya", "Library/Preferences/Autodesk/maya/modules/foxsubmit.mod"),
    (WINDOWS, {}, "houdini", "Documents/houdini22.0/packages/foxsubmit.json"),
    (MACOS, {}, "houdini", "Library/Preferences/houdini/22.0/packages/foxsubmit.json"),
    (WINDOWS, {}, "max", "AppData/Roaming/Autodesk/ApplicationPlugins/FoxSubmit/PackageContents.xml"),
])
def test_each_system_has_its_folders(tmp_path, system, variables, host, expected):
    machine = Machine(system, variables, tmp_path, tmp_path)
    targets = describe(host).targets(machine, tmp_path / "bundle", describe(host).VERSIONS[-1:], None)
    assert (tmp_path / expected) in targets[0].paths


def test_the_variables_of_hosts_are_respected(tmp_path):
    machine = Machine(LINUX, {"MAYA_APP_DIR": str(tmp_path / "m"), "APPDATA": str(tmp_path / "a"),
                              "HOUDINI_USER_PREF_DIR": str(tmp_path / "h__HVER__")}, tmp_path, tmp_path)
    folders = [describe(host).targets(machine, tmp_path, describe(host).VERSIONS[-1:], None)[0].folder
               for host in ("maya", "houdini", "max")]
    assert folders == [tmp_path / "m" / "modules", tmp_path / "h22.0" / "packages",
                       tmp_path / "a" / "Autodesk" / "ApplicationPlugins" / "FoxSubmit"]


@pytest.mark.parametrize(("system", "host", "folder", "version"), [
    (WINDOWS, "maya", "Program Files/Autodesk/Maya2024", "2024"),
    (MACOS, "maya", "Applications/Autodesk/maya2026", "2026"),
    (WINDOWS, "houdini", "Program Files/Side Effects Software/Houdini 21.0.440", "21.0"),
    (MACOS, "houdini", "Applications/Houdini/Houdini20.5.332", "20.5"),
    (WINDOWS, "max", "Program Files/Autodesk/3ds Max 2025", "2025"),
])
def test_installed_versions_are_found(tmp_path, system, host, folder, version):
    (tmp_path / folder).mkdir(parents=True)
    found = describe(host).found(Machine(system, {}, tmp_path, tmp_path))
    assert [each.version for each in found] == [version]


def test_the_package_of_max_separates_old_menus_from_new(tmp_path):
    target = describe("max").targets(Machine(WINDOWS, {}, tmp_path, tmp_path), tmp_path / "b",
                                     ("2023", "2024", "2025", "2027"), None)[0]
    root = ET.fromstring(target.files["PackageContents.xml"])  # noqa: S314 - ours
    series = {}
    for part in root.iter("Components"):
        needs = part.find("RuntimeRequirements").attrib
        entry = part.find("ComponentEntry").attrib
        assert entry["ModuleName"].removeprefix("./") in target.files
        series[entry["AppName"]] = (needs["SeriesMin"], needs["SeriesMax"])
    assert series == {"FoxPath": ("2023", "2027"), "FoxMenu": ("2025", "2027"), "FoxMacros": ("2023", "2027"),
                      "FoxMenuOld": ("2023", "2024")}
    assert root.attrib["UpgradeCode"]


def test_hosts_get_the_farms_libraries_and_none_that_is_compiled_or_only_for_commands(monkeypatch):
    wanted = ["requests<3,>=2.28", "rich>=13.0", "richer", 'starlette>=0.40; extra == "farm"', 'py7zr; extra == "7z"']
    monkeypatch.setattr(bundle.importlib.metadata, "requires", lambda _name: wanted)
    assert bundle.requirements() == ["h11>=0.14", "requests<3,>=2.28", "richer", "starlette>=0.42",
                                     "uvicorn>=0.39,<0.55"]


@pytest.fixture
def released(tmp_path, monkeypatch):
    """The bundle of a release from which this package runs."""
    folder = tmp_path / "released" / FOLDER
    for name, text in {"bundle.txt": f"foxsubmit {VERSION} 5\n", "vendor/requests/__init__.py": "",
                       "vendor/__pycache__/x.pyc": "", "vendor/3.11/requests/__init__.py": ""}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(bundle, "own", lambda: folder)
    monkeypatch.setattr(bundle, "ask_pip", lambda *_words: pytest.fail("a release has its libraries"))
    return folder


def test_from_a_release_a_host_is_installed_without_pip(machine, released):
    assert main(["install", "maya"]) == 0
    installed = machine.home.parent / "data" / FOLDER
    assert below(installed / "vendor") == {"requests/__init__.py", "3.11/requests/__init__.py"}
    assert (bundle.version(installed), bundle.version(installed / "nowhere")) == (VERSION, "")
    before = (installed / "bundle.txt").stat().st_mtime_ns
    assert main(["install", "maya"]) == 0
    assert (installed / "bundle.txt").stat().st_mtime_ns == before


def test_from_a_release_blenders_get_what_lies_there(released, tmp_path):
    ready = released.parent / extension.READY / f"foxsubmit-{VERSION}.zip"
    ready.parent.mkdir()
    ready.write_bytes(b"the extension")
    assert extension.build(tmp_path / "out").read_bytes() == b"the extension"
    extension.place_legacy(tmp_path / "addon")
    assert below(tmp_path / "addon" / "vendor") == {"requests/__init__.py", "3.11/requests/__init__.py"}


def test_another_version_that_a_host_finds_is_named_and_nothing_is_written(machine, monkeypatch, capsys, tmp_path):
    share = tmp_path / "share"
    assert main(["install", "houdini", "--site", str(share)]) == 0
    (share / FOLDER / "current.txt").write_text("0.0.1\n", encoding="utf-8")
    found = dataclasses.replace(machine, environ={"HOUDINI_PACKAGE_DIR": f"/none;{share}"})
    monkeypatch.setattr(Machine, "here", classmethod(lambda _cls: found))
    before, _said = below(tmp_path), capsys.readouterr()
    assert main(["install", "houdini"]) == 2
    assert f"Houdini already finds foxsubmit 0.0.1 by {share / 'foxsubmit.json'}" in capsys.readouterr().err
    assert below(tmp_path) == before
    (share / FOLDER / "current.txt").write_text(f"{VERSION}\n", encoding="utf-8")
    assert main(["install", "houdini"]) == 0


@pytest.mark.parametrize("host", described())
def test_every_file_by_which_a_host_finds_us_leads_to_its_bundle(machine, monkeypatch, tmp_path, host):
    # Folders are listed as this system does it: the colon that is between them elsewhere is in the paths of Windows.
    machine = dataclasses.replace(machine, system=SYSTEMS.get(sys.platform, LINUX))
    monkeypatch.setattr(Machine, "here", classmethod(lambda _cls: machine))
    share = tmp_path / "share"
    main(["install", host, "--site", str(share)])
    main(["install", host, *[word for version in describe(host).VERSIONS for word in ("--version", version)]])
    variables = {name: str(share) for name in ("MAYA_MODULE_PATH", "HOUDINI_PACKAGE_DIR", "ADSK_APPLICATION_PLUGINS")}
    found = describe(host).copies(dataclasses.replace(machine, environ=variables))
    assert set(found.values()) == {share / FOLDER, machine.home.parent / "data" / FOLDER}
    for file in found:
        file.write_bytes(b"\xff something else")
    if host != "max":  # the script beside it leads there, and 3ds Max reads neither then
        assert describe(host).copies(dataclasses.replace(machine, environ=variables)) == {}


@pytest.mark.real_libraries
def test_the_libraries_are_pure_and_serve_every_host(tmp_path):
    try:
        bundle._install_libraries(tmp_path / "vendor")
    except Exception as error:
        pytest.skip(f"no packages can be had here: {error}")
    assert {"requests", "qtpy", "jsonschema", "platformdirs"} <= {path.name for path in (tmp_path / "vendor").iterdir()}
    code = "import requests, qtpy, jsonschema, platformdirs; print(requests.__file__)"
    path = f"import sys; sys.path.append({str(tmp_path / 'vendor')!r})"
    out = subprocess.run([sys.executable, "-S", "-c", f"{path}; {code}"], capture_output=True, text=True, check=False)
    assert "vendor" in out.stdout or "QtBindingsNotFoundError" in out.stderr
    oldest, newer = (Version(next(folder.glob("requests-*.dist-info")).name[len("requests-"):-len(".dist-info")])
                     for folder in (tmp_path / "vendor", tmp_path / "vendor" / NEWER))
    assert oldest < newer


def test_a_host_searches_the_libraries_for_its_python_first(tmp_path):
    assert folders_in(tmp_path / "vendor", (3, 13)) == []
    (tmp_path / "vendor" / NEWER).mkdir(parents=True)
    assert folders_in(tmp_path / "vendor", (3, 13)) == [tmp_path / "vendor" / NEWER, tmp_path / "vendor"]
    assert folders_in(tmp_path / "vendor", (3, 11)) == [tmp_path / "vendor" / NEWER, tmp_path / "vendor"]
    assert folders_in(tmp_path / "vendor", (3, 10)) == [tmp_path / "vendor"]


def test_a_python_without_pip_is_one_sentence(machine, monkeypatch, capsys):
    monkeypatch.setattr(bundle, "_install_libraries", INSTALL_LIBRARIES)
    monkeypatch.setitem(sys.modules, "pip", None)
    assert main(["install", "maya"]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "pip" in error
    assert sys.executable in error
