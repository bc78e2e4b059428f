"""The blocks of code on the pages of the repository, each with its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\S*) *$")
SAID = re.compile(r"^ *<!-- not run: (?P<reason>.+) -->$")
"""Such a line stands above a block that nobody can run, and says why."""
INDENTED = re.compile(r"^(?: {4}|\t)\S")
ITEM = re.compile(r"^ *(?:[-*]|\d+\.) ")


class Block(NamedTuple):
    """One block: where its first line stands, its language, its lines, and why it is not run."""

    page: str
    line: int
    language: str
    code: str
    reason: str

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """Every page that is kept in the repository, but what was changed in the past."""
    skipped = {"node_modules", "dist"}
    return sorted(path for path in (*ROOT.glob("*.md"), *(path for part in (".github", "docs", "bench", "tests")
                                                          for path in (ROOT / part).rglob("*.md")))
                  if not skipped & set(path.parts))


def blocks_of(text: str, page: str) -> list[Block]:
    """Return the blocks of a page, fenced ones and those that four spaces make; the latter have no language."""
    lines, found, number = text.split("\n"), [], 0
    while number < len(lines):
        opened = FENCE.match(lines[number])
        if opened:
            end = next((each for each in range(number + 1, len(lines))
                        if lines[each].strip() == "```"), len(lines))
            said = SAID.match(lines[number - 1]) or SAID.match(lines[number - 2]) if number > 1 else None
            inside = [line[len(opened["indent"]):] for line in lines[number + 1:end]]
            found.append(Block(page, number + 2, opened["language"], "\n".join(inside) + "\n",
                               said["reason"] if said else ""))
            number = end + 1
        elif INDENTED.match(lines[number]) and not _of_a_list(lines, number):
            end = next((each for each in range(number, len(lines))
                        if lines[each].strip() and not lines[each].startswith((" " * 4, "\t"))), len(lines))
            found.append(Block(page, number + 1, "", "\n".join(line[4:] for line in lines[number:end]), ""))
            number = end
        else:
            number += 1
    return found


def _of_a_list(lines: list[str], number: int) -> bool:
    """Whether an indented line goes on with an item above it, and is no code."""
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    return bool(number and lines[number - 1].strip()) or above.startswith("  ") or bool(ITEM.match(above))


def every_block() -> list[Block]:
    """Return the blocks of all pages."""
    return [block for path in pages()
            for block in blocks_of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())]
