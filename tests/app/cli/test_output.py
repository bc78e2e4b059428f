"""The output of a command is right in any locale, and where its reader stops reading."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import pytest
from tests.conftest import make_project
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.core.common.exit_codes import ExitCode

FULL = "/dev/full"
POSIX = pytest.mark.posix_only("pipes end otherwise there")


@pytest.fixture
def narrow(monkeypatch):
    """Streams of a locale that lacks most characters; what was written to each, as bytes."""

    def make(encoding):
        raw = io.BytesIO(), io.BytesIO()
        for name, each in zip(("stdout", "stderr"), raw):
            monkeypatch.setattr(sys, name, io.TextIOWrapper(each, encoding=encoding, write_through=True))
        return raw

    return make


@pytest.mark.parametrize("encoding", ["cp1252", "cp936", "ascii", "utf-8"])
def test_a_submission_is_told_in_json_whatever_the_locale(narrow, farm, tmp_path, monkeypatch, encoding):
    host = make_project(tmp_path / "镜头", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    out, err = narrow(encoding)
    assert cli.main(["submit", "shot.blend", "--json"]) == ExitCode.DONE, err.getvalue()
    (result,) = rows(out.getvalue().decode("ascii"))
    assert "镜头" in result["folder"]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_an_error_is_told_whatever_the_locale(narrow, monkeypatch, encoding):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    out, err = narrow(encoding)
    assert cli.main(["tasks", "--json"]) == ExitCode.FAILED
    assert "农场" in json.loads(out.getvalue().decode("ascii"))["error"]["message"]
    assert "\\u519c\\u573a" in err.getvalue().decode(encoding)


@pytest.mark.usefixtures("no_blender")
@pytest.mark.parametrize("arguments", [["doctor"], ["farm", "status"], ["transfers"], ["--help"]], ids=" ".join)
def test_text_is_written_whatever_the_locale(narrow, monkeypatch, arguments):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    out, _err = narrow("ascii")
    try:
        cli.main(arguments)
    except SystemExit as end:
        assert end.code in (0, None)
    assert "\\u" in out.getvalue().decode("ascii")


@pytest.mark.windows_only("elsewhere streams of UTF-8 are usual, and narrow ones are tried in this process")
@pytest.mark.parametrize(("encoding", "shown"), [("cp1252", "\\u955c\\u5934 é"), ("cp936", "镜头 é"), ("cp437", "é")])
def test_a_console_of_any_code_page_shows_what_it_can(journal, encoding, shown):
    journal.add_fetch("local", "镜头 é ☃.blend", 1000, "C:\\results")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONUTF8", "PYTHONIOENC"))}
    done = subprocess.run([sys.executable, "-X", "utf8=0", "-m", "foxsubmit", "transfers"], capture_output=True,
                          env={**plain, "PYTHONIOENCODING": encoding}, check=False)
    assert (done.returncode, "Traceback" in done.stderr.decode(encoding)) == (ExitCode.DONE, False)
    assert shown in done.stdout.decode(encoding)


@pytest.mark.parametrize(("arguments", "words"), [
    (["tasks", "--limit", "many", "--json"], "--limit"), (["tasks", "--json", "--nonsense"], "--nonsense"),
    (["nonsense", "--json"], "nonsense"), (["fetch", "--json"], "ID")])
def test_an_option_that_does_not_exist_is_told_in_json_too(capsys, arguments, words):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    said = capsys.readouterr()
    assert ended.value.code == ExitCode.BAD_INPUT
    assert words in json.loads(said.out)["error"]["message"]
    assert "usage: foxsubmit" in said.err
    with pytest.raises(SystemExit):
        cli.main([each for each in arguments if each != "--json"])
    assert capsys.readouterr().out == ""


@POSIX
@pytest.mark.parametrize("arguments", [
    ["doctor"], ["doctor", "--json"], ["transfers"], ["transfers", "--json"], ["farm", "status"], ["--help"],
    ["tasks", "--json"]], ids=" ".join)
def test_a_reader_that_has_gone_is_no_trouble(arguments):
    done = to_nobody(arguments)
    assert (done.returncode, "Traceback" in done.stderr, "Error" in done.stderr) == (ExitCode.UNREAD, False, False)


@POSIX
def test_a_reader_of_progress_that_has_gone_is_no_trouble(farm):
    done = to_nobody(["fetch", "4711", "--output", "here"], stream="stderr")
    assert (done.returncode, done.stdout) == (ExitCode.UNREAD, "")


@pytest.mark.posix_only("no device there is always full")
@pytest.mark.parametrize("arguments", [["doctor"], ["transfers"], ["transfers", "--json"]], ids=" ".join)
def test_an_output_on_a_full_disk_is_a_sentence(arguments):
    if not os.path.exists(FULL):  # noqa: PTH110
        pytest.skip("this system has no device that is always full")
    with open(FULL, "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run([sys.executable, "-m", "foxsubmit", *arguments], stdout=full, stderr=subprocess.PIPE,
                              text=True, check=False)
    assert (done.returncode, done.stderr) == (ExitCode.FAILED, "The disk of the output is full: make room there.\n")


def test_nothing_is_cut_where_nobody_sits_at_a_terminal(capsys, farm, journal):
    name = "a_scene_with_a_name_that_no_narrow_column_of_eighty_characters_could_ever_hold.blend"
    journal.add_fetch("local", name, 1000, "/nowhere/results")
    journal.record(journal.find().id, message="A sentence that is longer than what fits into a line of a terminal.")
    assert cli.main(["transfers"]) == ExitCode.DONE
    line = next(line for line in capsys.readouterr().out.splitlines() if name in line)
    assert "A sentence that is longer than what fits into a line of a terminal." in line


def to_nobody(arguments, stream="stdout"):
    """Run a command whose output is read by nobody from the start."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: writer}
        environment = {**os.environ, "PYTHONUNBUFFERED": ""}  # argparse says nothing where help is not buffered
        done = subprocess.run([sys.executable, "-m", "foxsubmit", *arguments], text=True, check=False,
                              env=environment, **streams)
    finally:
        os.close(writer)
    done.stdout, done.stderr = done.stdout or "", done.stderr or ""
    return done
