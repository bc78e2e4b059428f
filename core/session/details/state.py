"""The account's own things at the farm, as far as they are known, as frozen data."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from ...offer.account_details import AccountProject, FarmSettings, FrameTotals, NodeKind, RentedNode


@dataclasses.dataclass(frozen=True)
class Listed:
    """A list that is read a page at a time, the newest first."""

    rows: tuple[Any, ...] = ()
    pages: int = 0
    """How many pages of it are here; 0 before the farm has answered."""
    more: bool = False
    """Whether there are later pages."""


@dataclasses.dataclass(frozen=True)
class DetailsState:
    """The account's own things. None, or a list without pages, while the farm has not said them."""

    settings: FarmSettings | None = None
    totals: FrameTotals | None = None
    nodes: tuple[RentedNode, ...] | None = None
    account_projects: tuple[AccountProject, ...] | None = None
    node_kinds: tuple[NodeKind, ...] | None = None
    software: tuple[str, ...] | None = None
    """Names of the host applications that the farm renders."""
    task_records: Listed = Listed()
    sign_ins: Listed = Listed()
    recycled: Listed = Listed()
    """The tasks in the recycle bin."""
    elsewhere: Listed = Listed()
    """The tasks that wait or render, and that this machine did not submit, as far as the farm lists them."""
    troubles: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Field of these -> why the farm did not say it, or did not change it, one sentence."""
    answers: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """Field of these -> how often an answer about it came, a refusal included."""
