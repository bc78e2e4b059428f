"""Which attributes of which nodes name files. A kind of asset more is a line more.

Sources: Maya's node reference, and the plug-ins' documentation of theirs.
"""

from __future__ import annotations

ATTRIBUTES = {
    # type of node: ((attribute, kind), …)
    "psdFileTex": (("fileTextureName", "image"),),
    "imagePlane": (("imageName", "image"),),
    "movie": (("fileTextureName", "movie"),),
    "audio": (("filename", "sound"),),
    "AlembicNode": (("abc_File", "alembic"), ("abc_layerFiles", "alembic")),
    "gpuCache": (("cacheFileName", "alembic"),),
    "ExocortexAlembicFile": (("fileName", "alembic"),),
    "mayaUsdProxyShape": (("filePath", "usd"),),
    "aiStandIn": (("dso", "file"),),
    "aiVolume": (("filename", "volume"),),
    "aiImage": (("filename", "image"),),
    "aiPhotometricLight": (("aiFilename", "file"),),
    "VRayMesh": (("fileName2", "vrmesh"), ("fileName", "vrmesh")),
    "VRayScannedMtl": (("file", "file"),),
    "VRayVolumeGrid": (("inPath", "volume"),),
    "VRayLightIESShape": (("iesFile", "file"),),
    "RedshiftProxyMesh": (("fileName", "cache"),),
    "RedshiftNormalMap": (("tex0", "image"),),
    "RedshiftSprite": (("tex0", "image"),),
    "RedshiftDomeLight": (("tex0", "image"),),
    "RedshiftIESLight": (("profile", "file"),),
    "RedshiftVolumeShape": (("fileName", "volume"),),
    "PxrTexture": (("filename", "image"),),
    "PxrNormalMap": (("filename", "image"),),
    "PxrBump": (("filename", "image"),),
    "PxrDomeLight": (("lightColorMap", "image"),),
    "pgYetiMaya": (("cacheFileName", "cache"), ("outputCacheFileName", "cache")),
    "bifrostFileCache": (("absoluteCacheName", "cache"),),
    "bifrostGeoCache": (("absoluteCacheName", "cache"),),
    "diskCache": (("cacheName", "cache"),),
}

NOT_ASSETS = {"sys_memory_tracking_output_path", "sys_time_tracking_output_dir", "prefix", "imageFilePrefix",
              "mergeAOVsOutputPath", "ldbPath"}
"""Attributes marked as file names that are written, or nothing to the farm."""

NOT_NODES = {"defaultColorMgtGlobals", "_UNKNOWN_REF_NODE_", "defaultArnoldDriver"}
"""Nodes whose file attributes are settings."""

KINDS = {
    ".abc": "alembic", ".vdb": "volume", ".usd": "usd", ".usda": "usd", ".usdc": "usd", ".usdz": "usd",
    ".ma": "library", ".mb": "library", ".wav": "sound", ".aif": "sound", ".mov": "movie", ".avi": "movie",
    ".mp4": "movie", ".exr": "image", ".tif": "image", ".tiff": "image", ".png": "image", ".jpg": "image",
    ".jpeg": "image", ".tga": "image", ".hdr": "image", ".tx": "image", ".tex": "image", ".rat": "image",
    ".iff": "image", ".psd": "image", ".bif": "cache", ".mcx": "cache",
}
"""Ending -> kind of asset."""
