"""What a plan's job is called and renders, for lists of jobs. Pure."""

from __future__ import annotations

import contextlib
from typing import Any

from ..common.errors import BadInput
from ..model.frames import parse, shown
from ..model.job_identity import JobIdentity, listed
from .diff import cameras, rendered_values, units
from .plan import Plan


def identity_of(plan: Plan) -> JobIdentity:
    """Return what tells the plan's job from others."""
    info: dict[str, Any] = plan.task["task_info"]
    return JobIdentity(
        name=plan.job_name, comment=plan.comment, batch=plan.batch, unit=listed(units(plan)),
        camera=listed(cameras(plan)), artist=plan.artist, project=str(info.get("project_name") or ""),
        scene=plan.stamp.path if plan.stamp else "",
        frames=", ".join(map(frames_in_words, rendered_values(plan, "frames"))))


def frames_in_words(wire: str) -> str:
    """Return ranges as people read them: ``1-1[1],3-9[2]`` is ``1, 3-9[2]``; what cannot be read stays as it is."""
    with contextlib.suppress(BadInput):
        return shown(parse(wire))
    return wire
