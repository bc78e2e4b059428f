"""The source distribution, and the wheel that is built of it, for whoever has a Python."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from ..environments import ROOT, Problem
from . import libraries, packing

NEWEST = "3.13"
BUILD = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"


def build(out: Path, epoch: int) -> list[Path]:
    """Make both."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        folder = Path(name)
        libraries.unpack(libraries.locked("build", NEWEST, *libraries.PURE), folder / "tools")
        _run("build_sdist", ROOT, folder, epoch)
        (packed,) = folder.glob("*.tar.gz")
        packing.make_tar_again(packed, epoch)
        with tarfile.open(packed) as file:
            file.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.9.16 has none
            file.extractall(folder / "source")  # noqa: S202 - made a moment ago
        (source,) = (folder / "source").iterdir()
        _run("build_wheel", source, folder, epoch)
        (wheel,) = folder.glob("*.whl")
        packing.make_again(wheel, epoch)
        return [path.replace(out / path.name) for path in (packed, wheel)]


def _run(hook: str, source: Path, folder: Path, epoch: int) -> None:
    variables = {**os.environ, "PYTHONPATH": str(folder / "tools"), "SOURCE_DATE_EPOCH": str(epoch)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # setuptools warns of it
    done = subprocess.run([sys.executable, "-c", BUILD, hook, str(folder)], cwd=source, env=variables, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", check=False)
    if done.returncode:
        raise Problem(f"setuptools could not do {hook}: {done.stdout}")
