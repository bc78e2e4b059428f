"""The OCIO configuration of a task on a machine that has not the artist's folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.farm.renderers.colours import configuration
from foxsubmit.farm.renderers.render_job import RenderJob
from foxsubmit.farm.rules.scene import Unit

CONFIG = """ocio_profile_version: 2
search_path: {search_path}
colorspaces:
  - !<ColorSpace>
    name: Film
    from_scene_reference: !<GroupTransform>
      children:
        - !<FileTransform> {{src: {source}}}
        - !<FileTransform> {{src: own.cube}}
"""


@pytest.fixture
def job(tmp_path):
    """A task whose configuration lies in D:/aces, with tables there and in /studio/luts."""

    def make(**names):
        storage = tmp_path / "storage"
        paths = {}
        for local in ("D:/aces/config.ocio", "D:/aces/luts/own.cube", "/studio/luts/film.cube"):
            stored = storage / local.replace(":", "").lstrip("/")
            stored.parent.mkdir(parents=True, exist_ok=True)
            stored.write_text(CONFIG.format(**names) if local.endswith("ocio") else local, encoding="utf-8")
            paths[local] = str(stored)
        work = tmp_path / "work"
        work.mkdir()
        unit = Unit(frames="1", ocio="D:/aces/config.ocio")
        return RenderJob(1, "Blender", storage / "shot.blend", "shot", unit, (), paths, work)

    return make


def test_a_configuration_with_relative_paths_is_the_stored_copy(job):
    made = job(search_path="luts", source="own.cube")
    assert configuration(made) == made.paths["D:/aces/config.ocio"]


@pytest.mark.parametrize("search_path", ['"/studio/luts:luts"', "/studio/luts:luts", "[/studio/luts, luts]",
                                         "\n  - /studio/luts\n  - luts"])
def test_absolute_folders_lead_to_the_stored_tables(job, search_path):
    made = job(search_path=search_path, source="film.cube")
    before = Path(made.paths["D:/aces/config.ocio"]).read_bytes()
    config = Path(configuration(made))
    text = config.read_text(encoding="utf-8")
    folder = made.folder / "colours" / "studio" / "luts"
    assert str(folder) in text
    assert text.count("luts") == search_path.count("luts")
    assert (folder / "film.cube").read_text() == "/studio/luts/film.cube"
    assert (config.parent / "luts" / "own.cube").read_text() == "D:/aces/luts/own.cube"
    assert Path(made.paths["D:/aces/config.ocio"]).read_bytes() == before


def test_a_table_of_an_absolute_path_leads_to_its_stored_copy(job):
    made = job(search_path="luts", source="/studio/luts/film.cube")
    text = Path(configuration(made)).read_text(encoding="utf-8")
    place = text.split("src: ")[1].split("}")[0]
    assert Path(place).read_text() == "/studio/luts/film.cube"


def test_a_task_without_one_has_the_applications_own(job):
    made = job(search_path="luts", source="own.cube")
    made.paths.clear()
    assert configuration(made) == ""
