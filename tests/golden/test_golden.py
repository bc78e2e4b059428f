"""Each folder is a scene and the four files that it becomes, reviewed by eye (update.py writes them)."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tests.golden.read import CASES, expected, made, read

from foxsubmit.hosts.recorded.data import scene_from_json, scene_to_json


@pytest.mark.parametrize("case", CASES)
def test_a_scene_becomes_these_files(case):
    found, reviewed = made(case), expected(case)
    assert found.keys() == reviewed.keys()
    for name, content in reviewed.items():
        assert found[name] == content, name


def test_every_host_has_its_cases():
    hosts = Counter(read(case)["host"] for case in CASES)
    assert set(hosts) == {"blender", "maya", "houdini", "max"}
    assert min(hosts.values()) >= 5


@pytest.mark.parametrize("case", CASES)
def test_a_scene_of_any_host_survives_json(case):
    scene = scene_from_json(read(case)["scene"])
    assert scene_from_json(json.loads(json.dumps(scene_to_json(scene)))) == scene
