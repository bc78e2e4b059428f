"""The outcome of a run in the Windows Python: what passed, failed and was skipped, by what the plug-in `told` wrote."""

from __future__ import annotations

import collections
import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath


@dataclasses.dataclass
class Counts:
    """Counts what is known of the tests of a run."""

    passed: set[str] = dataclasses.field(default_factory=set)
    failed: dict[str, str] = dataclasses.field(default_factory=dict)
    """Test, or file that could not be loaded -> why."""
    skipped: dict[str, str] = dataclasses.field(default_factory=dict)
    hung: list[str] = dataclasses.field(default_factory=list)
    """Sentences on what was ended because it told nothing any more, or ended Python."""
    not_run: list[str] = dataclasses.field(default_factory=list)
    """Files that were not run to their end, since the time was over."""

    def add(self, other: Counts) -> None:
        """Add those of another run."""
        self.passed |= other.passed
        self.failed.update(other.failed)
        self.skipped.update(other.skipped)
        self.hung += other.hung
        self.not_run += other.not_run

    @property
    def bad(self) -> bool:
        """Whether anything did not go as it should, or nothing went at all."""
        return bool(self.failed or self.hung or not (self.passed or self.not_run))

    def lines(self) -> list[str]:
        """Return the end of the output: reasons of what was skipped, what failed, the counts."""
        over = f"Not run to their end, since the time was over: {', '.join(self.not_run)}."
        reasons = collections.Counter(self.skipped.values())
        return [*(["Skipped in the Windows Python:"] if reasons else []),
                *(f"  {count}: {reason}" for reason, count in reasons.most_common()),
                *self.troubles(), *([over] if self.not_run else []), *self.folders(),
                f"In the Windows Python {len(self.passed)} passed, {len(self.failed)} failed, {len(self.hung)} hung or "
                f"ended Python, {len(self.skipped)} skipped."]

    def troubles(self) -> list[str]:
        """Return what failed or hung, a line for each."""
        return [*(f"FAILED {test}: {_last(why)}" for test, why in sorted(self.failed.items())), *self.hung]

    def folders(self) -> list[str]:
        """Return the counts of each folder of tests, where there are several."""
        found = {kind: collections.Counter(map(_folder, tests)) for kind, tests in (
            ("passed", self.passed), ("failed", self.failed), ("skipped", self.skipped))}
        named = sorted({folder for each in found.values() for folder in each})
        return [f"  {folder}: {', '.join(f'{each[folder]} {kind}' for kind, each in found.items())}"
                for folder in named if len(named) > 1]


def _folder(test: str) -> str:
    """Return the part of the suite that a test is of: tests/core."""
    return "/".join(PurePosixPath(test.partition("::")[0]).parts[:2])


def _last(text: str) -> str:
    """Return the line of a failure that says most: pytest marks the error with an E."""
    lines = [line[2:].strip() for line in text.splitlines() if line.startswith("E ")]
    return (lines or text.strip().splitlines()[-1:] or [""])[0]


@dataclasses.dataclass
class Read:
    """Holds what the plug-in wrote so far."""

    counts: Counts
    under_way: str = ""
    """The test that has begun and not ended."""
    whole: bool = False
    """Whether pytest has come to its end."""


def read(lines: Iterable[str]) -> Read:
    """Read what it wrote; a line that is not whole yet is left out."""
    counts, under_way, whole = Counts(), "", False
    for line in lines:
        if not line.endswith("}"):
            continue
        told = json.loads(line)
        test, what, why = told["test"], told["what"], told["why"]
        if what == "began":
            under_way = test
        elif what == "ended":
            under_way = ""
        elif what == "all":
            whole = True
        elif what == "failed":
            counts.failed[test] = "\n".join(filter(None, (counts.failed.get(test, ""), why)))
        elif what == "skipped":
            counts.skipped[test] = why
        else:
            counts.passed.add(test)
    counts.passed -= set(counts.failed)
    return Read(counts, under_way, whole)


def read_file(file: Path) -> Read:
    """Read it from a file that may not be there yet."""
    return read(file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else [])
