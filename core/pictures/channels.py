"""Names of channels, and the layers that they make up.

A renderer names a channel by its layer and a component: ``R``, ``ViewLayer.Combined.R``, ``specular.G``, ``Depth.Z``.
The names are those of OpenEXR's "Layers" convention, which Blender, Arnold, V-Ray, Redshift and Karma follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Tuple  # noqa: UP035 - evaluated at run time on 3.9

COLOURS = ("r", "g", "b")
WEIGHTS = (0.2126, 0.7152, 0.0722)
"""Parts of red, green and blue in luminance, by Rec. 709."""

WORDS = {"red": "r", "green": "g", "blue": "b", "alpha": "a"}
"""Components that some renderers write out."""

VECTORS = (("x", "y", "z"), ("u", "v"))

DATA = "crypto"
"""A part of the names of layers whose red, green and blue are numbers of objects (Cryptomatte), not light."""

PICTURES = ("combined", "beauty", "rgba", "rgb", "c")
"""Layers that are the picture itself where a file has none without a name, by the last part of theirs: Blender writes
``ViewLayer.Combined``, which OpenEXR sorts behind ``ViewLayer.AO``."""

COMPOSITED = "composite.combined"
"""The picture of Blender's compositor; the layers beside it went into it."""


class Layer(NamedTuple):
    """Some channels of a picture that are looked at together."""

    part: int
    """The number of the part of the file that holds it, from 0."""
    name: str
    """``ViewLayer.Combined``; empty for channels without a layer."""
    shown: Tuple[str, ...]
    """The whole names of one to three channels, as red, green and blue."""
    alpha: str = ""
    """The whole name of its alpha; empty where it has none."""
    deep: bool = False
    """Whether its file holds several values for a pixel, which are put together by all channels."""

    @property
    def is_colour(self) -> bool:
        """Whether its values are light or colours, not distances, directions or numbers of objects."""
        return [component(name) for name in self.shown] == list(COLOURS) and DATA not in self.name.lower()

    @property
    def named(self) -> str:
        """The names of its channels in a file of their own: ``R,G,B,A``, of fewer ``R`` or ``R,G``."""
        return ",".join("RGB"[:len(self.shown)] + ("A" if self.alpha else ""))

    @property
    def spread(self) -> tuple[str, ...]:
        """The arguments that make three colours of those: of fewer the last one again."""
        colours = "RGB"[:len(self.shown)]
        return () if len(colours) == 3 else ("--ch", ",".join((colours + 2 * colours[-1])[:3] + "A" * bool(self.alpha)))

    @property
    def channels(self) -> tuple[str, ...]:
        """The whole names of all its channels."""
        return (*self.shown, self.alpha) if self.alpha else self.shown


def component(name: str) -> str:
    """Return the last part of a channel's name in lower case: ``r`` of ``ViewLayer.Combined.R`` and of ``Red``."""
    last = name.rpartition(".")[2].lower()
    return WORDS.get(last, last)


def layers_of(part: int, names: Sequence[str]) -> list[Layer]:
    """Return the layers of the channels of one part of a file, in their order, the picture itself first.

    A vector is one layer, and so are the two values of a motion vector; each other channel that is alone stands for
    itself.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.rpartition(".")[0], []).append(name)
    found = [layer for prefix, group in groups.items() for layer in _of_group(part, prefix, group)]
    return sorted(found, key=order)


def order(layer: Layer) -> tuple[bool, int]:
    """Return a key that sorts the picture itself before what it is made of, and light before data."""
    name = layer.name.lower()
    places = not name, name == COMPOSITED, name.rpartition(".")[2] in PICTURES, True
    return not layer.is_colour, places.index(True)


def _of_group(part: int, prefix: str, names: list[str]) -> list[Layer]:
    there = {component(name): name for name in names}
    layers: list[Layer] = []
    if all(colour in there for colour in COLOURS):
        shown = tuple(there.pop(colour) for colour in COLOURS)
        layers.append(Layer(part, prefix, shown, there.pop("a", "")))
    for vector in VECTORS:
        if all(each in there for each in vector):
            layers.append(Layer(part, prefix, tuple(there.pop(each) for each in vector)))
    alone = list(there.values())
    several = bool(layers) or len(alone) > 1
    for name in alone:
        # A layer of one channel is called by its layer: "Depth", not "Depth.Z".
        layers.append(Layer(part, name if several or not prefix else prefix, (name,)))
    return layers


def colours_and_alpha(names: Sequence[str]) -> tuple[str, str]:
    """Return what ``--ch`` takes for the colours of a picture and for its alpha; no alpha is empty.

    Of several layers the first that has colours counts; a picture without one shows its first three channels, or the
    one that it has.
    """
    for layer in layers_of(0, names):
        if layer.is_colour:
            return ",".join(layer.shown), layer.alpha
    alpha = next((name for name in names if component(name) == "a"), "")
    return ("0,1,2" if len(names) >= len(COLOURS) else "0,0,0"), alpha
