"""Tokens in paths: UV tiles, frame numbers, Houdini's variables, wildcards. Pure.

What is no token is literal: ``[ ] ( ) + &``, spaces, every script.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator
from typing import Union

Number = Union[int, float]
Numbers = dict[str, Number]
"""What the tokens of a path stand for in one file: ``{"frame": 12, "tile": 1001}``."""

TILE = "tile"
FRAME = "frame"
"""The only number that a frame range says something about; simulations count from their own start."""

MARKS = (
    # Hosts count tiles to 1999 or 2000, MaterialX to 9999; there is no tile 1000.
    (TILE, r"(?i:<udim>|%\(udim\)[0-9]{0,2}d|_mapid_)", r"(?!1000)[1-9][0-9]{3}"),
    ("uvtile", r"(?i:<uvtile>)", r"u[1-9][0-9]{0,3}_v[1-9][0-9]{0,3}"),
    # Houdini's texprintf() takes digits for each: %(UVTILE)02d is u04_v12.
    ("uvtile", r"%\(UVTILE\)[0-9]{0,2}d", r"u0{0,8}[1-9][0-9]{0,3}_v0{0,8}[1-9][0-9]{0,3}"),
    ("uvtile", r"(?i:<tile>)", r"_?u[1-9][0-9]{0,3}_v[1-9][0-9]{0,3}"),
    # The one token whose case matters: ZBrush counts from 0, Mudbox from 1.
    ("u", r"<u>", r"(?:0|[1-9][0-9]{0,3})"),
    ("v", r"<v>", r"(?:0|[1-9][0-9]{0,3})"),
    ("u", r"<U>", r"[1-9][0-9]{0,3}"),
    ("v", r"<V>", r"[1-9][0-9]{0,3}"),
    ("u", r"%\(U\)[0-9]{0,2}d", r"0{0,8}[1-9][0-9]{0,3}"),
    ("v", r"%\(V\)[0-9]{0,2}d", r"0{0,8}[1-9][0-9]{0,3}"),
    (FRAME, r"#+|%0(?P<printf>[0-9]{1,2})d|%d", ""),
    (FRAME, r"(?i:<f(?:rame)?(?P<angle>[0-9]{0,2})>)", ""),
    # A variable ends where a word ends: $TEX is no $T, $FPS no $F; ${F4}_x is a way to go on.
    (FRAME, r"\$(?:F(?P<plain>[0-9]{0,2})(?![A-Za-z0-9_])|\{F(?P<braced>[0-9]{0,2})\})", ""),
    (FRAME, r"\$(?:FF[0-9]{0,2}(?![A-Za-z0-9_])|\{FF[0-9]{0,2}\})", r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?"),
    ("time", r"\$(?:S?T[0-9]{0,2}(?![A-Za-z0-9_])|\{S?T[0-9]{0,2}\})", r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?"),
    ("simulated", r"\$(?:SF[0-9]{0,2}(?![A-Za-z0-9_])|\{SF[0-9]{0,2}\})", r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?"),
    # What a host could not evaluate may be any text, each expression for itself; so may Arnold's data of an object.
    ("any", r"`[^`]*`|\*+|(?i:<attr:[^<>/]*>)", ""),
    ("one", r"\?", ""),
)
MARK = re.compile("|".join(f"(?P<m{number}>{mark})" for number, (_kind, mark, _stands_for) in enumerate(MARKS)))
MAY_BEGIN = re.compile(r"[<%_#$`*?]")
"""A character that a token may begin with. To look for one of these is far quicker than to try every token at every
character, and most paths have none."""
EXPRESSION = re.compile(r"`[^`]*`")

BY_FRAME = {FRAME, "time", "simulated", "any", "one"}
"""The kinds of tokens that may stand for something else in each frame; a tile is the same in all."""

SURE = 4
"""Tokens in one name that are tried with every number of digits; those after them take what they can get, since
trying all is exponential."""


@dataclasses.dataclass(frozen=True)
class NamePattern:
    """One part of a path, with tokens."""

    start: str
    """The beginning of every name that it stands for; ``end`` is the end of each."""
    end: str
    kinds: tuple[str, ...]
    """The kinds of its numbers (frame, tile …), in order."""
    regex: str
    flags: int = 0
    between: bool = False
    """Whether a name is any text between ``start`` and ``end``: nothing has to be compiled, as for 10,000 textures
    each of which may have been tiled under several names."""

    @functools.cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression of the names; made when it is asked for, since that takes longer than all else."""
        return re.compile(self.regex, self.flags)

    def numbers(self, name: str) -> Numbers | None:
        """Return what the tokens stand for in ``name``; None where the name does not match."""
        if self.between:
            fits = len(name) >= len(self.start) + len(self.end)
            return {} if fits and name.startswith(self.start) and name.endswith(self.end) else None
        match = self.expression.fullmatch(name)
        if match is None:
            return None
        if len(self.kinds) == 1:
            return _single(self.kinds[0], match["n0"])
        found: Numbers = {}
        for number, kind in enumerate(self.kinds):
            both = agreed(found, {kind: _number(match[f"n{number}"])})
            if both is None:
                return None
            found = both
        return found


    def matching(self, names: Iterable[str]) -> Iterator[tuple[str, Numbers]]:
        """Each of the names that matches, with what the tokens stand for in it."""
        if self.between or len(self.kinds) != 1:
            yield from ((name, numbers) for name in names if (numbers := self.numbers(name)) is not None)
            return
        fits, kind = self.expression.fullmatch, self.kinds[0]
        for name in names:  # it runs once a file of a folder: most have one number
            match = fits(name)
            if match is not None:
                yield name, _single(kind, match["n0"])


