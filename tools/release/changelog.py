"""Read the CHANGELOG, say what is wrong with its form, and print the part of one version.

``python3 -m tools.release.changelog`` looks at the form, ``--tag v0.1.0`` also prints what the version of a tag brings.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
UNRELEASED = "Unreleased"
SEMVER = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?"
DATED = re.compile(rf"({SEMVER}) - (\d{{4}}-\d\d-\d\d)")
ENTRY = re.compile(r"- [A-Z0-9“`*[].*[.)]", re.DOTALL)
"""One bullet that is whole sentences, and begins with a capital letter or with something's name."""


class Section(NamedTuple):
    """A version with its entries, each with the number of its first line."""

    title: str
    line: int
    entries: list[tuple[int, str]]

    @property
    def version(self) -> str:
        """The version; empty for what is not released yet."""
        found = DATED.fullmatch(self.title)
        return found[1] if found else ""


def sections(text: str) -> list[Section]:
    """Return the sections of a CHANGELOG, the newest first."""
    found: list[Section] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            found.append(Section(line[3:], number, []))
        elif found and line.startswith("  ") and found[-1].entries:
            first, entry = found[-1].entries.pop()
            found[-1].entries.append((first, f"{entry}\n{line}"))
        elif found and line:
            found[-1].entries.append((number, line))
    return found


def faults(text: str, version: str) -> Iterator[str]:
    """Yield a sentence for each thing that is not as docs/releasing.md has it; ``version`` is the program's."""
    found = sections(text)
    if not found or found[0].title != UNRELEASED:
        yield f"the first section is not “{UNRELEASED}”"
    for section in found[1:]:
        yield from _title(section)
    versions = [section.version for section in found[1:] if section.version]
    if versions != sorted(set(versions), key=_order, reverse=True):
        yield "the versions do not go down from the newest"
    if versions and versions[0] != version:
        yield f"the newest version is {versions[0]}, and core/common/version.py says {version}"
    for section in found:
        for line, entry in section.entries:
            if not ENTRY.fullmatch(entry):
                yield f"line {line}: an entry is “- ” and whole sentences: {entry[:60]}"


def _title(section: Section) -> Iterator[str]:
    dated = DATED.fullmatch(section.title)
    try:
        day = datetime.date.fromisoformat(dated[5]) if dated else None
    except ValueError:
        day = None
    if day is None:
        yield f"line {section.line}: “{section.title}” is not a version of semver with a date: 1.2.3 - 2026-01-31"


def _order(version: str) -> tuple[object, ...]:
    numbers, _dash, before = version.partition("-")
    return (*map(int, numbers.split(".")), not before, before)


def notes(text: str, tag: str, version: str) -> str:
    """Return what the version of a tag brings.

    Raises:
        ValueError: tag, program and CHANGELOG do not agree; one sentence.
    """
    if tag != f"v{version}":
        raise ValueError(f"The tag {tag} is not v{version}, the version in core/common/version.py.")
    found = [section for section in sections(text) if section.version == version]
    if not found:
        raise ValueError(f"CHANGELOG.md has no section “{version} - DATE”.")
    return "".join(f"{entry}\n" for _line, entry in found[0].entries)


def version_of(root: Path = ROOT) -> str:
    """Return the program's version, without importing the program."""
    text = (root / "core" / "common" / "version.py").read_text(encoding="utf-8")
    return str(re.findall(r'^VERSION = "(.+)"$', text, re.MULTILINE)[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at the form; with a tag print what its version brings."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.release.changelog", description=__doc__)
    parser.add_argument("--tag", help="the tag that is released: v and the version")
    chosen = parser.parse_args(arguments)
    text, version = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version_of()
    wrong = [f"CHANGELOG.md: {fault}" for fault in faults(text, version)]
    if not wrong and chosen.tag:
        try:
            print(notes(text, chosen.tag, version), end="")
        except ValueError as error:
            wrong = [str(error)]
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
