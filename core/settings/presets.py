"""Choices as JSON: named sets of them in ``presets/``, and the text that is saved with a scene."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..common.atomic import remove, write_text
from ..common.errors import BadInput, FoxError
from ..common.i18n import _
from ..model.choices import Choices
from .preferences import BEGINNINGS

KIND, VERSION = "foxsubmit choices", 1
OF_ONE_USER = {choice for choice, _make in BEGINNINGS.values()} - {"output_folder"}
"""What follows from the user's settings, and is kept there alone; a folder is also a scene's own."""

OF_ITS_FILE = {"units", "view_layers", "frames", "excluded", "leave_out", "send_too", "extra_files", "allow_missing",
               "check_content", "comment", "batch"}
"""The choices that are about what is in one scene, and are not made for another one."""

OF_ONE_SUBMISSION = {"after", "if_failed"}
"""The choices that hold for the next submission alone."""

OF_ONE_SCENE = OF_ONE_USER | OF_ITS_FILE | OF_ONE_SUBMISSION | {"output_folder"}
"""The choices that a preset does not hold, since they mean nothing in another scene."""

MOST = 1_000_000
"""Characters of a text that is read: what others put into a scene may be anything."""


def to_data(choices: Choices, without: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """Return the choices that differ from the built-in ones, in JSON's types."""
    plain = Choices()
    return {name: value for name, value in every_choice(choices).items()
            if name not in without and getattr(choices, name) != getattr(plain, name)}


def every_choice(choices: Choices) -> dict[str, Any]:
    """Return all choices in JSON's types, also those that are as they are built in."""
    return {field.name: in_json(getattr(choices, field.name)) for field in dataclasses.fields(Choices)}


def in_json(value: Any) -> Any:
    """Return a choice in JSON's types."""
    if isinstance(value, frozenset):
        return sorted(value)
    return [in_json(each) for each in value] if isinstance(value, tuple) else value


def to_changes(data: object) -> dict[str, Any]:
    """Fields of ``Choices`` with values that they can have; whatever else stands there is left out."""
    if not isinstance(data, Mapping):
        return {}
    found = {}
    for field in dataclasses.fields(Choices):
        if field.name in data:
            fits, value = _value(data[field.name], str(field.type))
            if fits:
                found[field.name] = value
    return found


def _value(value: Any, kind: str) -> tuple[bool, Any]:
    """Whether it is of the annotated type, and what it is then: JSON has neither tuples nor sets."""
    first, _bar, none = kind.partition(" | ")
    if value is None:
        return bool(none), None
    if first == "tuple[tuple[str, str], ...]":
        return _pairs(value)
    if first.startswith(("tuple[", "frozenset[")):
        texts = isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value)
        make = frozenset if first.startswith("frozenset") else tuple
        return texts, make(value) if texts else None
    if first == "float" and type(value) is int:
        return True, float(value)
    return type(value).__name__ == first, value


def _pairs(value: Any) -> tuple[bool, Any]:
    """Whether it is a list of pairs of texts, and the pairs."""
    fits = isinstance(value, (list, tuple)) and all(
        isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(each, str) for each in pair)
        for pair in value)
    return fits, tuple(tuple(pair) for pair in value) if fits else None


def to_text(choices: Choices, before: str = "") -> str:
    """Return the text that a scene remembers; empty where everything is as it is built in.

    ``before`` is what it remembers now: choices that only a newer program knows stay.
    """
    had = _head(before)
    data = {**_of_a_newer(had), **to_data(choices, OF_ONE_USER | OF_ONE_SUBMISSION)}
    return _text("", data, had) if data else ""


def from_text(text: str) -> dict[str, Any]:
    """Changes of choices out of what a scene remembers; nothing of what cannot be read."""
    changes = to_changes(_head(text).get("choices"))
    return {name: value for name, value in changes.items() if name not in OF_ONE_USER | OF_ONE_SUBMISSION}


def _head(text: str) -> dict[str, Any]:
    """Return all that stands in a text of ours; nothing where it is none."""
    try:
        data = json.loads(text) if len(text) <= MOST else None
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) and data.get("kind") == KIND else {}


