"""One immutable document that says what will be submitted."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from ..assets.found import LocalFile
from ..atomic import write_text
from ..checks.finding import Finding, Severity
from ..errors import BadInput
from ..i18n import _
from .schema import check

VERSION = 1


@dataclasses.dataclass(frozen=True)
class SentFile:
    """A file and its place on the farm."""

    local: LocalFile
    server: str
    scene: bool = False
    """Whether it is the scene itself, which must not change after the plan was made."""
    kind: str = "file"
    """Of the asset that it belongs to."""


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
    """Where results go on this machine; empty fetches nothing."""
    priority: int = 50
    tags: tuple[str, ...] = ()
    artist: str = ""
    stamp: LocalFile | None = None
    """The scene as it was when the plan was made, also where an archive of it is sent."""

    @property
    def bytes(self) -> int:
        """Of all files."""
        return sum(file.local.size for file in self.files)

    def documents(self, task_id: int) -> dict[str, str]:
        """The four files by name, with the task id filled in."""
        task = {**self.task, "task_info": {**self.task["task_info"], "task_id": str(task_id)}}
        contents = {"task": task, "asset": self.asset, "tips": self.tips, "upload": self.upload}
        return {f"{name}.json": json.dumps(content, ensure_ascii=False) for name, content in contents.items()}

    def check(self) -> None:
        """Raise BadInput, one sentence, where a file breaks its schema."""
        check(self.host, "task", self.task)
        for name in ("upload", "asset", "tips"):
            check(self.host, name, getattr(self, name))

    def to_json(self) -> str:
        """The document's text."""
        return json.dumps({"foxsubmit_plan": VERSION, **dataclasses.asdict(self)}, ensure_ascii=False, indent=1)

    def save(self, path: Path) -> None:
        """Write it, whole or not at all."""
        write_text(path, self.to_json())


def from_json(text: str) -> Plan:
    """Read a plan.

    Raises:
        BadInput: it is no plan, or one of a newer version, or it breaks a schema.
    """
    try:
        data = json.loads(text)
        version = data.pop("foxsubmit_plan")
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise BadInput(_("This is not a plan: save one with “Save plan…” or “foxsubmit submit --plan”.")) from error
    if version != VERSION:
        raise BadInput(_("The plan is of version {there}, this program reads version {here}: update it.").format(
            there=version, here=VERSION))
    try:
        plan = _read(data)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(_("The plan is damaged: save it again.")) from error
    plan.check()
    return plan


def _read(data: dict[str, Any]) -> Plan:
    files = tuple(
        SentFile(LocalFile(**each["local"]), each["server"], each["scene"], each.get("kind", "file"))
        for each in data.pop("files"))
    findings = tuple(
        Finding(each["code"], Severity(each["severity"]), each["text"], tuple(each["nodes"]),
                tuple(each["details"]), farm=each.get("farm", "")) for each in data.pop("findings"))
    stamp = data.pop("stamp", None)
    return Plan(files=files, findings=findings, tags=tuple(data.pop("tags")),
                stamp=LocalFile(**stamp) if stamp else None, **data)
