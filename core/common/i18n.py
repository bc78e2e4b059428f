"""Texts for people, in their language. ``_()`` marks and translates each.

What is put beside each other, names or phrases or a label and its value, has other signs in each language: whatever
joins texts for people does it with the functions below, and a rule (``tests/glued.py``) names whoever does not.

A catalogue is ``locale/<language>.po``, read as it is (docs/decisions/0010-translation.md). English stands in the code.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .po import read

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh_CN": "简体中文"}
"""Each under its own name, so that whoever picked the wrong one finds back."""

FULL_WIDTH = "，。：；！？（）、"
"""Signs of Chinese that are as wide as a character, half of it empty."""

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


def listed(values: Iterable[str]) -> str:
    """Return all names of a list, as ``a, b``; the comma of Chinese lists is another than that of its sentences."""
    return _("{name}, {next}").format(name="", next="").join(values)


def names(values: Sequence[str], most: int = 8) -> str:
    """A list that stays readable: the first of them, and how many more."""
    if len(values) <= most:
        return listed(values)
    return _("{names} and {n} more").format(names=listed(values[:most]), n=f"{len(values) - most:,}")


def fewer_names(values: Sequence[str], most: int = 8) -> tuple[str, ...]:
    """Return the same list with fewer and fewer of the names, for where there is no room for it."""
    return tuple(names(values, number) for number in range(min(most, len(values) - 1), 0, -1))


def fewer(parts: Sequence[str]) -> tuple[str, ...]:
    """Return facts beside each other, fewer and fewer of them: none is cut in its middle."""
    there = list(filter(None, parts))
    return tuple(dotted(*there[:number], "…") for number in range(len(there) - 1, 0, -1))


def together(*parts: str) -> str:
    """Phrases beside each other, as ``2 files, 3.4 MB``; empty ones are left out."""
    return _(", ").join(filter(None, parts))


def clauses(*parts: str) -> str:
    """Parts of one sentence that have commas of their own, as ``3 textures new; 1.2 GB more``."""
    return _("; ").join(filter(None, parts))


def dotted(*parts: str) -> str:
    """Short facts in one line, as ``14 done · 3 rendering``; empty ones are left out."""
    return " · ".join(filter(None, parts))


def sentences(*parts: str) -> str:
    """Texts after each other, with a space where they meet unless a full-width sign brings its own; no empty ones."""
    said = ""
    for part in filter(None, (part.strip() for part in parts)):
        said += (" " if said and said[-1] not in FULL_WIDTH and part[0] not in FULL_WIDTH else "") + part
    return said


def full_stop(text: str) -> str:
    """A sentence with the sign that ends it, which it may have already."""
    return _("{text}.").format(text=text.rstrip(".。"))


def labelled(label: str, value: str) -> str:
    """What a value is, and the value, as ``Cost: 1.20``."""
    return _("{label}: {value}").format(label=label, value=value)


def aside(text: str, note: str) -> str:
    """A text with a note in brackets, as ``three.blend (1003)``; the text alone where there is no note."""
    return _("{text} ({note})").format(text=text, note=note) if note else text


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
