"""What is where on Houdini's output nodes. A renderer more is a line more.

Sources: Houdini's help on each node; the parameters of Houdini 21's own nodes as public tools list them
(github.com/unclepomedev/houdini_ramen: hq_sim, karma, ifd, usdrender, filecache, wedge, all that need no plug-in); for
the plug-ins' nodes public code that sets them: Royal Render's htorr (V-Ray, Redshift's scales, hq_sim's slices), HtoA's
own export (``ar_picture``), Prism and AYON (``RS_overrideRes1``, ``SettingsOutput_img_file_path``), Conductor and
Deadline Cloud (``ri_display_0``, ``vm_uvoutputpicture1``), Prism and Royal Render (``HO_img_fileName``,
``HO_overrideCameraRes``). What wants a graphics card and what only exports: the vendor's package rayvision_houdini.
"""

from __future__ import annotations

import dataclasses

from ...core.model.unit_details import OCTANE, OPENGL, OPTIX, XPU

RENDER, SIMULATION, DISTRIBUTED = "render", "simulation", "distributed"
ON = "on"
"""Stands for a switch that is on, in ``Kind.card``."""


@dataclasses.dataclass(frozen=True)
class Kind:
    """One type of output node."""

    output: tuple[str, ...]
    """The parameters with the path of the result: the first that the node has, and that is not empty."""
    kind: str = RENDER
    camera: str = ""
    """Names a node; on USD's nodes a prim of the stage."""
    size: tuple[str, str] = ("", "")
    """Parameters of a size of its own."""
    override: str = ""
    """The switch that makes ``size`` count; empty where it always does."""
    fraction: str = ""
    """A parameter by which the camera's size is multiplied, or a word for its own ``size``."""
    scales: tuple[float, ...] = ()
    """What ``fraction`` means where it is the number of a menu's entry; the entry after these is ``size``."""
    plugin: str = ""
    """The farm's name of the plug-in that renders it."""
    saves: str = ""
    """The switch that has to be on for the picture to be written, where there is one."""
    exports: tuple[str, str] = ("", "")
    """A switch by which a description of the scene is written in place of a picture, and its ending."""
    export_menu: str = ""
    """A menu in place of that switch, with the entry ``Export``."""
    numbers: str = ""
    """A switch by which the frame is put into the name of the picture."""
    card: tuple[tuple[str, str, str], ...] = ()
    """(parameter, its value, what of it wants a graphics card); a parameter without a name stands for the node."""
    usd: bool = False
    """It renders a stage, which may have the camera and the size in its render settings."""


TILERS = {"arnold": "arnold", "Redshift_ROP": "redshift", "ris": "renderman", "karma": "karma"}
"""Types of output nodes whose renderers look for tiled pictures beside others, by the names of hosts/tiled.py."""
DELEGATE = "renderer"
"""The parameter of USD's nodes that says which renderer draws the stage."""
DELEGATES = {"karma": "karma", "arnold": "arnold", "redshift": "redshift", "prman": "renderman"}
"""Part of a delegate's name, in small letters -> the renderer: BRAY_HdKarma, HdArnoldRendererPlugin, HdPrmanLoader…"""

OWN_SIZE = ("res_overridex", "res_overridey")
CAMERAS_OVERRIDE = "override_camerares"
KARMA_CARDS = (("engine", "xpu", XPU), ("denoiser", "optix", OPTIX))
"""``Kind.card`` of Karma's nodes, and of the LOPs that write its settings."""
USD_RENDER = Kind(("outputimage",), camera="override_camera", size=("res_user1", "res_user2"), override="override_res",
                  fraction="override_res", usd=True, card=(("renderer", "BRAY_HdKarmaXPU", XPU),))
"""``override_res`` is a word: nothing, ``scale`` or ``specific``."""
DRAWN = Kind(("picture",), camera="camera", size=("res1", "res2"), override="tres", card=(("", "", OPENGL),))

