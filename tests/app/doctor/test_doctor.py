"""The doctor loads what it calls ok, each in a child with a deadline, and says of everything else what to do."""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import socket
import subprocess
import sys
import textwrap
from pathlib import PureWindowsPath

import pytest
from tests.documents import rows

from foxsubmit import application, cli
from foxsubmit.core.common import extras, system_libraries
from foxsubmit.core.common.check_result import BAD, GOOD, NOTE, CheckResult
from foxsubmit.core.settings.local_farm import FarmAddress, write_address
from foxsubmit.core.settings.settings import Settings
from foxsubmit.doctor import farm, places, programs
from foxsubmit.doctor.subject import Installation
from foxsubmit.hosts.blender.programs import program

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="shell scripts, and the table is for Linux")
NO_X11 = "libX11.so.6: cannot open shared object file: No such file or directory"
CRASH = (("import os; os._exit(0xC0000005 - (1 << 32))", "it ends with 0xC0000005") if os.name == "nt" else
         ("import os; os.abort()", "it ends with SIGABRT"))
"""Windows has no signal for it, but a number."""

ENDS = {
    "hangs": ("import time; time.sleep(60)", "does not answer within 1 seconds"),
    "crashes": CRASH,
    "lacks a library": (f"raise ImportError({NO_X11!r})", "libX11.so.6"),
    "is broken": ("raise ValueError('half an installation')", "half an installation"),
}
"""A package that is installed and does not load -> what is said of it."""


@pytest.fixture
def asked(tmp_path, monkeypatch):
    monkeypatch.delenv("FOXSUBMIT_STUDIO", raising=False)
    monkeypatch.delenv("RAYVISION_API_ACCESS_ID", raising=False)
    return Installation(Settings(tmp_path / "home"))


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Put a package of the test's own before the real one, for this process and its children."""
    def make(name, source):
        folder = tmp_path / "packages"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(folder))
        monkeypatch.syspath_prepend(str(folder))
        importlib.invalidate_caches()
    return make


def script(path, *lines):
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return path


def hurried(asked):
    return Installation(asked.settings, seconds=1.0)


# What loads.

def test_qt_is_loaded_with_a_platform(asked):
    found = programs.qt(asked)
    assert found.mark == GOOD
    assert "PySide" in found.words
    assert os.environ["QT_QPA_PLATFORM"] in found.words  # Qt's own one of Windows there


@pytest.mark.parametrize("end", ENDS)
def test_a_qt_that_does_not_load_is_a_sentence(asked, package, monkeypatch, end):
    source, said = ENDS[end]
    monkeypatch.setenv("DISPLAY", "")
    package("qtpy", source)
    found = programs.qt(hurried(asked) if end == "hangs" else asked)
    assert found.mark == BAD
    assert said in found.words
    assert found.advice


