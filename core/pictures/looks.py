"""A picture as it is looked at: a layer, its exposure, a view transform, one channel.

The order is that of Blender's colour management: exposure on light, then the view transform, then gamma on what the
screen takes.
"""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import NamedTuple

from ..common.errors import BadInput
from ..common.i18n import _
from .channels import WEIGHTS, Layer
from .inspect import FilePart
from .oiio import call, write
from .previews import LINEAR
from .values import choose, rows

RGB, RED, GREEN, BLUE, ALPHA, LUMINANCE = "rgb", "r", "g", "b", "a", "l"
CHANNELS = (RGB, RED, GREEN, BLUE, ALPHA, LUMINANCE)
EXPOSURES = (-10.0, 10.0)
GAMMAS = (0.1, 5.0)
SAMPLE = (64, 36)
"""Width and height of the small copy by which the range of distances and the like is found."""

FAR = 1e9
"""Distances from here on are the sky's, which renderers write as 1e10."""

SMALLER, PICKED = "--resize:filter=box", "--resample:interp=0"
"""A picture is made smaller of all its pixels, data of some: a mean of distances is the distance of nothing."""

ENDING = ".bmp"
"""The ending of pictures that are made to be looked at: Qt reads them without a plug-in, and nothing is compressed.

OpenImageIO 3.2 writes .ppm with its rows turned about.
"""


class Span(NamedTuple):
    """The least and the most value of a layer that is data; both 0 where it has none."""

    least: float
    most: float
    sky: bool = False
    """Whether there are others that are a sky's."""

    @property
    def width(self) -> float:
        """How far they are apart; 1 where they are the same."""
        return (self.most - self.least) or 1.0

    def joined(self, other: Span) -> Span:
        """Return what holds for both."""
        return Span(min(self.least, other.least), max(self.most, other.most), self.sky or other.sky)


class Transform(NamedTuple):
    """How light becomes what a screen takes."""

    config: str = ""
    """The path of an OpenColorIO configuration; empty for plain sRGB."""
    display: str = ""
    view: str = ""


PLAIN_SRGB = Transform()


@dataclasses.dataclass(frozen=True)
class Look:
    """How a picture is looked at."""

    layer: Layer
    exposure: float = 0.0
    """Stops: +1 is twice the light."""
    gamma: float = 1.0
    channel: str = RGB
    """One of ``CHANNELS``."""
    transform: Transform = PLAIN_SRGB


def base(source: Path, part: FilePart, layer: Layer, size: int, target: Path) -> None:
    """Write a layer of a part as it is, ``size`` pixels wide or high at most, uncompressed: looks are made from it.

    Raises:
        BadInput: the file cannot be read.
        OSError: the target cannot be written.
    """
    chosen = choose(layer, layer.channels)
    smaller, pixels = (SMALLER, "half") if layer.is_colour else (PICKED, "float")
    write(source, target, *chosen.arguments, "--chnames", layer.named, "--croptofull", *shrink(part, size, smaller),
          "--compression", "none", options=chosen.options, pixels=pixels)


def shrink(part: FilePart, size: int, how: str = SMALLER) -> tuple[str, ...]:
    """Return the arguments that make a picture fit ``size`` by ``size`` pixels; none where it fits."""
    scale = size / max(part.width, part.height)
    if scale >= 1.0:
        return ()
    return (how, f"{max(1, round(part.width * scale))}x{max(1, round(part.height * scale))}")


def draw(made: Path, look: Look, target: Path, linear: bool) -> None:
    """Write what ``base`` has made as a screen takes it.

    ``linear`` says whether the values of the file are light, as those of EXR, or are meant for a screen already.

    Raises:
        BadInput: it cannot be made, and why.
        OSError: the target cannot be written.
    """
    if look.channel == ALPHA and not look.layer.alpha:
        raise BadInput(_("This layer has no alpha."))
    arguments = [*look.layer.spread, *_light(made, look, linear), *_channel(look)]
    options = ("--colorconfig", look.transform.config) if look.transform.config else ()
    write(made, target, *arguments, options=options)


def is_linear(source: Path) -> bool:
    """Return whether the values of a file are light."""
    return source.suffix.lower() in LINEAR


def span(path: Path, layer: Layer) -> Span:
    """Return the values of a layer between which its shapes are.

    Raises:
        BadInput: the file cannot be read.
    """
    chosen, size = choose(layer, layer.shown), "x".join(map(str, SAMPLE))
    values = [value for row in rows(path, *chosen.arguments, "--croptofull", PICKED, size, options=chosen.options)
              for value in row if math.isfinite(value)]
    near = [value for value in values if abs(value) < FAR]
    return Span(min(near, default=0.0), max(near, default=0.0), sky=len(near) < len(values))


def transforms(config: str) -> list[Transform]:
    """Return the displays and views of an OpenColorIO configuration.

    Raises:
        BadInput: it cannot be read.
    """
    if not Path(config).is_file():
        raise BadInput(_("There is no OpenColorIO configuration {path}.").format(path=config))
    try:
        said = call(Path(config), options=("--colorconfig", config, "--colorconfiginfo", "--missingfile", "black"))
    except BadInput as error:
        raise BadInput(_("The OpenColorIO configuration {path} cannot be read.").format(path=config)) from error
    return displays(said, config)


def displays(said: str, config: str) -> list[Transform]:
    """Read what ``--colorconfiginfo`` prints under "Known displays"."""
    found: list[Transform] = []
    display, inside = "", False
    for line in said.splitlines():
        text = line.strip()
        if text.startswith("Known displays"):
            inside = True
        elif inside and text.startswith("- "):
            display = text[2:].partition(" (")[0].strip("\"* ")
        elif inside and text.startswith("views:"):
            views = [each.strip().strip("\"*").partition(" (*)")[0].strip("\"") for each in text[6:].split(",")]
            found += [Transform(config, display, view) for view in views if view]
        elif inside and text and not text.startswith("views"):
            break
    return found


def _light(made: Path, look: Look, linear: bool) -> list[str]:
    if not look.layer.is_colour:
        return _stretched(made, look.layer)
    if look.channel == ALPHA:
        return []
    arguments: list[str] = []
    gain = 2.0 ** look.exposure
    if not linear and (look.exposure or look.transform != PLAIN_SRGB):
        arguments += ["--colorconvert", "sRGB", "linear"]
    if look.exposure:
        arguments += ["--mulc", f"{gain:.6f}"]
    if look.transform.config:
        arguments += ["--ociodisplay:from=scene_linear", look.transform.display, look.transform.view]
    elif linear or look.exposure:
        arguments += ["--colorconvert", "linear", "sRGB"]
    if look.gamma != 1.0:
        arguments += ["--clamp:min=0", "--powc", f"{1.0 / look.gamma:.6f}"]
    return arguments


def _stretched(made: Path, layer: Layer) -> list[str]:
    """Return the arguments that show the values of a layer between black and white."""
    found = span(made, Layer(0, "", tuple("RGB"[:len(layer.shown)])))
    if found.least == found.most:
        return []
    return ["--subc", repr(found.least), "--mulc", repr(1.0 / found.width), "--clamp:min=0:max=1"]


def _channel(look: Look) -> list[str]:
    if look.channel == RGB:
        return ["--ch", "0,1,2"]
    if look.channel == LUMINANCE:
        return ["--ch", "0,1,2", f"--chsum:weight={','.join(map(str, WEIGHTS))}", "--ch", "0,0,0"]
    place = {RED: 0, GREEN: 1, BLUE: 2, ALPHA: 3}[look.channel]
    return ["--ch", f"{place},{place},{place}"]
