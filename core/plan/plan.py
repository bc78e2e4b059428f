"""One immutable document that says what will be submitted."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..assets.found import LocalFile
from ..common.atomic import write_text
from ..common.errors import BadInput
from ..common.i18n import _
from ..common.system_errors import system_reason
from ..model.finding import Finding, Severity
from .hook_change import HookChange
from .plan_text import head, pieces, text_of

VERSION = 2
"""Version 1 did not say when results are fetched, nor under which names: the defaults are what it meant."""


def _check(host: str, name: str, data: Any) -> None:
    from .schema.check import check  # noqa: PLC0415 - it takes 0.2 s, which no panel waits for

    check(host, name, data)


@dataclasses.dataclass(frozen=True)
class SentFile:
    """A file and its place on the farm."""

    __slots__ = ("kind", "local", "scene", "server")  # no values in the class: a plan may have 500,000 of them

    local: LocalFile
    server: str
    scene: bool
    """Whether it is the scene itself, which must not change after the plan was made."""
    kind: str
    """The kind of the asset that it belongs to."""

    def __init__(self, local: LocalFile, server: str, scene: bool = False, kind: str = "file") -> None:
        for name, value in (("local", local), ("server", server), ("scene", scene), ("kind", kind)):
            object.__setattr__(self, name, value)


@dataclasses.dataclass(frozen=True)
class Plan:
    """A submission, complete but for its task id. GUI, CLI and tests all consume it."""

    host: str
    name: str
    """The scene's file name."""
    account: str
    """Name of the account in the settings; never a key."""
    task: dict[str, Any]
    upload: dict[str, Any]
    asset: dict[str, Any]
    tips: dict[str, Any]
    files: tuple[SentFile, ...]
    findings: tuple[Finding, ...] = ()
    folder: str = ""
    """The folder for results on this machine; empty fetches nothing."""
    fetch: str = "finished"
    """When they are fetched: a key of ``choices.FETCH``."""
    pattern: str = ""
    """Where each goes below the folder (transfer/naming.py)."""
    movie: str = ""
    """The name of a movie that is made of the frames when all are on this machine; empty for none."""
    rate: str = ""
    """The scene's frames a second, as a fraction: ``24/1``; empty where the host does not say and no movie is made."""
    check_content: bool = False
    """Compare files with what the farm has by their content, whatever size and time say."""
    priority: int = 50
    tags: tuple[str, ...] = ()
    artist: str = ""
    job_name: str = ""
    """How the job is called; empty in plans of older versions."""
    comment: str = ""
    batch: str = ""
    choices: dict[str, Any] | None = None
    """Every choice that was made for it, with the units that it renders; None in plans of older versions."""
    stamp: LocalFile | None = None
    """The scene as it was when the plan was made, also where an archive of it is sent."""
    hooks: tuple[HookChange, ...] = ()
    """What the studio's hooks changed of the choices (docs/studio.md)."""

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(file.local.size for file in self.files)

    def documents(self, task_id: int) -> dict[str, str]:
        """The four files by name, with the task id filled in."""
        contents = {"task": with_task_id(self.task, task_id), "asset": self.asset, "tips": self.tips,
                    "upload": self.upload}
        return {f"{name}.json": text_of(content) for name, content in contents.items()}

    def check(self) -> None:
        """Raise BadInput, one sentence, where a file breaks its schema."""
        _check(self.host, "task", self.task)
        for name in ("upload", "asset", "tips"):
            _check(self.host, name, getattr(self, name))
        self._check_files()

    def _check_files(self) -> None:
        """What upload.json says is sent must be what is sent."""
        places = {file.server for file in self.files}
        scenes = self.upload.get("scene", [])
        named = itertools.chain(self.upload["asset"], scenes if isinstance(scenes, list) else [scenes])
        strange = next((each["server"] for each in named if each["server"] not in places), None)
        if strange is not None:
            raise BadInput(_("upload.json names {path}, which is not among the plan's files: make the plan again."
                             ).format(path=strange))
        if [file.scene for file in self.files].count(True) != 1:
            raise BadInput(_("One file of a plan is the scene: make the plan again."))

    def to_json(self) -> str:
        """The document's text: a line for each part, and for each file."""
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        """Yield the document's text."""
        return pieces({"foxsubmit_plan": VERSION, **vars(self)})

    def save(self, path: Path) -> None:
        """Write it, whole or not at all.

        Raises:
            BadInput: it cannot be written there.
        """
        try:
            write_text(path, self.to_json())
        except OSError as error:
            raise BadInput(_("The plan {path} cannot be written: {reason}.").format(
                path=path, reason=system_reason(error))) from error


def with_task_id(task: dict[str, Any], task_id: int) -> dict[str, Any]:
    """Return task.json for the farm."""
    return {**task, "task_info": {**task["task_info"], "task_id": str(task_id)}}


def head_from(lines: Iterable[str]) -> Plan:
    """Read a plan without its long lists: files, findings, and the documents that name files.

    Raises:
        BadInput: it is no plan, or one of another version that can only be read whole.
    """
    try:
        data = head(lines)
        if data.pop("foxsubmit_plan") != VERSION:
            raise ValueError("another version")
        return Plan(upload={}, asset={}, tips={}, files=(), **_small(data), **data)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise BadInput(_("This is not a plan: save one with “Save plan…” or “foxsubmit submit --plan”.")) from error


def from_json(text: str) -> Plan:
    """Read a plan.

    Raises:
        BadInput: it is no plan, or one of a newer version, or it breaks a schema.
    """
    try:
        data = json.loads(text)
        version = data.pop("foxsubmit_plan")
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise BadInput(_("This is not a plan: save one with “Save plan…” or “foxsubmit submit --plan”.")) from error
    if type(version) is not int or not 1 <= version <= VERSION:
        raise BadInput(_("The plan is of version {there}, this program reads version {here}: update it.").format(
            there=version, here=VERSION))
    _check("", "plan", data)
    plan = _read(data)
    plan.check()
    return plan


def _read(data: dict[str, Any]) -> Plan:
    files = tuple([SentFile(LocalFile(**each["local"]), each["server"], each["scene"], each.get("kind", "file"))
                   for each in data.pop("files")])
    findings = tuple(
        Finding(each["code"], Severity(each["severity"]), each["text"], tuple(each["nodes"]),
                tuple(each["details"]), farm=each.get("farm", "")) for each in data.pop("findings", ()))
    return Plan(files=files, findings=findings, **_small(data), **data)


def _small(data: dict[str, Any]) -> dict[str, Any]:
    """Take the parts out that are objects of ours, or are no lists, and are never long."""
    stamp = data.pop("stamp", None)
    return {"tags": tuple(data.pop("tags", ())), "stamp": LocalFile(**stamp) if stamp else None,
            "hooks": tuple(HookChange(**each) for each in data.pop("hooks", ()))}