def agreed(one: Numbers, other: Numbers) -> Numbers | None:
    """Both together; None where they name two numbers for one token: /a/$F/b.$F.exr is one frame."""
    if any(one.get(kind, number) != number for kind, number in other.items()):
        return None
    return {**one, **other}


def has_tokens(path: str) -> bool:
    """Whether the core would expand something in ``path``, were it told that it is a pattern."""
    first = MAY_BEGIN.search(path)
    return first is not None and MARK.search(path, first.start()) is not None


def frame_tokens(path: str) -> list[str]:
    """The tokens of ``path`` that stand for a frame."""
    first = MAY_BEGIN.search(path)
    return [match[0] for match in MARK.finditer(path, first.start()) if _row(match)[0] == FRAME] if first else []


def differs_by_frame(path: str) -> bool:
    """Whether a path may have another name in each frame: by its frame or time, or by what could not be evaluated."""
    return any(_row(match)[0] in BY_FRAME for match in MARK.finditer(path))


def is_fractional(token: str) -> bool:
    """Whether a frame token also counts between whole frames."""
    return token.startswith(("$FF", "${FF"))


def without_expressions(path: str) -> str:
    """``path`` with a ``*`` for each back-tick expression: what is in one may hold a slash."""
    return EXPRESSION.sub("*", path)


@functools.lru_cache(maxsize=1024)
def expression(name: str, folds: bool = False) -> NamePattern:
    """What the part ``name`` of a path stands for; ``folds`` where the disk does not tell ``A`` from ``a``."""
    marks = list(MARK.finditer(name))
    segments, end = [""], 0  # what a * lies between
    kinds: list[str] = []
    for match in marks:
        segments[-1] += re.escape(name[end : match.start()])
        end = match.end()
        kind, _mark, stands_for = _row(match)
        if kind == "any":
            segments.append("")
        elif kind == "one":
            segments[-1] += "."
        else:
            # After a * the number begins where its digits begin.
            segments[-1] += "(?<![0-9])" if segments[-1] == "" and len(segments) > 1 else ""
            segments[-1] += _numbered(stands_for or _frame(_width(match)), len(kinds))
            kinds.append(kind)
    segments[-1] += re.escape(name[end:])
    hidden = r"(?!\.)" if marks and marks[0].start() == 0 and name[0] in "*?`" else ""
    return NamePattern(name[: marks[0].start()] if marks else name, name[end:] if marks else name, tuple(kinds),
                       hidden + _joined(segments), re.DOTALL | (re.IGNORECASE if folds else 0),
                       between=not folds and not hidden and [_row(match)[0] for match in marks] == ["any"])


def _row(match: re.Match[str]) -> tuple[str, str, str]:
    return MARKS[int((match.lastgroup or "m0")[1:])]


def _joined(segments: list[str]) -> str:
    # As fnmatch does: what follows a * is looked for once, from the left, or *a*a*a*a*b takes years to say no.
    first, *others = segments
    *middle, last = others or [""]
    looked_for = (f"(?=(?P<s{number}>.*?{segment}))(?P=s{number})" for number, segment in enumerate(middle) if segment)
    return first + "".join(looked_for) + (f".*{last}" if others else "")


def _numbered(pattern: str, number: int) -> str:
    group = f"(?P<n{number}>{pattern})"
    return group if number < SURE else f"(?={group})(?P=n{number})"


def _width(match: re.Match[str]) -> int | None:
    """Digits that the token asks for; 0 for as many as there are, None for what an angle token leaves open."""
    if match[0].startswith("#"):
        return len(match[0])
    groups = match.groupdict()
    if groups["angle"] == "":
        return None
    return int(groups["printf"] or groups["angle"] or groups["plain"] or groups["braced"] or 0)


def _frame(width: int | None) -> str:
    """A frame number; after 9999 comes 10000 and before 0000 comes -001 or -0001, as hosts differ."""
    if width is None:
        return "-?[0-9]{1,12}"
    if width < 2:
        return "-?(?:0|[1-9][0-9]{0,11})"
    more = f"[1-9][0-9]{{{width},{max(width, 11)}}}"
    return f"(?:-(?:[0-9]{{{width - 1},{width}}}|{more})|[0-9]{{{width}}}|{more})"


@functools.lru_cache(maxsize=1 << 14)
def _single(kind: str, text: str) -> Numbers:
    # Sequences count alike: the same few numbers for 100,000 files. Nobody changes what is answered here.
    return {kind: int(text) if text.isdecimal() else _number(text)}


def _number(text: str) -> Number:
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return _pair(text)


def _pair(text: str) -> int:
    """One number for u2_v13, so that two names for a tile agree."""
    u, v = re.findall("[0-9]+", text)
    return int(v) * 10_000 + int(u)
