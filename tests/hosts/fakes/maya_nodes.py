"""What Maya's nodes are made of, as far as scenes and the adapter speak of it: short names, long names, defaults.

Sources: Maya's node reference; short names of plug-ins' nodes from scenes that they wrote.
"""

from __future__ import annotations

ATTRIBUTES = {
    # type of node: {short: (long, default)}
    "*": {"msg": ("message", None), "en": ("enabled", True)},
    "transform": {"v": ("visibility", True)},
    "camera": {"rnd": ("renderable", True), "ip": ("imagePlane", None), "o": ("orthographic", False)},
    "time": {"o": ("outTime", 1.0)},
    "renderGlobals": {
        "ren": ("currentRenderer", "mayaSoftware"), "outf": ("imageFormat", 7), "imfkey": ("imfPluginKey", ""),
        "an": ("animation", False), "fs": ("startFrame", 1.0), "ef": ("endFrame", 10.0), "bfs": ("byFrameStep", 1.0),
        "ifp": ("imageFilePrefix", ""), "me": ("modifyExtension", False), "ep": ("extensionPadding", 1)},
    "resolution": {"w": ("width", 960), "h": ("height", 540)},
    "renderLayer": {"rndr": ("renderable", True), "do": ("displayOrder", 0), "ri": ("renderInfo", None),
                    "rlid": ("identification", 0), "adjs": ("adjustments", None), "plg": ("plug", None),
                    "val": ("value", 0)},
    "renderLayerManager": {"rlmi": ("renderLayerId", None), "crl": ("currentRenderLayer", 0)},
    "renderSetupLayer": {"lrl": ("legacyRenderLayer", None), "pls": ("parentList", None), "lit": ("listItems", None)},
    "file": {"ftn": ("fileTextureName", ""), "ftnp": ("computedFileTextureNamePattern", ""),
             "uvt": ("uvTilingMode", 0), "ufe": ("useFrameExtension", False), "fo": ("frameOffset", 0),
             "fe": ("frameExtension", 1), "euvt": ("explicitUvTiles", None), "eutn": ("explicitUvTileName", "")},
    "imagePlane": {"imn": ("imageName", ""), "ufe": ("useFrameExtension", False), "fo": ("frameOffset", 0),
                   "fe": ("frameExtension", 1)},
    "psdFileTex": {"ftn": ("fileTextureName", "")}, "movie": {"ftn": ("fileTextureName", "")},
    **{kind: {"fp": ("filePath", "")} for kind in (
        "mayaUsdProxyShape", "mayaUsdProxyShapeBase", "pxrUsdProxyShape", "pxrUsdReferenceAssembly")},
    "PxrRectLight": {"lightColorMap": ("lightColorMap", ""), "iesProfile": ("iesProfile", "")},
    "PxrDomeLight": {"lightColorMap": ("lightColorMap", "")},
    "AlembicNode": {"fn": ("abc_File", ""), "fns": ("abc_layerFiles", None)},
    "gpuCache": {"cfn": ("cacheFileName", "")},
    "aiStandIn": {"dso": ("dso", ""), "ufe": ("useFrameExtension", False), "frameNumber": ("frameNumber", 0)},
    "expression": {"ixp": ("internalExpression", ""), "out": ("output", None), "tim": ("time", None)},
    "aiOptions": {"uett": ("use_existing_tiled_textures", True), "log_filename": ("log_filename", "")},
    "aiAOVDriver": {"ai_translator": ("aiTranslator", "exr")},
    "cacheFile": {"cn": ("cacheName", ""), "cp": ("cachePath", "")},
    "audio": {"f": ("filename", "")},
    "xgmPalette": {"xfn": ("xgFileName", "")},
    "pgYetiMaya": {"cfn": ("cacheFileName", ""), "imageSearchPath": ("imageSearchPath", ""),
                   "fileMode": ("fileMode", 0)},
    "VRaySettingsNode": {
        "wi": ("width", 640), "he": ("height", 480), "fnprx": ("fileNamePrefix", ""),
        "imgfs": ("imageFormatStr", "png"), "imgOpt_ratio": ("imgOpt_ratio", 1.0),
        "asf": ("imap_autoSaveFile", ""), "lcasf": ("autoSaveFile", ""),
        "sys_memory_tracking_output_path": ("sys_memory_tracking_output_path", ""),
        "animtp": ("animType", 0), "animFrames": ("animFrames", ""), "animbo": ("animBatchOnly", False)},
    "RedshiftProxyMesh": {"fn": ("fileName", "")},
    "RedshiftOptions": {"imageFormat": ("imageFormat", 1)},
    "rmanGlobals": {"imageFileFormat": ("imageFileFormat", "<scene>_<layer>.<f4>.<ext>"),
                    "imageOutputDir": ("imageOutputDir", "<ws>/images/<scene>")},
    "rmanDisplay": {}, "d_openexr": {},
    "colorManagementGlobals": {"cme": ("cmEnabled", True), "cfe": ("configFileEnabled", True),
                               "cfp": ("configFilePath", "")},
    "override": {"atr": ("attribute", ""), "tgName": ("targetNodeName", ""), "atv": ("attrValue", False),
                 "mul": ("multiply", 1.0), "ofs": ("offset", 0.0), "pls": ("parentList", None)},
    "collection": {"sel": ("selector", None), "pls": ("parentList", None), "lit": ("listItems", None)},
    "simpleSelector": {"ssl": ("staticSelection", ""), "c": ("collection", None)},
}
MARKED = {
    # type of node: its own attributes that are marked as file names
    "file": ("fileTextureName",), "psdFileTex": ("fileTextureName",), "movie": ("fileTextureName",),
    "imagePlane": ("imageName",), "audio": ("filename",), "gpuCache": ("cacheFileName",),
    "AlembicNode": ("abc_File", "abc_layerFiles"), "aiStandIn": ("dso",),
    "mayaUsdProxyShape": ("filePath",), "mayaUsdProxyShapeBase": ("filePath",), "pxrUsdProxyShape": ("filePath",),
    "pxrUsdReferenceAssembly": ("filePath",),
    "PxrRectLight": ("lightColorMap", "iesProfile"), "PxrDomeLight": ("lightColorMap",),
    # These two are written: public code leaves out the second, and nobody says of the first that it is not marked.
    "VRaySettingsNode": ("imap_autoSaveFile", "autoSaveFile", "sys_memory_tracking_output_path"),
    "aiOptions": ("log_filename",),
}
"""Sources: Maya's node reference; public code that reads ``listAttr -usedAsFilename`` (Deadline Cloud for Maya)."""
OVERRIDES = {"absOverride", "absUniqueOverride", "relOverride", "relUniqueOverride"}
COLLECTIONS = {"collection", "renderSettingsCollection", "renderSettingsChildCollection", "aovCollection", "group",
               "lightsCollection", "lightsChildCollection", "lightEditor"}

DEFAULTS = {
    # nodes that every scene has
    "time1": "time", "defaultRenderGlobals": "renderGlobals", "defaultResolution": "resolution",
    "defaultRenderLayer": "renderLayer", "renderLayerManager": "renderLayerManager",
    "defaultColorMgtGlobals": "colorManagementGlobals", "hardwareRenderingGlobals": "hardwareRenderingGlobals",
    "renderPartition": "partition", "renderGlobalsList1": "renderGlobalsList",
    "defaultShaderList1": "defaultShaderList",
    "postProcessList1": "postProcessList", "defaultRenderingList1": "defaultRenderingList",
    "lightList1": "lightList",
    "initialShadingGroup": "shadingEngine", "initialParticleSE": "shadingEngine", "defaultLightSet": "objectSet",
    "hardwareRenderGlobals": "hardwareRenderGlobals", "defaultTextureList1": "defaultTextureList",
    "defaultRenderUtilityList1": "defaultRenderUtilityList", "defaultRenderQuality": "renderQuality",
    "lambert1": "lambert", "standardSurface1": "standardSurface", "particleCloud1": "particleCloud",
}


CAMERAS = {"persp": True, "top": False, "front": False, "side": False}
"""Cameras that every scene has, and whether they are rendered."""
