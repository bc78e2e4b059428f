"""Build the parts of a release into a folder; ``python3 dev.py release`` starts it in a copy of the last commit.

It runs in an environment that has foxsubmit, unlike most of tools/.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.common.version import VERSION

from ..environments import Problem
from ..extension import PLATFORMS
from . import blender, distributions, hosts, licences, payload, sbom, windows

SUMS = "SHA256SUMS"
PARTS = ("hosts", "blender", "python", "windows")


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what is asked for, and print each file with its size."""
    parser = argparse.ArgumentParser(prog="dev.py release", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--epoch", type=int, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--part", action="append", choices=PARTS, metavar="PART",
                        help=f"only this; several times: {', '.join(PARTS)}")
    parser.add_argument("--qt", action="append", default=[], choices=PLATFORMS, metavar="PLATFORM",
                        help=f"also Blender's extension with Qt inside; several times: {', '.join(PLATFORMS)}")
    options = parser.parse_args(arguments)
    try:
        made = build(options.out, options.epoch, options.part or PARTS, options.qt)
    except (FoxError, Problem) as error:
        print(error, file=sys.stderr)
        return 1
    for path in made:
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


def build(out: Path, epoch: int, parts: Sequence[str], platforms: Sequence[str] = ()) -> list[Path]:
    """Make the parts anew in a folder; what was made, and at the end the file of checksums."""
    shutil.rmtree(out, ignore_errors=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        bundle = payload.make(Path(name) / payload.FOLDER, epoch) if {"hosts", "windows"} & set(parts) else {}
        if "hosts" in parts:
            made += hosts.build(out, bundle, epoch)
        if "blender" in parts:
            made += blender.build(out, epoch, platforms)
        if "python" in parts:
            made += distributions.build(out, epoch)
        if "windows" in parts:
            made += windows.build(out, bundle, epoch)
    made.append(_materials(out, made, epoch, "windows" in parts))
    return [*made, _sums(out, made)]


def _materials(out: Path, made: Sequence[Path], epoch: int, with_python: bool) -> Path:
    """The list of what the parts are made of, as CycloneDX."""
    path = out / f"foxsubmit-{VERSION}.cdx.json"
    found = licences.distributions([each for each in made if each.suffix in licences.ARCHIVES])
    path.write_bytes(sbom.text(sbom.make(found, VERSION, windows.ALSO if with_python else (), epoch)).encode())
    return path


def _sums(out: Path, made: Sequence[Path]) -> Path:
    """The file that ``sha256sum --check`` reads."""
    path = out / SUMS
    lines = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.relative_to(out).as_posix()}" for each in made]
    path.write_bytes(("\n".join(sorted(lines, key=lambda line: line[66:])) + "\n").encode())
    return path


if __name__ == "__main__":
    sys.exit(main())
