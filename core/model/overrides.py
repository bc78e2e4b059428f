"""Settings that are others for one submission than in its scene."""

from __future__ import annotations

from .choices import Choices

SETTINGS = ("samples", "device", "simplify")
"""Choices that task.json has no field for, under the names by which ``additional_info`` says them."""

LIMITS = {"samples": (1, 1 << 24), "percentage": (1, 1000), "simplify": (0, 12)}
"""The least and the most of those that are numbers, where they are typed."""


def overrides_of(choices: Choices, *, size: bool = False) -> dict[str, str]:
    """Return what was chosen, as text by name; with ``size`` the percentage of the resolution too."""
    names = (*SETTINGS, "percentage") if size else SETTINGS
    values = {name: getattr(choices, name) for name in names}
    return {name: str(value) for name, value in values.items() if value not in {None, ""}}
