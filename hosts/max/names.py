"""Which properties of which 3ds Max classes name files. A kind of asset more is a line more.

Sources: the MAXScript help of each class ("Point_Cache", "AlembicCamera", "Particle_Cache" …), and the vendors'
documentation of theirs; of Redshift public code that makes and sets them (AYON, RSMaxUsd). A
class or property that is not here is passed over: plug-ins change between versions.
"""

from __future__ import annotations

MAPS = {
    # class of a map: ((property, kind), …); a map is known by its own name
    "BitmapTexture": (("filename", "image"),),
    "VRayBitmap": (("HDRIMapName", "image"),),
    "VRayHDRI": (("HDRIMapName", "image"),),
    "CoronaBitmap": (("filename", "image"),),
    "ai_image": (("filename", "image"),),
    "rsTexture": (("tex0_filename", "image"),),
    "OSLMap": (("OSLPath", "file"),),
    "VRayOSLTex": (("osl_file", "file"),),
}

OBJECTS = {
    # class of an object or modifier; it is known by the node that it is on
    "VRayIES": (("ies_file", "file"),),
    "VRayProxy": (("fileName", "vrmesh"), ("abc_layer_file", "alembic")),
    "VRayScene": (("scenefilePath", "file"),),
    "VRayVolumeGrid": (("cachefile", "volume"),),
    "CProxy": (("filename", "cache"),),
    "Alembic_Mesh_Geometry": (("source", "alembic"),),
    "AlembicContainer": (("source", "alembic"),),
    "AlembicObject": (("source", "alembic"),),
    "AlembicCamera": (("source", "alembic"),),
    "AlembicXform": (("source", "alembic"),),
    "alembic": (("filename", "alembic"),),
    "ai_standin": (("filename", "file"),),
    "ai_volume": (("filename", "volume"),),
    "RedshiftProxy": (("file", "file"),),
    "Redshift_Proxy": (("file", "file"),),
    "RedshiftVolumeGrid": (("file", "volume"),),
    "rsDomeLight": (("tex0_filename", "image"),),
    "PhoenixFDFire": (("rendinput", "phoenix"), ("inpath", "phoenix")),
    "PhoenixFDLiquid": (("rendinput", "phoenix"), ("inpath", "phoenix")),
    "FireSmokeSim": (("rendinput", "phoenix"),),
    "LiquidSim": (("rendinput", "phoenix"),),
    "tyCache": (("filename", "cache"),),
    "XMeshLoader": (("renderSequence", "xmesh"), ("proxySequence", "xmesh")),
    "KrakatoaPRTLoader": (("fileList", "cache"),),
    "Point_Cache": (("filename", "cache"),),
    "Point_CacheSpacewarpModifier": (("filename", "cache"),),
    "Particle_Cache": (("cache_file", "cache"),),
    "Photometric_Web": (("webFile", "file"),),
    "Free_Light": (("webFile", "file"),),
    "Target_Light": (("webFile", "file"),),
    "USDStage": (("FilePath", "usd"),),
    "LayerXRef": (("filename", "xref"),),
}

KINDS_BY_SUFFIX = {
    ".abc": "alembic", ".vdb": "volume", ".aur": "phoenix", ".xmesh": "xmesh", ".vrmesh": "vrmesh", ".fxd": "fumefx",
    ".prt": "krakatoa", ".bin": "realflow",
}
"""Kind of a file by its ending, whatever names it: a V-Ray proxy may load Alembic."""

NOT_ASSETS = {"#renderoutput", "#videopost", "#bakeoutput", "#preset"}
"""Types of the asset manager that are written, not read."""

KINDS = {"#sound": "sound", "#bitmap": "image", "#xref": "xref", "#photometric": "file", "#animation": "cache"}
"""Type of the asset manager -> our kind."""
