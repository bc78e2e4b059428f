"""The request examples of the vendor's interface document with the answers beside them, parsed and not retyped."""

from __future__ import annotations

import dataclasses
import json
import re
import textwrap
from pathlib import Path

SPECIFICATION = Path(__file__).parents[4] / "shared" / "reference" / "api-interfaces.txt"
HEADING = re.compile(r"(?m)^Example of (?:request|return)\b.*$")


@dataclasses.dataclass(frozen=True)
class Example:
    """One block of code, and what the document says it answers."""

    code: str
    answer: object

    @property
    def call(self) -> str:
        """``query.task_info``"""
        return re.search(r"api\.(\w+\.\w+)\(", self.code)[1]

    @property
    def name(self) -> str:
        """Of the variable that the answer is put into."""
        return re.search(r"(?m)^(\w+) = api\.", self.code)[1]


def examples() -> list[Example]:
    """Every example, in the document's order; none where the document is not here."""
    text = SPECIFICATION.read_text(encoding="utf-8") if SPECIFICATION.exists() else ""
    headings = list(HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    blocks = [text[heading.end() : end] for heading, end in zip(headings, ends)]
    return [Example(_code(block), _answer(answer)) for block, answer in zip(blocks, blocks[1:]) if "= api." in block]


def _code(block: str) -> str:
    """The block up to the closing bracket of its call."""
    lines = block.strip("\n").splitlines()
    first = next(place for place, line in enumerate(lines) if "= api." in line)
    for last in range(first, len(lines)):
        code = textwrap.dedent("\n".join(lines[: last + 1]))
        try:
            compile(code, "example", "exec")
        except SyntaxError:
            continue
        return code
    raise ValueError(block)


def _answer(block: str) -> object:
    """``data`` of the answer; None where the document says that there is none."""
    start = re.search(r"[\[{]", block)
    if start is None:
        return None
    # Two keys in one example are not quoted.
    quoted = re.sub(r"(?m)^(\s*)(userId|outputBid):", r'\1"\2":', block[start.start():])
    answer, _end = json.JSONDecoder().raw_decode(quoted)
    return answer["data"] if isinstance(answer, dict) and "code" in answer else answer
