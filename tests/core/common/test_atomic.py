"""A text replaces a file as it is."""

from __future__ import annotations

from foxsubmit.core.common.atomic import write_text


def test_lines_end_as_they_do_in_the_text_on_every_system(tmp_path):
    write_text(tmp_path / "a" / "note", "one\ntwo\r\nthree")
    assert (tmp_path / "a" / "note").read_bytes() == b"one\ntwo\r\nthree"
