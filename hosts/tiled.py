"""What renderers make of pictures, beside them: tiled ones, which they would make again on each machine.

Sources: names in public scenes and projects that Arnold wrote (``wood_sRGB_ACEScg.png.tx``, one for each pair of colour
spaces, beside the older ``wood.tx``), RenderMan's ``wood.png.tex`` with its colour space and filter between, and
Redshift's documentation ("Texture Processor Tool": the ending is replaced by .rs***bin). Of Karma only a forum says
that it leaves .rat files beside pictures, and not how they are called: both spellings are tried. Mantra looks for none.
"""

from __future__ import annotations

import ntpath
from collections.abc import Iterator

from ..core.assets.tokens import has_tokens
from ..core.model.host import Asset
from ..core.model.need import Need

ARNOLD, RENDERMAN, REDSHIFT, KARMA = ".tx", ".tex", ".rs*bin", ".rat"


def beside(image: Asset, renderer: str) -> Iterator[Asset]:
    """Yield what a renderer (``arnold``, ``renderman``, ``redshift``, ``karma``) may have made of a picture."""
    for made, *others in zip(*(made_of(place, renderer) for place in (image.path, *image.fallbacks))):
        yield Asset(made, image.used_by, "image", has_tokens(ntpath.basename(made)), image.numbering, need=Need.UNKNOWN,
                    fallbacks=tuple(others), only_found=True)


def made_of(path: str, renderer: str) -> Iterator[str]:
    """Paths, and patterns, of what this renderer may have made of the picture ``path``."""
    stem, ending = ntpath.splitext(path)  # of either system's paths
    if renderer == "arnold" and ending != ARNOLD:
        yield f"{stem}{ARNOLD}"
        yield f"{path}{ARNOLD}"
        yield f"{stem}_*{ending}{ARNOLD}"
    elif renderer == "renderman" and ending != RENDERMAN:
        yield f"{path}{RENDERMAN}"
        yield f"{path}.*{RENDERMAN}"
    elif renderer == "redshift":
        yield f"{stem}{REDSHIFT}"
    elif renderer == "karma" and ending != KARMA:
        yield f"{stem}{KARMA}"
        yield f"{path}{KARMA}"
