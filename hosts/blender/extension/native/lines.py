"""Sentences in Blender's panels, which cut off what is longer than they are."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import Any

from .....core.common.foreign import harmless

PIXELS = 6.6  # of a character at a scale of 1
NARROW, ICON = 16, 4  # characters: the least that a line has; what an icon takes


def fitting(context: Any, width: int = 0) -> int:
    """How many characters fit into a region, or into ``width`` pixels at a scale of 1."""
    return int(width / PIXELS if width else context.region.width / (PIXELS * context.preferences.system.ui_scale))


def draw(column: Any, text: str, width: int, icon: str) -> None:
    """Draw a sentence in as many lines as it takes, none where it is empty; the icon stands before the first."""
    for number, line in enumerate(wrapped(text, max(NARROW, width - ICON))):
        column.label(text=harmless(line), icon="BLANK1" if number and icon != "NONE" else icon)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines; a Chinese character is as wide as two others, and a line may end after each."""
    if not any(_wide(each) for each in text):
        return textwrap.wrap(text, width)
    lines, room = [""], width
    for each in text:
        size = 2 if _wide(each) else 1
        if size > room:
            lines.append("")
            room = width
        lines[-1] += each
        room -= size
    return lines


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
