"""The reason that the system gives for an error, in the language that was chosen."""

from __future__ import annotations

import ast
import errno
import re
from pathlib import Path

import pytest

from foxsubmit.core.common import i18n
from foxsubmit.core.common.system_errors import system_reason

TOP = Path(__file__).parents[3]


def test_the_language_is_the_one_that_was_chosen_and_not_the_system_s():
    chinese_system = OSError(errno.ENOENT, "没有那个文件或目录")
    assert system_reason(chinese_system) == "No such file or directory"
    i18n.use("zh_CN")
    assert system_reason(OSError(errno.ENOENT, "No such file or directory")) == "没有那个文件或目录"


def test_windows_words_for_a_known_error_are_the_same_as_elsewhere():
    error = OSError(errno.ENOENT, "The system cannot find the path specified")
    assert system_reason(error) == "No such file or directory"


@pytest.mark.parametrize(("error", "said"), [
    (OSError(errno.ENOTSUP, "Neither a file nor a folder"), "Neither a file nor a folder"),
    (OSError("timed out"), "timed out"), (TimeoutError(), "TimeoutError")])
def test_what_is_not_in_the_table_is_said_in_its_own_words(error, said):
    assert system_reason(error) == said


def test_no_sentence_quotes_the_words_of_the_system_directly():
    told = [f"{path.relative_to(TOP)}:{number}"
            for folder in ("app", "core", "farm", "hosts", "ui") for path in sorted((TOP / folder).rglob("*.py"))
            if path.name != "system_errors.py"
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if re.search(r"\w\.strerror\b", line) and "os.strerror" not in line]
    assert told == []


def test_no_sentence_ends_with_an_error_of_the_system_as_it_is():
    told = [f"{path.relative_to(TOP)}:{number}"
            for folder in ("app", "core", "farm", "hosts", "tools", "ui")
            for path in sorted((TOP / folder).rglob("*.py")) for number in quoted(path.read_text(encoding="utf-8"))]
    assert told == []


def test_the_rule_finds_each_way_to_quote_one():
    ways = ["str(error)", "f'{error}'", "'{}'.format(error)", "_('{why}').format(why=error)", "log.info('%s', error)"]
    assert [quoted(f"try: work()\nexcept (OSError, ValueError) as error: {way}") for way in ways] == [[2]] * len(ways)
    assert quoted("try: work()\nexcept ValueError as error: str(error)") == []


def quoted(source):
    """Lines on which the handler of an OSError makes words of the error itself."""
    return [node.lineno for handler in ast.walk(ast.parse(source)) if isinstance(handler, ast.ExceptHandler)
            and handler.name and "OSError" in ast.unparse(handler.type)
            for node in ast.walk(handler) if handler.name in {ast.unparse(each) for each in words_of(node)}]


def words_of(node):
    """Return the expressions that this piece of code makes words of."""
    if isinstance(node, ast.FormattedValue):
        return [node.value]
    named = {"str", "format", "debug", "info", "warning", "error"}
    if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in named:
        return [*node.args, *(each.value for each in node.keywords)]
    return []
