"""Run a script of docs/examples in this process, with agents that are forks."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.core.transfer.agents import QUICK
from tests.forking import agents_forked

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def run_script(monkeypatch, name, *arguments):
    """Run a script as it is run from a shell."""
    path = EXAMPLES / f"{name}.py"
    monkeypatch.setattr(sys, "argv", [str(path), *map(str, arguments)])
    # The forks of the agent would run what runpy makes the main module once more.
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), {"__name__": "__main__"})  # noqa: S102 - ours


def run_example(monkeypatch, journal, name, *arguments):
    """Run the example of a host; the plans that it submitted."""
    agents_forked(monkeypatch, QUICK)
    run_script(monkeypatch, f"submit_from_{name}", *arguments)
    return [row.plan() for row in journal.open_submissions()]


def check(plans, version, frames):
    """The version is what was submitted, with the frames that were typed."""
    (plan,) = plans
    assert Path(plan.task["task_info"]["input_cg_file"]) == Path(version)  # Windows takes slashes of either kind
    assert frames in str(plan.task["scene_info_render"])
