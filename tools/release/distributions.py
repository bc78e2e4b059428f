"""The source distribution, the wheel that is built of it, and what pip needs with it, for whoever has a Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from foxsubmit.core.common.version import VERSION

from ..environments import ROOT, Problem
from . import libraries, licences, locks, packing, payload, readme

NEWEST = "3.13"
WHEELS = f"foxsubmit-{VERSION}-wheels-linux-x64"
BUILD = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"
WARNING = re.compile(r"\s*(?:warning\b|\S*:\d+: \w*Warning\b|\w+Warning\b)", re.IGNORECASE)
"""A line by which setuptools warns: what it warns of is mended before anything is given out."""


def build(out: Path, epoch: int) -> list[Path]:
    """Make all three."""
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
        made = [path.replace(out / path.name) for path in (packed, wheel)]
        return [*made, _wheels(out, made[-1], epoch)]


def _wheels(out: Path, own: Path, epoch: int) -> Path:
    """The wheels for a pip without a network: of each Python that has locks, on the system of most farms' machines."""
    needed = [each for python in locks.PYTHONS for each in libraries.locked("wheels", python, *_platform(python))]
    files: dict[str, packing.Content] = {each.name: each for each in (*needed, own)}
    files["README.txt"] = readme.text("wheels")
    files[payload.NOTICES] = licences.text(licences.distributions(dict.fromkeys(needed))).encode()
    return packing.make_zip(out / f"{WHEELS}.zip", {f"{WHEELS}/{name}": files[name] for name in files}, epoch)


def _platform(python: str) -> list[str]:
    """Words that have pip take wheels for that Python on Linux, of any C library that has been for ten years."""
    kinds = [word for glibc in range(17, 29) for word in ("--platform", f"manylinux_2_{glibc}_x86_64")]
    return ["--only-binary", ":all:", "--implementation", "cp", "--abi", f"cp{python.replace('.', '')}",
            "--abi", "abi3", "--abi", "none", "--platform", "manylinux2014_x86_64", *kinds]


def _run(hook: str, source: Path, folder: Path, epoch: int) -> None:
    variables = {**os.environ, "PYTHONPATH": str(folder / "tools"), "SOURCE_DATE_EPOCH": str(epoch)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # setuptools warns of it
    done = subprocess.run([sys.executable, "-c", BUILD, hook, str(folder)], cwd=source, env=variables, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", check=False)
    if done.returncode:
        raise Problem(f"setuptools could not do {hook}: {done.stdout}")
    warned = [line for line in done.stdout.splitlines() if WARNING.match(line)]
    if warned:
        raise Problem(f"setuptools warns at {hook}: {' '.join(warned)}")
