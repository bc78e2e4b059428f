"""``python3 dev.py release``: copy the last commit, and build in the copy, so that nothing else comes along."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..environments import ROOT, run

DIST = ROOT / "dist"
KEPT = "FOXSUBMIT_RELEASE_WHEELS"
"""Variable: the folder in which wheels are kept; a build runs in a copy of the checkout, which has none."""


def release(arguments: Sequence[str], python: Path) -> int:
    """Build what is asked for by ``python -m tools.release`` with a Python that has Blender; its exit code."""
    epoch = _told("log", "-1", "--format=%ct")
    if epoch is None:  # a source distribution: all that lies here is the release
        newest = int(max(path.stat().st_mtime for path in ROOT.rglob("*.py") if ".venv" not in path.parts))
        return _build(ROOT, arguments, python, int(os.environ.get("SOURCE_DATE_EPOCH", newest)))
    if _told("status", "--porcelain"):
        print("What is not committed is left out: a release is the last commit.", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as name:
        source = Path(name) / "source"
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as file:
            file.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.9.16 has none
            file.extractall(source)  # noqa: S202 - git made it a moment ago
        return _build(source, arguments, python, int(epoch))


def _build(source: Path, arguments: Sequence[str], python: Path, epoch: int) -> int:
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (source / ".dev", source))),
                 KEPT: os.environ.get(KEPT) or str(ROOT / ".venv" / "release")}
    linked = run(sys.executable, "-c", f"import sys; sys.path.insert(0, {str(source)!r}); "
                                       "from tools.environments import link_package; link_package()")
    return linked or subprocess.run(
        [str(python), "-m", "tools.release", "--out", str(DIST), "--epoch", str(epoch), *arguments],
        cwd=source, env=variables, check=False).returncode


def _told(*words: str) -> str | None:
    """Return what git says of this checkout; None where it is none."""
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
