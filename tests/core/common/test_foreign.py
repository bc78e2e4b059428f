"""Text of others is shown as it is, but for what a terminal, a log or a reader's eye would obey."""

from __future__ import annotations

import io
import logging
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.common.foreign import harmless, read_foreign_json
from foxsubmit.core.common.logs import HarmlessFormatter


@pytest.mark.parametrize(("given_text", "shown"), [
    ("shot[final].blend", "shot[final].blend"), ("[/x]", "[/x]"),
    ("木の椅子 – ключ 👩\u200d🎨", "木の椅子 – ключ 👩\u200d🎨"),
    ("a\x1b[31mb", r"a\x1b[31mb"), ("\x1b]8;;http://x\x07link", r"\x1b]8;;http://x\x07link"), ("\x9b2J", r"\x9b2J"),
    ("one\ntwo\r\x00", r"one\ntwo\r\x00"), ("\u202efdp.exe", r"\u202efdp.exe"), ("a\u2028b", r"a\u2028b"),
    ("byte\udcff", r"byte\udcff"), ("flag\U000e0041", r"flag\U000e0041"), ("", "")])
def test_what_would_be_obeyed_is_shown_as_an_escape(given_text, shown):
    assert harmless(given_text) == shown


def test_text_of_several_lines_keeps_its_lines_and_tabs():
    assert harmless("a\n\tb\rc\x1b", lines=True) == "a\n\tb\\rc\\x1b"


@given(st.text(st.characters(blacklist_categories=())))
def test_nothing_harmful_is_left_and_doing_it_twice_changes_nothing(text):
    shown = harmless(text)
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert harmless(shown) == shown
    assert "\x1b" not in harmless(text, lines=True)


def test_a_log_has_one_line_for_a_message_and_no_command_for_a_terminal():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(HarmlessFormatter("%(name)s: %(message)s"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.warning("%s failed", "shot\n2026 foxsubmit: all is well\x1b[2J")
    try:
        raise ValueError("\x1b]0;title\x07")
    except ValueError:
        logger.exception("broken")
    lines = written.getvalue().splitlines()
    assert lines[0] == r"test: shot\n2026 foxsubmit: all is well\x1b[2J failed"
    assert lines[1:3] == ["test: broken", "Traceback (most recent call last):"]
    assert lines[-1] == r"ValueError: \x1b]0;title\x07"


@pytest.mark.parametrize("raw", [
    b"", b"{", b"\xff", b"[" * 100_000, b"1" * 5000, b"9223372036854775808",
    b'{"a": -99999999999999999999}'])
def test_what_is_no_document_is_refused(raw):
    with pytest.raises(ValueError):
        read_foreign_json(raw)


@pytest.mark.parametrize(("raw", "read"), [
    (b'{"a": [1, 2.5, null]}', {"a": [1, 2.5, None]}), (b"9223372036854775807", 9223372036854775807), (b"1e300", 1e300),
    (b'"1234567890123456789012"', "1234567890123456789012"), (b'"\\ud83d\\ude00"', "\U0001f600"),
    (b'{"name": "a\\udcff"}', {"name": "a?"}), (b"NaN", None), (b"[-Infinity]", [None]), (b'{"a": 1e999}', {"a": None}),
    (b"1.5e" + b"9" * 400, None), (b"[8E999, 7e+999, 1.25E+0400]", [None] * 3), (b'"9e999"', "9e999"),
    (b"[3e99, 2.5E-999]", [3e99, 0.0]), (b"1" * 18, 111111111111111111), (b'"\\\\ud800"', "\\ud800")])
def test_a_document_is_read_as_json_is_but_for_what_nobody_can_keep(raw, read):
    assert read_foreign_json(raw) == read
