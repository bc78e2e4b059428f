"""The claim of each figure in the panel, and whether it is so: for a figure that no rule knows, nobody vouches."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Callable, NamedTuple

from tests.ui.numbers.facts import FAILED, SENT, Facts
from tests.ui.numbers.figures import Shown

UNIT = {"B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}
SIZE = r"[\d.]+ (?:B|kB|MB|GB)"
KINDS = {"int": r"[\d,]+", "size": SIZE, "money": r"[\d,]+\.\d\d", "time": r"[\d.]+ s|\d+ min \d\d s|\d+ min",
         "when": r"\d{4}-\d\d-\d\d \d\d:\d\d", "text": ".+?", "bar": r"bar \d\.\d{4}", "percent": r"\d+ %"}
LOOK = 4.0
"""Seconds: so old may be what is said of a frame that renders."""
HOLE = re.compile(r"\{(\w+):(\w+)\}")


class Rule(NamedTuple):
    """A place and a text with holes, ``{fact:kind}``, that together claim something."""

    place: re.Pattern
    text: re.Pattern
    holes: tuple[tuple[str, str], ...]
    none: tuple[str, ...] = ()
    """Facts that are claimed to be 0."""


def rule(place: str, text: str, none: tuple[str, ...] = ()) -> Rule:
    """A rule; in its text, only ``{fact:kind}`` and ``[…]?`` are special."""
    pattern, last = "", 0
    for hole in HOLE.finditer(text):
        pattern += text[last:hole.start()] + f"({KINDS[hole.group(2)]})"
        last = hole.end()
    return Rule(re.compile(place), re.compile(pattern + text[last:]),
                tuple((hole.group(1), hole.group(2)) for hole in HOLE.finditer(text)), none)


def number(kind: str, text: str) -> tuple[float, float]:
    """The value that a text says, and by how much it may be off for having been rounded."""
    if kind == "size":
        figure, unit = text.split(" ")
        decimals = len(figure.partition(".")[2])
        return float(figure) * UNIT[unit], 0.5 * UNIT[unit] / 10 ** decimals
    if kind == "time":
        parts = re.findall(r"([\d.]+) (min|s)", text)
        seconds = sum(float(figure) * {"min": 60, "s": 1}[unit] for figure, unit in parts)
        return seconds, 1.0 if "s" in text else 60.0
    if kind == "when":
        return time.mktime(time.strptime(text, "%Y-%m-%d %H:%M")) + 30, 30.0
    if kind == "bar":
        return float(text[4:]), 0.0001
    if kind == "percent":
        return float(text[:-2]) + 0.5, 0.5
    return float(text.replace(",", "")), 0.005 if kind == "money" else 0.0


Fact = Callable[[Facts, Shown], object]


def _frame(facts: Facts, at: Shown) -> dict:
    return facts.frames[int(at.row)]


def _row(facts: Facts, at: Shown) -> dict:
    return facts.files[Path(at.row).name]


def _asset_size(facts: Facts, at: Shown) -> int:
    sizes = {Path(path): size for path, size in facts.assets.items()}
    return sum(sizes.values()) if Path(at.row) == Path(facts.project) else sizes[Path(at.row)]


def _transfer_part(facts: Facts, _at: Shown) -> float:
    if facts.transfer["state"] in SENT:
        return facts.noted / len(facts.farm_results) if facts.farm_results else float(
            facts.transfer["state"] == "fetched")
    return facts.leaving / sum(facts.sent.values())


FACTS: dict[str, Fact] = {
    "platform": lambda facts, _at: int(facts.platform),
    "balance": lambda facts, _at: facts.balance,
    "job": lambda facts, _at: f"shot · Scene · Camera · {facts.wanted[0]}-{facts.wanted[-1]}",
    "task": lambda facts, _at: facts.tasks[0]["id"] if facts.tasks else facts.transfer["task_id"],
    "moving": lambda facts, _at: facts.moving,
    "unfinished": lambda facts, _at: facts.unfinished,
    "own": lambda facts, _at: 6,
    "wanted": lambda facts, _at: len(facts.wanted),
    "own_range": lambda facts, _at: "1-6",
    "typed": lambda facts, _at: "1-10,5-20" if len(facts.wanted) == 20 else "1-6",
    "one": lambda facts, _at: 1,
    "hours": lambda facts, _at: 72,
    "new": lambda facts, _at: sum(facts.new.values()),
    "new_files": lambda facts, _at: len(facts.new),
    "new_assets": lambda facts, _at: sum(name in facts.assets for name in facts.new),
    "same": lambda facts, _at: sum(facts.arrived.values()),
    "same_files": lambda facts, _at: len(facts.arrived),
    "sent": lambda facts, _at: sum(facts.sent.values()),
    "sent_files": lambda facts, _at: len(facts.sent),
    "left_out": lambda facts, _at: sum(facts.left_out.values()),
    "left_out_files": lambda facts, _at: len(facts.left_out),
    "assets": lambda facts, _at: len(facts.assets),
    "asset_size": _asset_size,
    "folder": lambda facts, _at: facts.project.as_posix(),
    "results": lambda facts, _at: str(facts.results),
    "environment": lambda facts, _at: "Blender 4.5" if '"Blender 4.5"' in facts.environments else "",
    "ram": lambda facts, _at: facts.ram,
    "submissions": lambda facts, _at: len(facts.transfers),
    "created": lambda facts, _at: facts.transfer["created"],
    "submitted": lambda facts, _at: facts.tasks[0]["submitted"] / (1000 if facts.tasks[0]["submitted"] > 1e11 else 1),
    "peak": lambda facts, _at: (1, facts.leaving / 0.1),
    "frames": lambda facts, _at: len(facts.frames),
    "done": lambda facts, _at: facts.done,
    "failed": lambda facts, _at: facts.failed,
    "failed_names": lambda facts, _at: ", ".join(
        str(number) for number, row in facts.frames.items() if row["status"] in FAILED),
    "some_failed": lambda facts, _at: next(number for number, row in facts.frames.items() if row["status"] in FAILED),
    "rendering": lambda facts, _at: facts.rendering,
    "waiting": lambda facts, _at: facts.waiting,
    "stopped": lambda facts, _at: facts.stopped,
    "cost": lambda facts, _at: facts.spent,
    "expected": lambda facts, _at: facts.expected,
    "forecast": lambda facts, _at: tuple(len(facts.wanted) * part * facts.spent / facts.done for part in (0.69, 1.31)),
    "track": lambda facts, _at: (facts.expected[0], math.inf),
    "percents": lambda facts, at: {_transfer_part(facts, at), (facts.done + facts.failed) / max(1, len(facts.frames)),
                                   *(1.0 if row["arrived"] else row["done"] / row["size"]
                                     for row in facts.files.values())},
    "mean": lambda facts, _at: facts.spent / max(1, facts.done),
    "mean_time": lambda facts, _at: sum(row["seconds"] for row in facts.frames.values()) / max(1, facts.done),
    "taken": lambda facts, _at: sum(row["seconds"] for row in facts.frames.values()),
    "frame": lambda facts, at: _frame(facts, at)["number"],
    "frame_cost": lambda facts, at: _frame(facts, at)["fee"],
    "frame_time": lambda facts, at: _frame(facts, at)["seconds"] or (
        facts.running(_frame(facts, at)) - LOOK, facts.running(_frame(facts, at))),
    "warnings": lambda facts, _at: int(len(facts.wanted) > 6) + bool(facts.left_out),
    "notes": lambda facts, _at: int(facts.changed > 0),
    "silence": lambda facts, _at: (facts.held - 2 * LOOK, facts.held),
    "node": lambda facts, _at: "127.0.0.1",
    "ended_part": lambda facts, _at: (facts.done + facts.failed) / max(1, len(facts.frames)),
    "fetched": lambda facts, _at: facts.noted,
    "here": lambda facts, _at: len(facts.fetched),
    "gone": lambda facts, _at: len(facts.farm_results) - len(facts.fetched),
    "transfer_part": _transfer_part,
    "transfer_part_floor": _transfer_part,
    "leaving": lambda facts, _at: facts.leaving,
    "to_go": lambda facts, _at: sum(facts.sent.values()) - facts.leaving,
    "at_file": lambda facts, _at: sum(row["arrived"] for row in facts.files.values()) + 1,
    "file": lambda facts, at: next(str(facts.project / name) for name in facts.on_disk if at.row.endswith(name)),
    "file_size": lambda facts, at: facts.on_disk[Path(at.row).name],
    "file_part": lambda facts, at: 1.0 if _row(facts, at)["arrived"] else _row(facts, at)["done"] / _row(
        facts, at)["size"],
}

END = (r"{failed:int} of {frames:int} frames failed(?: \({failed_names:text}\))?: frame {some_failed:int}: “[^”\d]+”"
       r"(?:, the same for {failed:int} frames)?\.")
NAMED = r"“{job:text}” \(task {task:int}\)"
STOPPED_TASK = (r"(?:shot\.blend: )?Task {task:int} is stopped; its finished frames and the files that were sent stay "
                r"on the farm\.")
FILES_HERE = r"{fetched:int} files? fetched to {results:text}"

RULES = [
    # The top of the panel, and the bands.
    rule("(Combo|painted)", r"Platform {platform:int}, w{platform:int}"),
    rule("Label", r"{balance:money} USD"),
    rule("badge Transfers", r"{moving:int}"),
    rule("badge Jobs", r"{unfinished:int}"),
    rule("Paragraph", NAMED + r" is done\."),
    rule("Paragraph", NAMED + ": " + END),
    # Submit.
    rule("Render units, Count", r"{own:int}"),
    rule("Render units, Frames", r"1-6"),
    rule("Render units, Size", r"64 × 36"),
    rule("Submit / Button", r"Submit {wanted:int} frames"),
    rule("Submit / Button", r"Submit {wanted:int} frames, nothing to upload", none=("new",)),
    rule("Submit / Button", r"Submit {wanted:int} frames, upload {new:size}(?: new of {sent:size})?"),
    rule("Submit / Combo", r"{environment:text}"),
    rule("Submit / Paragraph", r"{environment:text} matches the scene\."),
    rule("Submit / Combo", r"CPU, {ram:int} GB RAM"),
    rule("Submit / Paragraph", r"CPU, {ram:int} GB of memory in a node"),
    rule("Submit / Label", r"{one:int} frame per task · no tiles · {hours:int} h timeout · normal priority · "
                           r"download as frames finish"),
    rule("Submit / Label", r"{one:int} of {one:int} selected"),
    rule("Submit / Label", r"= {wanted:int} frames in {one:int} unit"),
    rule("Submit / Paragraph", r"Blender 4\.5\.1  ·  Cycles  ·  {sent_files:int} files, {sent:size}"),
    rule("Submit / LineEdit", r"{typed:text}"),
    rule("Submit / Paragraph", r"{submissions:int} earlier task of this scene, the last of {created:when}\."
                               r"(?: {wanted:int} frames may cost {forecast:money}–{forecast:money} USD, by what a "
                               r"frame cost in {submissions:int} earlier task\.)?"),
    rule("Submit / Label", r"Read \d+ min ago"),
    rule("Submit / Bar", r"{transfer_part:bar}"),
    rule("Submit / Paragraph", r"Uploading {transfer_part_floor:percent}"),
    rule("Submit / Paragraph", r"shot\.blend: " + END),
    rule("Submit / Chip", r"{warnings:int} warning"),
    rule("Submit / Paragraph", r"Frames outside the animation \({own_range:text}\) are to be rendered: nothing moves "
                               r"there\."),
    rule("Submit / Button", r"Show {notes:int} note"),
    rule("Submit / Paragraph", r"{left_out_files:int} file that the scene uses is left out: the farm would render "
                               r"without it\."),
    rule("Submit / Paragraph", STOPPED_TASK),
    rule("(Submit / Paragraph|Transfers, Progress)", r"(?:shot\.blend: )?No answer from the line for {silence:time}\."),
    # Assets.
    rule("Assets, File size", r"{asset_size:size}"),
    rule("Assets, Name", r"{folder:text}"),
    rule("Assets, Name", r"{assets:int} assets"),
    rule("Assets, State", r"{new_assets:int} new"),
    rule("Assets / Label", r"0 selected"),
    rule("Assets / Label", r"{sent_files:int} files, {sent:size}\. Upload: {new:size}\."),
    rule("Assets / Label", r"{sent_files:int} files, {sent:size}\. Nothing to upload\.", none=("new",)),
    rule("Assets / Label On the farm", r"{same:size}"),
    rule("Assets / Label On the farm", r"{same_files:int} files?"),
    rule("Assets / Label New or changed", r"{new:size}"),
    rule("Assets / Label New or changed", r"{new_files:int} files?"),
    rule("Assets / Label Excluded", r"{left_out:size}"),
    rule("Assets / Label Excluded", r"{left_out_files:int} files?"),
    # Transfers.
    rule("Transfers, Transfer", r"{job:text}"),
    rule("Transfers, Transfer", r"Blender · {sent_files:int} files, {sent:size}"),
    rule("Transfers, Task", r"{task:int}"),
    rule("Transfers, Submitted", r"{created:when}"),
    rule("Transfers, Progress", r"{transfer_part:bar}"),
    rule("Transfers, Progress", r"{leaving:size} of {sent:size}, file {at_file:int} of {sent_files:int}"),
    rule("Transfers, Progress", r"Paused by you at {leaving:size}\. Nothing sent is lost\."),
    rule("Transfers, Progress", FILES_HERE + ", just now"),
    rule("Transfers, Progress", END + " " + FILES_HERE + ", just now"),
    rule("Transfers, Progress", END + "(?:, just now)?"),
    rule("Transfers, Progress", STOPPED_TASK),
    rule("Transfers / Label", r"{job:text}"),
    rule("Transfers / Label Task", r"{task:int}  ·  local"),
    rule("Transfers / Label Files", r"{sent_files:int} files, {sent:size}"),
    rule("Transfers / Label Results", FILES_HERE),
    rule("Transfers / Label Results", r"{results:text}"),
    rule("Transfers / Label", r"{moving:int} under way"),
    rule("Transfers / Label", r"{moving:int} under way, {to_go:size} to go"),
    rule("Transfers / painted", r"Speed, last 2 min"),
    rule("Transfers / painted", r"{peak:size}/s"),
    rule("Files of the transfer, File", r"{file:text}"),
    rule("Files of the transfer, File size", r"{file_size:size}"),
    rule("Files of the transfer, Progress", r"{file_part:bar}"),
    # Jobs.
    rule("Tasks, Task", r"{job:text}"),
    rule("Tasks, ID", r"{task:int}"),
    rule("Tasks, Status", r"{failed:int} failed"),
    rule("Tasks, Progress", r"{ended_part:bar}"),
    rule("Tasks, Frames", r"{done:int} / {frames:int}"),
    rule("Tasks, Cost, USD", r"{cost:money}"),
    rule("Tasks, Time", r"{taken:time}"),
    rule("Tasks, Submitted", r"{submitted:when}"),
    rule("Jobs / Label", r"{job:text}"),
    rule("Jobs / Paragraph", r"{done:int} done"),
    rule("Jobs / Paragraph", r"{failed:int} failed"),
    rule("Jobs / Paragraph", r"{done:int} done · {failed:int} failed"),
    rule("Jobs / Paragraph", r"{rendering:int} rendering · {waiting:int} waiting"),
    rule("Jobs / Paragraph", r"{stopped:int} stopped"),
    rule("Jobs / Label Cost( so far)?", r"{cost:money} USD"),
    rule("Jobs / Label A frame, on average", r"{mean:money} USD, {mean_time:time}"),
    rule("Jobs / Label Render time", r"{taken:time}"),
    rule("Jobs / Label Estimate.*", r"{expected:money} USD"),
    rule("Jobs / Label", r"Estimate for {frames:int} frames, from {done:int}"),
    rule("Jobs / Paragraph", FILES_HERE),
    rule("Jobs / Paragraph", END + "(?: " + FILES_HERE + ")?"),
    rule("Jobs / Paragraph", END),
    rule("Jobs / Button", r"Restart {failed:int} failed"),
    rule("(Jobs|Transfers) / painted", r"{percents:percent}"),
    rule("Jobs / painted", r"{expected:money}"),
    rule("Jobs / painted", r"{track:money} USD"),
    rule("Frames, Frame", r"{frame:int}"),
    rule("Frames, Cost", r"{frame_cost:money}"),
    rule("Frames, Time", r"{frame_time:time}"),
    rule("Frames, Node", r"{node:text}"),
    rule("ContactSheet, rendering", r"{frame_time:time}"),
]


def complaints(shown: list[Shown], facts: Facts) -> list[str]:
    """What is not so, and what nobody accounts for: one line each, with the widget and its text."""
    return [f"{at.place}, {at.row}: {at.text!r}: {why}" for at in shown if (why := wrong(at, facts))]


def wrong(at: Shown, facts: Facts) -> str:
    """Return the claims of one text that are not so; none where one rule vouches for all of it."""
    found = []
    for each in RULES:
        said = each.text.fullmatch(at.text) if each.place.search(at.place) else None
        if said is not None:
            untrue = [*_untrue(each, said.groups(), at, facts)]
            if not untrue:
                return ""
            found += untrue
    return "; ".join(dict.fromkeys(found)) or "no rule accounts for it"


def _untrue(each: Rule, groups: tuple[str, ...], at: Shown, facts: Facts) -> Iterator[str]:
    for (name, kind), text in zip(each.holes, groups):
        if text is not None and not agrees(kind, text, fact := FACTS[name](facts, at)):
            yield f"{name} is {fact}"
    for name in each.none:
        if fact := FACTS[name](facts, at):
            yield f"{name} is {fact}"


def agrees(kind: str, text: str, fact: object) -> bool:
    """Whether a text says a fact: a value, one of a set of values, or something between two."""
    if kind == "text":
        return text == fact
    value, off = number(kind, text)
    if isinstance(fact, set):
        return any(agrees(kind, text, each) for each in fact)
    low, high = fact if isinstance(fact, tuple) else (fact, fact)
    scale = 100 if kind == "percent" else 1
    return low * scale - off - 1e-6 <= value <= high * scale + off + 1e-6
