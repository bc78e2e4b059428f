"""What an account has at the farm, as frozen data: its money, its render environments, kinds of render nodes."""

from __future__ import annotations

import dataclasses

from ..common.i18n import listed


@dataclasses.dataclass(frozen=True)
class Account:
    """The account whose money is spent."""

    name: str
    balance: float
    coupon: float
    currency: str
    credit: float = 0.0
    """The amount that may be owed."""
    hidden: bool = False
    """The amounts are not for this user, or the farm does not say them; they are 0 here."""
    download_disabled: bool = False

    @property
    def funds(self) -> float:
        """The balance as it is shown everywhere: with the coupons, which the farm counts beside it."""
        return self.balance + self.coupon

    @property
    def arrears(self) -> bool:
        """More is owed than is allowed: the farm renders nothing."""
        return not self.hidden and self.funds + self.credit < 0


@dataclasses.dataclass(frozen=True)
class Environment:
    """A render environment of the user's, for this host application."""

    name: str
    software: str
    version: str
    plugins: tuple[tuple[str, str], ...] = ()
    """(name, version)."""
    default: bool = False
    os_name: int = 1
    layer_type: int = 0
    """Mode of a Maya environment: 0 renders the older render layers, 1 those of Render Setup."""

    @property
    def contents(self) -> str:
        """``2025.3, MtoA 5.4.5``: what the farm starts."""
        return listed((self.version, *(f"{name} {version}".strip() for name, version in self.plugins)))


@dataclasses.dataclass(frozen=True)
class Hardware:
    """A kind of render node."""

    id: int
    label: str
    """``2 × RTX 4090, 64 GB RAM``."""
    gpu: bool
    ram: str
    reason: str = ""
    """Why this host application cannot use it; empty where it can."""
    cards: int = 0
    """GPUs of one node."""
    not_versions: tuple[str, ...] = ()
    """Versions of this host application that it does not run."""
    not_plugins: tuple[str, ...] = ()
    """Patterns on ``name version`` of plug-ins that it does not run."""
    not_codes: tuple[str, ...] = ()
    """Codes of findings with which it takes no scene."""
    model: str = ""
    """The farm's name for its graphics cards: ``4090``; empty where it has none."""
