"""What a studio's hooks say of a submission before it is made: which choices they change, and what they find."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from ..assets.found import FoundAsset
from ..common.i18n import _, full_stop, labelled, listed
from ..model import finding_codes as codes
from ..model.choices import Choices
from ..model.finding import Finding, Fix, Severity
from ..model.host import Scene
from ..plan.hook_change import HookChange
from ..settings.presets import every_choice, to_changes
from . import describe
from .runner import Answer, Asked, House, Ran, Shared, run
from .shapes import PRE_SUBMIT, VALIDATE

SEVERITIES = {each.name.lower(): each for each in Severity}
MOST = 200
"""Findings of one file, and nodes and details of one finding, that are taken."""


class Subject(NamedTuple):
    """A submission that is judged."""

    host: str
    scene: Scene
    assets: Sequence[FoundAsset]
    choices: Choices
    locked: Collection[str] = ()


class Judgement(NamedTuple):
    """The answers of the hooks."""

    choices: Choices = Choices()
    """The choices with what the hooks change."""
    changes: tuple[HookChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    """The findings of the validators, and a sentence for each hook that failed."""


def judge(house: House, it: Subject) -> Judgement:
    """Ask what is changed before a submission, then what is found with these changes. Worker thread."""
    taking = _Taking(it)
    ran = run(house, _asked(PRE_SUBMIT, it), taking.take)
    found = validate(house, it._replace(choices=taking.choices), (*ran.troubles, *taking.troubles))
    return found._replace(changes=tuple(taking.changes))


def validate(house: House, it: Subject, troubles: Sequence[str] = ()) -> Judgement:
    """Ask what is found; ``troubles`` are sentences about hooks that failed before. Worker thread."""
    ran = run(house, _asked(VALIDATE, it))
    found = [finding for answer in ran.answers for finding in _findings(answer, ran)]
    failed = map(went_wrong, dict.fromkeys((*troubles, *ran.troubles)))
    return Judgement(it.choices, findings=(*found, *failed))


def went_wrong(sentence: str) -> Finding:
    """Return a hook that failed as a finding, which keeps nothing back."""
    return Finding(codes.HOOK_FAILED, Severity.WARNING, sentence)


def _asked(function: str, it: Subject) -> Asked:
    return Asked([function], {"scene": describe.scene(it.host, it.scene), "choices": describe.choices(it.choices)},
                 files=describe.used_files(it.assets))


class _Taking:
    """Takes what hooks change, one after the other; what cannot be is said and left as it was."""

    def __init__(self, it: Subject) -> None:
        self.choices = it.choices
        self.changes: list[HookChange] = []
        self.troubles: list[str] = []
        self._locked = it.locked

    def take(self, answer: Answer) -> Shared:
        """Take the changes of one hook; return the choices that the next one is given."""
        if isinstance(answer.value, Mapping):
            self._change(answer, {name: value for name, value in answer.value.items() if name != "version"})
        elif answer.value is not None:
            self._wrong(answer, _("it returned no dictionary of choices"))
        return describe.choices(self.choices)

    def _change(self, answer: Answer, wanted: Mapping[str, Any]) -> None:
        fit, before = to_changes(wanted), every_choice(self.choices)
        locked = [name for name in fit if name in self._locked and fit[name] != getattr(self.choices, name)]
        if set(wanted) - set(fit):
            self._wrong(answer, _("these are no choices, or cannot have such values: {names}").format(
                names=listed(sorted(set(wanted) - set(fit)))))
        if locked:
            self._wrong(answer, _("the studio has locked {names}").format(names=listed(sorted(locked))))
        self.choices = dataclasses.replace(
            self.choices, **{name: value for name, value in fit.items() if name not in locked})
        now = every_choice(self.choices)
        self.changes += [HookChange(answer.file, answer.function, name, before[name], now[name])
                         for name in now if now[name] != before[name]]

    def _wrong(self, answer: Answer, what: str) -> None:
        self.troubles.append(_failed(answer, what))


def _findings(answer: Answer, ran: Ran) -> list[Finding]:
    if answer.value is None:
        return []
    found = [_finding(each) for each in answer.value[:MOST]] if isinstance(answer.value, list) else [None]
    if None in found:
        ran.wrong(_failed(answer, _("it returned something that is no list of findings")))
    return [each for each in found if each is not None]


def _finding(data: object) -> Finding | None:
    if not isinstance(data, Mapping) or not isinstance(data.get("text"), str) or not data["text"].strip():
        return None
    severity = SEVERITIES.get(data.get("severity", "warning"))
    nodes, details = (_texts(data.get(name, [])) for name in ("nodes", "details"))
    fits, fix = _fix(data.get("fix"))
    if severity is None or nodes is None or details is None or not fits:
        return None
    return Finding(codes.OF_THE_STUDIO, severity, data["text"].strip(), nodes, details, fix)


def _fix(data: object) -> tuple[bool, Fix | None]:
    """Whether it is one, or none, and which."""
    if data is None:
        return True, None
    label, changes = (data.get("label"), data.get("changes")) if isinstance(data, Mapping) else (None, None)
    fit = to_changes(changes)
    whole = isinstance(changes, Mapping) and set(changes) - {"version"} == set(fit) and bool(fit)
    if not isinstance(label, str) or not label.strip() or not whole:
        return False, None
    return True, Fix(label.strip(), fit)


def _texts(data: object) -> tuple[str, ...] | None:
    if not isinstance(data, list) or not all(isinstance(each, str) for each in data):
        return None
    return tuple(data[:MOST])


def _failed(answer: Answer, what: str) -> str:
    return full_stop(labelled(_("The hook “{function}” in {file} failed").format(
        function=answer.function, file=answer.file), what))
