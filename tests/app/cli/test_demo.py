"""``foxsubmit demo``: the command a newcomer runs first."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.farm_process import farm_process
from foxsubmit.hosts.blender.programs.program import Program, find_blender

QUICK = """
import sys
from foxsubmit import cli
from foxsubmit.cli import demo
demo.SAMPLES, parse = 1, demo.parse
demo.parse = lambda words: parse([*words, "--percentage", "25"])
sys.exit(cli.main(sys.argv[1:]))
"""
"""The demo with frames that are rendered in a moment; tests/fresh renders them as a newcomer does."""


def demo(folder, *arguments):
    return subprocess.run([sys.executable, "-c", QUICK, "demo", "--folder", str(folder), *arguments],
                          capture_output=True, text=True, check=False)


@pytest.mark.blender
@pytest.mark.slow
def test_eight_different_frames_and_a_contact_sheet_come_back_twice(tmp_path):
    if find_blender() is None:
        pytest.skip("no Blender here")
    first = demo(tmp_path, "--no-panel", "--json")
    assert first.returncode == 0, first.stderr
    (result,) = rows(first.stdout)
    frames = sorted((tmp_path / "frames").rglob("*.png"))
    assert len({frame.read_bytes() for frame in frames}) == 8
    assert (tmp_path / "contact_sheet.png").stat().st_size > 10_000
    assert result["bytes_sent"] == result["bytes"]
    second = demo(tmp_path, "--json", "--screenshot", str(tmp_path / "panel.png"))
    assert second.returncode == 0, second.stderr
    assert rows(second.stdout)[0]["bytes_sent"] == 0
    assert (tmp_path / "panel.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.blender
@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX limits what a Blender may use")
def test_frames_for_which_the_memory_does_not_do_end_it_with_the_reason(tmp_path, monkeypatch, capsys):
    if find_blender() is None:
        pytest.skip("no Blender here")
    monkeypatch.setattr("foxsubmit.cli.demo.farm_process", lambda folder, *arguments: farm_process(
        folder, *arguments, "--memory", "60"))
    code = cli.main(["demo", "--folder", str(tmp_path), "--no-panel", "--json"])
    captured = capsys.readouterr()
    (result,) = rows(captured.out)
    assert (code, result["end"], result["failed"], result["fetched"]) == (1, "all failed", 8, 0)
    assert result["message"].startswith("8 of 8 frames failed: out of memory (frame 1: “")
    assert result["message"] in captured.err
    assert not (tmp_path / "contact_sheet.png").exists()


def test_a_blender_that_takes_too_long_is_a_sentence(tmp_path, monkeypatch, capsys):
    slow = Program(sys.executable, is_python=True)
    monkeypatch.setattr("foxsubmit.cli.demo.find_blender", lambda: slow)
    monkeypatch.setattr(Program, "version", "4.2")
    monkeypatch.setattr(Program, "command", lambda *_of: [sys.executable, "-c", "import time; time.sleep(600)"])
    monkeypatch.setattr("foxsubmit.cli.demo.SCENE_TIME", 1.0)
    assert cli.main(["demo", "--folder", str(tmp_path), "--no-panel"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Blender could not write the scene: it does not answer within 1 seconds")


def test_without_a_blender_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("FOXSUBMIT_BLENDER", "/nowhere/blender")
    done = demo(tmp_path)
    assert done.returncode == 2
    assert "FOXSUBMIT_BLENDER" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
