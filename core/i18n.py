"""Texts for people, in their language. ``_()`` marks and translates each."""

from __future__ import annotations

import gettext

_texts = gettext.NullTranslations()


def _(text: str) -> str:
    """``text`` in the user's language; English is what stands in the code."""
    return _texts.gettext(text)


def count(singular: str, plural: str, number: int) -> str:
    """The form of a phrase that goes with ``number``; ``{n}`` in it is replaced."""
    return _texts.ngettext(singular, plural, number).format(n=f"{number:,}")
