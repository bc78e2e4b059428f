"""Build Blender's extension: a zip for 4.2 and newer, one for 3.3 to 4.1, others with Qt inside, and repositories.

It runs in an environment that has foxsubmit, unlike the rest of tools/: ``dev.py extension`` starts it there.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from foxsubmit.core.common.errors import BadInput, FoxError
from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.common.version import VERSION
from foxsubmit.install import bundle, extension
from foxsubmit.install.extension import Builder

QT = ("PySide6-Essentials>=6.5,!=6.12.0", "shiboken6!=6.12.0")
"""6.12.0: see pyproject.toml. Its stable interface (abi3) makes one wheel do for all of Blender's Pythons."""
PLATFORMS = {"linux-x64": "manylinux_2_28_x86_64", "windows-x64": "win_amd64", "windows-arm64": "win_arm64",
             "macos-arm64": "macosx_13_0_universal2", "macos-x64": "macosx_13_0_universal2"}
"""Blender's name -> pip's."""
LICENCES = (extension.LICENCE, "SPDX:LGPL-3.0-only")


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what the arguments name, and print each file with its size."""
    parser = argparse.ArgumentParser(prog="dev.py extension", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("dist/blender"), help="default: %(default)s")
    parser.add_argument("--qt", action="append", default=[], choices=PLATFORMS, metavar="PLATFORM",
                        help=f"also one with Qt inside, about 100 MB; several times: {', '.join(PLATFORMS)}")
    options = parser.parse_args(arguments)
    try:
        builder = Builder.find()
        made = [extension.build(options.out / "slim", builder), extension.build_legacy(options.out / "legacy")]
        made += [qt_extension(options.out / "qt", each, builder) for each in options.qt]
        made += [extension.index(options.out / name, builder) for name in (("slim", "qt") if options.qt else ("slim",))]
    except FoxError as error:
        print(error, file=sys.stderr)
        return ExitCode.BAD_INPUT if isinstance(error, BadInput) else ExitCode.FAILED
    for path in made:
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    return ExitCode.DONE


def qt_extension(out: Path, platform: str, builder: Builder, wheels: Sequence[Path] = (),
                 qt: Sequence[Path] = ()) -> Path:
    """The zip for Blender 4.2 and newer on one platform, with Qt among its libraries, validated.

    The wheels of the libraries and of Qt are those that are given, else what pip brings.
    """
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        folder = Path(name) / "foxsubmit"
        names = extension.place(folder, wheels)
        names += [Path(shutil.copy(each, folder / "wheels")).name for each in qt] or _qt_wheels(
            folder / "wheels", platform)
        return extension.pack(folder, extension.manifest(names, LICENCES, (platform,)),
                              out / f"foxsubmit-{VERSION}-{platform}.zip", builder)


def choosing(platform: str) -> tuple[str, ...]:
    """What pip is told to choose wheels for a platform of Blender's: pure ones, and compiled ones for newer Pythons."""
    return ("--only-binary", ":all:", "--implementation", "cp", "--abi", "abi3", "--abi", "none", "--platform",
            PLATFORMS[platform])


def _qt_wheels(folder: Path, platform: str) -> list[str]:
    """Fetch the wheels of Qt into ``folder``; their names."""
    before = set(folder.glob("*.whl"))
    bundle.ask_pip("download", "--dest", str(folder), "--python-version", extension.PYTHON,
                   *choosing(platform), *QT)
    return [path.name for path in set(folder.glob("*.whl")) - before]


if __name__ == "__main__":
    sys.exit(main())
