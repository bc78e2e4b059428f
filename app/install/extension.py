"""Make what Blenders are given: an extension for 4.2 and newer, an add-on for 3.3 to 4.1, a repository of a studio.

``foxsubmit install blender`` needs them at run time. tools/extension.py also makes extensions with Qt inside.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import shutil
import string
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from ..core.common import child
from ..core.common.errors import BadInput, FoxError
from ..core.common.i18n import _
from ..core.common.load_check import complete
from ..core.common.version import VERSION
from ..hosts.blender import extension as source
from ..hosts.blender.programs.program import Program, find_blender
from ..hosts.vendor import FOLDER as VENDOR
from . import bundle

OURS = Path(str(source.__file__)).parent
OLDEST, OLDEST_LEGACY = (4, 2, 0), (3, 3, 0)
PYTHON, PYTHON_LEGACY = "3.11", "3.10"
"""Python of the oldest Blender that each serves; pure wheels for it serve the newer ones."""
READY = "extensions"
"""The folder beside the bundle of a release that has the extension."""
INDEX = "index.json"
"""The file of a repository that a Blender is told of."""
LEGACY = "blender-3.3-4.1"
LICENCE = "SPDX:Apache-2.0"
BL_INFO = '''bl_info = {
    "name": "Fox Renderfarm Submitter",
    "description": "Check, upload, render and fetch scenes on Fox Renderfarm",
    "author": "The foxsubmit project",
    "version": $version,
    "blender": $oldest,
    "location": "Render > Submit to Fox",
    "category": "Render",
}

'''


@dataclasses.dataclass(frozen=True)
class Builder:
    """Blender's own command for extensions."""

    command: tuple[str, ...]

    @classmethod
    def find(cls, program: Program | None = None) -> Builder:
        """Return the builder of a Blender program, or of the bpy module beside this Python.

        Raises:
            BadInput: there is no Blender 4.2 or newer here.
        """
        program = program or find_blender()
        if program and not program.is_python and _numbers(program.version) >= OLDEST[:2]:
            return cls((program.path, "--command", "extension"))
        python = program.path if program and program.is_python else sys.executable
        script = _script(python)
        if script is None:
            raise BadInput(_("An extension is built by Blender 4.2 or newer, which is not here: install it, or set "
                             "FOXSUBMIT_BLENDER to it."))
        return cls((python, str(script)))

    def run(self, *arguments: str) -> str:
        """Run a command of the builder and return its output.

        Raises:
            FoxError: it refused.
        """
        done = complete([*self.command, *arguments])
        if done.returncode:
            lines = (done.stdout + done.stderr).strip().splitlines()
            raise FoxError(_("Blender did not accept the extension: {reason}").format(
                reason=lines[-1] if lines else done.returncode))
        return done.stdout


def build(out: Path, builder: Builder | None = None, wheels: Sequence[Path] = ()) -> Path:
    """The zip for Blender 4.2 and newer, validated; with these wheels, else with what pip brings.

    Raises:
        FoxError: pip or Blender did not do their part.
        BadInput: there is no Blender to build with.
    """
    ready = _ready()
    if ready and not wheels:
        out.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(ready, out))
    builder = builder or Builder.find()
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        folder = Path(name) / "foxsubmit"
        return pack(folder, manifest(place(folder, wheels)), out / f"foxsubmit-{VERSION}.zip", builder)


def _ready() -> Path | None:
    """The extension that a release has beside the bundle that this runs from."""
    own = bundle.own()
    path = own.parent / READY / f"foxsubmit-{VERSION}.zip" if own else None
    return path if path and path.is_file() else None


def place(folder: Path, wheels: Sequence[Path] = ()) -> list[str]:
    """Put the extension's modules and libraries into ``folder``; the names of the libraries' wheels."""
    _package(folder, "")
    return _wheels(folder / "wheels", PYTHON, wheels)


