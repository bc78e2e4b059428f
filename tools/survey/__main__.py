"""Survey scenes: ``python -m tools.survey FILE_OR_FOLDER …``."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from .answers import Answer, answer_of, table

ROOT = Path(__file__).resolve().parents[2]
READERS = {".ma": "maya", ".blend": "blender"}
SCENES = (*READERS, ".hip", ".hiplc", ".hipnc", ".max", ".mb")
"""Endings that a folder is searched for; what has no reader is said, too."""
LAST = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each scene, then the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.survey", description="Print what in scenes looks like a "
                                     "file and was not understood.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds for one scene (300)")
    options = parser.parse_args(arguments)
    answers = []
    for scene in scenes(options.paths):
        answers.append(read(scene, options.timeout))
        print(answers[-1].line(), flush=True)
    print(*table(answers), sep="\n")
    return 0


def scenes(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that are named, and the scenes in the folders that are."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in SCENES and each.is_file())
        else:
            yield path


def read(scene: Path, timeout: float) -> Answer:
    """Survey one scene in a process of its own."""
    reader = READERS.get(scene.suffix.lower())
    if reader is None:
        return Answer(scene.as_posix(), reason="nothing here reads files of this kind")
    if not scene.is_file():
        return Answer(scene.as_posix(), reason="there is no such file")
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "answer.json")
        # The colours of this machine are not of the scene.
        variables = {name: value for name, value in os.environ.items() if name != "OCIO"}
        command = [sys.executable, "-m", "tools.survey.one", reader, str(scene.absolute()), str(output)]
        try:
            done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True,
                                  errors="replace", timeout=timeout, check=False)
        except subprocess.TimeoutExpired:
            return Answer(scene.as_posix(), reason=f"it took longer than {timeout:g} s")
        if output.is_file():
            return answer_of({**json.loads(output.read_text(encoding="utf-8")), "scene": scene.as_posix()})
        said = done.stderr.strip() or f"its reader ended with {done.returncode}"
        return Answer(scene.as_posix(), reason=said.splitlines()[-1][:LAST])


if __name__ == "__main__":
    sys.exit(main())
