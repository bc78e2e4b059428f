"""``foxsubmit environments`` against a farm that keeps them."""

from __future__ import annotations

import json

import pytest

from foxsubmit import cli


def run(capsys, *arguments):
    code = cli.main(["environments", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def told(capsys, *arguments):
    """The environments of a command that did it."""
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 0, err
    document = json.loads(out)
    assert document["version"] == 1
    return document["environments"]


def test_an_environment_is_added_changed_made_the_default_and_deleted(capsys, farm):
    before = told(capsys, "--host", "blender")
    (made,) = told(capsys, "add", "Mine [v2]", "--host", "blender")
    assert set(made) == {"host", "name", "software", "release", "plugins", "default", "system", "layers"}
    assert (made["name"], made["default"], made["layers"]) == ("Mine [v2]", False, None)
    assert len(told(capsys, "--host", "blender")) == len(before) + 1
    (called,) = told(capsys, "edit", "Mine [v2]", "--rename", "Ours\x1b[31m")
    assert called == {**made, "name": "Ours\x1b[31m"}
    assert told(capsys, "default", "Ours\x1b[31m")[0]["default"] is True
    assert told(capsys, "show", "Ours\x1b[31m")[0]["default"] is True
    assert r"Ours\x1b[31m" in run(capsys, "--host", "blender")[1]
    code, _out, err = run(capsys, "delete", "Ours\x1b[31m")
    assert (code, "Delete “Ours" in err, "--yes" in err, "\x1b" in err) == (2, True, True, False)
    left = told(capsys, "delete", "Ours\x1b[31m", "--yes")
    assert {each["name"] for each in left} == {each["name"] for each in before}


def test_environments_of_every_application_are_listed(capsys, farm):
    assert {each["host"] for each in told(capsys)} >= {"blender"}
    for host in ("maya", "houdini", "max"):
        assert all(each["host"] == host for each in told(capsys, "--host", host))


@pytest.mark.parametrize(("arguments", "words"), [
    (("show", "gone"), "no environment “gone”"), (("delete",), "needs the name"), (("list", "a"), "takes no name"),
    (("add", "a"), "needs --host"),
    (("add", "a", "--host", "blender", "--version", "1.0"), "is not on the farm: it has"),
    (("add", "a", "--host", "blender", "--plugin", "Nothing=1"), "is not there for"),
    (("add", " ", "--host", "blender"), "needs a name"), (("show", "a", "--default"), "are for"),
    (("show", "a", "--rename", "b"), "is for"), (("edit", "a"), "Say what is changed")])
def test_what_cannot_be_is_a_sentence_and_changes_nothing(capsys, farm, arguments, words):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1


def test_a_name_that_is_taken_is_refused(capsys, farm):
    name = told(capsys, "--host", "blender")[0]["name"]
    code, _out, err = run(capsys, "add", name, "--host", "blender")
    assert (code, "choose another name" in err) == (2, True)