def pack(folder: Path, text: str, path: Path, builder: Builder) -> Path:
    """Make the zip ``path`` of an extension's folder with ``text`` as its manifest, and have Blender validate it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    (folder / "blender_manifest.toml").write_text(text, encoding="utf-8")
    builder.run("build", "--source-dir", str(folder), "--output-filepath", str(path))
    builder.run("validate", str(path))
    return path


def build_legacy(out: Path, wheels: Sequence[Path] = ()) -> Path:
    """The zip for Blender 3.3 to 4.1, which know no manifest and no wheels: the libraries lie unpacked inside."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"foxsubmit-{VERSION}-{LEGACY}.zip"
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        folder = Path(name) / "foxsubmit"
        place_legacy(folder, wheels)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for each in sorted(folder.rglob("*")):
                if each.is_file():
                    file.write(each, each.relative_to(folder.parent))
    return path


def place_legacy(folder: Path, wheels: Sequence[Path] = ()) -> None:
    """The add-on for Blender 3.3 to 4.1 as a folder."""
    _package(folder, string.Template(BL_INFO).substitute(version=_numbers(VERSION), oldest=OLDEST_LEGACY))
    own = bundle.own()
    if own:
        shutil.copytree(own / VENDOR, folder / VENDOR, ignore=bundle.COMPILED_BYTES)
        return
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        for wheel in _wheels(Path(name), PYTHON_LEGACY, wheels):
            with zipfile.ZipFile(Path(name) / wheel) as file:
                file.extractall(folder / VENDOR)


def build_repository(out: Path) -> Path:
    """Fill ``out`` with what a studio gives its Blenders: a repository, and the zip for those before 4.2; its index.

    Raises:
        FoxError: pip or Blender did not do their part.
        BadInput: there is no Blender to build with.
    """
    builder = Builder.find()
    build(out, builder)
    build_legacy(out / LEGACY)
    return index(out, builder)


def index(folder: Path, builder: Builder) -> Path:
    """Make a folder of zips a repository that Blender can be given; its index."""
    builder.run("server-generate", "--repo-dir", str(folder), "--html")
    return folder / INDEX


def manifest(wheels: Sequence[str], licences: Sequence[str] = (LICENCE,), platforms: Sequence[str] = ()) -> str:
    """The text of blender_manifest.toml, for all platforms if none is named.

    Source: developer.blender.org, extensions' schema 1.0.0.
    """
    text = (OURS / "manifest.toml.txt").read_text(encoding="utf-8")
    return string.Template(text).substitute(
        version=".".join(map(str, _numbers(VERSION))), oldest=".".join(map(str, OLDEST)),
        licences=_listed(licences), platforms=f"platforms = [{_listed(platforms)}]" if platforms else "",
        wheels="\n".join(f'    "./wheels/{name}",' for name in sorted(wheels)))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(json.dumps, names))


def _package(folder: Path, head: str) -> None:
    bundle.copy_package(folder)
    text = (OURS / "init.py.txt").read_text(encoding="utf-8")
    (folder / "__init__.py").write_text(text.replace("@BL_INFO@\n", head or "\n"), encoding="utf-8")


def _wheels(folder: Path, python: str, given: Sequence[Path]) -> list[str]:
    """The names of our libraries' wheels, fetched or copied into ``folder``."""
    if given:
        folder.mkdir(parents=True, exist_ok=True)
        return [Path(shutil.copy(each, folder)).name for each in given]
    bundle.ask_pip("download", "--dest", str(folder), *bundle.PURE, "--python-version", python, *bundle.requirements())
    return [path.name for path in folder.glob("*.whl")]


def _script(python: str) -> Path | None:
    """``blender_ext.py`` of the bpy module of a Python."""
    if python == sys.executable:
        spec = importlib.util.find_spec("bpy")
        home = Path(spec.origin).parent if spec and spec.origin else None
    else:
        ask = "import importlib.util as u; print(u.find_spec('bpy').origin)"
        done = complete([python, "-c", ask], variables=child.environment())
        home = Path(done.stdout.strip()).parent if done.returncode == 0 else None
    return next(iter(home.glob("*/scripts/addons_core/bl_pkg/cli/blender_ext.py")), None) if home else None


def _numbers(version: str) -> tuple[int, ...]:
    """``0.3.0.dev1`` -> (0, 3, 0): Blender wants three numbers of an extension."""
    digits = [part for part in version.split(".") if part.isdigit()][:3]
    return tuple(map(int, digits + ["0"] * (3 - len(digits))))
