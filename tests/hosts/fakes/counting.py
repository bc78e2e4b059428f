"""How many calls of an application a walk through its scene makes."""

from __future__ import annotations


def counted(host, calls):
    """All of them, and the most between two steps; ``calls`` is the double's counter."""
    calls.clear()
    before = longest = 0
    for _asset in host.assets():
        now = sum(calls.values())
        longest, before = max(longest, now - before), now
    return before, longest