TYPES = {
    "ifd": Kind(("vm_picture",), camera="camera", size=OWN_SIZE, override=CAMERAS_OVERRIDE, fraction="res_fraction",
                exports=("soho_outputmode", "ifd")),
    "karma": Kind(("picture",), camera="camera", size=("resolutionx", "resolutiony"), usd=True, card=KARMA_CARDS),
    "usdrender": USD_RENDER,
    "usdrender_rop": USD_RENDER,
    "arnold": Kind(("ar_picture",), camera="camera", size=OWN_SIZE, override=CAMERAS_OVERRIDE, fraction="res_fraction",
                   plugin="htoa", exports=("ar_ass_export_enable", "ass"), card=(("ar_denoise", ON, OPTIX),)),
    "Redshift_ROP": Kind(("RS_outputFileNamePrefix",), camera="RS_renderCamera",
                         size=("RS_overrideRes1", "RS_overrideRes2"), override="RS_overrideCameraRes",
                         fraction="RS_overrideResScale", scales=(0.1, 0.2, 0.25, 1 / 3, 0.5, 2 / 3, 0.75),
                         plugin="redshift", saves="RS_outputEnable", exports=("RS_archive_enable", "rs")),
    "ris": Kind(("ri_display_0", "ri_display"), camera="camera", size=OWN_SIZE, override=CAMERAS_OVERRIDE,
                fraction="res_fraction", plugin="renderman"),
    "vray_renderer": Kind(("SettingsOutput_img_file_path",), camera="render_camera", size=OWN_SIZE,
                          override=CAMERAS_OVERRIDE, fraction="res_fraction", plugin="vray",
                          saves="SettingsOutput_img_save", exports=("", "vrscene"), export_menu="render_export_mode",
                          numbers="SettingsOutput_img_file_needFrameNumber"),
    "Octane_ROP": Kind(("HO_img_fileName",), camera="HO_renderCamera", size=("HO_overrideRes1", "HO_overrideRes2"),
                       override="HO_overrideCameraRes", fraction="HO_overrideResScale", plugin="octane",
                       saves="HO_img_enable", card=(("", "", OCTANE),)),
    "opengl": DRAWN,
    "flipbook": DRAWN,
    "baketexture": Kind(("vm_uvoutputpicture1",), size=("vm_uvunwrapresx", "vm_uvunwrapresy")),
    "comp": Kind(("copoutput",), size=("res1", "res2"), override="tres"),
    "image": Kind(("copoutput",), size=("res1", "res2"), override="setres"),
    "geometry": Kind(("sopoutput",), kind=SIMULATION),
    "rop_geometry": Kind(("sopoutput",), kind=SIMULATION),
    "geometryraw": Kind(("sopoutput",), kind=SIMULATION),
    "rop_geometryraw": Kind(("sopoutput",), kind=SIMULATION),
    "filmboxfbx": Kind(("sopoutput",), kind=SIMULATION),
    "rop_fbx": Kind(("sopoutput",), kind=SIMULATION),
    "filecache": Kind(("sopoutput", "lopoutput", "file"), kind=SIMULATION),
    "vellumio": Kind(("sopoutput", "file"), kind=SIMULATION),
    "rbdio": Kind(("sopoutput", "file"), kind=SIMULATION),
    "alembic": Kind(("filename",), kind=SIMULATION),
    "rop_alembic": Kind(("filename",), kind=SIMULATION),
    "dop": Kind(("dopoutput",), kind=SIMULATION),
    "rop_dop": Kind(("dopoutput",), kind=SIMULATION),
    "channel": Kind(("chopoutput",), kind=SIMULATION),
    "usd": Kind(("lopoutput",), kind=SIMULATION),
    "usd_rop": Kind(("lopoutput",), kind=SIMULATION),
    "rop_vrayproxy": Kind(("filepath",), kind=SIMULATION, plugin="vray"),
    "Redshift_Proxy_Output": Kind(("RS_archive_file",), kind=SIMULATION, plugin="redshift"),
    "hq_sim": Kind((), kind=DISTRIBUTED),
}
"""Type without its namespace and version -> what it has."""

CATEGORIES = {
    # category: the types in it that write files; None for all that we know. Sop/alembic and Sop/channel only read.
    "Driver": None,
    "Sop": {"rop_geometry", "rop_geometryraw", "rop_fbx", "rop_alembic", "rop_vrayproxy", "filecache", "vellumio",
            "rbdio"},
    "Lop": {"karma", "usdrender_rop", "usd_rop", "filecache"},
    "Dop": {"rop_dop"},
}

LOADS = "loadfromdisk"
"""The switch of a file cache that makes it read its file and cook nothing."""

DRIVER, CONTROLS = "hq_driver", "hq_sim_controls"
"""Parameters of hq_sim: the node that writes the slices, and the node that divides them."""
SLICE_TYPE, SLICES, DIVISIONS = "slice_type", "num_slices", ("slicediv1", "slicediv2", "slicediv3")
VOLUME = "volume"
"""The value of ``slice_type`` for what is divided along its three axes; particles are divided into parts."""

SETTINGS = {
    # LOPs that write a stage's render settings: (camera, width, height, picture)
    "karmarendersettings": ("camera", "resolutionx", "resolutiony", "picture"),
    "karmarenderproperties": ("camera", "resolutionx", "resolutiony", "picture"),
    "rendersettings": ("camera", "resolutionx", "resolutiony", ""),
}
PRODUCT = ("renderproduct", "productName")
"""The LOP that writes a render product, and its parameter with the path of the picture."""
LAYER = ("configurelayer", (("setstarttime", "starttime"), ("setendtime", "endtime")))
"""The LOP that writes the first and the last frame of a stage, each a switch and a number."""

OUTPUT_PARAMETERS = {
    "taskgraphfile", "pdg_workingdir", "soho_program", "BakeView_img_file_path", "OutputDeepWriter_file",
    "SettingsOutput_img_file_path", "RS_outputFileNamePrefix", "savetodirectory_directory", "soho_diskfile",
    "vm_dcmfilename", "vm_tmpsharedstorage", "vm_tmplocalstorage", "ar_ass_file", "rs_archive_file", "picture",
    "vm_picture", "ar_picture", "sopoutput", "dopoutput", "lopoutput", "copoutput", "chopoutput", "outputimage",
    "savepath", "husk_log", "vm_uvoutputpicture1", "RS_archive_file", "ri_display_0", "ri_display", "husk_stdout",
    "husk_stderr", "husk_chromefile", "render_export_filepath", "HO_img_fileName",
}
"""Parameters that Houdini counts among the references though they are written."""

NOT_FILES = ("opdef:", "oplib:", "temp:", "op:", "http:", "https:", "anon:")
"""How a reference begins that is no file on disk."""

KINDS = {
    ".abc": "alembic", ".vdb": "volume", ".usd": "usd", ".usda": "usd", ".usdc": "usd", ".usdz": "usd",
    ".hda": "library", ".otl": "library", ".hdanc": "library", ".hdalc": "library", ".sc": "cache", ".geo": "cache",
    ".bgeo": "cache", ".sim": "cache", ".ass": "file", ".rs": "cache", ".vrscene": "file", ".ocio": "file",
    ".wav": "sound", ".aif": "sound", ".ies": "file", ".ttf": "font", ".otf": "font",
}
"""Ending -> kind of asset; everything else is an image."""
