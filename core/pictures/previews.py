"""Pictures that Qt cannot read, made into ones that it can: EXR, HDR, TIFF, TGA and the like."""

from __future__ import annotations

from pathlib import Path

from .channels import colours_and_alpha
from .inspect import inspect
from .oiio import write
from .values import choose

PLAIN = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"})
"""Image formats that Qt decodes without plug-ins."""

HELPED = frozenset({".exr", ".hdr", ".pic", ".tif", ".tiff", ".tga", ".dpx", ".cin", ".iff", ".psd", ".sgi", ".rgb",
                    ".jp2", ".rla"})
LINEAR = frozenset({".exr", ".hdr", ".pic"})
"""Their values are light, not what a screen takes."""

PICTURES = PLAIN | HELPED


def preview(source: Path, target: Path, size: int, alpha: Path | None = None) -> bool:
    """Write ``source`` to ``target``, a PNG or JPEG by its ending, as it looks on a screen; ``size`` pixels at most.

    Its alpha, as it is, goes to ``alpha``; whether it has one.

    Raises:
        BadInput: a sentence why there is no picture.
    """
    file = inspect(source)
    first = file.layers[0]
    part = file.parts[first.part]
    scale = min(1.0, size / max(part.width, part.height))
    resize = ["--resize", f"{max(1, round(part.width * scale))}x{max(1, round(part.height * scale))}+0+0"]
    convert = ["--colorconvert", "linear", "sRGB"] if source.suffix.lower() in LINEAR else []
    colours, transparency = colours_and_alpha(part.channels)
    chosen = choose(first, [colours])
    write(source, target, *chosen.arguments, *resize, *convert, options=chosen.options)
    if alpha is not None and transparency:
        chosen = choose(first, [transparency])
        write(source, alpha, *chosen.arguments, *resize, options=chosen.options)
    return bool(transparency)
