"""What renderers make of pictures, beside them: tiled ones, which they would make again on each machine.

Sources: names in public scenes and projects that Arnold wrote (``wood_sRGB_ACEScg.png.tx``, one for each pair of colour
spaces, beside the older ``wood.tx``), RenderMan's ``wood.png.tex`` with its colour space and filter between, and
Redshift's documentation ("Texture Processor Tool": the ending is replaced by .rs***bin).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from .attributes import value

ARNOLD, RENDERMAN, REDSHIFT = ".tx", ".tex", ".rs*bin"


def renderer_of(renderer: str) -> str:
    """The renderer that looks for such pictures; empty for Arnold where it is told not to."""
    there = renderer != "arnold" or value("defaultArnoldRenderOptions", "use_existing_tiled_textures", True)
    return renderer if there else ""


def made_of(path: str, renderer: str) -> Iterator[str]:
    """Paths, and patterns, of what this renderer may have made of the picture ``path``."""
    stem, ending = posixpath.splitext(path)
    if renderer == "arnold" and ending != ARNOLD:
        yield f"{stem}{ARNOLD}"
        yield f"{path}{ARNOLD}"
        yield f"{stem}_*{ending}{ARNOLD}"
    elif renderer == "renderman" and ending != RENDERMAN:
        yield f"{path}{RENDERMAN}"
        yield f"{path}.*{RENDERMAN}"
    elif renderer == "redshift":
        yield f"{stem}{REDSHIFT}"
