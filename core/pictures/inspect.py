"""Reads what a picture's file says of itself: its size, its format, its layers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .channels import Layer, layers_of, order
from .oiio import call, unreadable


class FilePart(NamedTuple):
    """One of the pictures that a file holds; most have one."""

    width: int
    """Pixels of the whole picture, also of what the renderer did not store (the display window)."""
    height: int
    format: str
    """How a value is stored: ``half``, ``float``, ``uint8``."""
    channels: Tuple[str, ...]
    name: str = ""
    """The name that the file gives it; empty without one."""
    deep: bool = False
    """Whether it has several values for a pixel."""


class PictureFile(NamedTuple):
    """A file with a picture."""

    path: Path
    parts: Tuple[FilePart, ...]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All layers of all parts, the picture first; those that are called alike are told apart by their part."""
        return tuple(sorted((_named(self.parts[number], layer) for number, part in enumerate(self.parts)
                             for layer in layers_of(number, part.channels)), key=order))


def _named(part: FilePart, layer: Layer) -> Layer:
    layer = layer._replace(deep=part.deep)
    named = part.name and not layer.name.startswith(part.name) and part.name.lower() not in ("rgba", "rgb")
    return layer._replace(name=f"{part.name}.{layer.name}".rstrip(".")) if named and layer.part else layer


def inspect(path: Path) -> PictureFile:
    """Read what a picture's file says of itself.

    Raises:
        BadInput: it cannot be read as a picture, or nothing here can.
    """
    told = call(path, options=("-a", "--info:format=xml:verbose=1"))
    start = told.find("<ImageSpec")
    try:
        # A document inside another element cannot declare entities, which is what makes foreign XML dangerous.
        root = ET.fromstring(f"<parts>{told[start:] if start >= 0 else ''}</parts>")  # noqa: S314
        parts = tuple(_part(spec) for spec in root.iter("ImageSpec"))
    except (ET.ParseError, ValueError) as error:
        raise unreadable(path) from error
    if not parts:
        raise unreadable(path)
    return PictureFile(path, parts)


def _part(spec: ET.Element) -> FilePart:
    def number(name: str) -> int:
        return int(spec.findtext(name) or 0)

    width, height = number("full_width") or number("width"), number("full_height") or number("height")
    if width < 1 or height < 1:
        raise ValueError("a picture without pixels")
    names = tuple(each.text or "" for each in spec.iter("channelname"))
    told = {each.get("name"): each.text or "" for each in spec.iter("attrib")}
    return FilePart(width, height, spec.findtext("format") or "", names, told.get("oiio:subimagename", ""),
                    spec.findtext("deep") == "1")
