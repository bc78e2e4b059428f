"""Which attributes of which nodes name files. A kind of asset more is a line more.

Sources: Maya's node reference and the plug-ins' documentation of theirs; compared with public code that reads the same
(AYON and Deadline Cloud for Maya, Conductor's scanner, the farm's own older analysis, whose list of Redshift's and
V-Ray's is where ``tex1``, ``LDimage``, ``dofBokehImage`` and ``inFile`` are from).
"""

from __future__ import annotations

import re

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
    "pxrUsdProxyShape": (("filePath", "usd"),),
    "mayaUsdProxyShapeBase": (("filePath", "usd"),),
    "pxrUsdReferenceAssembly": (("filePath", "usd"),),
    "AL_usdmaya_ProxyShape": (("filePath", "usd"),),
    "aiStandIn": (("dso", "file"),),
    "aiVolume": (("filename", "volume"),),
    "aiImage": (("filename", "image"),),
    "aiPhotometricLight": (("aiFilename", "file"),),
    "aiIncludeGraph": (("filename", "file"),),
    "aiMaterialx": (("filename", "file"),),
    "VRayMesh": (("fileName2", "vrmesh"), ("fileName", "vrmesh"), ("materialAssignmentsFile", "file")),
    "VRayPtex": (("ptexFile", "image"),),
    "VRayScannedMtl": (("file", "file"),),
    "VRayScene": (("fPath", "file"),),
    "VRayVRmatMtl": (("fileName", "file"),),
    "VRayMtlOSL": (("fileName", "file"),),
    "VRayVolumeGrid": (("inFile", "volume"), ("inPath", "volume")),
    "VRayLightIESShape": (("iesFile", "file"),),
    "RedshiftProxyMesh": (("fileName", "cache"),),
    "RedshiftNormalMap": (("tex0", "image"),),
    "RedshiftSprite": (("tex0", "image"),),
    "RedshiftCameraMap": (("tex0", "image"),),
    "RedshiftLightGobo": (("tex0", "image"),),
    "RedshiftBokeh": (("dofBokehImage", "image"),),
    "RedshiftLensDistortion": (("LDimage", "image"),),
    "RedshiftEnvironment": tuple((f"tex{number}", "image") for number in range(5)),
    "RedshiftDomeLight": (("tex0", "image"), ("tex1", "image")),
    "RedshiftIESLight": (("profile", "file"),),
    "RedshiftVolumeShape": (("fileName", "volume"),),
    "RedshiftPostEffects": (("lutFilename", "file"),),
    "PxrTexture": (("filename", "image"),),
    "PxrPtexture": (("filename", "image"),),
    "PxrMultiTexture": tuple((f"filename{number}", "image") for number in range(10)),
    "PxrNormalMap": (("filename", "image"),),
    "PxrBump": (("filename", "image"),),
    "PxrDomeLight": (("lightColorMap", "image"),),
    "PxrLayeredTexture": (("filename", "image"), ("maskTexture", "image")),
    "PxrGobo": (("map", "image"),),
    "PxrGoboLightFilter": (("map", "image"),),
    "PxrDiskLight": (("iesProfile", "file"),),
    "PxrSphereLight": (("iesProfile", "file"),),
    "PxrRectLight": (("lightColorMap", "image"), ("iesProfile", "file")),
    "PxrMeshLight": (("lightColorMap", "image"),),
    "PxrPortalLight": (("domeColorMap", "image"),),
    "PxrCookieLightFilter": (("map", "image"),),
    "RenderManArchive": (("filename", "file"),),
    "pgYetiMaya": (("cacheFileName", "cache"), ("outputCacheFileName", "cache")),
    "diskCache": (("cacheName", "cache"),),
}

NOT_ASSETS = {"sys_memory_tracking_output_path", "sys_time_tracking_output_dir", "prefix", "imageFilePrefix",
              "mergeAOVsOutputPath", "ldbPath"}
"""Attributes marked as file names that are written, or nothing to the farm."""

OUTPUT = re.compile(r"auto_?save|log_?file|output|out_?file|export", re.IGNORECASE)


def is_output(attribute: str) -> bool:
    """Whether an attribute that a plug-in marks as a file name sounds like one that is written: auto-save, a log."""
    return OUTPUT.search(attribute) is not None


ANONYMOUS = "anon:"
"""How USD names a layer that is nowhere but in memory."""

NOT_NODES = {"defaultColorMgtGlobals", "defaultArnoldDriver"}
"""Nodes whose file attributes are settings."""

NOT_REFERENCES = {"sharedReferenceNode", "_UNKNOWN_REF_NODE_"}
"""Reference nodes without a file, in whatever namespace."""

KINDS = {
    ".abc": "alembic", ".vdb": "volume", ".usd": "usd", ".usda": "usd", ".usdc": "usd", ".usdz": "usd",
    ".ma": "library", ".mb": "library", ".wav": "sound", ".aif": "sound", ".mov": "movie", ".avi": "movie",
    ".mp4": "movie", ".exr": "image", ".tif": "image", ".tiff": "image", ".png": "image", ".jpg": "image",
    ".jpeg": "image", ".tga": "image", ".hdr": "image", ".tx": "image", ".tex": "image", ".rat": "image",
    ".iff": "image", ".psd": "image", ".bif": "cache", ".mcx": "cache",
}
"""Ending -> kind of asset."""
