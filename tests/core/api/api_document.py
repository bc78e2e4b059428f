"""The request examples of the vendor's interface document with the answers beside them, not retyped."""

from __future__ import annotations

import dataclasses
import json
import re

from tests.conftest import DATA

DOCUMENT = json.loads((DATA / "api" / "interfaces.json").read_text(encoding="utf-8"))


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


EXAMPLES = [Example(each["request"], each["answer"]) for each in DOCUMENT["examples"]]
"""In the document's order."""

PATHS = DOCUMENT["paths"]
"""The documented paths; three interfaces are described without one."""
