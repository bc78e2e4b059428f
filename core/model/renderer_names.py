"""Names of renderers, as those who use them know them."""

from __future__ import annotations

CYCLES = "CYCLES"

RENDERERS = {CYCLES: "Cycles", "BLENDER_EEVEE": "EEVEE", "BLENDER_EEVEE_NEXT": "EEVEE",
             "BLENDER_WORKBENCH": "Workbench", "arnold": "Arnold", "redshift": "Redshift", "vray": "V-Ray",
             "renderman": "RenderMan", "karma": "Karma", "mantra": "Mantra"}
"""A host's own identifier -> the name; of others the identifier is the name."""
