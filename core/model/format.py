"""Amounts as people read them. Pure."""

from __future__ import annotations

import time

from ..common import i18n
from ..common.i18n import _

NOTHING = "–"
"""The sign shown where a number is not known or there is none."""

together, clauses, sentences, names = i18n.together, i18n.clauses, i18n.sentences, i18n.names
"""Functions that join amounts to texts."""

UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


def size(number: float) -> str:
    """``812 B``, ``3.4 MB``, ``48.2 GB``, ``212 MB``: powers of ten, three digits, at most one decimal."""
    return _size(number, 99.95)


def rough_size(number: float) -> str:
    """``3.4 MB``, ``48 GB``: for a sentence, where the tenths of 48 GB say nothing."""
    return _size(number, 9.95)


def speed(number: float) -> str:
    """Bytes a second; a dash when nothing moves."""
    return f"{size(number)}/s" if number > 0 else NOTHING


def duration(seconds: float) -> str:
    """``16 s``, ``6 min 16 s``, ``1 h 12 min``; tenths below ten seconds."""
    if seconds <= 0:
        return NOTHING
    if seconds < 9.95:
        return _("{n} s").format(n=f"{seconds:.1f}")
    whole = round(seconds)
    if whole < 60:
        return _("{n} s").format(n=whole)
    if whole < 3600:
        return _("{m} min {s:02} s").format(m=whole // 60, s=whole % 60)
    minutes = round(seconds / 60)
    return _("{h} h {m:02} min").format(h=f"{minutes // 60:,}", m=minutes % 60)


def rough_duration(seconds: float) -> str:
    """``16 s``, ``58 min``, ``1 h 12 min``: for a whole task."""
    if 59.5 <= seconds < 3600:
        return _("{m} min").format(m=min(59, round(seconds / 60)))
    return duration(seconds if seconds >= 9.95 else round(seconds))


def ago(then: float, now: float | None = None) -> str:
    """``just now``, ``2 min ago``, ``at 14:05``, ``on 2026-03-01``: seconds since 1970."""
    seconds = (time.time() if now is None else now) - then
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return _("{n} min ago").format(n=int(seconds // 60))
    if seconds < 20 * 3600:
        return _("at {time}").format(time=time.strftime("%H:%M", time.localtime(then)))
    return _("on {date}").format(date=time.strftime("%Y-%m-%d", time.localtime(then)))


def clock(then: float, now: float | None = None) -> str:
    """``14:05``, of another day ``2026-03-01 14:05``: seconds since 1970."""
    at, today = time.localtime(then), time.localtime(now)
    return time.strftime("%H:%M" if at[:3] == today[:3] else "%Y-%m-%d %H:%M", at)


def money(amount: float, currency: str = "") -> str:
    """``1,284.60 USD``."""
    return f"{amount:,.2f} {currency}".rstrip()


def number(value: int) -> str:
    """Return the number as text, with thousands separated."""
    return f"{value:,}"


def percent(part: float) -> str:
    """``63 %``; 100 only when it is all."""
    return f"{min(99, int(part * 100)) if part < 1 else 100} %"


def hours(seconds: float) -> str:
    """``72``, ``0.5``."""
    return f"{seconds / 3600:g}"


def _size(number: float, decimals_below: float) -> str:
    value, unit = float(number), 0
    while value >= 999.5 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    digits = 1 if unit > 0 and value < decimals_below else 0
    return f"{value:.{digits}f} {UNITS[unit]}"
