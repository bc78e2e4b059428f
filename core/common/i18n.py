"""Texts for people, in their language. ``_()`` marks and translates each.

A catalogue is ``locale/<language>.po``, read as it is (docs/decisions/0010-translation.md). English stands in the code.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from pathlib import Path

from .po import read

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh_CN": "简体中文"}
"""Each under its own name, so that whoever picked the wrong one finds back."""

FOLDER = Path(__file__).with_name("locale")


class _Current:
    """What is spoken now: one language a process, as the panel and the command line have one user."""

    language = ENGLISH
    texts: Mapping[str, tuple[str, ...]] = {}


def _(text: str) -> str:
    """``text`` in the user's language; English is what stands in the code."""
    found = _Current.texts.get(text)
    return found[0] if found else text


def count(singular: str, plural: str, number: int) -> str:
    """The form of a phrase that goes with ``number``; ``{n}`` in it is replaced."""
    found = _Current.texts.get(singular)
    # A language with more than these two forms needs its rule here; Chinese has one form for all.
    forms = found or (singular, plural)
    return forms[0 if number == 1 else -1].format(n=f"{number:,}")


def use(language: str) -> str:
    """Speak ``language``, or what is nearest to it of those that there are; which one that is."""
    chosen = nearest(language)
    if chosen != _Current.language:
        path = FOLDER / f"{chosen}.po"
        _Current.texts = read(path.read_text(encoding="utf-8")) if chosen != ENGLISH else {}
        _Current.language = chosen
    return chosen


def spoken() -> str:
    """The language in use."""
    return _Current.language


def nearest(language: str) -> str:
    """``zh_CN`` of "zh-Hans", "Chinese (Simplified)_China" and the like; English of what there is not."""
    name = language.replace("-", "_").lower()
    return "zh_CN" if name.startswith(("zh", "chinese")) else ENGLISH


def system_language() -> str:
    """Return the language of the user's system: from the variables, else from the C library."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return nearest(os.environ[variable])
    return nearest(locale.getlocale()[0] or "")
