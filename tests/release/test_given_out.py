"""What is given out goes into an empty profile, works, and leaves nothing behind; built again it is the same bytes."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tools.environments import Problem
from tools.release import __main__ as release
from tools.release import command, locks, packing

from foxsubmit.core.common.check_result import BAD, GOOD
from foxsubmit.core.common.version import VERSION
from foxsubmit.doctor.hosts import hosts, twice
from foxsubmit.hosts.machine import LINUX, WINDOWS, Machine
from foxsubmit.install import bundle
from foxsubmit.install.extension import Builder
from foxsubmit.install.files import FOLDER

pytestmark = [pytest.mark.real_libraries,
              pytest.mark.posix_only("a release is built on one system for all")]

FAKES = Path(__file__).parents[1] / "hosts" / "fakes"
PARTS = ("hosts", *(("blender",) if importlib.util.find_spec("bpy") else ()))
EPOCH = 1_700_000_001
OLD = "0.0.1"
KEPT = "accounts.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A release of what hosts get, Blender included where one is here; large or slow parts are left out."""
    out = tmp_path_factory.mktemp("release") / "dist"
    try:
        release.build(out, EPOCH, PARTS)
    except Problem as problem:
        pytest.skip(f"no packages can be had here: {problem}")
    return out


@pytest.fixture(scope="module")
def unpacked(built, tmp_path_factory):
    """Each archive unpacked, by its kind."""
    found = {}
    for path in built.iterdir():
        if path.suffix in (".zip", ".mzp"):
            kind = path.stem[len(f"foxsubmit-{VERSION}-"):]
            found[kind] = tmp_path_factory.mktemp("unpacked") / "渲染 a b"
            with zipfile.ZipFile(path) as file:
                file.extractall(found[kind])
    return found


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """A user without anything but an account."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "data").mkdir()
    (home / "data" / KEPT).write_text("{}")
    for name, value in {"HOME": home, "FOXSUBMIT_HOME": home / "data", "APPDATA": home / "AppData"}.items():
        monkeypatch.setenv(name, str(value))
    for name in ("MAYA_APP_DIR", "MAYA_MODULE_PATH", "ADSK_APPLICATION_PLUGINS", "PROGRAMDATA"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Run one of the doubles; byte code is kept beside the release, as a host would keep it inside."""
    kept = tmp_path_factory.mktemp("bytecode")

    def run(program, *arguments):
        done = subprocess.run([sys.executable, "-I", "-S", "-X", f"pycache_prefix={kept}", str(FAKES / program),
                               *map(str, arguments)], capture_output=True, text=True, check=False, cwd=FAKES)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def older(folder, target):
    """A copy of an unpacked release that says that it is an older one; links, as nothing writes into its files."""
    shutil.copytree(folder, target, copy_function=os.link)
    (stamp,) = target.rglob(bundle.STAMP)
    text = stamp.read_text().replace(VERSION, OLD)
    stamp.unlink()
    stamp.write_text(text)
    return target


DROPPED = {
    # kind of archive: host, folder in it, version, where the host is told, answers for "install" and "remove"
    "maya": ("maya", f"foxsubmit-{VERSION}-maya", "2026", "maya/modules/foxsubmit.mod", "Install", "Remove"),
    "3dsmax": ("max", ".", "2026", "AppData/Autodesk/ApplicationPlugins/FoxSubmit", "yes", "no"),
}


@pytest.mark.parametrize("kind", DROPPED)
def test_a_file_that_is_dropped_asks_installs_the_menu_and_takes_it_back(ran, unpacked, profile, kind):
    host, below_it, version, told, install, remove = DROPPED[kind]
    folder, before = unpacked[kind] / below_it, below(profile)
    assert len(ran("dropping.py", host, folder, version, "Cancel")["boxes"]) == 1
    assert below(profile) == before
    first = ran("dropping.py", host, folder, version, install)
    assert [f"Install foxsubmit {VERSION}" in first["boxes"][0][0], len(first["boxes"])] == [True, 2]
    assert f"foxsubmit {VERSION} is installed" in first["boxes"][1][0]
    assert (first["path"], first["left"]) == ([], [])
    started = ran("starting.py", host, version, profile / told)
    assert started["panel"] == [f"foxsubmit.hosts.{host}.host", 1, True]
    assert Path(started["package"]) == profile / "data" / FOLDER / "foxsubmit" / "__init__.py"
    second = ran("dropping.py", host, folder, version, remove)
    assert f"foxsubmit {VERSION} is installed for" in second["boxes"][0][0]
    assert "is removed" in second["boxes"][1][0]
    assert below(profile) == before


