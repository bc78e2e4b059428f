"""Which properties of which 3ds Max classes name files. A kind of asset more is a line more.

Sources: the MAXScript help of each class, and the vendors' documentation of theirs.
"""

from __future__ import annotations

PROPERTIES = {
    # class: ((property, kind), …)
    "BitmapTexture": (("filename", "image"),),
    "VRayBitmap": (("HDRIMapName", "image"),),
    "VRayHDRI": (("HDRIMapName", "image"),),
    "CoronaBitmap": (("filename", "image"),),
    "ai_image": (("filename", "image"),),
    "rsTexture": (("tex0_filename", "image"),),
    "OSLMap": (("OSLPath", "file"),),
    "VRayOSLTex": (("osl_file", "file"),),
    "VRayIES": (("ies_file", "file"),),
    "VRayProxy": (("fileName", "vrmesh"),),
    "VRayVolumeGrid": (("cachefile", "volume"),),
    "CProxy": (("filename", "cache"),),
    "Alembic_Mesh_Geometry": (("source", "alembic"),),
    "AlembicContainer": (("source", "alembic"),),
    "alembic": (("filename", "alembic"),),
    "ai_standin": (("filename", "file"),),
    "ai_volume": (("filename", "volume"),),
    "Redshift_Proxy": (("file", "file"),),
    "PhoenixFDFire": (("inpath", "phoenix"),),
    "PhoenixFDLiquid": (("inpath", "phoenix"),),
    "XMeshLoader": (("renderSequence", "xmesh"), ("proxySequence", "xmesh")),
    "KrakatoaPRTLoader": (("fileList", "cache"),),
    "Point_Cache": (("filename", "cache"),),
    "Point_CacheSpacewarpModifier": (("filename", "cache"),),
    "Photometric_Web": (("webFile", "file"),),
    "USDStage": (("FilePath", "usd"),),
    "LayerXRef": (("filename", "xref"),),
}

RENDERER_PROPERTIES = {
    # of the renderer, or of its V_Ray_settings: (property, kind)
    "adv_irradmap_loadFileName": "vrmap",
    "lightcache_loadFileName": "vrlmap",
    "photonmap_loadFileName": "cache",
    "caustics_loadFileName": "cache",
}

NOT_ASSETS = {"#renderoutput", "#videopost", "#bakeoutput", "#preset"}
"""Types of the asset manager that are written, not read."""

KINDS = {"#bitmap": "image", "#xref": "xref", "#photometric": "file", "#animation": "cache"}
"""Type of the asset manager -> our kind."""
