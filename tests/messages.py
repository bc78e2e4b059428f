"""The texts for people, read out of the code, and their catalogues: ``python -m tests.messages`` updates these."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from foxsubmit.core.common.i18n import ENGLISH, FOLDER, LANGUAGES
from foxsubmit.core.common.po import read, write

ROOT = Path(__file__).parents[1]
PARTS = ("core", "ui", "hosts", "app", "farm")
MARK = re.compile(r"\b(?:_|count)\(")
PLACEHOLDER = re.compile(r"\{+[^{}]*\}+|%\(\w+\)s")


class Message(NamedTuple):
    """One text; ``where`` is the first place that has it."""

    text: str
    plural: str
    where: str


def messages(root: Path = ROOT) -> list[Message]:
    """Every text in ``_()`` and ``count()``, in the order of the code, each once."""
    found: dict[str, Message] = {}
    for part in PARTS:
        for path in sorted((root / part).rglob("*.py")):
            for each in _of_file(path, root):
                known = found.get(each.text)
                if known is None or (each.plural and not known.plural):
                    found[each.text] = each if known is None else known._replace(plural=each.plural)
    return list(found.values())


def _of_file(path: Path, root: Path) -> Iterator[Message]:
    for node in calls(parsed(path)):
        texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        name = node.func.id
        wanted = 2 if name == "count" else 1
        if len(texts) >= wanted:
            where = f"{path.relative_to(root).as_posix()}:{node.lineno}"
            yield Message(texts[0], texts[1] if name == "count" else "", where)


def parsed(path: Path) -> ast.Module:
    """Parse a module; one in which nothing can be marked is empty, since parsing all takes long."""
    text = path.read_text(encoding="utf-8")
    return ast.parse(text if MARK.search(text) else "")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of ``_`` and ``count``; a list's own ``count`` is an attribute and none."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
             and node.func.id in ("_", "count")]
    yield from sorted(found, key=lambda node: (node.lineno, node.col_offset))


def placeholders(text: str) -> list[str]:
    """What is filled in, in no order."""
    return sorted(set(PLACEHOLDER.findall(text)))


def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    return read((FOLDER / f"{language}.po").read_text(encoding="utf-8"))


def update(language: str) -> tuple[int, int]:
    """Write the catalogue anew: what is new is empty, what is stale is gone; how many are missing, how many went."""
    path = FOLDER / f"{language}.po"
    known = catalogue(language) if path.exists() else {}
    now = messages()
    path.write_text(write(language, [(each.text, each.plural) for each in now], known), encoding="utf-8")
    texts = {each.text for each in now}
    return len(texts - set(known)), len(set(known) - texts)


if __name__ == "__main__":
    for code in LANGUAGES:
        if code != ENGLISH:
            sys.stdout.write("{}: {} to translate, {} stale ones removed\n".format(code, *update(code)))