def test_an_update_keeps_what_is_the_users_and_leaves_no_file_of_the_older(ran, unpacked, profile, tmp_path):
    old = older(unpacked["maya"] / f"foxsubmit-{VERSION}-maya", tmp_path / "old")
    (old / FOLDER / "foxsubmit" / "gone.py").write_text("")
    ran("dropping.py", "maya", old, "2025", "Install")
    assert bundle.version(profile / "data" / FOLDER) == OLD
    said = ran("dropping.py", "maya", unpacked["maya"] / f"foxsubmit-{VERSION}-maya", "2025", "Replace it")["boxes"]
    assert f"foxsubmit {OLD} is installed" in said[0][0] and "Replace it" in said[0][1]
    assert bundle.version(profile / "data" / FOLDER) == VERSION
    assert not (profile / "data" / FOLDER / "foxsubmit" / "gone.py").exists()
    assert (profile / "data" / KEPT).read_text() == "{}"


def test_two_versions_at_once_are_refused_with_a_sentence(ran, unpacked, profile, tmp_path, monkeypatch):
    share = older(unpacked["maya-module"], tmp_path / "share")
    before = below(profile)
    monkeypatch.setenv("MAYA_MODULE_PATH", str(share))
    said = ran("dropping.py", "maya", unpacked["maya"] / f"foxsubmit-{VERSION}-maya", "2026", "Install")["boxes"]
    assert said[-1][0] == (f"Maya already finds foxsubmit {OLD} by {share / 'foxsubmit.mod'}. Two versions at once do "
                           "not work: remove that one first, or go on with it.")
    assert below(profile) == before


def test_what_was_unpacked_into_the_users_folder_is_named_and_can_be_removed(ran, unpacked, profile):
    before, drop = below(profile), ("dropping.py", "maya", unpacked["maya"] / f"foxsubmit-{VERSION}-maya", "2026")
    modules = profile / "maya" / "modules"
    shutil.copytree(unpacked["maya-module"], modules)
    said = ran(*drop, "Install again")["boxes"]
    assert said[-1][0] == f"foxsubmit {VERSION} was unpacked in {modules}: remove it there first."
    assert "is removed" in ran(*drop, "Remove")["boxes"][-1][0]
    assert below(profile) - before == {f"maya/modules/foxsubmit-{VERSION}-README.txt"}


def test_a_maya_that_is_not_supported_is_refused(ran, unpacked, profile):
    before = below(profile)
    said = ran("dropping.py", "maya", unpacked["maya"] / f"foxsubmit-{VERSION}-maya", "2022", "Install")["boxes"]
    assert "Maya 2022 is not supported" in said[-1][0]
    assert below(profile) == before


MODULES = {
    # kind of archive: host, version, what it is told by
    "maya-module": ("maya", "2023", "foxsubmit.mod"),
    "houdini": ("houdini", "19.5", "foxsubmit.json"),
    "3dsmax-plugin": ("max", "2027", "FoxSubmit"),
}


@pytest.mark.parametrize("kind", MODULES)
def test_an_archive_for_a_folder_of_the_host_works_where_it_is_unpacked(ran, unpacked, kind):
    host, version, told = MODULES[kind]
    started = ran("starting.py", host, version, unpacked[kind] / told)
    assert started["panel"] == [f"foxsubmit.hosts.{host}.host", 1, True]
    (folder,) = unpacked[kind].rglob(FOLDER)
    assert Path(started["package"]).parts[:-2] == folder.parts
    top = {path.name for path in unpacked[kind].iterdir() if not path.name.endswith("README.txt")}
    assert top == {told, *([] if told == "FoxSubmit" else [FOLDER])}, "the README names what is deleted"


@pytest.mark.parametrize(("kind", "system", "variable", "separator"), [
    ("maya-module", LINUX, "MAYA_MODULE_PATH", ":"),
    ("maya-module", WINDOWS, "MAYA_MODULE_PATH", ";"),
    ("houdini", LINUX, "HOUDINI_PACKAGE_DIR", ";"),
    ("3dsmax-plugin", WINDOWS, "ADSK_APPLICATION_PLUGINS", ";"),
])
def test_the_doctor_says_which_version_is_where_and_that_two_are_too_many(unpacked, tmp_path, kind, system, variable,
                                                                          separator):
    def machine(*folders):
        return Machine(system, {variable: separator.join(map(str, folders)), "PATH": ""}, tmp_path, tmp_path)

    one = machine(unpacked[kind])
    (said,) = hosts(one)
    assert said.mark == GOOD and f"foxsubmit {VERSION} by {unpacked[kind]}" in said.words
    assert list(twice(one)) == []
    two = machine(unpacked[kind], older(unpacked[kind], tmp_path / "older"))
    (said,) = twice(two)
    assert said.mark == BAD and f"foxsubmit {OLD} by" in said.words and "remove all but one" in said.advice
    shutil.rmtree(next((tmp_path / "older").rglob(FOLDER)))
    assert [(each.mark, "is gone" in each.advice) for each in hosts(two)] == [(BAD, True)]


def test_a_second_build_is_the_same_bytes(built, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))  # other paths, another time
    release.build(tmp_path / "again", EPOCH, PARTS)
    assert (tmp_path / "again" / release.SUMS).read_text() == (built / release.SUMS).read_text()


