"""A studio's settings for everybody: a JSON file that FOXSUBMIT_STUDIO names, else one that was taken over here.

    {"account": "…", "domain": "task.foxrenderfarm.com", "platform": "6", "project": "…", "hardware": 3,
     "choices": {"priority": 60}, "settings": {"language": "zh_CN"}, "locked": ["priority", "proxy"],
     "known_variables": ["ASSETS"], "roots": ["//nas/assets"],
     "path_mapping": [{"from": "//server/proj", "to": "/mnt/proj"}, {"from": "$ASSETS", "to": "/jobs/assets"}],
     "hooks": "//share/fox/hooks", "hook_seconds": 10, "inventory": "//nas/fox/inventory"}

The scene's own choices go before the user's, those before the studio's, those before the built-in ones; but what is
locked is as the studio says. ``known_variables`` are those that the farm's support has set for the studio; from the
folders ``roots`` and all below them files are sent without a question, as from the targets of ``path_mapping``, which
says where files lie that scenes name by paths of other machines (core/assets/path_mapping.py). ``hooks`` is a folder of
Python files that are run (core/hooks/), each call for ``hook_seconds`` at most. In the folder ``inventory`` each
start notes which version it is (inventory.py). docs/studio.md has all of it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..common.atomic import remove, write_text
from ..common.errors import BadInput
from ..common.i18n import _
from ..common.system_errors import system_reason
from ..model.choices import Choices
from ..model.path_rules import Rule
from .preferences import Preferences, changed
from .presets import to_changes

VARIABLE = "FOXSUBMIT_STUDIO"
KEPT = "studio.json"
"""The name of the file below a home that was taken over."""
HOOK_SECONDS, MOST_HOOK_SECONDS = 10.0, 3600.0
LISTS = ("locked", "known_variables", "roots", "path_mapping")
"""Keys of the file with a list; of texts, but for the rules of ``path_mapping``."""
KEYS = {"$schema", "account", "domain", "platform", "project", "hardware", "choices", "settings", "hooks",
        "hook_seconds", "inventory", *LISTS}
"""All keys of the file: whatever else stands there is a slip, and is named."""


@dataclasses.dataclass(frozen=True)
class Studio:
    """One such file; nothing where there is none."""

    domain: str = ""
    """The domain to sign in with."""
    platform: str = ""
    choices: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    settings: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    """Names of choices and settings."""
    known_variables: frozenset[str] = frozenset()
    """Names of variables in paths that the farm sets for the studio."""
    roots: tuple[str, ...] = ()
    """Folders from which files are sent without a question."""
    path_mapping: tuple[Rule, ...] = ()
    hooks: str = ""
    """The folder of the studio's own code, absolute wherever a program was started; empty for none."""
    hook_seconds: float = HOOK_SECONDS
    """How long each call of a hook may take."""
    inventory: str = ""
    """The folder in which each start is noted."""
    trouble: str = ""
    """Why the file, or a part of it, is not used: one sentence."""

    def choose(self, choices: Choices) -> Choices:
        """Return the choices with each locked one set to the studio's value."""
        held = {name: value for name, value in self.choices.items() if name in self.locked}
        return dataclasses.replace(choices, **held) if held else choices


def place_of(home: Path) -> Path | None:
    """Return the file that holds: that of the environment variable, else the one that was taken over into a home."""
    name, kept = os.environ.get(VARIABLE, ""), home / KEPT
    if name:
        return Path(name).absolute()
    with contextlib.suppress(OSError):  # Python 3.9 raises it for a home that may not be looked into
        return kept if kept.is_file() else None
    return None


def read_studio(path: Path | None) -> Studio:
    """Read a studio's file; one that is broken says so and counts for nothing."""
    if path is None:
        return Studio()
    data = _data(path)
    if data is None:
        return Studio(trouble=_("The studio's settings in {path} cannot be read: ask whoever looks after them.").format(
            path=path))
    return _studio(path, data)


