"""What a V-Ray scene in text (.vrscene) names. Reads the disk.

Sources: Chaos, "V-Ray scene file format": plug-ins as ``Type name { parameter=value; }``, and ``#include``; and the
descriptions of the plug-ins in Chaos' public add-on for Blender, which say of each parameter whether it is a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from ...model.host import Asset
from .naming import STRING, named_asset, strings
from .texts import pieces

KEYS = ("file", "filename", "file_name", "filepath", "filesrc", "ies_file", "cache_path", "ptex_file", "shader_file",
        "lens_file", "material_assignments_file", "material_scene", "override_filepath", "shaders_match_file",
        "bmpaperture_tex_path", "distortion_tex_path", "config_file", "cdl_file", "filetr_file")
READ = ("ocio_config_file", "render_mask_texture_file", "glare_image_path", "glare_obstacle_image_path")
"""Parameters of settings that are read while rendering."""
MARK = re.compile(
    r"^(?P<plugin>[A-Za-z_]\w*)[ \t]+[^\s={][^={\n]*(?=\{)|^(?P<end>\})"
    rf"|^[ \t]*#include[ \t]+(?P<scene>{STRING})"
    rf"|(?:^|[{{;])[ \t]*(?:(?P<key>{'|'.join(KEYS)})|(?:{'|'.join(READ)}))[ \t]*="
    rf"[ \t]*(?P<value>{STRING})[ \t]*;", re.MULTILINE)
WRITES = re.compile(r"Settings|RenderChannel|RenderView|Output|SphericalHarmonicsExporter")
"""How the plug-ins begin whose files are results or are made while rendering."""


def named_in(path: str) -> Iterator[Asset]:
    """Yield the bitmaps, meshes, caches, light profiles and included scenes of a V-Ray scene.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more text than is looked through.
    """
    plugin, folders = "", [os.path.dirname(path)]  # noqa: PTH120 - text in, text out
    for text in pieces(path):
        for mark in MARK.finditer(text):
            if mark["plugin"] or mark["end"]:
                plugin = mark["plugin"] or ""
                continue
            name = strings(mark["scene"] or mark["value"])[0]
            if name and not (mark["key"] and WRITES.match(plugin)):
                yield named_asset(name, folders, path)