def test_the_checksums_are_those_of_every_file(built):
    lines = [line.split("  ") for line in (built / release.SUMS).read_text().splitlines()]
    assert {name for _sum, name in lines} == below(built) - {release.SUMS}
    for digest, name in lines:
        assert hashlib.sha256((built / name).read_bytes()).hexdigest() == digest


def test_the_libraries_are_complete_with_the_licence_of_each(built, unpacked):
    folder = unpacked["houdini"] / FOLDER
    notices = (folder / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    libraries = {path.parent.name[:-len(".dist-info")] for path in (folder / "vendor").rglob("*.dist-info/METADATA")}
    assert len(libraries) > 10
    for each in libraries:
        assert re.search(f"^{re.escape(each.replace('-', ' ')).replace('_', '[-_]')}: ", notices, re.M), each
    today = folder / "vendor" / "3.11"
    assert (today / "requests").is_dir() and (today / "jsonschema").is_dir()
    listed = json.loads((built / f"foxsubmit-{VERSION}.cdx.json").read_text(encoding="utf-8"))["components"]
    assert len(listed) == len(libraries)


def test_an_archive_does_not_depend_on_when_and_where_it_was_made(tmp_path):
    for name, order in (("a.zip", ("x/1", "b")), ("b.zip", ("b", "x/1"))):
        with zipfile.ZipFile(tmp_path / name, "w") as file:
            for each in order:
                file.writestr(zipfile.ZipInfo(each, (2001 + len(name) + order.index("b"), 1, 1, 1, 1, 1)), each)
        packing.make_again(tmp_path / name, EPOCH)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").namelist() == ["b", "x/1"]


@pytest.mark.blender
@pytest.mark.skipif(len(PARTS) == 1, reason="no bpy for this Python")
def test_blender_installs_from_the_repository_and_leaves_nothing_of_ours(built, tmp_path):
    index, builder = built / "blender" / "index.json", Builder.find()
    (entry,) = json.loads(index.read_text(encoding="utf-8"))["data"]
    archive = index.parent / entry["archive_url"]
    assert entry["archive_hash"] == f"sha256:{hashlib.sha256(archive.read_bytes()).hexdigest()}"
    remote, local = ("--remote-url", index.as_uri()), ("--local-dir", str(tmp_path / "extensions"))
    for_it = ("--blender-version", "4.2.0", "--python-version", "3.11.7")
    builder.run("sync", *remote, *local)
    builder.run("install", "foxsubmit", *remote, *local, *for_it, "--local-cache", "0")
    folder = tmp_path / "extensions" / "foxsubmit"
    assert (folder / "core" / "session" / "session.py").is_file()
    wheels = {path.name.split("-py3")[0].lower() for path in (folder / "wheels").iterdir()}
    assert {f"{each.name.replace('-', '_')}-{each.version}" for each in locks.read(
        locks.path_of("hosts", "3.11").read_text(encoding="utf-8"))} == wheels
    builder.run("uninstall", "foxsubmit", *local)
    assert not folder.exists()


PROGRAM = """#!{python}
import json, os, sys
from pathlib import Path
told = {{"arguments": sys.argv[1:], "files": sorted(path.name for path in Path.cwd().iterdir()),
        "linked": Path(".dev/foxsubmit/core").is_dir(), "path": os.environ["PYTHONPATH"].split(os.pathsep)[0]}}
Path({answer!r}).write_text(json.dumps(told))
sys.exit(3)
"""


def test_the_command_builds_the_last_commit_and_nothing_that_lies_around(tmp_path, monkeypatch, capsys):
    root, answer, python = tmp_path / "checkout", tmp_path / "answer.json", tmp_path / "python"
    for name in ("tools/__init__.py", "tools/environments.py", "app/__init__.py", "core/__init__.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(command.ROOT / name, root / name)
    python.write_text(PROGRAM.format(python=sys.executable, answer=str(answer)))
    python.chmod(0o755)
    monkeypatch.setattr(command, "ROOT", root)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b")
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{EPOCH} +0100")
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "all")):
        subprocess.run([*git, *words], cwd=root, check=True)
    assert command.release(["--part", "python"], python) == 3
    assert capsys.readouterr().err == ""
    (root / "draft.txt").write_text("not yet")
    command.release(["--part", "python"], python)
    assert "What is not committed is left out" in capsys.readouterr().err
    told = json.loads(answer.read_text())
    assert told["arguments"][:2] == ["-m", "tools.release"] and told["arguments"][-2:] == ["--part", "python"]
    assert told["arguments"][told["arguments"].index("--epoch") + 1] == str(EPOCH)
    assert (told["files"], told["linked"]) == ([".dev", "app", "core", "tools"], True)
    assert Path(told["path"]).name == ".dev" and not Path(told["path"]).is_relative_to(root)
