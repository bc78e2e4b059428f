"""Plant each bug of the table in a copy of the sources and run its tests: ``python -m tests.mutants.run [NAME …]``.

``NAME`` is ``P4``, or the beginning of a file's path such as ``core/plan``. Exit code 1: a bug was missed, or its line
is not there any more.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .table import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]
TIME = 1200  # seconds; tests that hang have noticed something too
FAILED = 1  # pytest's exit code


def main(names: Sequence[str]) -> int:
    """Run the mutants of these names, or all; the exit code."""
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "tree"
        copy_tree(ROOT, copy)
        for mutant in chosen(names):
            started = time.monotonic()
            verdict, said = tried(mutant, copy)
            wrong += verdict != "caught"
            sys.stdout.write(f"{verdict:8} {mutant.name:4} {time.monotonic() - started:4.0f} s  {mutant.what}"
                             f" ({mutant.file}){': ' if said else ''}{said}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{wrong} not caught\n" if wrong else "every one is caught\n")
    return int(bool(wrong))


def chosen(names: Sequence[str]) -> Iterator[Mutant]:
    """The mutants that are meant; all where none is named."""
    for mutant in MUTANTS:
        if not names or any(mutant.name == name or mutant.file.startswith(name) for name in names):
            yield mutant


def copy_tree(root: Path, copy: Path) -> None:
    """Copy what git would, as it lies in the folder now."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root,
                            stdout=subprocess.PIPE, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, copy / name)
    subprocess.run([sys.executable, "-c", "import dev; dev.link_package()"], cwd=copy, check=True)


def places(mutant: Mutant, root: Path) -> int:
    """How often the line of a mutant is in its file."""
    file = root / mutant.file
    return file.read_text(encoding="utf-8").count(mutant.old) if file.is_file() else 0


def tried(mutant: Mutant, copy: Path) -> tuple[str, str]:
    """Plant it, run its tests, take it back: "caught" by which test, "MISSED", or "BROKEN" and why."""
    if places(mutant, copy) != 1:
        return "BROKEN", f"its line is there {places(mutant, copy)} times: bring tests/mutants/table.py up to date"
    file = copy / mutant.file
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        return judged(*run_tests(copy, mutant.tests.split()))
    except subprocess.TimeoutExpired:
        return "caught", "the tests hung"
    finally:
        file.write_text(before, encoding="utf-8")


def run_tests(copy: Path, tests: Iterable[str]) -> tuple[int, str]:
    """Pytest's exit code, and what it printed, up to the first test that fails."""
    # No byte code: a file that changes twice in one second would be taken for what it was.
    variables = {**os.environ, "PYTHONPATH": str(copy / ".dev"), "PYTHONDONTWRITEBYTECODE": "1",
                 "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests], cwd=copy,
                          env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=TIME,
                          check=False)
    return done.returncode, done.stdout


def judged(code: int, printed: str) -> tuple[str, str]:
    """What a run of pytest says of a mutant."""
    if code == 0:
        return "MISSED", ""
    failed = [line.split(" - ")[0] for line in printed.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    if code == FAILED and failed:
        return "caught", failed[0].split(" ", 1)[1]
    return "BROKEN", " ".join(printed.splitlines()[-3:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
