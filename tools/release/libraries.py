"""The libraries of a release: the wheels that a lock file names, kept from one build to the next.

Where the wheels of a lock are here already, no network is asked; ``FOXSUBMIT_RELEASE_WHEELS`` names the folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from ..environments import ROOT, Problem
from . import locks
from .command import KEPT

PURE = ("--only-binary", ":all:", "--implementation", "py", "--abi", "none", "--platform", "any")
"""Words that have pip take wheels without a compiled part only."""


def locked(kind: str, python: str, *platform: str) -> list[Path]:
    """The wheels of a lock for a Python; ``platform``: what pip is told to choose among wheels.

    Raises:
        Problem: they could not be had.
    """
    return listed(locks.path_of(kind, python), "--python-version", python, *platform)


def listed(asked: Path, *platform: str) -> list[Path]:
    """The packages that a list with hashes names.

    Raises:
        Problem: they could not be had.
    """
    kept = Path(os.environ.get(KEPT) or ROOT / ".venv" / "release")
    digest = hashlib.sha256("\n".join([asked.read_text(encoding="utf-8"), *platform]).encode()).hexdigest()[:16]
    folder = kept / f"{asked.stem}-{digest}"
    if not folder.is_dir():
        kept.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept) as fresh:
            _download(Path(fresh) / "wheels", asked, platform)
            (Path(fresh) / "wheels").replace(folder)
    return sorted(folder.iterdir())


def _download(folder: Path, asked: Path, platform: Sequence[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-qq", "--no-deps", "--require-hashes",
         "--dest", str(folder), *platform, "-r", str(asked)],
        env={**os.environ, "PIP_NO_INPUT": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", check=False)
    if done.returncode:
        raise Problem(f"The packages of {asked.name} could not be had: {done.stdout.strip()}")


def unpack(found: Sequence[Path], folder: Path) -> None:
    """Put what is in wheels into a folder, as a Python finds it."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in found:
        with zipfile.ZipFile(each) as file:
            file.extractall(folder)
    for data in folder.glob("*.data"):
        for kind in ("purelib", "platlib"):
            if (data / kind).is_dir():
                shutil.copytree(data / kind, folder, dirs_exist_ok=True)
        shutil.rmtree(data)
