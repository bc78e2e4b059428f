"""docs/studio.md: its file can be used as it stands there, its hooks run, and its tables name what there is."""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from pathlib import Path

import pytest
from tests.core.hooks.houses import house

from foxsubmit import hooks as public
from foxsubmit.core.hooks import shapes
from foxsubmit.core.hooks.judging import Subject, judge
from foxsubmit.core.hooks.runner import functions_of
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import Severity
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.settings.presets import to_data
from foxsubmit.core.settings.studio import read_studio

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "studio.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "docs" / "examples" / "hooks"


def block(language):
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return found


def rows(heading):
    """The table that begins with this row: its cells, by the first one."""
    lines = PAGE[PAGE.index(heading):].split("\n\n")[0].splitlines()[2:]
    return {cells[0]: cells[1:] for cells in ([each.strip() for each in line.strip("|").split(" | ")]
                                              for line in lines)}


def words(text):
    return re.findall(r"`([a-z_\d]+)`", text)


def subject(path, choices=None, width=1920):
    unit = RenderUnit("Scene", "Camera", Frames(1, 3), (width, 1080), "CYCLES", "/out_", "PNG")
    return Subject("blender", Scene(Path(path), "4.5.1", units=(unit,)), (), choices or Choices())


def test_the_file_of_the_page_can_be_used_whole(tmp_path):
    path = tmp_path / "studio.json"
    path.write_text(block("json"), encoding="utf-8")
    found = read_studio(path)
    assert found.trouble == ""
    assert to_data(dataclasses.replace(Choices(), **found.choices)) == {
        **json.loads(block("json"))["choices"], "project": "courtyard"}
    assert (found.hooks, found.hook_seconds) == (str(tmp_path / "hooks"), 10.0)
    assert found.locked == {"priority", "proxy"}
    assert found.roots == ("//nas/assets", "/mnt/proj", "/jobs/assets")
    named = {word for first, _rest in rows("| Key |").items() for word in words(first)}
    assert set(json.loads(block("json"))) - {"project"} == named


def test_the_hooks_of_the_page_find_change_and_put_right(tmp_path):
    where = house(tmp_path / "hooks", rules=block("python"))
    found = judge(where, subject("/shots/sh040.blend"))
    assert [(each.text, each.severity) for each in found.findings] == [
        ("Nobody is named as the artist.", Severity.ERROR)]
    assert [(each.choice, each.now) for each in found.changes] == [("batch", "sh040")]
    fix = found.findings[0].fix
    assert fix.label == "Name the night shift"
    again = judge(where, subject("/shots/sh041.blend", dataclasses.replace(Choices(), **fix.changes)))
    assert (again.findings, again.changes) == ((), ())


def test_the_example_folder_works_as_it_lies_there(tmp_path):
    where = dataclasses.replace(house(tmp_path), folder=str(EXAMPLES))
    assert functions_of(where) == ({"house_rules.py": ["pre_submit"], "naming.py": ["validate"], "publish.py": [
        "post_submit", "frame_fetched", "task_ended"]}, [])
    found = judge(where, subject("/shots/sh040_anim.blend", Choices(project="courtyard"), width=9000))
    assert [(each.choice, each.was, each.now) for each in found.changes] == [
        ("priority", 50, 60), ("batch", "", "sh040")]
    assert [(each.severity, each.nodes) for each in found.findings] == [
        (Severity.WARNING, ()), (Severity.NOTE, ()), (Severity.ERROR, ("Scene",))]
    assert set(found.findings[0].fix.changes) == {"artist"}


def test_the_tables_name_every_function_every_key_and_every_choice():
    table = rows("| Function |")
    assert [words(each)[0] for each in table] == list(shapes.FUNCTIONS)
    keys = rows("| | keys |")
    for first, shape in (("`scene`", shapes.Scene), ("of `units` each", shapes.Unit),
                         ("of `files` each", shapes.UsedFile), ("`plan`", shapes.Plan), ("`task`", shapes.Task),
                         ("`file`", shapes.File)):
        told = words(re.sub(r"\([^)]*\)", "", keys[first][0]))
        assert told == [name for name in typing.get_type_hints(shape) if name != "version"], first
    choices = PAGE[PAGE.index("### Choices"):].split("\n\n")[2]
    assert words(choices) == [each.name for each in dataclasses.fields(Choices)]


@pytest.mark.parametrize("name", public.__all__)
def test_what_hooks_import_are_the_shapes(name):
    assert getattr(public, name) is getattr(shapes, name)
