"""A host is a folder and a double: what is known of one stands in its own files, and no table elsewhere names it.

``core/plan/<host>.py`` has its traits (``core/model/traits.py``), ``hosts/<host>/`` reads its scenes, and
``core/checks/<host>.py`` checks what only they have. Everywhere else code asks for a trait and never for the name.
"""

from __future__ import annotations

import ast
import dataclasses
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foxsubmit.core.checks.run import CHECKS, Submission
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.model.traits import HostTraits
from foxsubmit.core.offer.values import Environment, Hardware
from foxsubmit.core.plan.hosts import every_host, modules, traits_of
from foxsubmit.hosts import installers
from foxsubmit.install import bundle

ROOT = Path(__file__).parents[1]
HOSTS = {traits.name for traits in every_host()}
SOFTWARE = {traits.software for traits in every_host()}
SHARED = [path for place in ("core", "ui", "app") for path in sorted((ROOT / place).rglob("*.py"))]
SHARED += sorted((ROOT / "hosts").glob("*.py"))


def own(path, root=ROOT):
    """Whether a file belongs to one host."""
    folder, name = path.parent.relative_to(root).as_posix(), path.stem
    return folder in ("core/plan", "core/checks") and name in HOSTS


def offences(path, root=ROOT):
    """Yield ``file:line: sentence`` for each place where a host is told apart by its name."""
    place, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
    if not any(name in text for name in (*HOSTS, *SOFTWARE)):  # parsing takes long
        return
    tree = ast.parse(text)
    asked = {id(part) for node in ast.walk(tree) for part in _told_apart(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (
                node.value in HOSTS or (node.value in SOFTWARE and id(node) in asked)):
            yield f"{place}:{node.lineno}: names “{node.value}”: ask for a trait (core/model/traits.py)"
        elif isinstance(node, ast.ImportFrom) and not place.startswith("app/") and _of_a_host(node):
            yield f"{place}:{node.lineno}: imports what is one host's: ask for a trait (core/model/traits.py)"


def _told_apart(node):
    """The constants by which a comparison or a table tells things apart."""
    if isinstance(node, ast.Compare):
        return [part for each in (node.left, *node.comparators) for part in ast.walk(each)]
    if isinstance(node, ast.Dict):
        return [part for each in node.keys if each is not None for part in ast.walk(each)]
    if isinstance(node, (ast.Set, ast.Subscript)):
        return list(ast.walk(node if isinstance(node, ast.Set) else node.slice))
    return []


def _of_a_host(node):
    """Whether an import is of ``core/plan/<host>.py`` or ``core/checks/<host>.py``."""
    names = (node.module or "").split(".")
    return (len(names) > 1 and names[-2] in ("plan", "checks") and names[-1] in HOSTS) or (
        names[-1] in ("plan", "checks", "") and any(alias.name in HOSTS for alias in node.names))


def test_shared_code_names_no_host():
    assert [offence for path in SHARED if not own(path) for offence in offences(path)] == []


@pytest.mark.parametrize(("place", "source", "line"), [
    ("core/checks/places.py", 'x = 1\nif it.host == "max":\n    x = 2', 2),
    ("core/checks/scene.py", 'if it.host in ("maya", "houdini"):\n    x = 1', 1),
    ("core/session/submit.py", 'x = state.host not in {"blender"}', 1),
    ("core/session/state.py", '\n\nHOME = "houdini"\nx = host == HOME', 3),
    ("core/offer/facts.py", 'DECISIVE = {"Maya": 1}', 1),
    ("core/offer/facts.py", 'if environment.software == "3ds Max":\n    x = 1', 1),
    ("ui/kit/words.py", 'BADGES = {"blender": "Bl"}', 1),
    ("ui/kit/style.py", 'STYLED = frozenset(["maya"])', 1),
    ("app/cli/setting_up/install.py", 'choices = ["maya"]', 1),
    ("hosts/scenes.py", 'x = {".ma": "maya"}', 1),
    ("core/plan/build.py", "from . import blender, plan", 1),
    ("core/session/derive.py", "import os\nfrom ..plan.max import TRAITS", 2),
])
def test_a_planted_name_is_found(tmp_path, place, source, line):
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert {each.partition(": ")[0] for each in offences(path, tmp_path)} == {f"{place}:{line}"}


@pytest.mark.parametrize(("place", "source"), [
    ("core/plan/hosts.py", 'if traits_of(host).ascii_only:\n    x = max(1, 2)'),
    ("core/api/software.py", 'NAMES = {SoftwareId.MAYA: ("Maya",)}'),
    ("ui/kit/words.py", '_("Maya finds no file.")'),
])
def test_what_is_allowed_is_not_an_offence(tmp_path, place, source):
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert list(offences(path, tmp_path)) == []


def test_the_folders_of_hosts_are_the_hosts_that_can_be_planned():
    assert {"blender", "houdini", "max", "maya"} <= HOSTS
    assert set(installers.names()) == HOSTS


@pytest.mark.parametrize("host", sorted(HOSTS))
def test_a_host_says_what_everybody_asks(host):
    traits, module = traits_of(host), modules()[host]
    assert traits is module.TRAITS
    assert module.__name__.rpartition(".")[2] == traits.name == host
    assert traits.software
    assert traits.cg_id.isdigit()
    assert len(traits.badge) == 2
    assert traits.unit_title()
    assert traits.endings
    assert all(ending == ending.lower() and ending.startswith(".") for ending in traits.endings)


def test_no_two_hosts_say_the_same_of_what_tells_them_apart():
    for field in ("software", "cg_id", "badge"):
        assert len({getattr(traits, field) for traits in every_host()}) == len(HOSTS)
    endings = [ending for traits in every_host() for ending in traits.endings]
    assert len(set(endings)) == len(endings)


def test_a_host_of_which_nothing_is_known_can_be_shown():
    traits = traits_of("recorded")
    assert (traits.software, traits.badge, traits.packed) == ("Recorded", "Re", False)


def test_they_are_found_in_a_zip_and_under_another_name(tmp_path):
    """As an extension of Blender is another package, and as a studio may ship one file."""
    bundle.copy_package(tmp_path / "made" / "other")
    (tmp_path / "made" / "other" / "__init__.py").write_text("", encoding="utf-8")
    shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / "made")
    code = ("from other.core.plan.hosts import every_host; from other.hosts.installers import described, names\n"
            "assert [each.name for each in every_host()] == list(names()); print(*names(), len(described()))")
    for place in (tmp_path / "made", tmp_path / "packed.zip"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path,
                              env={**os.environ, "PYTHONPATH": str(place)})
        assert done.stdout.split() == [*sorted(HOSTS), str(len(installers.described()))], done.stderr


def test_traits_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        traits_of("max").ascii_only = False


@pytest.mark.parametrize("details", [
    {"python_drivers": "a"}, {"state_sets": "Night"}, {"renderer.gi": "1", "renderer.primary_gi_engine": "0",
                                                       "renderer.irradiance_map_mode": "1"}])
def test_the_checks_of_one_host_read_the_details_of_the_scene_and_not_its_name(details):
    unit = RenderUnit("Shot", "Camera", Frames(1, 9), (64, 36), details=(("border", "1"), ("state_set", "Night")))
    scene = Scene(Path("/a/shot"), "4.5", units=(unit,), cameras=("Camera",), details=details)
    made = [check for check in CHECKS if own(ROOT / "core" / "checks" / f"{check.__module__.rpartition('.')[2]}.py")]
    assert made
    found = [[list(check(Submission(
        host, scene, (unit,), (), Choices(), Environment("env", "", "4.5"), hardware=Hardware(1, "CPU", False, "64"))))
        for check in made] for host in sorted(HOSTS)]
    assert any(found[0])
    assert all(each == found[0] for each in found)


BY_METHOD = {"own_words": ("say", "say_in")}
"""Traits that are asked for by a method of the traits alone."""


@pytest.mark.parametrize("field", dataclasses.fields(HostTraits), ids=lambda field: field.name)
def test_every_trait_is_asked_for_somewhere(field):
    asked = re.compile(rf"\.({'|'.join((field.name, *BY_METHOD.get(field.name, ())))})\b")
    assert any(asked.search(path.read_text(encoding="utf-8")) for path in SHARED if path.name != "traits.py")
