"""The scoreboard: each row of it is written, whatever became of its bench. The benches are planted."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import dev
import pytest
from tools.bench import command, page, running
from tools.bench.row import BUSY, LONG, Bench, Measured, Row
from tools.bench.rows import ROWS
from tools.environments import Problem

ROOT = Path(__file__).parents[1]
TELLS = """
import json, sys
assert "--json" in sys.argv
print("3.1 ms for people")
print(json.dumps({"figure": "ours", "value": 4.0, "unit": "ms"}))
print(json.dumps({"figure": "theirs", "value": 2.0, "unit": "ms"}))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A checkout whose benches are the test's own, on a machine that nobody watches."""
    monkeypatch.setattr(running, "ROOT", tmp_path)
    monkeypatch.setattr(running, "LOOK", 0.01)
    (tmp_path / "bench").mkdir()
    return tmp_path / "bench"


def told(folder, program, **more):
    """Run a bench that is this program, and return what came of it."""
    (folder / "planted.py").write_text(program, encoding="utf-8")
    return running.measured(Bench("planted", **more), Path(sys.executable))


def row(**changes):
    return Row(**{"name": "row", "work": "Work", "bench": Bench("planted"), "figure": "ours", **changes})


def test_a_figure_is_compared_with_its_limit(folder):
    cells = page.line(row(against=8.0), told(folder, TELLS))
    assert cells[:5] == ("Work", "4 ms", "8 ms", "0.5", "≤ 1: met")
    assert "load" in cells[5]


def test_a_figure_is_compared_with_another_one_of_the_same_run(folder):
    cells = page.line(row(against="theirs", beside="others", target=3.0), told(folder, TELLS))
    assert cells[1:5] == ("4 ms", "others: 2 ms", "2", "≤ 3: met")


def test_a_row_that_misses_its_target_says_why(folder):
    found = told(folder, TELLS)._replace(machine="quiet")
    assert page.line(row(against=2.0, why="It waits."), found)[4] == "≤ 1: **missed**. It waits."
    assert page.line(row(against=2.0), found)[4] == "≤ 1: **missed**. Why is not known yet."
    assert "was busy" in page.line(row(against=2.0), found._replace(machine=BUSY))[4]


def test_a_reason_that_is_found_later_comes_into_the_page_and_all_figures_stay(folder, tmp_path, monkeypatch):
    found = told(folder, TELLS)._replace(machine="quiet")
    rows = [row(against=2.0), row(name="other", work="Work | more", against=8.0, why="It would wait.")]
    text = page.page(rows, {each.name: found for each in rows}, "2026-03-01", "0123abc", "2 processors")
    known = [rows[0]._replace(why="It waits | long."), rows[1]]
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(command, "ROWS", known)
    assert command.bench(["--reasons", "--out", str(tmp_path / "page.md")], {}, dict) == 0
    said = text.replace("Why is not known yet.", "It waits / long.")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == said
    with pytest.raises(Problem, match="other rows"):
        page.with_reasons(text, known[:1])


def test_rows_that_are_measured_again_come_into_the_page_with_their_commit_and_the_others_stay(
        folder, tmp_path, monkeypatch):
    rows = [row(against=2.0), row(name="other", work="Work | more", against=8.0)]
    found = Measured({"ours": (1.0,)}, {"ours": "ms"}, "quiet")
    failed = Measured({}, {}, "quiet", "it took longer than 600 s")
    text = page.page(rows, {"row": found, "other": failed}, "2026-03-01", "0123abc", "2 processors")
    assert text.endswith("2 rows: 1 met, 0 missed, 0 without a target, 0 not run, 1 failed.\n")
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    (folder / "planted.py").write_text(TELLS, encoding="utf-8")
    monkeypatch.setattr(command, "ROWS", rows)
    monkeypatch.setattr(command, "commit", lambda: "4567def")
    asked = ["--only", "other", "--renew", "--out", str(tmp_path / "page.md")]
    assert command.bench(asked, {}, lambda _wanted: {"3.13": Path(sys.executable)}) == 0
    before, now = (each.splitlines() for each in (text, (tmp_path / "page.md").read_text(encoding="utf-8")))
    assert now[:-3] == before[:-3]
    assert now[-3].startswith("| Work / more | 4 ms | 8 ms | 0.5 | ≤ 1: met | load ")
    assert now[-3].endswith("; of 4567def |")
    assert now[-1] == "2 rows: 2 met, 0 missed, 0 without a target, 0 not run, 0 failed."


def test_a_row_without_a_target_has_none(folder):
    assert page.line(row(), told(folder, TELLS))[2:5] == ("–", "–", "none")


def test_of_several_runs_the_middle_counts_and_the_ends_are_said(folder):
    (folder.parent / "number").write_text("1", encoding="utf-8")
    counted = TELLS.replace("4.0", 'int(open("number").read())') + \
        'number = int(open("number").read()); open("number", "w").write(str(number + 4))'
    assert page.line(row(against=10.0), told(folder, counted, runs=3))[1] == "5 ms (1 to 9)"


