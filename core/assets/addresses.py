"""Addresses that an asset resolver turns into paths, as USD scenes and pipelines have them. Pure."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9.-]*(?:\+[A-Za-z0-9.+-]+)?:/|(?:asset|entity|ayon(?:\+[a-z]+)?|openassetio):",
                     re.IGNORECASE)
DRIVE = re.compile(r"[A-Za-z]:")


def is_address(text: str) -> bool:
    """Whether a text is ``entity:/shot/plate``, ``ayon+entity://…``, ``asset:wood`` or ``https://…``."""
    return DRIVE.match(text) is None and ADDRESS.match(text) is not None
