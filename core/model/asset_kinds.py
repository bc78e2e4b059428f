"""The kinds of files that a scene may need, and what people call them. A kind that is not here is a slip."""

from __future__ import annotations

from ..common.i18n import _

EXTRA = "extra"
"""The kind of files that the artist added by hand; no host reports it."""


def names() -> dict[str, str]:
    """Kind -> what people call one, in the language of now."""
    return {
        "image": _("Texture"), "udim": "UDIM", "sequence": _("Sequence"), "movie": _("Movie"), "sound": _("Sound"),
        "font": _("Font"), "text": _("Text"), "script": _("Script"), "light": _("Light profile"),
        "colour": _("Colour table"), "cache": _("Cache"), "volume": _("Volume"), "alembic": "Alembic",
        "usd": "USD", "layer": _("USD layer"), "library": _("Library"), "import": _("Import"),
        "xref": _("XRef scene"), "object xref": _("XRef object"), "xmesh": "XMesh", "fumefx": "FumeFX",
        "krakatoa": "Krakatoa", "realflow": "RealFlow", "phoenix": _("Phoenix cache"),
        "vrmesh": _("V-Ray proxy"), "vrmap": _("Irradiance map"), "vrlmap": _("Light cache"),
        EXTRA: _("Added"), "file": _("File"),
    }


KINDS = frozenset(names())
"""What ``Asset.kind`` may be."""
