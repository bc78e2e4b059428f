"""What stands for a farm on another machine really hides the artist's folders."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from tests.elsewhere import MOVED, WAYS, Elsewhere, back, best_way, hiding, moved, works

LOOK = "import sys; from pathlib import Path; print([Path(each).exists() for each in sys.argv[1:]])"


@pytest.mark.parametrize("way", WAYS)
def test_folders_are_hidden_from_the_program_and_other_files_are_not(tmp_path, way):
    if not works(way):
        pytest.skip(f"no mount namespace in this way here: {way}")
    for name in ("shots/a.png", "old disk/b.png", "farm/1.png"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"picture")
    files = [str(tmp_path / name) for name in ("shots/a.png", "old disk/b.png", "farm/1.png")]
    command = hiding([tmp_path / "shots", tmp_path / "old disk", tmp_path / "gone"],
                     [sys.executable, "-c", LOOK, *files], way)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[False, False, True]"
    assert (tmp_path / "shots").exists() is (way != MOVED)
    if way == MOVED:
        assert (moved(tmp_path / "shots") / "a.png").exists()
    back([tmp_path / "shots", tmp_path / "old disk"])
    assert (tmp_path / "shots" / "a.png").exists()


def test_a_blender_is_started_elsewhere_and_keeps_its_version(tmp_path):
    class Double:
        version = "4.5.15"

        def command(self, module, *arguments):
            return [sys.executable, "-c", LOOK, module, *arguments]

    (tmp_path / "shots").mkdir()
    (tmp_path / "shots" / "a.blend").write_bytes(b"BLENDER")
    blender = Elsewhere(Double(), [tmp_path / "shots"])
    done = subprocess.run(blender.command("gone", str(tmp_path / "shots" / "a.blend")), capture_output=True, text=True,
                          check=True)
    assert (blender.version, done.stdout.strip()) == ("4.5.15", "[False, False]")
    assert works(best_way())


def test_folders_are_not_moved_away_while_the_artists_side_still_reads_them(tmp_path):
    class Double:
        version = "4.5.15"

        def command(self, module, *_arguments):
            return [module]

    (tmp_path / "shots").mkdir()
    blender = Elsewhere(Double(), [tmp_path / "shots"], MOVED)
    blender.read.clear()
    with ThreadPoolExecutor(1) as farm:
        started = farm.submit(blender.command, "render")
        try:
            assert not wait([started], timeout=0.2).done
            assert (tmp_path / "shots").exists()
        finally:
            blender.read.set()
    assert started.result() == ["render"]
    assert moved(tmp_path / "shots").exists()
