"""What the user set once for everything: ``settings.json`` in the home folder."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Callable

from ..common.atomic import write_text
from ..common.errors import BadInput, FoxError
from ..common.i18n import LANGUAGES, _, listed
from ..model.result_names import check_pattern

GB = 1_000_000_000


@dataclasses.dataclass(frozen=True)
class Preferences:
    """The values are the built-in ones."""

    language: str = ""
    """``en`` or ``zh_CN``; empty takes the system's."""
    appearance: str = ""
    """``dark``, ``light`` or ``contrast``; empty as the application and the system have it."""
    account: str = ""
    """The one to begin with; empty takes the first that is known."""
    download_folder: str = ""
    """The folder for results; empty takes a folder beside the scene."""
    name_pattern: str = ""
    """The pattern for names of results (model/result_names.py); empty keeps the farm's folders."""
    thumbnails_url: str = ""
    """Address in front of the pictures' paths, where the farm's own do not lead there; empty for the farm's."""
    notices: bool = True
    """Whether a notification says that a task finished or failed."""
    transmitter: str = ""
    """The vendor's transfer program; empty looks for it."""
    transfer_line: str = ""
    """The farm's name of a transfer line, or ``aspera`` or ``raysync``; empty takes the farm's default line."""
    proxy: str = ""
    """``http://host:port``; empty takes what the system says."""
    ca_bundle: str = ""
    """Certificates to trust, a file or a folder; empty takes what the system says."""
    least_balance: float = 0.0
    """Warn below this, in the account's currency; 0 never."""
    largest_file: float = 50.0
    """Name files above this, in GB; 0 never."""
    cache_size: float = 2.0
    """GB of pictures that are kept."""
    scene_copy: bool = False
    """Whether Submit writes the open scene to a copy beside it, and leaves its own file alone."""


BEGINNINGS: Mapping[str, tuple[str, Callable[[Any], object]]] = {
    "download_folder": ("output_folder", str),
    "name_pattern": ("name_pattern", str),
    "least_balance": ("least_balance", float),
    "scene_copy": ("as_copy", bool),
    "largest_file": ("largest_file", lambda gigabytes: int(gigabytes * GB)),
}
"""Setting -> the choice of a submission that begins as it is set, and how that is made of it."""

APPEARANCES = ("dark", "light", "contrast")

NUMBERS = {"least_balance": 1e9, "largest_file": 1e6, "cache_size": 1e5}
"""The most that each may be."""


def as_choices(preferences: Preferences) -> dict[str, Any]:
    """Fields of ``Choices`` as they begin with these settings."""
    return {choice: make(getattr(preferences, name)) for name, (choice, make) in BEGINNINGS.items()}


def changed(preferences: Preferences, changes: Mapping[str, Any]) -> Preferences:
    """Return the preferences with these values.

    Raises:
        BadInput: one of them cannot be; one sentence.
    """
    known = {field.name: field.type for field in dataclasses.fields(Preferences)}
    for name, value in changes.items():
        if name not in known:
            raise BadInput(_("There is no setting “{name}”.").format(name=name))
        if not _typed(value, str(known[name])):
            raise BadInput(_("The setting “{name}” cannot be “{value}”.").format(name=name, value=value))
        if name in CHECKS and value != "":
            CHECKS[name](value)
    numbers = {name: float(value) for name, value in changes.items() if name in NUMBERS}
    return dataclasses.replace(preferences, **{**changes, **numbers})


def read_preferences(path: Path, below: Mapping[str, Any]) -> tuple[Preferences, str]:
    """What the file says over ``below``; a sentence where it cannot be used. Of one with mistakes the rest holds."""
    preferences, trouble = _with(Preferences(), below)
    values = _values(path)
    if values is None:
        return preferences, _("The settings in {path} cannot be read: change one to write them anew.").format(path=path)
    preferences, wrong = _with(preferences, {
        name: value for name, value in values.items() if name in Preferences.__dataclass_fields__})
    return preferences, trouble or wrong


def write_preferences(path: Path, preferences: Preferences, below: Mapping[str, Any]) -> None:
    """Write what is not as in ``below``, so that what the studio changes later reaches this user too.

    Settings that only a newer program knows stay, so that it finds them again after one has gone back for a while.
    """
    base, _trouble = _with(Preferences(), below)
    values = {name: value for name, value in dataclasses.asdict(preferences).items() if value != getattr(base, name)}
    known = Preferences.__dataclass_fields__
    newer = {name: value for name, value in (_values(path) or {}).items() if name not in known}
    write_text(path, json.dumps({**newer, **values}, indent=1, ensure_ascii=False))


def _values(path: Path) -> dict[str, Any] | None:
    """Return what a file holds, nothing where there is none; None where it cannot be read."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return None
    return values if isinstance(values, dict) else None


def _with(preferences: Preferences, values: Mapping[str, Any]) -> tuple[Preferences, str]:
    trouble = ""
    for name, value in values.items():
        try:
            preferences = changed(preferences, {name: value})
        except FoxError as error:
            trouble = trouble or str(error)
    return preferences, trouble


def _typed(value: object, kind: str) -> bool:
    if kind == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value).__name__ == kind


def _folder(value: str) -> None:
    if not Path(value).is_dir():
        raise BadInput(_("There is no folder {path}: choose another one.").format(path=value))


def _program(value: str) -> None:
    if not Path(value).exists():
        raise BadInput(_("There is no program {path}: choose it again, or leave the field empty.").format(path=value))


def _certificates(value: str) -> None:
    if not Path(value).exists():
        raise BadInput(_("There are no certificates at {path}: choose a file or a folder.").format(path=value))


def _address(value: str) -> None:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise BadInput(_("“{value}” is not a valid address: write it as in https://host/folder.").format(value=value))


def _proxy(value: str) -> None:
    if not re.fullmatch(r"(https?|socks5h?)://[^\s/@]+/?", value):
        raise BadInput(_("“{value}” is not a valid proxy: write it as in http://host:8080, without a password.").format(
            value=value))


def _language(value: str) -> None:
    if value not in LANGUAGES:
        raise BadInput(_("There is no translation “{value}”; there is: {known}.").format(
            value=value, known=listed(LANGUAGES)))


def _appearance(value: str) -> None:
    if value not in APPEARANCES:
        raise BadInput(_("There is no appearance “{value}”; there is: {known}.").format(
            value=value, known=listed(APPEARANCES)))


def _number(name: str) -> Callable[[float], None]:
    def check(value: float) -> None:
        if not 0 <= value <= NUMBERS[name]:
            raise BadInput(_("{value:g} is not between 0 and {most:,.0f}.").format(value=value, most=NUMBERS[name]))

    return check


CHECKS: dict[str, Callable[[Any], None]] = {
    "language": _language, "appearance": _appearance,
    "download_folder": _folder, "name_pattern": check_pattern, "thumbnails_url": _address,
    "transmitter": _program, "proxy": _proxy, "ca_bundle": _certificates,
    **{name: _number(name) for name in NUMBERS},
}
"""What makes a value of the right type fit; each raises BadInput with one sentence."""
