"""The scripts of docs/pipeline.md run as they stand there; a type checker sees types in them and in docs/examples."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.app.job.examples import EXAMPLES
from tests.conftest import make_project
from tests.core.transfer.agents import QUICK
from tests.forking import agents_forked

from foxsubmit import job

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "pipeline.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_scripts_run_one_after_the_other(tmp_path, monkeypatch, farm, capsys):
    agents_forked(monkeypatch, QUICK)
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.job.submitting.read_scene", lambda _path: host)
    said = []
    for block in BLOCKS:
        exec(compile(block, "pipeline.md", "exec"), {})  # noqa: S102 - our own page
        said.append(capsys.readouterr().out.splitlines())
    waited, planned, again, costs = said
    assert waited[-1].endswith(" 2 frames are done")
    assert planned[0].startswith("shot.blend 2 files, ")
    assert again == [], "no frame has failed"
    assert len(costs) == 3
    assert costs[-1].endswith("; 0 tasks of unknown cost")


@pytest.mark.parametrize("kind", ["TaskRow", "FrameRow", "Ended", "Progress", "Plan"])
def test_what_the_page_says_that_there_is_is_there(kind):
    (row,) = re.findall(rf"^\| `{kind}` \| (.*) \|$", PAGE, re.MULTILINE)
    known = {each.name for each in dataclasses.fields(getattr(job, kind))} | set(vars(getattr(job, kind)))
    named = set(re.findall(r"`(\w+)`", row))
    assert named
    assert named <= known


@pytest.mark.slow
def test_a_type_checker_sees_their_types(tmp_path):
    pytest.importorskip("mypy")
    told = "\n".join([*BLOCKS, "reveal_type(tasks)", "reveal_type(plan)", "reveal_type(row.cost)",
                      "def said(error: job.Blocked) -> list[str]:",
                      '    return [found["text"].upper() for found in error.found]',
                      'job.submit("shot.ma", frames=5)', 'job.plan("shot.ma", tiles="2")'])
    (tmp_path / "scripts.py").write_text(told, encoding="utf-8")
    examples = [*EXAMPLES.glob("*.py")]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir",
         str(ROOT / ".mypy_cache"), "scripts.py", *map(str, examples)], cwd=tmp_path, capture_output=True,
        text=True, check=False)
    answers = [line.partition(": ")[2] for line in done.stdout.splitlines()]
    assert answers[:5] == [
        'note: Revealed type is "tuple[foxsubmit.job.known_task.Task, ...]"',
        'note: Revealed type is "foxsubmit.core.plan.plan.Plan"', 'note: Revealed type is "float | None"',
        'error: Argument "frames" to "submit" has incompatible type "int"; expected "str | None"  [arg-type]',
        'error: Argument "tiles" to "plan" has incompatible type "str"; expected "int"  [arg-type]'], done.stdout
    assert len(answers) == 6, "nothing else is said, but how many errors there are: " + done.stdout
    assert done.stdout.endswith(f"(checked {1 + len(examples)} source files)\n")
