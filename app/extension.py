"""Build Blender's extension: its zips, for Blender 4.2 and newer and for 3.3 to 4.1, and a repository of them."""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import string
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from . import bundle
from .core.common import child
from .core.common.errors import BadInput, FoxError
from .core.common.exit_codes import ExitCode
from .core.common.i18n import _
from .core.common.version import VERSION
from .hosts.blender import extension as source
from .hosts.blender.programs.program import Program, find_blender
from .hosts.vendor import FOLDER as VENDOR

OURS = Path(str(source.__file__)).parent
OLDEST, OLDEST_LEGACY = (4, 2, 0), (3, 3, 0)
PYTHON, PYTHON_LEGACY = "3.11", "3.10"
"""Python of the oldest Blender that each serves; pure wheels for it serve the newer ones."""
QT = ("PySide6-Essentials>=6.5,!=6.12.0", "shiboken6!=6.12.0")
"""6.12.0: see pyproject.toml. Its stable interface (abi3) makes one wheel do for all of Blender's Pythons."""
PLATFORMS = {"linux-x64": "manylinux_2_28_x86_64", "windows-x64": "win_amd64", "windows-arm64": "win_arm64",
             "macos-arm64": "macosx_13_0_universal2", "macos-x64": "macosx_13_0_universal2"}
"""Blender's name -> pip's."""
LICENCE, QT_LICENCE = "SPDX:Apache-2.0", "SPDX:LGPL-3.0-only"
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
        done = subprocess.run([*self.command, *arguments], capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, errors="replace")
        if done.returncode:
            lines = (done.stdout + done.stderr).strip().splitlines()
            raise FoxError(_("Blender did not accept the extension: {reason}").format(
                reason=lines[-1] if lines else done.returncode))
        return done.stdout


def build(out: Path, platform: str = "", builder: Builder | None = None) -> Path:
    """The zip for Blender 4.2 and newer, validated; with ``platform`` it has Qt for that one inside.

    Raises:
        FoxError: pip or Blender did not do their part.
        BadInput: there is no such platform, or no Blender to build with.
    """
    if platform and platform not in PLATFORMS:
        raise BadInput(_("There is no platform {name}; there is: {known}.").format(
            name=platform, known=", ".join(PLATFORMS)))
    builder = builder or Builder.find()
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"foxsubmit-{VERSION}{f'-{platform}' if platform else ''}.zip"
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        folder = Path(name) / "foxsubmit"
        _package(folder, "")
        wheels = _wheels(folder / "wheels", PYTHON)
        if platform:
            wheels += _qt_wheels(folder / "wheels", PLATFORMS[platform])
        (folder / "blender_manifest.toml").write_text(manifest(wheels, platform), encoding="utf-8")
        builder.run("build", "--source-dir", str(folder), "--output-filepath", str(path))
    builder.run("validate", str(path))
    return path


def build_legacy(out: Path) -> Path:
    """The zip for Blender 3.3 to 4.1, which know no manifest and no wheels: the libraries lie unpacked inside."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"foxsubmit-{VERSION}-blender-3.3-4.1.zip"
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        folder = Path(name) / "foxsubmit"
        place_legacy(folder)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for each in sorted(folder.rglob("*")):
                if each.is_file():
                    file.write(each, each.relative_to(folder.parent))
    return path


def place_legacy(folder: Path) -> None:
    """The add-on for Blender 3.3 to 4.1 as a folder."""
    _package(folder, string.Template(BL_INFO).substitute(version=_numbers(VERSION), oldest=OLDEST_LEGACY))
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        for wheel in _wheels(Path(name), PYTHON_LEGACY):
            with zipfile.ZipFile(Path(name) / wheel) as file:
                file.extractall(folder / VENDOR)


def index(folder: Path, builder: Builder | None = None) -> Path:
    """Make a folder of zips a repository that Blender can be given; its index."""
    (builder or Builder.find()).run("server-generate", "--repo-dir", str(folder), "--html")
    return folder / "index.json"


def manifest(wheels: Sequence[str], platform: str = "") -> str:
    """blender_manifest.toml. Source: developer.blender.org, extensions' schema 1.0.0."""
    licences = [LICENCE, QT_LICENCE] if platform else [LICENCE]
    text = (OURS / "manifest.toml.txt").read_text(encoding="utf-8")
    return string.Template(text).substitute(
        version=".".join(map(str, _numbers(VERSION))), oldest=".".join(map(str, OLDEST)),
        licences=", ".join(map(json.dumps, licences)), platforms=f'platforms = ["{platform}"]' if platform else "",
        wheels="\n".join(f'    "./wheels/{name}",' for name in sorted(wheels)))


def main(arguments: Sequence[str] | None = None) -> int:
    """``python -m foxsubmit.extension``"""
    parser = argparse.ArgumentParser(prog="foxsubmit.extension", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("dist/blender"), help="default: %(default)s")
    parser.add_argument("--qt", action="append", default=[], choices=PLATFORMS, metavar="PLATFORM",
                        help=f"also one with Qt inside, about 100 MB; several times: {', '.join(PLATFORMS)}")
    options = parser.parse_args(arguments)
    try:
        builder = Builder.find()
        made = [build(options.out / "slim", builder=builder), build_legacy(options.out / "legacy")]
        made += [build(options.out / "qt", each, builder) for each in options.qt]
        made += [index(options.out / name, builder) for name in (("slim", "qt") if options.qt else ("slim",))]
    except FoxError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return ExitCode.BAD_INPUT if isinstance(error, BadInput) else ExitCode.FAILED
    for path in made:
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")  # noqa: T201
    return ExitCode.DONE


def _package(folder: Path, head: str) -> None:
    bundle.copy_package(folder)
    text = (OURS / "init.py.txt").read_text(encoding="utf-8")
    (folder / "__init__.py").write_text(text.replace("@BL_INFO@\n", head or "\n"), encoding="utf-8")


def _wheels(folder: Path, python: str) -> list[str]:
    """The names of our libraries' wheels, fetched into ``folder``."""
    bundle.ask_pip("download", "--dest", str(folder), *bundle.PURE, "--python-version", python, *bundle.requirements())
    return [path.name for path in folder.glob("*.whl")]


def _qt_wheels(folder: Path, platform: str) -> list[str]:
    before = set(folder.glob("*.whl"))
    bundle.ask_pip("download", "--dest", str(folder), "--only-binary", ":all:", "--python-version", PYTHON,
                   "--implementation", "cp", "--abi", "abi3", "--platform", platform, *QT)
    return [path.name for path in set(folder.glob("*.whl")) - before]


def _script(python: str) -> Path | None:
    """``blender_ext.py`` of the bpy module of a Python."""
    if python == sys.executable:
        spec = importlib.util.find_spec("bpy")
        home = Path(spec.origin).parent if spec and spec.origin else None
    else:
        ask = "import importlib.util as u; print(u.find_spec('bpy').origin)"
        done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False, env=child.environment())
        home = Path(done.stdout.strip()).parent if done.returncode == 0 else None
    return next(iter(home.glob("*/scripts/addons_core/bl_pkg/cli/blender_ext.py")), None) if home else None


def _numbers(version: str) -> tuple[int, ...]:
    """``0.3.0.dev1`` -> (0, 3, 0): Blender wants three numbers of an extension."""
    digits = [part for part in version.split(".") if part.isdigit()][:3]
    return tuple(map(int, digits + ["0"] * (3 - len(digits))))


if __name__ == "__main__":
    sys.exit(main())
