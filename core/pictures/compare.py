"""The difference between two pictures: as a picture, and in figures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..common.atomic import remove
from ..common.errors import BadInput
from ..common.i18n import _
from .channels import Layer
from .inspect import FilePart, inspect
from .looks import shrink, span
from .oiio import write
from .previews import LINEAR
from .values import choose

GAIN = 4.0
"""The factor by which differences are made brighter in the picture, so that small ones are seen."""

GAINS = (1.0, 4.0, 16.0, 64.0)

VISIBLE = 0.01
"""The difference of a channel, of values between 0 and 1, from which a pixel counts as different."""

STATS = re.compile(r"Stats (\w+): ([^(\n]*)")
COUNTS = re.compile(r"^\s*(\d+)\s+>", re.MULTILINE)


class Difference(NamedTuple):
    """How far two pictures are apart, in the values of their files."""

    mean: float
    """The mean of the absolute difference of all channels."""
    most: float
    pixels: int
    """Pixels that differ by more than ``VISIBLE`` in some channel."""
    of: int
    """All pixels."""
    wrong: int = 0
    """Values of the difference that are no numbers, since one of the two has NaN or infinite there."""

    @property
    def share(self) -> float:
        """The part of the picture that differs, from 0 to 1."""
        return self.pixels / self.of if self.of else 0.0


def difference(first: Path, second: Path, layer: Layer, target: Path, size: int,
               other: Optional[Layer] = None, gain: float = GAIN) -> Difference:
    """Write how two pictures differ, brightened ``gain`` times and ``size`` pixels at most; return the figures.

    ``other`` is the layer of the second picture, where it is another one. Distances and other data are brightened as a
    part of the values that they have.

    Raises:
        BadInput: they cannot be compared, and why.
        OSError: the target cannot be written.
    """
    one, two, beside = inspect(first), inspect(second), other or layer
    part = one.parts[layer.part]
    _alike(first, second, part, two.parts[beside.part])
    values = None if layer.is_colour else span(first, layer).joined(span(second, beside))
    # A sky is taken for as far as the farthest thing: it is written as 1e10, and its edge would be all that is seen.
    near = ("--clamp:max=" + repr(values.most),) if values is not None and values.sky else ()
    screen = ("--colorconvert", "linear", "sRGB") if layer.is_colour and _mixed(first, second) else ()
    chosen, against = choose(layer, layer.shown), choose(beside, beside.shown)
    names = "--chnames", layer._replace(alpha="").named, "--croptofull"
    zeros, limits = (",".join([each] * len(layer.shown)) for each in ("0", f"{VISIBLE}"))
    values_of = target.with_suffix(".exr")
    told = write(
        first, values_of, *chosen.arguments, *names, *_as_screen(first, screen), *near,
        *against.options, str(second.absolute()), *against.arguments, *names, *_as_screen(second, screen), *near,
        "--absdiff", "--printstats", "--rangecheck", zeros, limits, "--mulc",
        repr(gain / values.width if values is not None else gain), *shrink(part, size), "--compression", "none",
        options=chosen.options, pixels="half")
    write(values_of, target, *layer._replace(alpha="").spread)
    remove(values_of)
    return read_figures(told, part)


def read_figures(told: str, part: FilePart) -> Difference:
    """Read what ``--printstats`` and ``--rangecheck`` have printed of the absolute difference."""
    stats = {name: values.split() for name, values in STATS.findall(told)}
    means = [float(value) for value in stats.get("Avg", [])]
    most = [float(value) for value in stats.get("Max", [])]
    count = COUNTS.search(told)
    wrong = sum(int(value) for name in ("NanCount", "InfCount") for value in stats.get(name, []))
    return Difference(sum(means) / len(means) if means else 0.0, max(most, default=0.0),
                      int(count[1]) if count else 0, part.width * part.height, wrong)


def _alike(first: Path, second: Path, one: FilePart, two: FilePart) -> None:
    if (one.width, one.height) != (two.width, two.height):
        raise BadInput(_("{first} has {width} × {height} pixels and {second} {other_width} × {other_height}: they "
                         "can be wiped, but have no difference.").format(
            first=first.name, width=one.width, height=one.height, second=second.name, other_width=two.width,
            other_height=two.height))


def _mixed(first: Path, second: Path) -> bool:
    return (first.suffix.lower() in LINEAR) != (second.suffix.lower() in LINEAR)


def _as_screen(path: Path, convert: Tuple[str, ...]) -> Tuple[str, ...]:
    return convert if path.suffix.lower() in LINEAR else ()
