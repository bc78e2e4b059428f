"""What a plan's job is called and renders, for lists of jobs. Pure."""

from __future__ import annotations

from typing import Any

from ..model.frames import readable
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
        frames=", ".join(map(readable, rendered_values(plan, "frames"))))
