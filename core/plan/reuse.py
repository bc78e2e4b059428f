"""Use a plan that was saved: for another account, on another day. Reads the disk."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

from ..assets.found import LocalFile
from ..common.errors import BadInput
from ..common.i18n import _, count, full_stop, labelled, names
from ..offer.facts import Facts
from .plan import Plan

MOST_NAMED = 3


@dataclasses.dataclass(frozen=True)
class Changes:
    """The paths of a plan's files that are gone or changed since it was made."""

    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.changed)

    @property
    def sentences(self) -> tuple[str, ...]:
        """One for each kind of change."""
        gone = count("{n} file is not there any more", "{n} files are not there any more", len(self.gone))
        changed = count("{n} file has changed", "{n} files have changed", len(self.changed))
        return tuple(full_stop(labelled(said, names(paths, MOST_NAMED)))
                     for said, paths in ((gone, self.gone), (changed, self.changed))
                     if paths)


def changes_since(plan: Plan) -> Changes:
    """Compare the files with what the plan says of them. A file that was only touched counts as changed."""
    gone, changed = [], []
    files = {file.local.path: file.local for file in plan.files}
    if plan.stamp is not None:
        files[plan.stamp.path] = plan.stamp
    for path, known in files.items():
        try:
            status = Path(path).stat()
        except OSError:
            gone.append(path)
            continue
        if not _same(status, known):
            changed.append(path)
    return Changes(tuple(gone), tuple(changed))


def ready(plan: Plan, account: str, platform: str, facts: Facts) -> Plan:
    """The plan for this account.

    Raises:
        BadInput: a file is gone or has changed, or the farm no longer offers what the plan asks for.
    """
    changes = changes_since(plan)
    if changes:
        raise BadInput(" ".join((*changes.sentences, _("Make the plan again."))))
    config, info = plan.task["software_config"], plan.task["task_info"]
    if not any(each.version == config["cg_version"] and dict(each.plugins) == config["plugins"]
               for each in facts.environments):
        raise BadInput(_("This account has no render environment with {software} {version} and the same plug-ins: "
                         "set one up, or make the plan again.").format(
                             software=config["cg_name"], version=config["cg_version"]))
    node = next((each for each in facts.hardware if str(each.id) == info["hardwareConfigId"]), None)
    if node is None or node.reason:
        raise BadInput(_("The farm does not offer the plan's hardware {number} for this scene: make the plan "
                         "again.").format(number=info["hardwareConfigId"]))
    project, known = info["project_name"], dict(facts.projects)
    if project and project not in known:
        raise BadInput(_("This account has no project “{name}”, so the task would be booked on none: create it, or "
                         "make the plan again.").format(name=project))
    own = {
        "user_id": facts.user_id, "platform": platform, "task_id": "",
        "project_id": known.get(project, "0"),
    }
    return dataclasses.replace(plan, account=account, task={**plan.task, "task_info": {**info, **own}})


def _same(status: os.stat_result, known: LocalFile) -> bool:
    # Not the inode: a plan may come from another machine that sees the same share.
    return status.st_size == known.size and status.st_mtime_ns == known.mtime_ns
