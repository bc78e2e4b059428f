"""The reason that the system gives for an error, in the language that was chosen."""

from __future__ import annotations

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