def take_over(path: Path, home: Path) -> None:
    """Have a studio's file hold here, also without the variable.

    Raises:
        BadInput: it cannot be used as it is.
    """
    found, data = read_studio(path), _data(path)
    if found.trouble or data is None:
        raise BadInput(found.trouble)
    folders = {name: folder for name, folder in (("hooks", found.hooks), ("inventory", found.inventory)) if folder}
    text = json.dumps({**data, **folders}, ensure_ascii=False, indent=1)
    write_text(home / KEPT, text, private=True)


def hand_on(path: Path, target: Path) -> None:
    """Write a studio's file where others can take it over from.

    Raises:
        BadInput: it cannot be written there.
    """
    try:
        write_text(target, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(_("The studio's settings cannot be written to {path}: {reason}.").format(
            path=target, reason=system_reason(error))) from error


def leave(home: Path) -> None:
    """Have the file that was taken over hold no more."""
    remove(home / KEPT)


def _data(path: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _studio(path: Path, data: dict[str, Any]) -> Studio:
    listed = data.get("choices")
    choices = {**(listed if isinstance(listed, dict) else {}),
               **{name: data[name] for name in ("project", "hardware") if name in data}}
    wanted = data.get("settings")
    settings = {**(wanted if isinstance(wanted, dict) else {}),
                **({"account": data["account"]} if "account" in data else {})}
    fit_choices = to_changes(choices)
    fit_settings = {name: value for name, value in settings.items() if _fits(name, value)}
    names = set(_texts(data, "locked"))
    rules = _rules(data)
    known = set(Choices.__dataclass_fields__) | set(Preferences.__dataclass_fields__)
    wrong = [*(set(data) - KEYS), *(set(choices) - set(fit_choices)), *(set(settings) - set(fit_settings)),
             *(names - known),
             *(name for name in LISTS if not isinstance(data.get(name, []), list)),
             *(["hooks"] if not isinstance(data.get("hooks", ""), str) else []),
             *(["hook_seconds"] if _seconds(data) is None else []),
             *(f"path_mapping[{number}]" for number, rule in enumerate(rules) if rule is None)]
    fit_rules = tuple(rule for rule in rules if rule is not None)
    return Studio(
        domain=_word(data, "domain"), platform=_word(data, "platform"), choices=fit_choices, settings=fit_settings,
        locked=frozenset(names & known),
        known_variables=frozenset(name.lstrip("$") for name in _texts(data, "known_variables")),
        roots=(*_texts(data, "roots"), *(rule.target for rule in fit_rules)), path_mapping=fit_rules,
        hooks=str(path.absolute().parent / data["hooks"]) if "hooks" not in wrong and data.get("hooks") else "",
        hook_seconds=_seconds(data) or HOOK_SECONDS,
        inventory=str(path.absolute().parent / _word(data, "inventory")) if _word(data, "inventory") else "",
        trouble=_("The studio's settings in {path} have “{name}”, which cannot be used: ask whoever looks after "
                  "them.").format(path=path, name=sorted(wrong)[0]) if wrong else "")


def _fits(name: str, value: object) -> bool:
    try:
        changed(Preferences(), {name: value})
    except BadInput:
        return False
    return True


def _seconds(data: dict[str, Any]) -> float | None:
    """How long a hook may take; None where it cannot be that."""
    value = data.get("hook_seconds", HOOK_SECONDS)
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= MOST_HOOK_SECONDS
    return float(value) if fits else None


def _rules(data: dict[str, Any]) -> list[Rule | None]:
    """The rules of path mapping, None in the place of each that cannot be used."""
    listed = data.get("path_mapping", [])
    return [_rule(each) for each in listed] if isinstance(listed, list) else []


def _rule(data: object) -> Rule | None:
    source, target = (data.get("from"), data.get("to")) if isinstance(data, dict) else (None, None)
    if not isinstance(source, str) or not isinstance(target, str):
        return None
    rule = Rule(source, target)
    return rule if rule.fits else None


def _texts(data: dict[str, Any], name: str) -> list[str]:
    listed = data.get(name, [])
    return [str(each) for each in listed] if isinstance(listed, list) else []


def _word(data: dict[str, Any], name: str) -> str:
    value = data.get(name, "")
    return str(value) if isinstance(value, (str, int)) else ""