def test_a_qt_that_is_there_and_does_not_load_says_why(asked, package, monkeypatch, capsys, tmp_path):
    package(application.bindings()[0], "raise ImportError('DLL load failed while importing QtCore')")
    assert "ImportError: DLL load failed while importing QtCore" in programs.qt(asked).words
    for name in [each for each in sys.modules if each.partition(".")[0] in ("qtpy", *application.BINDINGS)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delenv("QT_API", raising=False)
    assert cli.main(["panel", "--home", str(tmp_path), "--screenshot", str(tmp_path / "a.png")]) == 2
    assert "Qt does not start: DLL load failed while importing QtCore" in capsys.readouterr().err


def test_a_platform_that_qt_does_not_have_is_named(asked, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "nosuch")
    found = programs.qt(asked)
    assert (found.mark, found.words) == (BAD, "there is no Qt platform plug-in “nosuch”")
    assert "QT_QPA_PLATFORM" in found.advice


def test_without_a_display_qt_is_made_offscreen_and_that_is_said(asked, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "there is no display" in programs.qt(asked).words


@pytest.mark.blender
def test_blender_is_started_and_says_its_version(asked):
    if program.find_blender() is None:
        pytest.skip("no Blender here")
    found = programs.blender(asked)
    assert found.mark == GOOD
    assert found.words.split(".")[0].isdigit()


@pytest.mark.parametrize("end", ENDS)
def test_a_bpy_that_does_not_load_is_a_sentence(asked, package, monkeypatch, end):
    source, said = ENDS[end]
    monkeypatch.delenv("FOXSUBMIT_BLENDER", raising=False)
    package("bpy", source)
    found = programs.blender(hurried(asked) if end == "hangs" else asked)
    assert found.mark == BAD
    assert said in found.words
    assert found.advice


@LINUX
def test_a_blender_program_that_lacks_a_library_names_its_package(asked, tmp_path, monkeypatch):
    said = f"blender: error while loading shared libraries: {NO_X11}"
    path = script(tmp_path / "blender", f"echo '{said}' >&2", "exit 127")
    monkeypatch.setenv("FOXSUBMIT_BLENDER", str(path))
    monkeypatch.setattr(system_libraries, "loads", lambda _file: True)
    found = programs.blender(asked)
    assert found.mark == BAD
    assert "libX11.so.6" in found.words
    assert "libx11-6" in found.words


@LINUX
def test_a_blender_that_answers_and_then_does_not_start_is_not_ok(asked, tmp_path, monkeypatch):
    path = script(tmp_path / "blender", '[ "$1" = --version ] && echo "Blender 4.5.1" && exit 0', "kill -SEGV $$")
    monkeypatch.setenv("FOXSUBMIT_BLENDER", str(path))
    found = programs.blender(asked)
    assert (found.mark, "SIGSEGV" in found.words) == (BAD, True)
    assert "FOXSUBMIT_BLENDER" in found.advice


def test_a_python_that_takes_no_packages_is_not_told_to_run_pip(asked, monkeypatch):
    monkeypatch.setattr(programs, "pip_command", lambda _extra: "")
    found = programs.optional(asked, "USD", ("no_such_module",), "usd", "none is read")
    assert found.advice == "Install foxsubmit by pip, in a Python of your own, to have it."


def test_on_a_python_without_bpy_no_extra_is_advised_that_does_nothing(monkeypatch):
    monkeypatch.setattr(extras, "WANTED", (extras.Wanted("blender", "bpy==4.5.*", (3, 6), (3, 7)),))
    assert "pip" not in program.how_to_get_one()
    assert "FOXSUBMIT_BLENDER" in program.how_to_get_one()


@LINUX
@pytest.mark.parametrize(("lines", "mark", "said"), [
    (('[ "$1" = -v ] && echo "current version: 1.1.5"', "exit 1"), GOOD, "1.1.5"),
    (("echo 'error while loading shared libraries: libuuid.so.1: cannot open shared object file: No such file' >&2",
      "exit 127"), BAD, "libuuid.so.1"),
    (("exec sleep 60",), BAD, "does not answer within 1 seconds"),
])
def test_the_vendors_program_is_started(asked, tmp_path, monkeypatch, lines, mark, said):
    monkeypatch.setenv("FOXSUBMIT_TRANSMITTER", str(script(tmp_path / "rayvision_transmitter", *lines)))
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    found = programs.transmitter(hurried(asked))
    assert found.mark == mark
    assert said in found.words
    assert bool(found.advice) == (mark == BAD)


def test_the_vendors_program_is_needed_only_for_the_vendors_farm(asked, tmp_path, monkeypatch):
    monkeypatch.setenv("FOXSUBMIT_TRANSMITTER", str(tmp_path / "nowhere"))
    assert programs.transmitter(asked).mark == NOTE
    assert programs.transmitter(Installation(asked.settings, "somebody")).mark == BAD


RING = """
    import types
    kept = {{}}
    def get_keyring(): return types.SimpleNamespace(name="a ring")
    def set_password(service, name, value): kept[name] = value
    def get_password(service, name): return {read}
    def delete_password(service, name): del kept[name]
"""


@pytest.mark.parametrize(("read", "mark", "said"), [
    ("kept[name]", GOOD, "a ring"),
    ("'another'", NOTE, "a ring does not give back"),
    ("__import__('time').sleep(60)", NOTE, "does not answer within 1 seconds"),
])
def test_a_keyring_is_one_that_gives_back_what_it_was_given(asked, package, read, mark, said):
    package("keyring", textwrap.dedent(RING.format(read=read)))
    found = programs.keyring(hurried(asked) if "sleep" in read else asked)
    assert (found.mark, said in found.words) == (mark, True)
    assert bool(found.advice) == (mark == NOTE)


def test_an_optional_package_that_is_broken_is_not_ok(asked, package):
    package("py7zr", "raise ImportError('no such symbol')")
    found = programs.optional(asked, "7z", ("py7zr",), "7z", "without it nothing is packed")
    assert (found.mark, "no such symbol" in found.words) == (BAD, True)
    assert "pip install" in found.advice


def test_an_optional_package_that_is_not_there_is_a_note_with_the_command(asked):
    found = programs.optional(asked, "7z", ("nosuchpackage",), "7z", "without it nothing is packed")
    assert (found.mark, "pip install" in found.advice) == (NOTE, True)


# The places, and what waits.

@pytest.fixture
def place_lines(asked):
    def find(what, **more):
        return [each for each in places.places(Installation(asked.settings, **more)) if each.what == what]
    return find


@pytest.mark.parametrize("text", [None, "{", "[]", '{"choices": {"priority": "high"}}'])
def test_a_studios_file_that_is_missing_or_broken_is_a_failure(place_lines, tmp_path, monkeypatch, text):
    path = tmp_path / "studio.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(path))
    (found,) = place_lines("studio's file")
    assert (found.mark, str(path) in found.words) == (BAD, True)
    assert "FOXSUBMIT_STUDIO" in found.advice
    path.write_text('{"project": "x"}', encoding="utf-8")
    assert place_lines("studio's file") == [CheckResult(GOOD, "studio's file", str(path))]


def test_an_imported_studios_file_is_named_with_its_hooks_and_how_to_leave_it(place_lines, asked, tmp_path):
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "rules.py").write_text("def validate(scene): pass", encoding="utf-8")
    asked.settings.open_home()
    kept = asked.settings.home / "studio.json"
    kept.write_text(json.dumps({"hooks": str(tmp_path / "hooks")}), encoding="utf-8")
    assert place_lines("studio's file") == [CheckResult(GOOD, "studio's file", str(kept))]
    assert place_lines("studio's hooks") == [CheckResult(GOOD, "studio's hooks", "rules.py (validate)")]
    (tmp_path / "hooks" / "rules.py").write_text("1 / 0", encoding="utf-8")
    (found,) = place_lines("studio's hooks")
    assert (found.mark, "rules.py" in found.words) == (BAD, True)
    kept.write_text("{", encoding="utf-8")
    (found,) = place_lines("studio's file")
    assert (found.mark, "studio forget" in found.advice) == (BAD, True)


def read_only(_folder):
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def test_an_inventory_that_is_not_there_is_said(place_lines, tmp_path, monkeypatch):
    path = tmp_path / "studio.json"
    path.write_text(json.dumps({"inventory": str(tmp_path / "inventory")}), encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(path))
    assert [each.mark for each in place_lines("inventory")] == [NOTE]
    (tmp_path / "inventory").mkdir()
    assert place_lines("inventory") == []


@pytest.mark.parametrize(("home", "appdata", "said"), [
    (r"C:\Users\ann\AppData\Roaming\foxsubmit", r"C:\Users\ann\AppData\Roaming", True),
    (r"c:\users\ann\appdata\roaming\foxsubmit", r"C:\Users\ann\AppData\Roaming", True),
    (r"C:\Users\ann\AppData\Local\foxsubmit", r"C:\Users\ann\AppData\Roaming", False),
    (r"D:\fox", "", False),
])
def test_a_profile_that_goes_from_machine_to_machine_is_recognised(home, appdata, said):
    assert places.roams(PureWindowsPath(home), appdata) is said


def test_a_home_in_such_a_profile_is_said_with_the_way_out(place_lines, monkeypatch):
    assert [each.mark for each in place_lines("journal")] == [GOOD]
    monkeypatch.setattr(places, "roams", lambda _home, _appdata: True)
    found, _good = place_lines("journal")
    assert (found.mark, "profile" in found.words, "FOXSUBMIT_HOME" in found.advice) == (NOTE, True, True)


def test_an_output_folder_that_cannot_be_written_is_a_failure(asked, place_lines, tmp_path, monkeypatch):
    folder = tmp_path / "renders"
    folder.mkdir()
    asked.settings.prefer(download_folder=str(folder))
    (found,) = place_lines("output folder")
    assert (found.mark, found.words, list(folder.iterdir())) == (GOOD, str(folder), [])
    monkeypatch.setattr(places, "try_folder", read_only)
    (found,) = place_lines("output folder")
    assert (found.mark, "Read-only file system" in found.words, bool(found.advice)) == (BAD, True, True)


def test_an_output_folder_that_is_gone_is_a_failure(asked, place_lines, tmp_path):
    folder = tmp_path / "renders"
    folder.mkdir()
    asked.settings.prefer(download_folder=str(folder))
    folder.rmdir()
    (found,) = place_lines("settings")
    assert (found.mark, str(folder) in found.words, bool(found.advice)) == (BAD, True, True)


def test_the_output_folder_of_a_scene_is_tried(place_lines, tmp_path):
    (found,) = place_lines("output folder", scene=tmp_path / "nowhere" / "a.blend")
    assert found.words == str(tmp_path / "nowhere")


@pytest.mark.parametrize(("free", "mark"), [(50_000_000, BAD), (500_000_000, NOTE), (50_000_000_000, GOOD)])
def test_a_disk_without_room_is_told(place_lines, monkeypatch, free, mark):
    usage = places.shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr(places.shutil, "disk_usage", lambda _folder: usage)
    (found,) = place_lines("disk")
    assert (found.mark, bool(found.advice)) == (mark, mark != GOOD)


# The farm.

def test_without_an_account_no_farm_is_missed(asked):
    (found,) = farm.farm(asked)
    assert found.mark == NOTE
    assert "foxsubmit farm" in found.advice


def test_a_farm_that_was_killed_is_a_failure(asked):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # and does not listen
        address = FarmAddress(f"127.0.0.1:{held.getsockname()[1]}", 1, "id", "key")
        asked.settings.farm_folder.mkdir(parents=True)
        write_address(asked.settings.farm_folder, address)
        (found,) = farm.farm(Installation(asked.settings, seconds=2.0))
    assert found.mark == BAD
    assert "foxsubmit farm" in found.advice


def test_the_doctor_fails_where_the_accounts_farm_does_not_answer(asked, capsys, monkeypatch):
    monkeypatch.setenv("RAYVISION_API_ACCESS_ID", "somebody")
    monkeypatch.setenv("RAYVISION_API_KEY", "secret")
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        monkeypatch.setenv("RAYVISION_API_DOMAIN", f"localhost:{held.getsockname()[1]}")
        assert cli.main(["doctor", "--home", str(asked.settings.home), "--timeout", "2", "--json"]) == 1
    out = capsys.readouterr().out
    found = {each["what"]: each for each in rows(out)}
    assert found["farm"]["state"] == "failed"
    assert found["farm"]["advice"]
    assert "secret" not in out


# All of it.

def test_every_line_that_is_not_ok_says_what_to_do(asked, capsys):
    code = cli.main(["doctor", "--home", str(asked.settings.home), "--json"])
    found = rows(capsys.readouterr().out)
    assert [each for each in found if each["state"] != GOOD and not each["advice"]] == []
    assert [each for each in found if each["state"] == GOOD and each["advice"]] == []
    assert code == (1 if any(each["state"] == BAD for each in found) else 0)
    assert {"foxsubmit", "home folder", "disk", "journal", "agent", "output folder", "farm", "libraries", "Qt",
            "Blender", "rayvision_transmitter", "keyring", "local farm", "oiiotool", "USD", "7z"} <= {
        each["what"] for each in found}


def test_a_home_that_cannot_be_written_is_a_failure_and_the_rest_is_checked(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert cli.main(["doctor", "--home", str(tmp_path / "file" / "home"), "--json"]) == 1
    found = {each["what"]: each for each in rows(capsys.readouterr().out)}
    assert found["home folder"]["state"] == BAD
    # Below a file Windows finds nothing, as in a home where nobody has signed in.
    assert found["farm"]["state"] == (NOTE if os.name == "nt" else BAD)
    assert "FOXSUBMIT_HOME" in found["home folder"]["words"]
    assert found["libraries"]["state"] == GOOD


@pytest.mark.skipif(sys.platform == "win32", reason="Qt ends with a window there")
def test_a_panel_whose_qt_does_not_start_ends_with_a_sentence(tmp_path):
    variables = {**os.environ, "QT_QPA_PLATFORM": "nosuch", "DISPLAY": ":0"}
    done = subprocess.run([sys.executable, "-m", "foxsubmit", "panel", "--home", str(tmp_path)], capture_output=True,
                          text=True, env=variables, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "Qt does not start: there is no Qt platform plug-in “nosuch”. Correct QT_QPA_PLATFORM, or remove it.")
    assert "Traceback" not in done.stderr


def test_a_panel_whose_qt_does_not_load_names_the_package(package, monkeypatch, capsys, tmp_path):
    package("qtpy", f"raise ImportError({NO_X11!r})")
    for name in [each for each in sys.modules if each.partition(".")[0] == "qtpy"]:
        monkeypatch.delitem(sys.modules, name)
    assert cli.main(["panel", "--home", str(tmp_path), "--screenshot", str(tmp_path / "a.png")]) == 2
    error = capsys.readouterr().err
    assert "Qt does not start" in error
    assert "libx11-6" in error
