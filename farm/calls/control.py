"""The farm's own calls beside the documented API: its status and its faults. They are signed like all others."""

from __future__ import annotations

from typing import Any

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from ..base.faults import make_fault
from ..base.refusal import INVALID, Refusal
from ..base.routes import Body, Handler
from ..farm import Farm
from ..rules import billing
from .query import query_all_frame_stats

CONTROL = "/farm/"


def status(farm: Farm, _body: Body) -> Any:
    """Return the number of tasks and frames, the balance, and the faults that are switched on."""
    rows = farm.database.rows("SELECT COUNT(*) AS n FROM tasks WHERE parent = 0 AND recycled IS NULL")
    return {
        "farm": farm.id, "tasks": rows[0]["n"], "frames": query_all_frame_stats(farm, {}),
        "balance": billing.balance_left(farm.database, farm.options.balance), "workers": farm.options.workers,
        "blender": farm.blender_version, "faults": farm.faults.shown(),
    }


def faults(farm: Farm, body: Body) -> Any:
    """Replace all faults by those of ``faults`` (an empty list for none); without the parameter only list them."""
    wanted = body.get("faults")
    if wanted is not None:
        if not isinstance(wanted, list) or not all(isinstance(each, dict) for each in wanted):
            raise Refusal(INVALID, _("The parameter faults must be a list of objects with a kind."))
        try:
            farm.faults.set([make_fault(each) for each in wanted])
        except BadInput as error:
            raise Refusal(INVALID, str(error)) from error
    return farm.faults.shown()


CALLS: dict[str, Handler] = {f"{CONTROL}status": status, f"{CONTROL}faults": faults}