@pytest.mark.parametrize(("program", "why"), [
    ("raise SystemExit('no farm')", "exit code 1: no farm"),
    ("1 / 0", "exit code 1: ZeroDivisionError: division by zero"),
    ("print('nothing to tell')", "it told no such figure"),
    ("import os; os.abort()", r"exit code -?\d+"),
])
def test_a_bench_that_fails_is_written_as_failed(folder, program, why):
    found = told(folder, program)
    assert re.fullmatch(rf"\*\*failed\*\*: {why}.*", page.line(row(against=1.0), found)[1])
    assert page.tally([page.line(row(), found)]).endswith("0 not run, 1 failed.\n")


def test_a_bench_that_does_not_end_is_written_as_failed(folder, monkeypatch):
    monkeypatch.setattr(running, "PATIENCE", 0.2)
    assert page.line(row(), told(folder, "import time; time.sleep(60)"))[1] == "**failed**: it took longer than 0 s"


def test_a_bench_that_is_above_its_own_bound_still_has_figures(folder):
    assert page.line(row(against=8.0), told(folder, TELLS + "raise SystemExit(1)"))[1] == "4 ms"


def test_a_bench_that_cannot_run_here_says_what_is_missing(folder):
    found = told(folder, "import sys; print('Not here: blender.', file=sys.stderr); sys.exit(75)")
    assert page.line(row(), found)[1] == "not run: Not here: blender."
    assert page.tally([page.line(row(), found)]).endswith("1 not run, 0 failed.\n")


def test_a_library_that_is_missing_is_named_with_its_package():
    from bench.open import not_here

    assert not_here(["Xvfb", "libxcb-xinerama.so.0"]) == (
        "Not here: Xvfb, libxcb-xinerama.so.0. Debian has it in libxcb-xinerama0.")
    assert not_here(["blender"]) == "Not here: blender."


def test_one_bench_runs_once_for_all_of_its_rows(folder, capsys):
    (folder / "planted.py").write_text(TELLS + 'open("ran", "a").write("x")', encoding="utf-8")
    rows = [row(name="a"), row(name="b", figure="theirs"), row(name="c", bench=Bench("planted", only_with=LONG))]
    results = {}
    command.measure(rows, {Bench("planted")}, {"3.13": Path(sys.executable)}, {}, results)
    assert (folder.parent / "ran").read_text(encoding="utf-8") == "x"
    assert [bool(results[name].figures) for name in "abc"] == [True, True, False]
    assert page.line(rows[2], results["c"])[1] == "not run: with `--long`"
    assert capsys.readouterr().out.count("\n") == 3


def test_a_missing_python_is_said(folder):
    results = {}
    command.measure([row()], {Bench("planted")}, {}, {}, results)
    assert page.line(row(), results["row"])[1] == "not run: there is no Python 3.13 here"


def test_a_run_that_is_ended_leaves_what_it_has(folder, tmp_path, monkeypatch):
    (folder / "planted.py").write_text(TELLS, encoding="utf-8")
    monkeypatch.setattr(command, "ROWS", (row(name="a", against=8.0), row(name="b", bench=Bench("ended"))))
    real = command.measured

    def measured(bench, *rest):
        if bench.name == "ended":
            raise KeyboardInterrupt
        return real(bench, *rest)

    monkeypatch.setattr(command, "measured", measured)
    out = tmp_path / "page.md"
    command.bench(["--out", str(out)], {}, lambda _versions: {"3.13": Path(sys.executable)})
    written = out.read_text(encoding="utf-8")
    assert "| Work | 4 ms | 8 ms | 0.5 |" in written
    assert "| Work | not run: the run was ended before |" in written


def test_only_some_rows_are_printed_and_nothing_is_written(folder, tmp_path, monkeypatch, capsys):
    (folder / "planted.py").write_text(TELLS, encoding="utf-8")
    monkeypatch.setattr(command, "ROWS", (row(name="a", against=8.0), row(name="b")))
    out = tmp_path / "page.md"
    arguments = ["--out", str(out)]
    assert command.bench([*arguments, "--only", "a"], {}, lambda _versions: {"3.13": Path(sys.executable)}) == 0
    assert not out.exists()
    assert "1 rows: 1 met" in capsys.readouterr().out
    assert command.bench(arguments, {}, lambda _versions: {"3.13": Path(sys.executable)}) == 0
    written = out.read_text(encoding="utf-8")
    assert written.count("| Work |") == 2
    assert "of commit " in written
    assert written.endswith("2 rows: 1 met, 0 missed, 1 without a target, 0 not run, 0 failed.\n")


def test_each_row_has_a_name_of_its_own_and_a_bench_that_is_there():
    names = [each.name for each in ROWS]
    assert len(names) == len(set(names))
    for each in ROWS:
        program = ROOT / "bench" / f"{each.bench.name}.py"
        text = program.read_text(encoding="utf-8")
        ast.parse(text)
        assert "tell" in text or "figure(" in text or "report(" in text, program


def test_without_a_figure_a_row_has_no_ratio():
    assert page.ratio_of(row(against="theirs"), Measured({"ours": (1.0,)}, {"ours": "ms"}, "quiet")) is None


def test_the_command_is_there():
    assert dev.COMMANDS["bench"] is dev.bench