def _of_a_newer(had: Mapping[str, Any]) -> dict[str, Any]:
    """Return the choices in there that only a newer program knows."""
    listed, known = had.get("choices"), Choices.__dataclass_fields__
    return {name: value for name, value in listed.items() if name not in known} if isinstance(listed, dict) else {}


def _text(name: str, data: Mapping[str, Any], had: Mapping[str, Any]) -> str:
    """Return choices as JSON; ``had`` is what stood in its place, whose newer version stays."""
    version = had.get("version")
    newest = version if type(version) is int and version > VERSION else VERSION
    head = {"kind": KIND, "version": newest, **({"name": name} if name else {})}
    return json.dumps({**head, "choices": data}, ensure_ascii=False, indent=1, sort_keys=False)


class Presets:
    """One folder of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """Return the presets' names in alphabetical order; files that are not valid presets are left out."""
        found = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                found.append(read_preset(path)[0])
            except FoxError:
                continue
        return tuple(sorted(found, key=str.casefold))

    def save(self, name: str, choices: Choices) -> None:
        """Save choices as a preset, and replace one of the same name.

        Raises:
            BadInput: there is no name.
        """
        self._write(name, to_data(choices, OF_ONE_SCENE), {})

    def apply(self, name: str, choices: Choices) -> Choices:
        """The choices as the preset has them; what it does not hold stays.

        Raises:
            BadInput: there is none of that name.
        """
        changes = read_preset(self._path(name))[1]
        plain = {field.name: getattr(Choices(), field.name) for field in dataclasses.fields(Choices)
                 if field.name not in OF_ONE_SCENE}
        return dataclasses.replace(choices, **{**plain, **changes})

    def rename(self, name: str, new: str) -> None:
        """Give a preset another name.

        Raises:
            BadInput: the new one is taken, or there is nothing to rename.
        """
        if self._path(new).exists():
            raise BadInput(_("There is a preset “{name}” already: choose another name.").format(name=new.strip()))
        self._keep(new, self._path(name))
        self.delete(name)

    def delete(self, name: str) -> None:
        """Take a preset away."""
        remove(self._path(name))

    def export(self, name: str, path: Path) -> None:
        """Write a preset to a file for others.

        Raises:
            BadInput: it cannot be written there.
        """
        held = _whole(self._path(name))
        try:
            write_text(path, _text(name, *held))
        except OSError as error:
            raise BadInput(_("The preset cannot be written to {path}: choose another folder.").format(
                path=path)) from error

    def take_in(self, path: Path) -> str:
        """Keep the preset of a file; its name.

        Raises:
            BadInput: the file is no preset.
        """
        name = read_preset(path)[0]
        self._keep(name, path)
        return name

    def _keep(self, name: str, path: Path) -> None:
        """Keep under a name what a file holds."""
        self._write(name, *_whole(path))

    def _write(self, name: str, choices: Mapping[str, Any], had: Mapping[str, Any]) -> None:
        if not name.strip():
            raise BadInput(_("A preset needs a name: type one."))
        write_text(self._path(name), _text(name.strip(), choices, had))

    def _path(self, name: str) -> Path:
        return self._folder / f"{quote(name.strip(), safe=' ')}.json"


def read_preset(path: Path) -> tuple[str, dict[str, Any]]:
    """(name, changes) of a file.

    Raises:
        BadInput: it is none.
    """
    data = _preset(path)
    return data["name"], {name: value for name, value in to_changes(data.get("choices")).items()
                          if name not in OF_ONE_SCENE}


def _whole(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """(choices, all that stands there) of a preset's file, with the choices that only a newer program knows."""
    changes, had = read_preset(path)[1], _preset(path)
    return {**_of_a_newer(had), **to_data(dataclasses.replace(Choices(), **changes), OF_ONE_SCENE)}, had


def _preset(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(_("There is no preset at {path}.").format(path=path)) from None
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("kind") != KIND or not isinstance(data.get("name"), str):
        raise BadInput(_("{path} is not a preset: choose a file that was exported here.").format(path=path))
    return data
